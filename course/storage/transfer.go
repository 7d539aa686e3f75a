package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// table is a table with its columns.
type table struct {
	name    string
	columns []string
}

// batchRows is how many rows one statement of a transfer carries; both databases take so many parameters.
const batchRows = 200

// transfer copies all rows from one database into another with the same schema, in one transaction on either side. What
// the migrations put into the target is replaced.
func transfer(ctx context.Context, from, to *sql.DB, target Dialect) error {
	source, err := from.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin reading: %w", err)
	}
	defer source.Rollback()
	tx, err := to.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin writing: %w", err)
	}
	defer tx.Rollback() // of no effect after the commit
	tables, err := readTables(ctx, tx, target)
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	err = withoutForeignKeys(ctx, tx, target, func() error {
		for _, t := range tables {
			if err := t.transfer(ctx, source, tx, target); err != nil {
				return fmt.Errorf("copy the table %s: %w", t.name, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

// readTables returns the tables but those that say which migrations made them.
func readTables(ctx context.Context, tx *sql.Tx, dialect Dialect) ([]table, error) {
	query := `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid`
	if dialect == Postgres {
		query = `SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`
	}
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var tables []table
	for rows.Next() {
		var name, column string
		if err := rows.Scan(&name, &column); err != nil {
			return nil, err
		}
		if name == "migration_sums" || strings.HasPrefix(name, "goose_") {
			continue
		}
		if len(tables) == 0 || tables[len(tables)-1].name != name {
			tables = append(tables, table{name: name})
		}
		last := &tables[len(tables)-1]
		last.columns = append(last.columns, column)
	}
	return tables, rows.Err()
}

func (t table) transfer(ctx context.Context, from, to *sql.Tx, target Dialect) error {
	if _, err := to.ExecContext(ctx, "DELETE FROM "+quote(t.name)); err != nil {
		return err
	}
	rows, err := from.QueryContext(ctx, "SELECT "+t.list()+" FROM "+quote(t.name))
	if err != nil {
		return err
	}
	defer rows.Close()
	var values []any
	for rows.Next() {
		row := make([]any, len(t.columns))
		targets := make([]any, len(row))
		for i := range row {
			targets[i] = &row[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		values = append(values, row...)
		if len(values) == batchRows*len(t.columns) {
			if err := t.insert(ctx, to, target, values); err != nil {
				return err
			}
			values = values[:0]
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return t.insert(ctx, to, target, values)
}

func (t table) insert(ctx context.Context, tx *sql.Tx, target Dialect, values []any) error {
	if len(values) == 0 {
		return nil
	}
	var s strings.Builder
	fmt.Fprintf(&s, "INSERT INTO %s (%s) VALUES ", quote(t.name), t.list())
	for i := range values {
		switch {
		case i == 0:
			s.WriteString("(")
		case i%len(t.columns) == 0:
			s.WriteString("), (")
		default:
			s.WriteString(", ")
		}
		if target == Postgres {
			fmt.Fprintf(&s, "$%d", i+1)
		} else {
			s.WriteString("?")
		}
	}
	s.WriteString(")")
	_, err := tx.ExecContext(ctx, s.String(), values...)
	return err
}

func (t table) list() string {
	quoted := slices.Clone(t.columns)
	for i, c := range quoted {
		quoted[i] = quote(c)
	}
	return strings.Join(quoted, ", ")
}

func quote(name string) string { return `"` + name + `"` }
