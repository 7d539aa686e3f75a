-- +goose Up
-- What a person searched for last (最近查过), the highest number last. It is private: nobody but its owner reads it, no time
-- is kept, and the owner deletes it with one press.
CREATE TABLE recent_searches (
  cadre_id BIGINT NOT NULL REFERENCES cadres (id),
  number   BIGINT NOT NULL,
  text     TEXT   NOT NULL,
  PRIMARY KEY (cadre_id, number),
  UNIQUE (cadre_id, text)
);
