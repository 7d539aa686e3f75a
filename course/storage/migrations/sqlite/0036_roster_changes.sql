-- +goose Up
-- One row: how often the units, the memberships and the categories of people changed. What was worked out from them holds
-- while the number stays. Triggers count, so that no way of changing them is forgotten.
CREATE TABLE roster_changes (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  number BIGINT NOT NULL
);
INSERT INTO roster_changes (id, number) VALUES (1, 0);

-- +goose StatementBegin
CREATE TRIGGER units_insert_counted AFTER INSERT ON units
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER units_update_counted AFTER UPDATE ON units
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER units_delete_counted AFTER DELETE ON units
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER memberships_insert_counted AFTER INSERT ON memberships
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER memberships_update_counted AFTER UPDATE ON memberships
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER memberships_delete_counted AFTER DELETE ON memberships
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cadre_categories_insert_counted AFTER INSERT ON cadre_categories
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cadre_categories_update_counted AFTER UPDATE ON cadre_categories
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cadre_categories_delete_counted AFTER DELETE ON cadre_categories
BEGIN UPDATE roster_changes SET number = number + 1; END;
-- +goose StatementEnd
