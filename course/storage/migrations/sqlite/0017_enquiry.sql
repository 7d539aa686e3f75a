-- +goose Up
-- Questions of villagers (群众问题). Nothing here says who asked.
CREATE TABLE enquiries (
  id         INTEGER PRIMARY KEY,
  unit_id    BIGINT NOT NULL REFERENCES units (id), -- whose cadres may see what was sent
  state      TEXT   NOT NULL CHECK (state IN ('draft', 'open', 'answered')),
  version_id BIGINT NOT NULL,              -- the current version; 0 while it is a draft
  noted_by   BIGINT NOT NULL REFERENCES cadres (id),
  noted_at   BIGINT NOT NULL
);
CREATE INDEX enquiries_unit ON enquiries (unit_id, state);

-- What somebody is writing, for nobody else to read: it may hold personal data. It is deleted when it is sent.
CREATE TABLE enquiry_drafts (
  enquiry_id BIGINT  NOT NULL REFERENCES enquiries (id),
  cadre_id   BIGINT  NOT NULL REFERENCES cadres (id),
  base       INTEGER NOT NULL,             -- number of the version it goes out from; 0 for the first
  subject    TEXT    NOT NULL REFERENCES subjects (code),
  question   TEXT    NOT NULL,
  answer     TEXT    NOT NULL,
  articles   TEXT    NOT NULL,             -- JSON
  lessons    TEXT    NOT NULL,             -- JSON
  saved_at   BIGINT  NOT NULL,
  PRIMARY KEY (enquiry_id, cadre_id)
);
CREATE INDEX enquiry_drafts_cadre ON enquiry_drafts (cadre_id);

-- What was sent, after a person confirmed that it holds no personal data; append-only.
CREATE TABLE enquiry_versions (
  id           INTEGER PRIMARY KEY,
  enquiry_id   BIGINT  NOT NULL REFERENCES enquiries (id),
  number       INTEGER NOT NULL CHECK (number >= 1),
  subject      TEXT    NOT NULL REFERENCES subjects (code),
  question     TEXT    NOT NULL,
  answer       TEXT    NOT NULL,           -- empty: nobody has answered yet
  confirmed_by BIGINT  NOT NULL REFERENCES cadres (id),
  confirmed_at BIGINT  NOT NULL,
  UNIQUE (enquiry_id, number)
);

CREATE TABLE enquiry_articles (
  version_id  BIGINT  NOT NULL REFERENCES enquiry_versions (id),
  position    INTEGER NOT NULL,            -- from 0
  document_id BIGINT  NOT NULL REFERENCES documents (id),
  point       TEXT    NOT NULL,            -- number of the article, or anchor of a section
  PRIMARY KEY (version_id, position)
);
CREATE INDEX enquiry_articles_document ON enquiry_articles (document_id, point);

CREATE TABLE enquiry_lessons (
  version_id BIGINT  NOT NULL REFERENCES enquiry_versions (id),
  position   INTEGER NOT NULL,             -- from 0
  lesson_id  BIGINT  NOT NULL REFERENCES lessons (id),
  PRIMARY KEY (version_id, position)
);

-- +goose StatementBegin
CREATE TRIGGER enquiry_versions_no_update BEFORE UPDATE ON enquiry_versions
BEGIN SELECT RAISE(ABORT, 'enquiry_versions is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER enquiry_versions_no_delete BEFORE DELETE ON enquiry_versions
BEGIN SELECT RAISE(ABORT, 'enquiry_versions is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER enquiry_articles_no_update BEFORE UPDATE ON enquiry_articles
BEGIN SELECT RAISE(ABORT, 'enquiry_articles is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER enquiry_articles_no_delete BEFORE DELETE ON enquiry_articles
BEGIN SELECT RAISE(ABORT, 'enquiry_articles is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER enquiry_lessons_no_update BEFORE UPDATE ON enquiry_lessons
BEGIN SELECT RAISE(ABORT, 'enquiry_lessons is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER enquiry_lessons_no_delete BEFORE DELETE ON enquiry_lessons
BEGIN SELECT RAISE(ABORT, 'enquiry_lessons is append-only'); END;
-- +goose StatementEnd
