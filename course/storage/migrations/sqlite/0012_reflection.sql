-- +goose Up
-- Declarations of self-study (自学申报). What was declared never changes; what was decided is written once.
CREATE TABLE declarations (
  id          INTEGER PRIMARY KEY,
  cadre_id    BIGINT  NOT NULL REFERENCES cadres (id),
  kind        TEXT    NOT NULL CHECK (kind IN ('book', 'visit', 'teaching', 'paper')),
  title       TEXT    NOT NULL,
  studied_on  INTEGER NOT NULL,
  asked       INTEGER NOT NULL,            -- hours in hundredths, as granted
  learnt      TEXT    NOT NULL,
  declared_at BIGINT  NOT NULL,
  state       TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'declined', 'withdrawn')),
  granted     INTEGER NOT NULL DEFAULT 0,
  reason      TEXT    NOT NULL DEFAULT '', -- why it was declined or not granted in full
  decided_by  BIGINT  NOT NULL DEFAULT 0,
  decided_at  BIGINT  NOT NULL DEFAULT 0,
  entry_id    BIGINT  NOT NULL DEFAULT 0   -- the ledger entry that it brought; 0 for none
);
CREATE INDEX declarations_cadre ON declarations (cadre_id, studied_on);
CREATE INDEX declarations_open ON declarations (state) WHERE state = 'open';

-- +goose StatementBegin
CREATE TRIGGER declarations_no_update BEFORE UPDATE ON declarations
WHEN OLD.state <> 'open' OR NEW.cadre_id <> OLD.cadre_id OR NEW.kind <> OLD.kind OR NEW.title <> OLD.title OR NEW.studied_on <> OLD.studied_on
    OR NEW.asked <> OLD.asked OR NEW.learnt <> OLD.learnt OR NEW.declared_at <> OLD.declared_at
BEGIN SELECT RAISE(ABORT, 'declarations is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER declarations_no_delete BEFORE DELETE ON declarations
BEGIN SELECT RAISE(ABORT, 'declarations is append-only'); END;
-- +goose StatementEnd
