-- +goose Up
-- What a person objects to a correction of the own hours (异议); append-only.
CREATE TABLE objections (
  id          INTEGER PRIMARY KEY,
  entry_id    BIGINT NOT NULL UNIQUE REFERENCES entries (id), -- the reversal
  cadre_id    BIGINT NOT NULL REFERENCES cadres (id),         -- whose entry it is
  objection   TEXT   NOT NULL,
  objected_at BIGINT NOT NULL
);
CREATE INDEX objections_cadre ON objections (cadre_id);

-- What somebody who had no part in the correction answered; append-only.
CREATE TABLE objection_answers (
  objection_id BIGINT  PRIMARY KEY REFERENCES objections (id),
  upheld       BOOLEAN NOT NULL,           -- the person is right
  answer       TEXT    NOT NULL,
  answered_by  BIGINT  NOT NULL REFERENCES cadres (id),
  answered_at  BIGINT  NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER objections_no_update BEFORE UPDATE ON objections
BEGIN SELECT RAISE(ABORT, 'objections is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER objections_no_delete BEFORE DELETE ON objections
BEGIN SELECT RAISE(ABORT, 'objections is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER objection_answers_no_update BEFORE UPDATE ON objection_answers
BEGIN SELECT RAISE(ABORT, 'objection_answers is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER objection_answers_no_delete BEFORE DELETE ON objection_answers
BEGIN SELECT RAISE(ABORT, 'objection_answers is append-only'); END;
-- +goose StatementEnd
