package storage

import (
	"database/sql"
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
// GORM's own cache does not help here: what was prepared in a transaction it prepares again in the next one.
const statementCache = "256"

// readers is the size of the read pool. On two cores more connections were slower and far heavier.
const readers = 4

func connect(config Config, p purpose) (*gorm.DB, error) {
	options := &gorm.Config{
		SkipDefaultTransaction: true, // the transactions are ours
		TranslateError:         true, // a broken unique index becomes gorm.ErrDuplicatedKey on both dialects
		Logger:                 logger.Discard,
	}
	g, err := gorm.Open(dialector(config, p), options)
	if err != nil {
		return nil, err
	}
	pool, err := g.DB()
	if err != nil {
		return nil, err
	}
	limit(pool, p)
	return g, nil
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
		"_recursive_triggers": {"on"}, // else INSERT OR REPLACE would slip past the guards of append-only tables
		"_busy_timeout":       {"10000"},
		"_stmt_cache_size":    {statementCache},
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
