-- +goose Up
-- What was noted in the kit of a meeting without network (会议包) and brought in later; append-only.
CREATE TABLE kit_results (
  id         INTEGER PRIMARY KEY,
  meeting_id BIGINT  NOT NULL REFERENCES meetings (id),
  sum        TEXT    NOT NULL,             -- SHA-256 of the content in hexadecimal
  issued_at  BIGINT  NOT NULL,             -- of the kit
  noted_at   BIGINT  NOT NULL,             -- by the clock of the phone
  content    TEXT    NOT NULL,             -- the result as it came
  sheet_id   BIGINT  REFERENCES rolls (id), -- the roll that rests on it; null when it was confirmed before
  merged_by  BIGINT  NOT NULL REFERENCES cadres (id),
  merged_at  BIGINT  NOT NULL,
  UNIQUE (meeting_id, sum)
);

-- +goose StatementBegin
CREATE TRIGGER kit_results_no_update BEFORE UPDATE ON kit_results
BEGIN SELECT RAISE(ABORT, 'kit_results is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER kit_results_no_delete BEFORE DELETE ON kit_results
BEGIN SELECT RAISE(ABORT, 'kit_results is append-only'); END;
-- +goose StatementEnd
