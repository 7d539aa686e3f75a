-- +goose Up
-- One row: the secret from which every draw of questions follows. It lies in the database because a restored copy or a
-- second process must draw as this one does, and whoever reads the database reads the answers anyway.
CREATE TABLE draw_secret (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  secret BLOB NOT NULL
);

-- Question banks by name (题库), such as an imported table.
CREATE TABLE question_banks (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

-- What a source asks. A changed set is a new generation beside the old one.
CREATE TABLE question_sets (
  id           INTEGER PRIMARY KEY,
  source_kind  TEXT    NOT NULL CHECK (source_kind IN ('lesson', 'document', 'bank')),
  source_id    BIGINT  NOT NULL,
  generation   INTEGER NOT NULL,           -- from 1; the greatest is asked
  headings     TEXT    NOT NULL,           -- JSON: the knowledge points in their order
  content_hash TEXT    NOT NULL,
  stored_at    BIGINT  NOT NULL,
  stored_by    BIGINT  NOT NULL,
  UNIQUE (source_kind, source_id, generation)
);

-- A question keeps its id as long as nothing in it changes, from generation to generation.
CREATE TABLE questions (
  id           INTEGER PRIMARY KEY,
  source_kind  TEXT   NOT NULL,
  source_id    BIGINT NOT NULL,
  content      TEXT   NOT NULL,            -- JSON
  content_hash TEXT   NOT NULL,
  UNIQUE (source_kind, source_id, content_hash)
);

CREATE TABLE set_questions (
  set_id      BIGINT  NOT NULL REFERENCES question_sets (id),
  position    INTEGER NOT NULL,            -- from 0
  question_id BIGINT  NOT NULL REFERENCES questions (id),
  PRIMARY KEY (set_id, position)
);

-- Submitted rounds of a check (作答). The paper is frozen with its answers: the passed one is evidence, the others are
-- read by nobody but their owner.
CREATE TABLE attempts (
  id           INTEGER PRIMARY KEY,
  cadre_id     BIGINT  NOT NULL REFERENCES cadres (id),
  owner_kind   TEXT    NOT NULL,           -- what is passed with it: lesson, reading, make_up
  owner_id     BIGINT  NOT NULL,
  round        INTEGER NOT NULL CHECK (round >= 1),
  source_kind  TEXT    NOT NULL,           -- what the questions ask about
  source_id    BIGINT  NOT NULL,
  set_id       BIGINT  NOT NULL REFERENCES question_sets (id),
  fingerprint  TEXT    NOT NULL,           -- of the draw
  paper        TEXT    NOT NULL,           -- JSON
  passed       BOOLEAN NOT NULL,
  submitted_at BIGINT  NOT NULL,
  UNIQUE (cadre_id, owner_kind, owner_id, round)
);
CREATE UNIQUE INDEX attempts_passed ON attempts (cadre_id, owner_kind, owner_id) WHERE passed;

-- +goose StatementBegin
CREATE TRIGGER draw_secret_no_update BEFORE UPDATE ON draw_secret
BEGIN SELECT RAISE(ABORT, 'draw_secret never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER draw_secret_no_delete BEFORE DELETE ON draw_secret
BEGIN SELECT RAISE(ABORT, 'draw_secret never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER question_sets_no_update BEFORE UPDATE ON question_sets
BEGIN SELECT RAISE(ABORT, 'question_sets never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER question_sets_no_delete BEFORE DELETE ON question_sets
BEGIN SELECT RAISE(ABORT, 'question_sets never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER questions_no_update BEFORE UPDATE ON questions
BEGIN SELECT RAISE(ABORT, 'questions never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER questions_no_delete BEFORE DELETE ON questions
BEGIN SELECT RAISE(ABORT, 'questions never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER set_questions_no_update BEFORE UPDATE ON set_questions
BEGIN SELECT RAISE(ABORT, 'set_questions never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER set_questions_no_delete BEFORE DELETE ON set_questions
BEGIN SELECT RAISE(ABORT, 'set_questions never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER attempts_no_update BEFORE UPDATE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER attempts_no_delete BEFORE DELETE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts never changes'); END;
-- +goose StatementEnd
