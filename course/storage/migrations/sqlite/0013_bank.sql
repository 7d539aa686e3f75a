-- +goose Up
-- The question bank (题库). A question is what its versions have in common; a draw takes the current version of those
-- that are published.
CREATE TABLE bank_questions (
  id         INTEGER PRIMARY KEY,
  bank_id    BIGINT NOT NULL REFERENCES question_banks (id),
  version_id BIGINT NOT NULL,              -- the current version; 0 only within the write that adds the question
  state      TEXT   NOT NULL CHECK (state IN ('draft', 'reviewed', 'published', 'suspended')),
  reason     TEXT   NOT NULL,              -- why it is suspended
  state_at   BIGINT NOT NULL,
  state_by   BIGINT NOT NULL
);
CREATE INDEX bank_questions_bank ON bank_questions (bank_id, state);
CREATE INDEX bank_questions_version ON bank_questions (version_id);

CREATE TABLE bank_versions (
  id          INTEGER PRIMARY KEY,
  question_id BIGINT  NOT NULL REFERENCES bank_questions (id),
  number      INTEGER NOT NULL CHECK (number >= 1),
  kind        TEXT    NOT NULL,
  content     TEXT    NOT NULL,            -- JSON of the question
  subject     TEXT    NOT NULL,
  difficulty  INTEGER NOT NULL CHECK (difficulty BETWEEN 0 AND 5), -- 0 when nobody has said
  source      TEXT    NOT NULL,            -- where the question was taken from
  change      TEXT    NOT NULL,            -- what differs from the version before
  stored_at   BIGINT  NOT NULL,
  stored_by   BIGINT  NOT NULL,
  UNIQUE (question_id, number)
);

CREATE TABLE bank_tags (
  version_id BIGINT NOT NULL REFERENCES bank_versions (id),
  tag        TEXT   NOT NULL,
  PRIMARY KEY (version_id, tag)
);
CREATE INDEX bank_tags_tag ON bank_tags (tag);

-- What a version is compared by, derived from its content and made again when the way of comparing changes.
CREATE TABLE bank_likenesses (
  version_id   BIGINT PRIMARY KEY REFERENCES bank_versions (id),
  folded       TEXT   NOT NULL,            -- text and options without case, script, width, space and punctuation
  content_hash TEXT   NOT NULL,            -- the same for the same question, whatever the order of its options
  simhash      BIGINT NOT NULL
);
CREATE INDEX bank_likenesses_hash ON bank_likenesses (content_hash);

-- The banks were sets of questions before.
INSERT INTO bank_questions (id, bank_id, version_id, state, reason, state_at, state_by)
SELECT q.id, s.source_id, q.id, 'published', '', s.stored_at, s.stored_by
FROM question_sets s JOIN set_questions i ON i.set_id = s.id JOIN questions q ON q.id = i.question_id
WHERE s.source_kind = 'bank' AND s.generation =
  (SELECT MAX(generation) FROM question_sets n WHERE n.source_kind = 'bank' AND n.source_id = s.source_id);
INSERT INTO bank_versions (id, question_id, number, kind, content, subject, difficulty, source, change, stored_at, stored_by)
SELECT b.id, b.id, 1, json_extract(q.content, '$.kind'), q.content, '', 0, '', '', b.state_at, b.state_by
FROM bank_questions b JOIN questions q ON q.id = b.id;

-- Versions of the bank cite articles, too.
CREATE TABLE citations_next (
  id          INTEGER PRIMARY KEY,
  source_kind TEXT   NOT NULL CHECK (source_kind IN ('lesson', 'question', 'bank_version')),
  source_id   BIGINT NOT NULL,
  law         TEXT   NOT NULL,             -- the title without 《》
  article     TEXT   NOT NULL,             -- as written: 第六十二条
  state       TEXT   NOT NULL CHECK (state IN ('fresh', 'stale', 'confirmed')),
  UNIQUE (source_kind, source_id, law, article)
);
INSERT INTO citations_next (id, source_kind, source_id, law, article, state)
SELECT id, source_kind, source_id, law, article, state FROM citations;
INSERT INTO citations_next (source_kind, source_id, law, article, state)
SELECT 'bank_version', c.source_id, c.law, c.article, c.state
FROM citations c JOIN bank_versions v ON v.id = c.source_id WHERE c.source_kind = 'question';
DROP TABLE citations;
ALTER TABLE citations_next RENAME TO citations;
CREATE INDEX citations_law ON citations (law);

-- +goose StatementBegin
CREATE TRIGGER bank_versions_no_update BEFORE UPDATE ON bank_versions
BEGIN SELECT RAISE(ABORT, 'bank_versions never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER bank_versions_no_delete BEFORE DELETE ON bank_versions
BEGIN SELECT RAISE(ABORT, 'bank_versions never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER bank_tags_no_update BEFORE UPDATE ON bank_tags
BEGIN SELECT RAISE(ABORT, 'bank_tags never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER bank_tags_no_delete BEFORE DELETE ON bank_tags
BEGIN SELECT RAISE(ABORT, 'bank_tags never changes'); END;
-- +goose StatementEnd
