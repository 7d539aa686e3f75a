-- +goose Up
-- One row: how often the units, the memberships and the categories of people changed. What was worked out from them holds
-- while the number stays. Triggers count, so that no way of changing them is forgotten.
CREATE TABLE roster_changes (
  id     BIGINT PRIMARY KEY CHECK (id = 1),
  number BIGINT NOT NULL
);
INSERT INTO roster_changes (id, number) VALUES (1, 0);

-- +goose StatementBegin
CREATE FUNCTION count_roster_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE roster_changes SET number = number + 1;
  RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER units_counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON units
  FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
CREATE TRIGGER memberships_counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON memberships
  FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
CREATE TRIGGER cadre_categories_counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON cadre_categories
  FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
