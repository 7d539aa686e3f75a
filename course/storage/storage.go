// Package storage opens the database (数据库) and hands out the only two ways to use it: a read transaction and a write
// transaction. It promises that what Write acknowledged is on disk, that a failed job leaves nothing behind, and that
// code given a ReadTx cannot write.
//
// The database is SQLite in one file of the data directory or, with a postgres:// DSN, PostgreSQL. The same SQL text
// serves both; placeholders are always "?". GORM opens the connections, says which fields of a row type are which
// columns, and which errors are the same in both; the statements run on the drivers, without its detours.
package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
)

// FileName is the name of the SQLite database in a data directory.
const FileName = "xiangxue.db"

// Config says which database to open.
type Config struct {
	Dir string // the data directory; also holds materials, keys and the index
	DSN string // postgres://… for PostgreSQL; empty for SQLite in Dir
}

// ErrDSN says that the address of the database is none.
var ErrDSN = errors.New("the address of the database must begin with postgres://; without one it is SQLite in the data directory")

// Dialect is the kind of database.
type Dialect string

// The two dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Dialect returns the dialect that the configuration asks for.
func (c Config) Dialect() Dialect {
	if strings.HasPrefix(c.DSN, "postgres://") || strings.HasPrefix(c.DSN, "postgresql://") {
		return Postgres
	}
	return SQLite
}

// Path returns the file of the SQLite database.
func (c Config) Path() string { return filepath.Join(c.Dir, FileName) }

// DB is an open database. It is safe for concurrent use; Close it once.
type DB struct {
	config     Config
	reader     *sql.DB // a pool of 4 connections that cannot write
	writer     *sql.DB // one connection, used only by the goroutine in writer.go
	translate  func(error) error
	shapes     shapes
	wordings   wordings
	queue      chan *job
	closing    chan struct{} // closed when Close begins: no new jobs
	finished   chan struct{} // closed when the queue is drained: no more answers
	closeOnce  sync.Once
	statements atomic.Int64
}

// Open opens the database, creating the data directory and migrating the schema when needed. It refuses a database
// that a newer program wrote or whose migrations were changed afterwards.
func Open(ctx context.Context, config Config) (*DB, error) {
	if config.DSN != "" && config.Dialect() == SQLite {
		return nil, ErrDSN
	}
	if config.Dir != "" {
		if err := os.MkdirAll(config.Dir, 0o750); err != nil {
			return nil, fmt.Errorf("make the data directory: %w", err)
		}
	}
	writer, err := connect(config, writing)
	if err != nil {
		return nil, fmt.Errorf("open the database for writing: %w", err)
	}
	if err := migrate(ctx, config, writer); err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader, err := connect(config, reading)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the database for reading: %w", err), writer.Close())
	}
	db := &DB{
		config: config, reader: reader, writer: writer, translate: translator(config),
		queue: make(chan *job, queueLength), closing: make(chan struct{}), finished: make(chan struct{}),
	}
	go db.drainQueue() // ends in Close
	return db, nil
}

// Config returns the configuration the database was opened with.
func (db *DB) Config() Config { return db.config }

// Dialect returns the kind of the database.
func (db *DB) Dialect() Dialect { return db.config.Dialect() }

// Statements returns how many SQL statements have been run since Open; tests count with it.
func (db *DB) Statements() int64 { return db.statements.Load() }

// Ping checks that the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.reader.PingContext(ctx) }

// Close carries out the writes that wait, refuses new ones and closes the connections.
func (db *DB) Close() error {
	var err error
	db.closeOnce.Do(func() {
		close(db.closing)
		<-db.finished
		err = errors.Join(db.reader.Close(), db.writer.Close())
	})
	return err
}
