-- +goose Up
-- The roll of a meeting (点名): number 1 as it was confirmed, then one row for each accepted correction; append-only.
CREATE TABLE rolls (
  id          INTEGER PRIMARY KEY,
  meeting_id  BIGINT  NOT NULL REFERENCES meetings (id),
  number      INTEGER NOT NULL,
  reason      TEXT    NOT NULL,            -- of a correction; otherwise empty
  recorded_by BIGINT  NOT NULL REFERENCES cadres (id),
  recorded_at BIGINT  NOT NULL,
  approved_by BIGINT  NOT NULL,            -- the second person of a correction; otherwise 0
  UNIQUE (meeting_id, number)
);
-- What a roll says about a person. The one with the highest number of the roll counts; append-only.
CREATE TABLE roll_marks (
  roll_id  BIGINT  NOT NULL REFERENCES rolls (id),
  cadre_id BIGINT  NOT NULL REFERENCES cadres (id),
  position INTEGER NOT NULL,               -- place on the roll, from 1
  presence TEXT    NOT NULL CHECK (presence IN ('present', 'leave', 'official_duty', 'absent')),
  reason   TEXT    NOT NULL,               -- why the person was not there
  PRIMARY KEY (roll_id, cadre_id)
);
CREATE INDEX roll_marks_cadre ON roll_marks (cadre_id);

-- Proposed corrections of a confirmed roll and what a second person decided.
CREATE TABLE roll_corrections (
  id          INTEGER PRIMARY KEY,
  meeting_id  BIGINT  NOT NULL REFERENCES meetings (id),
  cadre_id    BIGINT  NOT NULL REFERENCES cadres (id),
  stood       TEXT    NOT NULL,            -- the presence that was to be corrected
  presence    TEXT    NOT NULL,
  reason      TEXT    NOT NULL,            -- why the person was not there
  grounds     TEXT    NOT NULL,            -- why the roll is to be corrected
  proposed_by BIGINT  NOT NULL REFERENCES cadres (id),
  proposed_at BIGINT  NOT NULL,
  decided_by  BIGINT  NOT NULL DEFAULT 0,
  decided_at  BIGINT  NOT NULL DEFAULT 0,
  accepted    BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE UNIQUE INDEX roll_corrections_open ON roll_corrections (meeting_id, cadre_id) WHERE decided_at = 0;

-- What makes up for a missed meeting (补学).
CREATE TABLE make_ups (
  id          INTEGER PRIMARY KEY,
  meeting_id  BIGINT  NOT NULL REFERENCES meetings (id),
  cadre_id    BIGINT  NOT NULL REFERENCES cadres (id),
  source_kind TEXT    NOT NULL,            -- what is read and asked about: lesson, document
  source_id   BIGINT  NOT NULL,
  state       TEXT    NOT NULL CHECK (state IN ('open', 'closed', 'withdrawn')),
  due_on      INTEGER NOT NULL,
  attempt_id  BIGINT  NOT NULL DEFAULT 0,  -- the paper that closed it
  entry_id    BIGINT  NOT NULL DEFAULT 0,  -- the ledger entry it brought; 0 for none
  closed_at   BIGINT  NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX make_ups_standing ON make_ups (meeting_id, cadre_id) WHERE state <> 'withdrawn';
CREATE INDEX make_ups_cadre ON make_ups (cadre_id, state);

-- Leave from a meeting, asked for before it begins.
CREATE TABLE leave_requests (
  id         INTEGER PRIMARY KEY,
  meeting_id BIGINT  NOT NULL REFERENCES meetings (id),
  cadre_id   BIGINT  NOT NULL REFERENCES cadres (id),
  kind       TEXT    NOT NULL CHECK (kind IN ('leave', 'official_duty')),
  reason     TEXT    NOT NULL,
  asked_at   BIGINT  NOT NULL,
  decided_by BIGINT  NOT NULL DEFAULT 0,
  decided_at BIGINT  NOT NULL DEFAULT 0,
  approved   BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE UNIQUE INDEX leave_requests_standing ON leave_requests (meeting_id, cadre_id) WHERE decided_at = 0 OR approved;
CREATE INDEX leave_requests_cadre ON leave_requests (cadre_id);

-- +goose StatementBegin
CREATE TRIGGER rolls_no_update BEFORE UPDATE ON rolls
BEGIN SELECT RAISE(ABORT, 'rolls is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER rolls_no_delete BEFORE DELETE ON rolls
BEGIN SELECT RAISE(ABORT, 'rolls is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER roll_marks_no_update BEFORE UPDATE ON roll_marks
BEGIN SELECT RAISE(ABORT, 'roll_marks is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER roll_marks_no_delete BEFORE DELETE ON roll_marks
BEGIN SELECT RAISE(ABORT, 'roll_marks is append-only'); END;
-- +goose StatementEnd
