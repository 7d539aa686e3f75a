package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

type purpose int

const (
	reading purpose = iota
	writing
	filling // rows may come before those that they refer to; the whole is checked afterwards
)

// statementCache is how many prepared statements a connection keeps. Both drivers cache them on the connection itself.
const statementCache = "256"

// readers is the size of the read pool. On two cores more connections were slower and far heavier.
const readers = 4

// connect opens a pool of connections with GORM.
func connect(config Config, p purpose) (*sql.DB, error) {
	g, err := gorm.Open(dialector(config, p), &gorm.Config{Logger: logger.Discard})
	if err != nil {
		return nil, err
	}
	pool, err := g.DB()
	if err != nil {
		return nil, err
	}
	limit(pool, p)
	return pool, nil
}

// translator returns what makes the errors of the dialect those of GORM, keeping their text.
func translator(config Config) func(error) error {
	dialect, ok := dialector(config, reading).(gorm.ErrorTranslator)
	return func(err error) error {
		if !ok {
			return err
		}
		if translated := dialect.Translate(err); !errors.Is(err, translated) {
			return fmt.Errorf("%w: %w", translated, err)
		}
		return err
	}
}

func limit(pool *sql.DB, p purpose) {
	n := 1
	if p == reading {
		n = readers
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
}

func dialector(config Config, p purpose) gorm.Dialector {
	if config.Dialect() == Postgres {
		return postgres.Open(postgresDSN(config.DSN, p))
	}
	return sqlite.Open(sqliteDSN(config.Path(), p))
}

// sqliteDSN opens with a write-ahead log that is synced at every commit. The writer takes the write lock when its
// transaction begins, so that it never fails half-way; the readers refuse every change.
func sqliteDSN(path string, p purpose) string {
	q := url.Values{
		"_journal_mode":       {"WAL"},
		"_synchronous":        {"FULL"},
		"_foreign_keys":       {"on"},
		"_secure_delete":      {"on"}, // what is deleted is overwritten: a draft may have held a villager's name
		"_recursive_triggers": {"on"}, // else INSERT OR REPLACE would slip past the guards of append-only tables
		"_busy_timeout":       {"10000"},
		"_stmt_cache_size":    {statementCache},
		"_mutex":              {"no"}, // database/sql gives a connection to one user at a time
	}
	switch p {
	case reading:
		q.Set("_query_only", "on")
	case filling:
		q.Set("_foreign_keys", "off")
		fallthrough
	case writing:
		q.Set("_txlock", "immediate")
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}
