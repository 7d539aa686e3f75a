-- +goose Up
-- A document may say that it implements another (贯彻、实施). SQLite changes a check only with the whole table.
CREATE TABLE document_relations_new (
  document_id BIGINT  NOT NULL REFERENCES documents (id),
  ordinal     INTEGER NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('repeals', 'amends', 'based_on', 'implements')),
  title       TEXT    NOT NULL,
  title_key   TEXT    NOT NULL,
  doc_number  TEXT    NOT NULL,
  number_key  TEXT    NOT NULL,
  takes_on    INTEGER NOT NULL,            -- day from which it holds
  article     TEXT    NOT NULL,            -- the article that says so
  PRIMARY KEY (document_id, ordinal)
);
INSERT INTO document_relations_new SELECT document_id, ordinal, kind, title, title_key, doc_number, number_key, takes_on, article
FROM document_relations;
DROP TABLE document_relations;
ALTER TABLE document_relations_new RENAME TO document_relations;
CREATE INDEX document_relations_title ON document_relations (title_key);
CREATE INDEX document_relations_number ON document_relations (number_key) WHERE number_key <> '';
