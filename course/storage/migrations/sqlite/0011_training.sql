-- +goose Up
-- Training classes (培训班) outside the unit's own plan. One that is confirmed never changes; a cancelled one stays.
CREATE TABLE training_classes (
  id         INTEGER PRIMARY KEY,
  unit_id    BIGINT  NOT NULL REFERENCES units (id),   -- whose study secretary answers for it
  kind       TEXT    NOT NULL CHECK (kind IN ('off_job', 'online')),
  title      TEXT    NOT NULL,
  organiser  TEXT    NOT NULL,             -- 主办单位
  subject    TEXT    NOT NULL,             -- code; may be empty
  from_on    INTEGER NOT NULL,
  to_on      INTEGER NOT NULL,
  days       INTEGER NOT NULL,             -- hundredths, as the next two; 0: announced in hours only
  amount     INTEGER NOT NULL,             -- hours; 0: announced in days only
  later      INTEGER NOT NULL,             -- how much of it, in days or else hours, lies in the second year
  place      TEXT    NOT NULL,
  doc_number TEXT    NOT NULL,             -- 文号
  state      TEXT    NOT NULL CHECK (state IN ('planned', 'confirmed', 'cancelled')),
  created_by BIGINT  NOT NULL,
  created_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX training_classes_same ON training_classes (unit_id, title, organiser, from_on, to_on) WHERE state <> 'cancelled';
CREATE INDEX training_classes_days ON training_classes (to_on, from_on);

-- Who is to take part in a class that is planned.
CREATE TABLE training_participants (
  class_id BIGINT NOT NULL REFERENCES training_classes (id),
  cadre_id BIGINT NOT NULL REFERENCES cadres (id),
  PRIMARY KEY (class_id, cadre_id)
);
CREATE INDEX training_participants_cadre ON training_participants (cadre_id);

-- A sheet of the roll of a class, as it was confirmed or imported; append-only.
CREATE TABLE training_rolls (
  id          INTEGER PRIMARY KEY,
  class_id    BIGINT  NOT NULL REFERENCES training_classes (id),
  number      INTEGER NOT NULL,            -- from 1; further ones name people who were not on an earlier one
  file        TEXT    NOT NULL,            -- where it was imported from; empty: confirmed here
  file_sum    TEXT    NOT NULL,            -- SHA-256 of the file
  recorded_by BIGINT  NOT NULL,            -- 0: at the command line
  recorded_at BIGINT  NOT NULL,
  UNIQUE (class_id, number)
);
-- What a roll says about a person; append-only.
CREATE TABLE training_marks (
  id         INTEGER PRIMARY KEY,
  roll_id    BIGINT  NOT NULL REFERENCES training_rolls (id),
  class_id   BIGINT  NOT NULL REFERENCES training_classes (id),
  cadre_id   BIGINT  NOT NULL REFERENCES cadres (id),
  position   INTEGER NOT NULL,             -- place on the sheet, from 1
  attended   BOOLEAN NOT NULL,
  away       INTEGER NOT NULL,             -- hours of leave, in hundredths
  reason     TEXT    NOT NULL,             -- of the leave or of not taking part
  recognised BOOLEAN NOT NULL,             -- the leave is within what the rules allow
  days       INTEGER NOT NULL,             -- as stated for the person, as the next two
  amount     INTEGER NOT NULL,
  later      INTEGER NOT NULL,
  file_row   INTEGER NOT NULL,             -- row of the imported file; 0: none
  UNIQUE (class_id, cadre_id)
);
CREATE INDEX training_marks_cadre ON training_marks (cadre_id);
CREATE INDEX training_marks_roll ON training_marks (roll_id);

-- +goose StatementBegin
CREATE TRIGGER training_classes_no_update BEFORE UPDATE ON training_classes
WHEN OLD.state <> 'planned'
BEGIN SELECT RAISE(ABORT, 'training_classes is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER training_classes_no_delete BEFORE DELETE ON training_classes
BEGIN SELECT RAISE(ABORT, 'training_classes is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER training_rolls_no_update BEFORE UPDATE ON training_rolls
BEGIN SELECT RAISE(ABORT, 'training_rolls is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER training_rolls_no_delete BEFORE DELETE ON training_rolls
BEGIN SELECT RAISE(ABORT, 'training_rolls is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER training_marks_no_update BEFORE UPDATE ON training_marks
BEGIN SELECT RAISE(ABORT, 'training_marks is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER training_marks_no_delete BEFORE DELETE ON training_marks
BEGIN SELECT RAISE(ABORT, 'training_marks is append-only'); END;
-- +goose StatementEnd
