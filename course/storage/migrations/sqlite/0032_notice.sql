-- +goose Up
-- What a person is told (消息), written with the fact it is about and once for it. Whether it is read is what its owner
-- says; when it was read is kept nowhere.
CREATE TABLE notices (
  id       INTEGER PRIMARY KEY,
  cadre_id BIGINT  NOT NULL REFERENCES cadres (id),
  kind     TEXT    NOT NULL,
  ref      BIGINT  NOT NULL,               -- of the fact
  part     BIGINT  NOT NULL,               -- of the fact: the revision of a meeting, say
  title    TEXT    NOT NULL,               -- of what it is about
  day      INTEGER NOT NULL,               -- that matters, as a due date; 0 for none
  shown_at BIGINT  NOT NULL,               -- from when
  is_read  BOOLEAN NOT NULL,
  UNIQUE (cadre_id, kind, ref, part)
);
CREATE INDEX notices_owner ON notices (cadre_id, is_read, shown_at);
