-- +goose Up
-- The private address of a person's calendar (日程订阅). Only the hash of its token is kept; a new one replaces the old.
CREATE TABLE calendar_feeds (
  cadre_id   BIGINT PRIMARY KEY REFERENCES cadres (id),
  token_hash TEXT   NOT NULL UNIQUE,      -- SHA-256 in hexadecimal
  made_at    BIGINT NOT NULL
);
