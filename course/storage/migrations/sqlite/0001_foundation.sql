-- +goose Up
CREATE TABLE migration_sums (
  file TEXT PRIMARY KEY,
  sum  TEXT NOT NULL
);

-- One row: who this installation is.
CREATE TABLE installation (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  name       TEXT   NOT NULL,
  origin     TEXT   NOT NULL,
  created_at BIGINT NOT NULL
);

-- Trail of who did what; append-only.
CREATE TABLE audit_events (
  id          INTEGER PRIMARY KEY,
  recorded_at BIGINT NOT NULL,
  actor_id    BIGINT NOT NULL,
  action      TEXT   NOT NULL,
  object_kind TEXT   NOT NULL,
  object_id   BIGINT NOT NULL,
  detail      TEXT   NOT NULL
);
CREATE INDEX audit_events_object ON audit_events (object_kind, object_id);

-- +goose StatementBegin
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
-- +goose StatementEnd

-- What was published, changed or withdrawn; search follows it by its id.
CREATE TABLE feed_changes (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kind        TEXT   NOT NULL,
  object_id   BIGINT NOT NULL,
  change      TEXT   NOT NULL,
  recorded_at BIGINT NOT NULL
);

-- Leaves of the installation's Merkle log, in their order; append-only. salt hides what commitment binds.
CREATE TABLE log_leaves (
  position    INTEGER PRIMARY KEY,
  kind        TEXT   NOT NULL,
  object_id   BIGINT NOT NULL,
  commitment  BLOB   NOT NULL,
  salt        BLOB   NOT NULL,
  UNIQUE (kind, object_id)
);
-- One row: how many leaves there are. Raising it takes the row lock that puts concurrent appends in one order.
CREATE TABLE log_size (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  size BIGINT  NOT NULL
);
INSERT INTO log_size (id, size) VALUES (1, 0);
-- Hashes of the tree in the order of tlog's stored hashes; derived from the leaves when a checkpoint is signed.
CREATE TABLE log_hashes (
  position INTEGER PRIMARY KEY,
  hash     BLOB NOT NULL
);
CREATE TABLE log_checkpoints (
  size      INTEGER PRIMARY KEY,
  root      BLOB   NOT NULL,
  signed_at BIGINT NOT NULL,
  note      TEXT   NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER log_leaves_no_update BEFORE UPDATE ON log_leaves
BEGIN SELECT RAISE(ABORT, 'log_leaves is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_leaves_no_delete BEFORE DELETE ON log_leaves
BEGIN SELECT RAISE(ABORT, 'log_leaves is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_hashes_no_update BEFORE UPDATE ON log_hashes
BEGIN SELECT RAISE(ABORT, 'log_hashes is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_hashes_no_delete BEFORE DELETE ON log_hashes
BEGIN SELECT RAISE(ABORT, 'log_hashes is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_checkpoints_no_update BEFORE UPDATE ON log_checkpoints
BEGIN SELECT RAISE(ABORT, 'log_checkpoints is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_checkpoints_no_delete BEFORE DELETE ON log_checkpoints
BEGIN SELECT RAISE(ABORT, 'log_checkpoints is append-only'); END;
-- +goose StatementEnd
