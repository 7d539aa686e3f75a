-- +goose Up
-- Exams (测验). A published one never changes but for being withdrawn.
CREATE TABLE exams (
  id           INTEGER PRIMARY KEY,
  unit_id      BIGINT  NOT NULL REFERENCES units (id),
  state        TEXT    NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
  revision     INTEGER NOT NULL,
  terms        TEXT    NOT NULL,           -- JSON: title, blueprint, pass mark, window …
  saved_by     BIGINT  NOT NULL,
  saved_at     BIGINT  NOT NULL,
  published_by BIGINT  NOT NULL DEFAULT 0,
  published_at BIGINT  NOT NULL DEFAULT 0,
  withdrawn_by BIGINT  NOT NULL DEFAULT 0,
  withdrawn_at BIGINT  NOT NULL DEFAULT 0,
  reason       TEXT    NOT NULL DEFAULT '' -- why it was withdrawn
);
CREATE INDEX exams_unit ON exams (unit_id);

-- What a published exam draws from, as it was when it was published; append-only.
CREATE TABLE exam_candidates (
  exam_id    BIGINT  NOT NULL REFERENCES exams (id),
  section    INTEGER NOT NULL,             -- from 0
  pick       INTEGER NOT NULL,             -- from 1; 0: the fixed questions of the section
  position   INTEGER NOT NULL,             -- from 0
  version_id BIGINT  NOT NULL,             -- of the question bank
  PRIMARY KEY (exam_id, section, pick, position)
);
CREATE INDEX exam_candidates_version ON exam_candidates (version_id);

-- Attempts (作答). begun_at and due_at keep the clock of an exam and measure nobody. What was submitted never changes.
CREATE TABLE exam_attempts (
  id           INTEGER PRIMARY KEY,
  exam_id      BIGINT  NOT NULL REFERENCES exams (id),
  cadre_id     BIGINT  NOT NULL REFERENCES cadres (id),
  number       INTEGER NOT NULL CHECK (number >= 1),
  paper        TEXT    NOT NULL,           -- JSON: the questions drawn and the order of their options
  items        INTEGER NOT NULL,           -- how many questions
  begun_at     BIGINT  NOT NULL,
  due_at       BIGINT  NOT NULL,           -- far away: no limit; an outage of the server moves it
  state        TEXT    NOT NULL CHECK (state IN ('running', 'submitted')),
  submitted_at BIGINT  NOT NULL DEFAULT 0,
  ended        TEXT    NOT NULL DEFAULT '' CHECK (ended IN ('', 'person', 'time')),
  sheet        TEXT    NOT NULL DEFAULT '',-- JSON: the answers as they were marked
  UNIQUE (exam_id, cadre_id, number)
);
CREATE UNIQUE INDEX exam_attempts_running ON exam_attempts (exam_id, cadre_id) WHERE state = 'running';
CREATE INDEX exam_attempts_due ON exam_attempts (due_at) WHERE state = 'running';
CREATE INDEX exam_attempts_cadre ON exam_attempts (cadre_id);

-- The answers of attempts while they run, as they were typed or chosen. A later revision replaces an earlier one.
CREATE TABLE exam_answers (
  attempt_id BIGINT  NOT NULL REFERENCES exam_attempts (id),
  position   INTEGER NOT NULL,             -- of the item, from 0
  revision   INTEGER NOT NULL,
  answer     TEXT    NOT NULL,             -- JSON: the values of the form field
  saved_at   BIGINT  NOT NULL,
  PRIMARY KEY (attempt_id, position)
) WITHOUT ROWID;

-- What attempts were marked with; append-only, the highest number of an attempt counts.
CREATE TABLE exam_results (
  id            INTEGER PRIMARY KEY,
  attempt_id    BIGINT  NOT NULL REFERENCES exam_attempts (id),
  exam_id       BIGINT  NOT NULL REFERENCES exams (id),
  cadre_id      BIGINT  NOT NULL REFERENCES cadres (id),
  number        INTEGER NOT NULL,          -- from 1
  marks         TEXT    NOT NULL,          -- JSON: what each item earned, and by which key
  total         BIGINT  NOT NULL,          -- hundredths, as the next one
  most          BIGINT  NOT NULL,
  complete      BOOLEAN NOT NULL,          -- no written answer waits for a person
  passed        BOOLEAN NOT NULL,
  cause         TEXT    NOT NULL CHECK (cause IN ('submission', 'grading', 'correction')),
  correction_id BIGINT  NOT NULL DEFAULT 0,-- of the key, when that is the cause
  graded_at     BIGINT  NOT NULL,
  graded_by     BIGINT  NOT NULL,          -- 0: the program
  UNIQUE (attempt_id, number),
  CHECK (total >= 0 AND total <= most)
);
CREATE INDEX exam_results_exam ON exam_results (exam_id, cadre_id);

