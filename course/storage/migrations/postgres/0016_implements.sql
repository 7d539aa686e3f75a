-- +goose Up
-- A document may say that it implements another (贯彻、实施).
ALTER TABLE document_relations DROP CONSTRAINT document_relations_kind_check;
ALTER TABLE document_relations ADD CONSTRAINT document_relations_kind_check
  CHECK (kind IN ('repeals', 'amends', 'based_on', 'implements'));
