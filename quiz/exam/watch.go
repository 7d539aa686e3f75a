package exam

import (
	"context"
	"errors"
	"sync"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// Of the watch over running attempts.
const (
	beat       = 5 * time.Second
	sweptAlike = 16  // attempts that are submitted at the same time
	sweptMost  = 400 // attempts that are read at a time
)

// Watch looks after the exams until ctx ends: it keeps the pulse, submits what is overdue, and marks anew what a
// corrected key changes. What goes wrong is given to complain, and tried again at the next beat. Call Tend once before the
// first request is answered, so that an outage is made good before an answer comes too late.
func (o *Office) Watch(ctx context.Context, complain func(error)) {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := o.Tend(ctx); err != nil && ctx.Err() == nil {
				complain(err)
			}
		}
	}
}

// Tend does once what Watch does at every beat.
func (o *Office) Tend(ctx context.Context) error {
	if err := o.Pulse(ctx); err != nil {
		return err // what is overdue may be so by an outage only
	}
	_, swept := o.Sweep(ctx)
	_, regraded := o.Regrade(ctx)
	return errors.Join(swept, regraded)
}

// Sweep submits the attempts whose time is over, and returns how many. An attempt that cannot be submitted does not keep
// the others waiting.
func (o *Office) Sweep(ctx context.Context) (int, error) {
	swept := 0
	for {
		var rows []attemptRow
		err := o.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
			rows, err = selectOverdue(ctx, tx, calendar.Millis(o.now().Add(-grace)), sweptMost)
			return err
		})
		if err != nil || len(rows) == 0 {
			return swept, err
		}
		failures := o.sweep(ctx, rows)
		swept += len(rows) - len(failures)
		if len(failures) > 0 || len(rows) < sweptMost {
			return swept, errors.Join(failures...)
		}
	}
}

// sweep submits some attempts at a time, so that they share commits.
func (o *Office) sweep(ctx context.Context, rows []attemptRow) (failures []error) {
	var wait sync.WaitGroup
	errs := make([]error, len(rows))
	limit := make(chan struct{}, sweptAlike)
	for i, row := range rows {
		limit <- struct{}{}
		wait.Go(func() {
			defer func() { <-limit }()
			errs[i] = o.submitRow(ctx, row)
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			failures = append(failures, err)
		}
	}
	return failures
}

func (o *Office) submitRow(ctx context.Context, row attemptRow) error {
	a, err := row.attempt()
	if err != nil {
		return err
	}
	_, err = o.submitLate(ctx, a)
	return err
}
