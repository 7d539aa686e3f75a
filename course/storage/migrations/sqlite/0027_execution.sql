-- +goose Up
-- Why a meeting was cancelled (取消原因); append-only. A meeting that was cancelled before this table was has no row.
CREATE TABLE meeting_cancellations (
  meeting_id   BIGINT PRIMARY KEY REFERENCES meetings (id),
  kind         TEXT   NOT NULL CHECK (kind IN ('called_off', 'working')), -- working: held without study content (以会代学)
  reason       TEXT   NOT NULL,
  cancelled_by BIGINT NOT NULL REFERENCES cadres (id),
  cancelled_at BIGINT NOT NULL
);

-- What the study secretary wrote where no recorded fact says why a topic was not carried out as planned (计划执行说明);
-- append-only, the latest version counts.
CREATE TABLE plan_explanations (
  id         INTEGER PRIMARY KEY,
  plan_id    BIGINT  NOT NULL REFERENCES study_plans (id),
  topic_key  TEXT    NOT NULL,
  version    INTEGER NOT NULL,            -- from 1
  reason     TEXT    NOT NULL,
  written_by BIGINT  NOT NULL REFERENCES cadres (id),
  written_at BIGINT  NOT NULL,
  UNIQUE (plan_id, topic_key, version)
);

-- The year of a person is read with its events, too, without looking at the entries themselves.
DROP INDEX entries_year;
CREATE INDEX entries_year ON entries (cadre_id, happened_on, recorded_at, amount, days, activity, mode, subject, buckets, reverses_id, source, ref);

-- +goose StatementBegin
CREATE TRIGGER meeting_cancellations_no_update BEFORE UPDATE ON meeting_cancellations
BEGIN SELECT RAISE(ABORT, 'meeting_cancellations is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER meeting_cancellations_no_delete BEFORE DELETE ON meeting_cancellations
BEGIN SELECT RAISE(ABORT, 'meeting_cancellations is append-only'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER plan_explanations_no_update BEFORE UPDATE ON plan_explanations
BEGIN SELECT RAISE(ABORT, 'plan_explanations is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plan_explanations_no_delete BEFORE DELETE ON plan_explanations
BEGIN SELECT RAISE(ABORT, 'plan_explanations is append-only'); END;
-- +goose StatementEnd
