package storage

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"gorm.io/gorm"
)

// ReadTx reads one consistent state of the database. Its connection refuses every write.
type ReadTx struct{ link *link }

// Dialect returns the kind of the database, for the few statements that differ.
func (tx ReadTx) Dialect() Dialect { return tx.link.dialect }

// WriteTx writes, and reads what it wrote. It is valid only inside the function given to Write.
type WriteTx struct{ ReadTx }

// Read runs fn on one consistent state of the database.
func (db *DB) Read(ctx context.Context, fn func(ReadTx) error) error {
	return db.transact(ctx, reading, func(l *link) error { return fn(ReadTx{l}) })
}

// Select returns the rows of a query, each scanned into a T by column name. A T that is no struct takes the first column.
// All but the types is compiled once for all row types of the product: generic code made a build four times as long.
func Select[T any](ctx context.Context, tx ReadTx, query string, args ...any) ([]T, error) {
	var rows []T
	err := tx.link.collect(ctx, reflect.ValueOf(&rows).Elem(), query, args)
	return rows, err
}

// First returns the first row of a query and whether there was one.
func First[T any](ctx context.Context, tx ReadTx, query string, args ...any) (T, bool, error) {
	var row T
	found, err := tx.link.first(ctx, reflect.ValueOf(&row).Elem(), query, args)
	return row, found, err
}

// collect appends the rows of a query to a slice.
func (l *link) collect(ctx context.Context, rows reflect.Value, query string, args []any) error {
	c, err := l.query(ctx, query, args)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		more, err := c.next()
		if err != nil || !more {
			return errors.Join(l.failure(err), c.rows.Close())
		}
		rows.Grow(1)
		rows.SetLen(n + 1)
		if err := c.scan(rows.Index(n), l.shapes); err != nil {
			return errors.Join(err, c.rows.Close())
		}
	}
}

// first reads the first row of a query and reports whether there was one.
func (l *link) first(ctx context.Context, row reflect.Value, query string, args []any) (bool, error) {
	c, err := l.query(ctx, query, args)
	if err != nil {
		return false, err
	}
	found, err := c.next()
	err = l.failure(err)
	if found {
		err = c.scan(row, l.shapes)
	}
	return found && err == nil, errors.Join(err, c.rows.Close())
}

// failure translates an error of the driver, if there is one.
func (l *link) failure(err error) error {
	if err == nil {
		return nil
	}
	return l.translate(err)
}

// Exec runs a statement that changes rows and returns how many it changed.
func Exec(ctx context.Context, tx WriteTx, statement string, args ...any) (int64, error) {
	result, err := tx.link.exec(ctx, statement, args)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Insert adds a row to the table that T names and fills in its generated ID.
func Insert[T any](ctx context.Context, tx WriteTx, row *T) error {
	return tx.link.insert(ctx, reflect.ValueOf(row).Elem())
}

// InsertAll adds rows in statements of at most 200 rows each. It does not fill in generated IDs.
func InsertAll[T any](ctx context.Context, tx WriteTx, rows []T) error {
	return tx.link.insertAll(ctx, reflect.ValueOf(rows))
}

func (l *link) insert(ctx context.Context, row reflect.Value) error {
	s, err := l.shapes.of(row.Type())
	if err != nil {
		return err
	}
	withID := s.hasID(row)
	statement, values := s.insert(1, withID), s.values(row, withID, nil)
	generates := s.generated != nil && !withID
	if generates && l.dialect == Postgres {
		_, err = l.first(ctx, s.id(row), statement+" RETURNING "+quote(s.generated.DBName), values)
		return err
	}
	result, err := l.exec(ctx, statement, values)
	if err != nil || !generates {
		return err
	}
	id, err := result.LastInsertId() // SQLite's way; RETURNING would fill a temporary table
	if err != nil {
		return err
	}
	return assign(s.id(row), id)
}

func (l *link) insertAll(ctx context.Context, rows reflect.Value) error {
	for from := 0; from < rows.Len(); from += batchRows {
		batch := rows.Slice(from, min(from+batchRows, rows.Len()))
		s, err := l.shapes.of(batch.Type().Elem())
		if err != nil {
			return err
		}
		withID := s.hasID(batch.Index(0))
		var values []any
		for i := range batch.Len() {
			values = s.values(batch.Index(i), withID, values)
		}
		if _, err := l.exec(ctx, s.insert(batch.Len(), withID), values); err != nil {
			return fmt.Errorf("add %d rows: %w", batch.Len(), err)
		}
	}
	return nil
}

// IsDuplicate reports whether err says that a row with the same unique key exists.
func IsDuplicate(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }
