-- +goose Up
-- A work is a law or document through all its versions; title_key is its title without what differs from quotation
-- to quotation.
CREATE TABLE works (
  id        INTEGER PRIMARY KEY,
  title_key TEXT NOT NULL UNIQUE
);

-- A document is one dated version of a work. Dates that nobody stated are 0.
CREATE TABLE documents (
  id            INTEGER PRIMARY KEY,
  work_id       BIGINT  NOT NULL REFERENCES works (id),
  version_on    INTEGER NOT NULL,
  title         TEXT    NOT NULL,
  short_name    TEXT    NOT NULL,
  doc_number    TEXT    NOT NULL,
  number_key    TEXT    NOT NULL,          -- doc_number with its brackets unified
  issuer        TEXT    NOT NULL,
  category      TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  region        TEXT    NOT NULL,
  example       BOOLEAN NOT NULL,          -- invented, for demonstration
  adopted_on    INTEGER NOT NULL,
  published_on  INTEGER NOT NULL,
  effective_on  INTEGER NOT NULL,          -- as the law says, perhaps of an earlier version
  repealed_on   INTEGER NOT NULL,
  expires_on    INTEGER NOT NULL,
  begins_on     INTEGER NOT NULL,          -- first day of this version
  begin_ground  TEXT    NOT NULL,
  file          TEXT    NOT NULL,          -- where it was imported from
  content_hash  TEXT    NOT NULL,          -- of the file
  text_hash     TEXT    NOT NULL,          -- of the articles
  article_count INTEGER NOT NULL,
  recorded_at   BIGINT  NOT NULL,
  changed_at    BIGINT  NOT NULL,
  UNIQUE (work_id, version_on)
);
CREATE INDEX documents_number ON documents (number_key) WHERE number_key <> '';
CREATE INDEX documents_category ON documents (category, version_on);

CREATE TABLE document_articles (
  document_id BIGINT  NOT NULL REFERENCES documents (id),
  ordinal     INTEGER NOT NULL,
  number      TEXT    NOT NULL,            -- 第十条之一; empty for a section
  title       TEXT    NOT NULL,            -- heading of a section
  anchor      TEXT    NOT NULL,
  chapter     TEXT    NOT NULL,            -- headings above it, one a line
  text        TEXT    NOT NULL,            -- paragraphs, one a line
  PRIMARY KEY (document_id, ordinal)
);

-- What a document says about others. They are matched by title and number when read, so that the order of imports
-- makes no difference.
CREATE TABLE document_relations (
  document_id BIGINT  NOT NULL REFERENCES documents (id),
  ordinal     INTEGER NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('repeals', 'amends', 'based_on')),
  title       TEXT    NOT NULL,
  title_key   TEXT    NOT NULL,
  doc_number  TEXT    NOT NULL,
  number_key  TEXT    NOT NULL,
  takes_on    INTEGER NOT NULL,            -- day from which it holds
  article     TEXT    NOT NULL,            -- the article that says so
  PRIMARY KEY (document_id, ordinal)
);
CREATE INDEX document_relations_title ON document_relations (title_key);
CREATE INDEX document_relations_number ON document_relations (number_key) WHERE number_key <> '';

-- A person looked up whether a document is in force; append-only.
CREATE TABLE status_checks (
  id          INTEGER PRIMARY KEY,
  document_id BIGINT  NOT NULL REFERENCES documents (id),
  state       TEXT    NOT NULL CHECK (state IN ('in_force', 'repealed')),
  since_on    INTEGER NOT NULL,
  source      TEXT    NOT NULL,
  checked_on  INTEGER NOT NULL,
  checked_by  BIGINT  NOT NULL,
  recorded_at BIGINT  NOT NULL
);
CREATE INDEX status_checks_document ON status_checks (document_id);

-- +goose StatementBegin
CREATE TRIGGER status_checks_no_update BEFORE UPDATE ON status_checks
BEGIN SELECT RAISE(ABORT, 'status_checks is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER status_checks_no_delete BEFORE DELETE ON status_checks
BEGIN SELECT RAISE(ABORT, 'status_checks is append-only'); END;
-- +goose StatementEnd
