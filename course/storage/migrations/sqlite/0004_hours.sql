-- +goose Up
-- Versions of the rules by which hours are recognised; a version never changes once adopted.
CREATE TABLE rule_sets (
  id         INTEGER PRIMARY KEY,
  title      TEXT    NOT NULL,             -- 学时认定办法
  number     INTEGER NOT NULL,             -- 第 N 版
  issuer     TEXT    NOT NULL,
  doc_number TEXT    NOT NULL,             -- 文号
  from_on    INTEGER NOT NULL,
  to_on      INTEGER NOT NULL,
  content    TEXT    NOT NULL,             -- canonical JSON: rules, bucket matrix, conversions, regulations
  adopted_by BIGINT  NOT NULL,
  adopted_at BIGINT  NOT NULL,
  UNIQUE (title, number)
);

-- The study-hour ledger (学时台账); append-only. Amounts are hundredths of an hour or a day.
CREATE TABLE entries (
  id           INTEGER PRIMARY KEY,
  cadre_id     BIGINT  NOT NULL REFERENCES cadres (id),
  source       TEXT    NOT NULL,           -- what kind of event: course, meeting, quiz, reading, declaration, make_up
  ref          BIGINT  NOT NULL,           -- which one
  part         INTEGER NOT NULL,           -- 0, or the day of a class that was split
  correction   INTEGER NOT NULL,           -- 0 original, then 1 reversal, 2 replacement, …
  amount       INTEGER NOT NULL,
  days         INTEGER NOT NULL,
  stated       INTEGER NOT NULL,           -- the hours that the event was announced with, before the rule
  cut          INTEGER NOT NULL,           -- what the rule's yearly cap took away
  activity     TEXT    NOT NULL,           -- the rule's activity
  subject      TEXT    NOT NULL,
  mode         TEXT    NOT NULL,           -- collective, group, online, self
  buckets      TEXT    NOT NULL,           -- as the rule's matrix gave them, sorted, separated by commas
  rule_set_id  BIGINT  NOT NULL REFERENCES rule_sets (id),
  rule_article TEXT    NOT NULL,
  title        TEXT    NOT NULL,           -- what a person reads: the course, the meeting
  evidence     TEXT    NOT NULL,           -- 'attempt', 'roll' …: what kind of evidence
  evidence_id  BIGINT  NOT NULL,
  happened_on  INTEGER NOT NULL,
  recorded_at  BIGINT  NOT NULL,
  recorded_by  BIGINT  NOT NULL,
  reverses_id  BIGINT  REFERENCES entries (id),
  reason       TEXT    NOT NULL DEFAULT '',
  approved_by  BIGINT  NOT NULL DEFAULT 0, -- the second person of a correction
  UNIQUE (cadre_id, source, ref, part, correction)
);
-- Holds all that a balance or a yearly cap needs.
CREATE INDEX entries_year ON entries (cadre_id, happened_on, recorded_at, amount, days, activity, mode, subject, buckets, reverses_id);
CREATE UNIQUE INDEX entries_reverses ON entries (reverses_id) WHERE reverses_id IS NOT NULL;

-- Proposed corrections and what a second person decided. With replaces, a new entry takes the place of the old one.
CREATE TABLE reversal_requests (
  id          INTEGER PRIMARY KEY,
  entry_id    BIGINT NOT NULL REFERENCES entries (id),
  reason      TEXT   NOT NULL,
  replaces    BOOLEAN NOT NULL,
  stated      INTEGER NOT NULL,            -- of the new entry; 0 when there is none, as the next three
  days        INTEGER NOT NULL,
  subject     TEXT    NOT NULL,
  happened_on INTEGER NOT NULL,
  proposed_by BIGINT NOT NULL REFERENCES cadres (id),
  proposed_at BIGINT NOT NULL,
  decided_by  BIGINT NOT NULL DEFAULT 0,
  decided_at  BIGINT NOT NULL DEFAULT 0,
  accepted    BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE UNIQUE INDEX reversal_requests_open ON reversal_requests (entry_id) WHERE decided_at = 0;

-- +goose StatementBegin
CREATE TRIGGER rule_sets_no_update BEFORE UPDATE ON rule_sets
BEGIN SELECT RAISE(ABORT, 'rule_sets is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER rule_sets_no_delete BEFORE DELETE ON rule_sets
BEGIN SELECT RAISE(ABORT, 'rule_sets is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries is append-only'); END;
-- +goose StatementEnd