-- What a person gave for a written answer by the rubric; append-only.
CREATE TABLE exam_gradings (
  id         INTEGER PRIMARY KEY,
  attempt_id BIGINT  NOT NULL REFERENCES exam_attempts (id),
  position   INTEGER NOT NULL,
  stage      TEXT    NOT NULL CHECK (stage IN ('first', 'second', 'decision')),
  marks      TEXT    NOT NULL,             -- JSON: hundredths for each criterion
  total      BIGINT  NOT NULL,
  note       TEXT    NOT NULL,
  graded_by  BIGINT  NOT NULL,
  graded_at  BIGINT  NOT NULL,
  UNIQUE (attempt_id, position, stage),
  UNIQUE (attempt_id, position, graded_by)
);

-- Corrected keys of a published exam. What was proposed never changes; what was decided is written once.
CREATE TABLE exam_corrections (
  id          INTEGER PRIMARY KEY,
  exam_id     BIGINT  NOT NULL REFERENCES exams (id),
  version_id  BIGINT  NOT NULL,            -- the question as it was asked
  key_id      BIGINT  NOT NULL,            -- the version whose key counts instead; 0: everybody gets all of its worth
  reason      TEXT    NOT NULL,
  proposed_by BIGINT  NOT NULL,
  proposed_at BIGINT  NOT NULL,
  decided_by  BIGINT  NOT NULL DEFAULT 0,
  decided_at  BIGINT  NOT NULL DEFAULT 0,
  accepted    BOOLEAN NOT NULL DEFAULT FALSE,
  regraded_to BIGINT  NOT NULL DEFAULT 0,  -- the last attempt that was marked anew
  finished    BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX exam_corrections_exam ON exam_corrections (exam_id);
CREATE UNIQUE INDEX exam_corrections_open ON exam_corrections (exam_id, version_id) WHERE decided_by = 0;

-- One row: when the server last looked after the running attempts.
CREATE TABLE exam_pulse (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  beat_at BIGINT  NOT NULL
);
-- When it did not: the time that running attempts were given back; append-only.
CREATE TABLE exam_outages (
  id          INTEGER PRIMARY KEY,
  from_at     BIGINT  NOT NULL,
  until_at    BIGINT  NOT NULL,
  attempts    INTEGER NOT NULL,
  recorded_at BIGINT  NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER exams_no_update BEFORE UPDATE ON exams
WHEN OLD.state = 'withdrawn' OR NEW.unit_id <> OLD.unit_id OR OLD.state = 'published' AND (NEW.state <> 'withdrawn' OR NEW.terms <>
    OLD.terms OR NEW.revision <> OLD.revision OR NEW.published_by <> OLD.published_by OR NEW.published_at <> OLD.published_at)
BEGIN SELECT RAISE(ABORT, 'exams is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exams_no_delete BEFORE DELETE ON exams
BEGIN SELECT RAISE(ABORT, 'exams is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_candidates_no_update BEFORE UPDATE ON exam_candidates
BEGIN SELECT RAISE(ABORT, 'exam_candidates is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_candidates_no_delete BEFORE DELETE ON exam_candidates
BEGIN SELECT RAISE(ABORT, 'exam_candidates is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_attempts_no_update BEFORE UPDATE ON exam_attempts
WHEN OLD.state = 'submitted' OR NEW.exam_id <> OLD.exam_id OR NEW.cadre_id <> OLD.cadre_id OR NEW.number <> OLD.number OR NEW.paper <>
    OLD.paper OR NEW.items <> OLD.items OR NEW.begun_at <> OLD.begun_at OR NEW.due_at < OLD.due_at
BEGIN SELECT RAISE(ABORT, 'exam_attempts is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_attempts_no_delete BEFORE DELETE ON exam_attempts
BEGIN SELECT RAISE(ABORT, 'exam_attempts is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_results_no_update BEFORE UPDATE ON exam_results
BEGIN SELECT RAISE(ABORT, 'exam_results is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_results_no_delete BEFORE DELETE ON exam_results
BEGIN SELECT RAISE(ABORT, 'exam_results is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_gradings_no_update BEFORE UPDATE ON exam_gradings
BEGIN SELECT RAISE(ABORT, 'exam_gradings is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_gradings_no_delete BEFORE DELETE ON exam_gradings
BEGIN SELECT RAISE(ABORT, 'exam_gradings is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_corrections_no_update BEFORE UPDATE ON exam_corrections
WHEN OLD.finished OR OLD.decided_by <> 0 AND (NEW.decided_by <> OLD.decided_by OR NEW.decided_at <> OLD.decided_at OR NEW.accepted <>
    OLD.accepted) OR NEW.exam_id <> OLD.exam_id OR NEW.version_id <> OLD.version_id OR NEW.key_id <> OLD.key_id OR NEW.reason <>
    OLD.reason OR NEW.proposed_by <> OLD.proposed_by OR NEW.proposed_at <> OLD.proposed_at OR NEW.regraded_to < OLD.regraded_to
BEGIN SELECT RAISE(ABORT, 'exam_corrections is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_corrections_no_delete BEFORE DELETE ON exam_corrections
BEGIN SELECT RAISE(ABORT, 'exam_corrections is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_outages_no_update BEFORE UPDATE ON exam_outages
BEGIN SELECT RAISE(ABORT, 'exam_outages is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_outages_no_delete BEFORE DELETE ON exam_outages
BEGIN SELECT RAISE(ABORT, 'exam_outages is append-only'); END;
-- +goose StatementEnd
