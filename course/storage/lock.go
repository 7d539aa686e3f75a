package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// ErrServing says that another process serves the same data directory or database.
var ErrServing = errors.New("another process is serving this data directory or database; stop it first")

// LockName is the name of the lock file in a data directory.
const LockName = "serving.lock"

// Numbers of the advisory locks that the program takes in a PostgreSQL database.
const (
	writeLock = 0x78785752 // held by the one write transaction that runs
	serveLock = 0x78785356 // held by the one process that serves
)

// ServeLock is held by the one process that serves an installation.
type ServeLock struct {
	file    *os.File
	session *sql.Conn // nil for SQLite; holds PostgreSQL's lock as long as it is open
	pool    *sql.DB
}

// LockServing takes the lock of the data directory and, with PostgreSQL, of the database. It fails with ErrServing when
// another process holds it. The lock is released when the process ends, however it ends.
func LockServing(ctx context.Context, config Config) (*ServeLock, error) {
	file, err := lockDirectory(config.Dir)
	if err != nil {
		return nil, err
	}
	lock := &ServeLock{file: file}
	if config.Dialect() == Postgres {
		if err := lock.lockDatabase(ctx, config.DSN); err != nil {
			return nil, errors.Join(err, lock.Release())
		}
	}
	return lock, nil
}

func lockDirectory(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, LockName), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, fmt.Errorf("open the lock file: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(ErrServing, f.Close())
	}
	return f, nil
}

func (l *ServeLock) lockDatabase(ctx context.Context, dsn string) (err error) {
	if l.pool, err = sql.Open("pgx", dsn); err != nil {
		return fmt.Errorf("open the database to lock it: %w", err)
	}
	if l.session, err = l.pool.Conn(ctx); err != nil {
		return fmt.Errorf("connect to the database to lock it: %w", err)
	}
	var got bool
	if err := l.session.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", serveLock).Scan(&got); err != nil {
		return fmt.Errorf("lock the database: %w", err)
	}
	if !got {
		return ErrServing
	}
	return nil
}

// Release gives the lock back.
func (l *ServeLock) Release() error {
	var err error
	if l.session != nil {
		err = l.session.Close()
	}
	if l.pool != nil {
		err = errors.Join(err, l.pool.Close())
	}
	return errors.Join(err, l.file.Close())
}
