-- +goose Up
-- What witnesses elsewhere have signed of the log's checkpoints (见证), each line as C2SP signed-note has it; append-only.
CREATE TABLE log_cosignatures (
  size      BIGINT NOT NULL,
  witness   TEXT   NOT NULL,                 -- name of its key
  signed_at BIGINT NOT NULL,                 -- by the clock of the witness
  line      TEXT   NOT NULL,
  added_at  BIGINT NOT NULL,
  PRIMARY KEY (size, witness)
);

-- +goose StatementBegin
CREATE TRIGGER log_cosignatures_no_update BEFORE UPDATE ON log_cosignatures
BEGIN SELECT RAISE(ABORT, 'log_cosignatures is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_cosignatures_no_delete BEFORE DELETE ON log_cosignatures
BEGIN SELECT RAISE(ABORT, 'log_cosignatures is append-only'); END;
-- +goose StatementEnd
