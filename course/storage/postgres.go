package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// ErrOrder says that a PostgreSQL database sorts texts in its own way.
var ErrOrder = errors.New("the PostgreSQL database must keep UTF-8 and sort by bytes; make it with " +
	"CREATE DATABASE xiangxue TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")

// postgresDSN makes every transaction of the read pool read-only on the server, and lets it see one state from its
// first statement to its last.
func postgresDSN(dsn string, p purpose) string {
	u, err := url.Parse(dsn)
	if err != nil {
		return dsn // gorm.Open reports it
	}
	q := u.Query()
	q.Set("statement_cache_capacity", statementCache)
	if p == reading {
		q.Set("default_transaction_read_only", "on")
		q.Set("default_transaction_isolation", "repeatable read")
	}
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20") // the driver takes a plus for a plus
	return u.String()
}

// waitForOtherWriters lets one write transaction run at a time in PostgreSQL, too, whatever process it belongs to: what
// a job reads stays true until it commits. SQLite's lock is taken when the transaction begins.
func (l *link) waitForOtherWriters() error {
	if l.dialect == SQLite {
		return nil
	}
	return l.command("SELECT pg_advisory_xact_lock(" + strconv.Itoa(writeLock) + ")")
}

// checkOrder refuses a database in which the same query would give another order than in SQLite.
func checkOrder(ctx context.Context, pool *sql.DB) error {
	const query = "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
	var encoding, collation string
	if err := pool.QueryRowContext(ctx, query).Scan(&encoding, &collation); err != nil {
		return fmt.Errorf("read how the database sorts: %w", err)
	}
	if encoding != "UTF8" || (collation != "C" && collation != "POSIX" && collation != "C.UTF-8" && collation != "C.utf8") {
		return ErrOrder
	}
	return nil
}
