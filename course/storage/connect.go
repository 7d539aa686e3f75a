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
)

// readers is the size of the read pool. On two cores more connections were slower and far heavier.
const readers = 4

func connect(config Config, p purpose) (*gorm.DB, error) {
	options := &gorm.Config{
		SkipDefaultTransaction: true, // the transactions are ours
		PrepareStmt:            true,
		PrepareStmtMaxSize:     1000,
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
	n := readers
	if p == writing {
		n = 1
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

// postgresDSN makes every transaction of the read pool read-only on the server.
func postgresDSN(dsn string, p purpose) string {
	if p == writing {
		return dsn
	}
	u, err := url.Parse(dsn)
	if err != nil {
		return dsn // gorm.Open reports it
	}
	q := u.Query()
	q.Set("default_transaction_read_only", "on")
	u.RawQuery = q.Encode()
	return u.String()
}

// sqliteDSN opens with a write-ahead log that is synced at every commit. The writer takes the write lock when its
// transaction begins, so that it never fails half-way; the readers refuse every change.
func sqliteDSN(path string, p purpose) string {
	q := url.Values{
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"on"},
		"_busy_timeout": {"10000"},
	}
	if p == writing {
		q.Set("_txlock", "immediate")
	} else {
		q.Set("_query_only", "on")
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}
