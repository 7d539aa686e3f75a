package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"

	"gorm.io/gorm"
)

// ReadTx reads one consistent state of the database. Its connection refuses every write.
type ReadTx struct {
	db         *gorm.DB
	statements *atomic.Int64
	dialect    Dialect
}

// Dialect returns the kind of the database, for the few statements that differ.
func (tx ReadTx) Dialect() Dialect { return tx.dialect }

// WriteTx writes, and reads what it wrote. It is valid only inside the function given to Write.
type WriteTx struct{ ReadTx }

// Read runs fn on one consistent state of the database.
func (db *DB) Read(ctx context.Context, fn func(ReadTx) error) error {
	g := db.reader.WithContext(ctx).Begin(&sql.TxOptions{ReadOnly: true})
	if g.Error != nil {
		return fmt.Errorf("begin reading: %w", g.Error)
	}
	defer g.Rollback() // nothing to commit; also releases the connection when fn panics
	return fn(ReadTx{db: g, statements: &db.statements, dialect: db.Dialect()})
}

// Select returns the rows of a query, each scanned into a T by column name. It does not use gorm.G: its methods would be
// compiled anew for every row type of the product, which made a build four times as long.
func Select[T any](ctx context.Context, tx ReadTx, query string, args ...any) ([]T, error) {
	var rows []T
	err := tx.run(ctx, query, args).Scan(&rows).Error
	return rows, err
}

// run begins a query; it is not generic, so that it is compiled once.
func (tx ReadTx) run(ctx context.Context, query string, args []any) *gorm.DB {
	tx.statements.Add(1)
	return tx.db.WithContext(ctx).Raw(query, args...)
}

// First returns the first row of a query and whether there was one.
func First[T any](ctx context.Context, tx ReadTx, query string, args ...any) (T, bool, error) {
	rows, err := Select[T](ctx, tx, query, args...)
	if err != nil || len(rows) == 0 {
		var none T
		return none, false, err
	}
	return rows[0], true, nil
}

// Exec runs a statement that changes rows and returns how many it changed.
func Exec(ctx context.Context, tx WriteTx, statement string, args ...any) (int64, error) {
	tx.statements.Add(1)
	result := tx.db.WithContext(ctx).Exec(statement, args...)
	return result.RowsAffected, result.Error
}

// Insert adds a row to the table that T names and fills in its generated ID.
func Insert[T any](ctx context.Context, tx WriteTx, row *T) error {
	tx.statements.Add(1)
	return tx.db.WithContext(ctx).Create(row).Error
}

// InsertAll adds rows in statements of at most 200 rows each.
func InsertAll[T any](ctx context.Context, tx WriteTx, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	tx.statements.Add(1)
	return tx.db.WithContext(ctx).CreateInBatches(&rows, 200).Error
}

// IsDuplicate reports whether err says that a row with the same unique key exists.
func IsDuplicate(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }
