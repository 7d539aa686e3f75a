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

CREATE TRIGGER log_cosignatures_no_change BEFORE UPDATE OR DELETE ON log_cosignatures
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_cosignatures_no_truncate BEFORE TRUNCATE ON log_cosignatures
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
