-- +goose Up
-- What a unit answered to something that somebody should look at (疑点), which its key names; a later answer is a further
-- version; append-only.
CREATE TABLE doubt_answers (
  id          INTEGER PRIMARY KEY,
  year        INTEGER NOT NULL,            -- study year of the doubt
  doubt       TEXT    NOT NULL,            -- key
  version     INTEGER NOT NULL,            -- from 1
  answer      TEXT    NOT NULL,
  answered_by BIGINT  NOT NULL REFERENCES cadres (id),
  answered_at BIGINT  NOT NULL,
  UNIQUE (doubt, version)
);
CREATE INDEX doubt_answers_year ON doubt_answers (year);

-- A sample of people for an inspection (抽样) with all that is needed to draw it again; append-only.
CREATE TABLE samples (
  id          INTEGER PRIMARY KEY,
  unit_id     BIGINT  NOT NULL REFERENCES units (id),
  as_of       INTEGER NOT NULL,            -- day whose people were drawn from
  seed        TEXT    NOT NULL,
  size        INTEGER NOT NULL,
  leaves      BIGINT  NOT NULL,            -- of the checkpoint
  root        TEXT    NOT NULL,            -- of the checkpoint, in base64
  note        TEXT    NOT NULL,            -- the signed checkpoint
  drawn_by    BIGINT  NOT NULL REFERENCES cadres (id),
  drawn_at    BIGINT  NOT NULL
);
CREATE INDEX samples_unit ON samples (unit_id);
-- Everybody who could be drawn; append-only.
CREATE TABLE sample_tickets (
  sample_id BIGINT  NOT NULL REFERENCES samples (id),
  position  INTEGER NOT NULL,              -- from 1: by stratum, then by number
  cadre_id  BIGINT  NOT NULL REFERENCES cadres (id),
  staff_no  TEXT    NOT NULL,              -- as on the day of the draw, as the next two
  unit_code TEXT    NOT NULL,
  category  TEXT    NOT NULL,              -- code; empty for none
  number    TEXT    NOT NULL,              -- SHA-256 in hexadecimal
  drawn     BOOLEAN NOT NULL,
  PRIMARY KEY (sample_id, position)
);

-- +goose StatementBegin
CREATE TRIGGER doubt_answers_no_update BEFORE UPDATE ON doubt_answers
BEGIN SELECT RAISE(ABORT, 'doubt_answers is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER doubt_answers_no_delete BEFORE DELETE ON doubt_answers
BEGIN SELECT RAISE(ABORT, 'doubt_answers is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER samples_no_update BEFORE UPDATE ON samples
BEGIN SELECT RAISE(ABORT, 'samples is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER samples_no_delete BEFORE DELETE ON samples
BEGIN SELECT RAISE(ABORT, 'samples is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sample_tickets_no_update BEFORE UPDATE ON sample_tickets
BEGIN SELECT RAISE(ABORT, 'sample_tickets is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sample_tickets_no_delete BEFORE DELETE ON sample_tickets
BEGIN SELECT RAISE(ABORT, 'sample_tickets is append-only'); END;
-- +goose StatementEnd
