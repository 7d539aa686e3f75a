-- +goose Up
-- One account per person who may sign in; the login name is the person's staff number or phone.
CREATE TABLE accounts (
  cadre_id      BIGINT  PRIMARY KEY REFERENCES cadres (id),
  password_hash TEXT    NOT NULL,          -- argon2id, in the PHC string form
  must_change   BOOLEAN NOT NULL,          -- the password is a one-time first password
  expires_at    BIGINT  NOT NULL,          -- when the first password ends; 0: never
  failures      INTEGER NOT NULL DEFAULT 0,
  locked_until  BIGINT  NOT NULL DEFAULT 0,
  disabled      BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE login_sessions (
  token_hash BYTEA  PRIMARY KEY,          -- SHA-256 of the cookie
  cadre_id   BIGINT NOT NULL REFERENCES cadres (id),
  acting     TEXT   NOT NULL,              -- the role whose navigation is shown
  expires_at BIGINT NOT NULL
);
CREATE INDEX login_sessions_cadre ON login_sessions (cadre_id);
