-- +goose Up
CREATE TABLE subjects (
  code     TEXT PRIMARY KEY,
  name     TEXT    NOT NULL,
  glyph    TEXT    NOT NULL,               -- one character that stands for the subject
  position INTEGER NOT NULL
);
INSERT INTO subjects (code, name, glyph, position) VALUES
  ('theory', '理论', '理', 1),
  ('policy', '政策', '政', 2),
  ('law', '法律', '法', 3),
  ('technology', '科技', '科', 4),
  ('rural', '乡村振兴', '乡', 5);

CREATE TABLE courses (
  id         INTEGER PRIMARY KEY,
  slug       TEXT   NOT NULL UNIQUE,       -- the folder's name: publishing it again makes a new version
  status     TEXT   NOT NULL CHECK (status IN ('draft', 'published', 'retired')),
  version_id BIGINT                        -- the current version; NULL while there is none
);

-- A version and what belongs to it never change.
CREATE TABLE course_versions (
  id              INTEGER PRIMARY KEY,
  course_id       BIGINT  NOT NULL REFERENCES courses (id),
  number          INTEGER NOT NULL,
  title           TEXT    NOT NULL,
  subject         TEXT    NOT NULL REFERENCES subjects (code),
  summary         TEXT    NOT NULL,
  source          TEXT    NOT NULL,
  approved_amount INTEGER NOT NULL,        -- hundredths of an hour; 0: by the lengths of the lessons
  content_hash    TEXT    NOT NULL,
  published_at    BIGINT  NOT NULL,
  published_by    BIGINT  NOT NULL,
  UNIQUE (course_id, number)
);

CREATE TABLE lessons (
  id               INTEGER PRIMARY KEY,
  version_id       BIGINT  NOT NULL REFERENCES course_versions (id),
  number           INTEGER NOT NULL,
  title            TEXT    NOT NULL,
  declared_minutes INTEGER NOT NULL,
  checked          BOOLEAN NOT NULL,       -- it has check questions
  markdown         TEXT    NOT NULL,       -- as the author wrote it
  html             TEXT    NOT NULL,       -- rendered and sanitised
  headings         TEXT    NOT NULL,       -- JSON: the knowledge points
  UNIQUE (version_id, number)
);

-- The files lie beside the database under their SHA-256.
CREATE TABLE materials (
  id            INTEGER PRIMARY KEY,
  version_id    BIGINT  NOT NULL REFERENCES course_versions (id),
  lesson_number INTEGER NOT NULL,          -- 0: of the whole course
  name          TEXT    NOT NULL,          -- path in the folder
  title         TEXT    NOT NULL,
  media_type    TEXT    NOT NULL,
  size          BIGINT  NOT NULL,
  sum           TEXT    NOT NULL,
  UNIQUE (version_id, lesson_number, name)
);
CREATE INDEX materials_sum ON materials (sum);

-- Which lesson or question cites which article of law, and whether that still holds.
CREATE TABLE citations (
  id          INTEGER PRIMARY KEY,
  source_kind TEXT   NOT NULL CHECK (source_kind IN ('lesson', 'question')),
  source_id   BIGINT NOT NULL,
  law         TEXT   NOT NULL,             -- the title without 《》
  article     TEXT   NOT NULL,             -- as written: 第六十二条
  state       TEXT   NOT NULL CHECK (state IN ('fresh', 'stale', 'confirmed')),
  UNIQUE (source_kind, source_id, law, article)
);
CREATE INDEX citations_law ON citations (law);

-- Where a person is in a course. The version is pinned by the first passed lesson. No table here knows when somebody
-- came or went: how long a page is looked at is not recorded.
CREATE TABLE course_starts (
  cadre_id   BIGINT NOT NULL REFERENCES cadres (id),
  course_id  BIGINT NOT NULL REFERENCES courses (id),
  version_id BIGINT NOT NULL REFERENCES course_versions (id),
  entry_id   BIGINT REFERENCES entries (id), -- the hours booked at the end
  PRIMARY KEY (cadre_id, course_id)
);

-- Evidence: the sealed paper that passed a lesson; attempt 0 is a lesson without questions that was read.
CREATE TABLE lesson_passes (
  cadre_id   BIGINT NOT NULL REFERENCES cadres (id),
  lesson_id  BIGINT NOT NULL REFERENCES lessons (id),
  attempt_id BIGINT NOT NULL,
  passed_at  BIGINT NOT NULL,
  PRIMARY KEY (cadre_id, lesson_id)
);

-- The lesson to resume at.
CREATE TABLE reading_positions (
  cadre_id  BIGINT NOT NULL REFERENCES cadres (id),
  course_id BIGINT NOT NULL REFERENCES courses (id),
  lesson_id BIGINT NOT NULL REFERENCES lessons (id),
  PRIMARY KEY (cadre_id, course_id)
);

-- Private to their owner.
CREATE TABLE lesson_notes (
  cadre_id  BIGINT NOT NULL REFERENCES cadres (id),
  lesson_id BIGINT NOT NULL REFERENCES lessons (id),
  text      TEXT   NOT NULL,
  PRIMARY KEY (cadre_id, lesson_id)
);

-- +goose StatementBegin
CREATE TRIGGER course_versions_no_update BEFORE UPDATE ON course_versions
BEGIN SELECT RAISE(ABORT, 'course_versions never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER course_versions_no_delete BEFORE DELETE ON course_versions
BEGIN SELECT RAISE(ABORT, 'course_versions never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lessons_no_update BEFORE UPDATE ON lessons
BEGIN SELECT RAISE(ABORT, 'lessons never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lessons_no_delete BEFORE DELETE ON lessons
BEGIN SELECT RAISE(ABORT, 'lessons never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER materials_no_update BEFORE UPDATE ON materials
BEGIN SELECT RAISE(ABORT, 'materials never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER materials_no_delete BEFORE DELETE ON materials
BEGIN SELECT RAISE(ABORT, 'materials never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lesson_passes_no_update BEFORE UPDATE ON lesson_passes
BEGIN SELECT RAISE(ABORT, 'lesson_passes never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lesson_passes_no_delete BEFORE DELETE ON lesson_passes
BEGIN SELECT RAISE(ABORT, 'lesson_passes never changes'); END;
-- +goose StatementEnd
