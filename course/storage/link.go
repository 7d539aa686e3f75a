package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync/atomic"
)

// link is a connection inside a transaction. It speaks to the driver itself: GORM and database/sql took three times as
// long for a short statement as SQLite takes to run it. Both drivers keep the prepared statements on their connection.
type link struct {
	conn       driverConn
	dialect    Dialect
	statements *atomic.Int64
	shapes     *shapes
	wordings   *wordings
	translate  func(error) error // makes a broken unique index gorm.ErrDuplicatedKey
}

// driverConn is what the connections of both drivers can do.
type driverConn interface {
	driver.QueryerContext
	driver.ExecerContext
	driver.ConnBeginTx
}

// transact runs fn in a transaction: a reading one, of which nothing remains, or a writing one, which is committed unless
// fn fails. A connection that turns out to be dead before fn was called is replaced.
func (db *DB) transact(ctx context.Context, p purpose, fn func(*link) error) error {
	for spare := readers; ; spare-- {
		begun, err := db.tryTransact(ctx, p, fn)
		if begun || spare == 0 || !errors.Is(err, driver.ErrBadConn) {
			return err
		}
	}
}

func (db *DB) tryTransact(ctx context.Context, p purpose, fn func(*link) error) (begun bool, err error) {
	pool := db.writer
	if p == reading {
		pool = db.reader
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return false, fmt.Errorf("get a connection: %w", err)
	}
	defer conn.Close() // gives it back; a broken one has been thrown away
	err = conn.Raw(func(raw any) error {
		l := &link{raw.(driverConn), db.Dialect(), &db.statements, &db.shapes, &db.wordings, db.translate}
		tx, err := l.begin(context.WithoutCancel(ctx), p)
		if err != nil {
			return fmt.Errorf("begin: %w", err)
		}
		begun = true
		return l.finish(tx, p, fn)
	})
	return begun, err
}

// begin begins a transaction. A writer keeps in memory what a savepoint may have to undo: in a file every page that a
// job touches costs two more system calls, which took a third of a small write.
func (l *link) begin(ctx context.Context, p purpose) (driver.Tx, error) {
	switch {
	case l.dialect == Postgres:
		return l.conn.BeginTx(ctx, driver.TxOptions{ReadOnly: p == reading})
	case p == reading:
		return look{l}, l.command("BEGIN") // BeginTx compiles its command every time
	}
	if err := l.command("PRAGMA temp_store = MEMORY"); err != nil {
		return nil, err
	}
	return l.conn.BeginTx(ctx, driver.TxOptions{})
}

// finish runs fn and ends the transaction, also when fn panics.
func (l *link) finish(tx driver.Tx, p purpose, fn func(*link) error) (err error) {
	done := false
	defer func() {
		if done && p == writing {
			err = tx.Commit()
		} else if undo := tx.Rollback(); undo != nil {
			err = errors.Join(err, undo, driver.ErrBadConn) // nobody else shall get the connection in this state
		}
	}()
	err = fn(l)
	done = err == nil
	return err
}

// look is a reading transaction in SQLite.
type look struct{ *link }

// Commit ends the transaction.
func (k look) Commit() error { return k.Rollback() }

// Rollback ends the transaction.
func (k look) Rollback() error { return k.command("ROLLBACK") }

// query runs a statement that returns rows.
func (l *link) query(ctx context.Context, text string, args []any) (*cursor, error) {
	l.statements.Add(1)
	text, values, err := l.bind(text, args)
	if err != nil {
		return nil, err
	}
	rows, err := l.conn.QueryContext(ctx, text, values)
	if err != nil {
		return nil, l.translate(err)
	}
	return &cursor{rows: rows, columns: rows.Columns()}, nil
}

// exec runs a statement that returns no rows.
func (l *link) exec(ctx context.Context, text string, args []any) (driver.Result, error) {
	l.statements.Add(1)
	text, values, err := l.bind(text, args)
	if err != nil {
		return nil, err
	}
	result, err := l.conn.ExecContext(ctx, text, values)
	if err != nil {
		return nil, l.translate(err)
	}
	return result, nil
}

// command runs a statement of transaction control. It is run as a query, for only those are kept prepared by SQLite's
// driver when they have no arguments.
func (l *link) command(text string) error {
	rows, err := l.conn.QueryContext(context.Background(), text, nil)
	if err != nil {
		return err
	}
	return rows.Close()
}
