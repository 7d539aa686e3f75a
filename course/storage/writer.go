package storage

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"xiangxue/course/fault"
)

const (
	queueLength = 1024 // writers that may wait; one more is told to come back
	batchLimit  = 256  // jobs in one commit
)

// job is one function that waits to be run in a write transaction.
type job struct {
	ctx  context.Context
	fn   func(context.Context, WriteTx) error
	done chan error
}

// Write runs fn in a write transaction and returns after its changes are durable. When fn fails or panics, or the
// commit fails, nothing of it remains. All functions that wait share one commit, each in a savepoint of its own, so
// fn must not wait for anything slow and must not call Write. It fails with fault.Busy when too many wait.
//
// The context given to fn is never cancelled: SQLite rolls back the whole transaction, and with it the other jobs,
// when a statement is interrupted.
func (db *DB) Write(ctx context.Context, fn func(context.Context, WriteTx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{ctx: context.WithoutCancel(ctx), fn: fn, done: make(chan error, 1)}
	select {
	case <-db.closing:
		return fault.New(fault.Busy, "系统正在停止，请稍后再试")
	case db.queue <- j:
	default:
		return fault.New(fault.Busy, "现在提交的人太多，请过几秒再试")
	}
	select {
	case err := <-j.done:
		return err
	case <-db.finished:
		select { // the queue was drained while we waited; the answer may have come with it
		case err := <-j.done:
			return err
		default:
			return fault.New(fault.Busy, "系统正在停止，请稍后再试")
		}
	}
}

// drainQueue owns the write connection: it takes all jobs that wait and commits them together, until Close.
func (db *DB) drainQueue() {
	defer close(db.finished)
	for {
		select {
		case first := <-db.queue:
			db.commit(db.gather(first))
		case <-db.closing:
			for {
				select {
				case first := <-db.queue:
					db.commit(db.gather(first))
				default:
					return
				}
			}
		}
	}
}

func (db *DB) gather(first *job) []*job {
	jobs := []*job{first}
	for len(jobs) < batchLimit {
		select {
		case j := <-db.queue:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

func (db *DB) commit(jobs []*job) {
	results := make([]error, len(jobs))
	err := db.transact(context.Background(), writing, func(l *link) error {
		if err := l.waitForOtherWriters(); err != nil {
			return err
		}
		for i, j := range jobs {
			if err := l.command("SAVEPOINT job"); err != nil {
				return err
			}
			var err error
			if results[i], err = l.settle(run(j, WriteTx{ReadTx{l}})); err != nil {
				return err
			}
		}
		return nil
	})
	for i, j := range jobs {
		if err != nil && results[i] == nil {
			results[i] = fmt.Errorf("commit: %w", err)
		}
		j.done <- results[i]
	}
}

// settle keeps or undoes what the job since the last savepoint did. It returns the failure of the job and, when the
// savepoint could not be given back, that of the whole transaction.
func (l *link) settle(failed error) (job, transaction error) {
	if failed == nil {
		err := l.command("RELEASE SAVEPOINT job")
		if err == nil {
			return nil, nil
		}
		// PostgreSQL refuses everything after a failed statement, which the job has ignored: it fails alone
		failed = fmt.Errorf("a failed statement was ignored: %w", err)
	}
	if err := l.command("ROLLBACK TO SAVEPOINT job"); err != nil {
		return failed, errors.Join(err, failed)
	}
	return failed, l.command("RELEASE SAVEPOINT job")
}

func run(j *job, tx WriteTx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a write: %v\n%s", p, debug.Stack())
		}
	}()
	return j.fn(j.ctx, tx)
}
