-- +goose Up
CREATE TABLE units (
  id        INTEGER PRIMARY KEY,
  parent_id BIGINT  REFERENCES units (id),
  code      TEXT    NOT NULL UNIQUE,
  name      TEXT    NOT NULL,
  kind      TEXT    NOT NULL,           -- county, township, office, village
  position  INTEGER NOT NULL,           -- the official order among its siblings
  path      TEXT    NOT NULL UNIQUE     -- '/1/4/': the ids from the root down, so that a subtree is a prefix
);

CREATE TABLE cadres (
  id       INTEGER PRIMARY KEY,
  staff_no TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  sort_key TEXT NOT NULL,               -- pronunciation of the name, surname first
  phone    TEXT NOT NULL DEFAULT '',
  post     TEXT NOT NULL DEFAULT ''     -- what the person is called in the unit
);
CREATE UNIQUE INDEX cadres_phone ON cadres (phone) WHERE phone <> '';

-- Dated rows: both days belong to the span; 99991231 means that it has no end yet, and of one fact only one row has none.
CREATE TABLE memberships (
  id       INTEGER PRIMARY KEY,
  cadre_id BIGINT  NOT NULL REFERENCES cadres (id),
  unit_id  BIGINT  NOT NULL REFERENCES units (id),
  from_on  INTEGER NOT NULL,
  to_on    INTEGER NOT NULL,
  CHECK (from_on <= to_on)
);
CREATE INDEX memberships_cadre ON memberships (cadre_id, from_on);
CREATE INDEX memberships_unit ON memberships (unit_id, from_on);
CREATE UNIQUE INDEX memberships_open ON memberships (cadre_id) WHERE to_on = 99991231;

CREATE TABLE categories (
  code     TEXT PRIMARY KEY,
  name     TEXT    NOT NULL,
  position INTEGER NOT NULL
);

CREATE TABLE cadre_categories (
  id       INTEGER PRIMARY KEY,
  cadre_id BIGINT  NOT NULL REFERENCES cadres (id),
  category TEXT    NOT NULL REFERENCES categories (code),
  from_on  INTEGER NOT NULL,
  to_on    INTEGER NOT NULL,
  CHECK (from_on <= to_on)
);
CREATE INDEX cadre_categories_cadre ON cadre_categories (cadre_id, from_on);
CREATE UNIQUE INDEX cadre_categories_open ON cadre_categories (cadre_id, category) WHERE to_on = 99991231;

CREATE TABLE study_groups (
  id      INTEGER PRIMARY KEY,
  unit_id BIGINT NOT NULL REFERENCES units (id),
  code    TEXT   NOT NULL UNIQUE,
  name    TEXT   NOT NULL,
  kind    TEXT   NOT NULL               -- study, central (中心组)
);

CREATE TABLE group_members (
  id       INTEGER PRIMARY KEY,
  group_id BIGINT  NOT NULL REFERENCES study_groups (id),
  cadre_id BIGINT  NOT NULL REFERENCES cadres (id),
  from_on  INTEGER NOT NULL,
  to_on    INTEGER NOT NULL,
  CHECK (from_on <= to_on)
);
CREATE INDEX group_members_group ON group_members (group_id, from_on);
CREATE INDEX group_members_cadre ON group_members (cadre_id, from_on);
CREATE UNIQUE INDEX group_members_open ON group_members (group_id, cadre_id) WHERE to_on = 99991231;

-- Who acts in which role, over which unit (with its sub-units) or study group.
CREATE TABLE appointments (
  id       INTEGER PRIMARY KEY,
  cadre_id BIGINT  NOT NULL REFERENCES cadres (id),
  role     TEXT    NOT NULL,
  unit_id  BIGINT  REFERENCES units (id),
  group_id BIGINT  REFERENCES study_groups (id),
  from_on  INTEGER NOT NULL,
  to_on    INTEGER NOT NULL,
  CHECK (from_on <= to_on),
  CHECK ((unit_id IS NULL) <> (group_id IS NULL))
);
CREATE INDEX appointments_cadre ON appointments (cadre_id, from_on);
CREATE UNIQUE INDEX appointments_open ON appointments (cadre_id, role, COALESCE(unit_id, 0), COALESCE(group_id, 0)) WHERE to_on = 99991231;

INSERT INTO categories (code, name, position) VALUES
  ('section_level', '乡科级及以下', 1),
  ('party_member', '党员', 2),
  ('branch_committee', '支部书记和委员', 3),
  ('central_group', '中心组成员', 4),
  ('county_division', '县处级', 5),
  ('village_stationed', '驻村干部', 6);
