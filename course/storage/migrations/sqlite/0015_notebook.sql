-- +goose Up
-- The person's own wrong-question book (错题本). It is private: nobody but its owner reads it, nothing counts by it, and
-- what the owner takes out is deleted. Days are kept, never instants: when somebody looked at it is not recorded.
CREATE TABLE notebooks (
  cadre_id   BIGINT  PRIMARY KEY REFERENCES cadres (id),
  attempt_id BIGINT  NOT NULL,             -- up to which failed rounds of checks are entered
  asked_on   INTEGER NOT NULL,             -- the day that asked is of; 0: none yet
  asked      INTEGER NOT NULL              -- questions answered or skipped on that day, which asks a few only
);

-- Which results of exams are entered.
CREATE TABLE notebook_exams (
  attempt_id BIGINT PRIMARY KEY REFERENCES exam_attempts (id),
  cadre_id   BIGINT NOT NULL REFERENCES cadres (id),
  result_id  BIGINT NOT NULL
);
CREATE INDEX notebook_exams_cadre ON notebook_exams (cadre_id);

-- The questions of a book with what is remembered of them by FSRS-6.
CREATE TABLE notebook_cards (
  id           INTEGER PRIMARY KEY,
  cadre_id     BIGINT  NOT NULL REFERENCES cadres (id),
  content_hash TEXT    NOT NULL,           -- of a check's question; empty for one of a bank
  bank_question_id BIGINT NOT NULL,        -- 0 for one of a check
  stability    double precision NOT NULL,  -- days
  difficulty   double precision NOT NULL,  -- 1 to 10
  last_on      INTEGER NOT NULL,
  due_on       INTEGER NOT NULL,
  UNIQUE (cadre_id, content_hash, bank_question_id)
);

-- Where a question is asked now, and the rounds that were failed: without them a book reads through everything.
CREATE INDEX questions_hash ON questions (content_hash);
CREATE INDEX attempts_failed ON attempts (cadre_id, id) WHERE NOT passed;

-- Who has seen the questions of an exam before it is sat, and therefore does not sit it; append-only.
CREATE TABLE exam_insiders (
  exam_id  BIGINT NOT NULL REFERENCES exams (id),
  cadre_id BIGINT NOT NULL REFERENCES cadres (id),
  PRIMARY KEY (exam_id, cadre_id)
);
INSERT INTO exam_insiders (exam_id, cadre_id)
SELECT DISTINCT e.id, v.actor_id FROM exams e JOIN audit_events v ON v.object_kind = 'exam' AND v.object_id = e.id
JOIN cadres c ON c.id = v.actor_id WHERE v.action IN ('exam.draft', 'exam.revise');

-- +goose StatementBegin
CREATE TRIGGER exam_insiders_no_update BEFORE UPDATE ON exam_insiders
BEGIN SELECT RAISE(ABORT, 'exam_insiders is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exam_insiders_no_delete BEFORE DELETE ON exam_insiders
BEGIN SELECT RAISE(ABORT, 'exam_insiders is append-only'); END;
-- +goose StatementEnd
