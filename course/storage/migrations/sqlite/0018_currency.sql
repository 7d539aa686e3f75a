-- +goose Up
-- A citation that went stale names the document that changed or repealed what it cites; 0 when none is known.
ALTER TABLE citations ADD COLUMN document_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX citations_stale ON citations (source_kind, source_id) WHERE state = 'stale';
