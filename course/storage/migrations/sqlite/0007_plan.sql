-- +goose Up
-- The annual study plan (年度学习计划) of a unit; what it says stands in its versions.
CREATE TABLE study_plans (
  id      INTEGER PRIMARY KEY,
  unit_id BIGINT  NOT NULL REFERENCES units (id),
  year    INTEGER NOT NULL,
  UNIQUE (unit_id, year)
);

-- Versions of a plan. A draft may change; an approved version never does. Returning a version makes it a draft again
-- and keeps who returned it and why in decided_by, decided_at and decision.
CREATE TABLE plan_versions (
  id           INTEGER PRIMARY KEY,
  plan_id      BIGINT  NOT NULL REFERENCES study_plans (id),
  number       INTEGER NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('draft', 'submitted', 'approved')),
  revision     INTEGER NOT NULL,           -- raised by every change, so that two people do not overwrite each other
  content      TEXT    NOT NULL,           -- canonical JSON
  change_note  TEXT    NOT NULL,           -- one sentence on what changed and why
  drafted_by   BIGINT  NOT NULL,
  drafted_at   BIGINT  NOT NULL,
  saved_by     BIGINT  NOT NULL,
  saved_at     BIGINT  NOT NULL,
  submitted_by BIGINT  NOT NULL DEFAULT 0,
  submitted_at BIGINT  NOT NULL DEFAULT 0,
  decided_by   BIGINT  NOT NULL DEFAULT 0,
  decided_at   BIGINT  NOT NULL DEFAULT 0,
  decision     TEXT    NOT NULL DEFAULT '',
  UNIQUE (plan_id, number)
);
-- One draft at a time.
CREATE UNIQUE INDEX plan_versions_open ON plan_versions (plan_id) WHERE state <> 'approved';

-- Collective and group meetings (学习会). One of unit_id and group_id says who is expected.
CREATE TABLE meetings (
  id          INTEGER PRIMARY KEY,
  unit_id     BIGINT  REFERENCES units (id),
  group_id    BIGINT  REFERENCES study_groups (id),
  topic_key   TEXT    NOT NULL,            -- topic of the approved plan; may be empty
  mode        TEXT    NOT NULL,            -- collective, group
  title       TEXT    NOT NULL,
  subject     TEXT    NOT NULL,
  held_on     INTEGER NOT NULL,            -- the date of starts_at
  starts_at   BIGINT  NOT NULL,
  ends_at     BIGINT  NOT NULL,
  place       TEXT    NOT NULL,
  host        TEXT    NOT NULL,
  amount      INTEGER NOT NULL,            -- planned hours, in hundredths
  agenda      TEXT    NOT NULL,
  source_kind TEXT    NOT NULL,            -- what a make-up reads and is asked about: lesson, document, or empty
  source_id   BIGINT  NOT NULL,
  state       TEXT    NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  revision    INTEGER NOT NULL,
  created_by  BIGINT  NOT NULL,
  created_at  BIGINT  NOT NULL,
  CHECK ((unit_id IS NULL) <> (group_id IS NULL))
);
CREATE INDEX meetings_unit ON meetings (unit_id, held_on);
CREATE INDEX meetings_group ON meetings (group_id, held_on);
CREATE INDEX meetings_day ON meetings (held_on);

-- The record of a meeting (会议记录); append-only, the highest number counts.
CREATE TABLE proceedings (
  id         INTEGER PRIMARY KEY,
  meeting_id BIGINT  NOT NULL REFERENCES meetings (id),
  number     INTEGER NOT NULL,
  form       TEXT    NOT NULL,
  host       TEXT    NOT NULL,
  discussion TEXT    NOT NULL,
  saved_by   BIGINT  NOT NULL,
  saved_at   BIGINT  NOT NULL,
  UNIQUE (meeting_id, number)
);

-- What somebody asked others to study (布置), and whom.
CREATE TABLE assignments (
  id           INTEGER PRIMARY KEY,
  kind         TEXT    NOT NULL,           -- course, lesson, document
  ref          BIGINT  NOT NULL,
  title        TEXT    NOT NULL,
  subject      TEXT    NOT NULL,
  due_on       INTEGER NOT NULL,
  note         TEXT    NOT NULL,
  assigned_by  BIGINT  NOT NULL,
  assigned_at  BIGINT  NOT NULL,
  withdrawn_by BIGINT  NOT NULL DEFAULT 0,
  withdrawn_at BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX assignments_item ON assignments (kind, ref);
CREATE TABLE assignment_persons (
  assignment_id BIGINT NOT NULL REFERENCES assignments (id),
  cadre_id      BIGINT NOT NULL REFERENCES cadres (id),
  PRIMARY KEY (assignment_id, cadre_id)
);
CREATE INDEX assignment_persons_cadre ON assignment_persons (cadre_id);

-- What a person has finished, once for all assignments that ask for it.
CREATE TABLE finished_items (
  cadre_id    BIGINT NOT NULL REFERENCES cadres (id),
  kind        TEXT   NOT NULL,
  ref         BIGINT NOT NULL,
  how         TEXT   NOT NULL,             -- read: marked read; checked: its check passed
  finished_at BIGINT NOT NULL,
  entry_id    BIGINT NOT NULL,             -- the ledger entry it brought; 0 for none
  PRIMARY KEY (cadre_id, kind, ref)
);

-- +goose StatementBegin
CREATE TRIGGER plan_versions_no_update BEFORE UPDATE ON plan_versions WHEN OLD.state = 'approved'
BEGIN SELECT RAISE(ABORT, 'an approved plan version never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plan_versions_no_delete BEFORE DELETE ON plan_versions WHEN OLD.state = 'approved'
BEGIN SELECT RAISE(ABORT, 'an approved plan version never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER proceedings_no_update BEFORE UPDATE ON proceedings
BEGIN SELECT RAISE(ABORT, 'proceedings is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER proceedings_no_delete BEFORE DELETE ON proceedings
BEGIN SELECT RAISE(ABORT, 'proceedings is append-only'); END;
-- +goose StatementEnd
