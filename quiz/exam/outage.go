package exam

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// longestPause is how long the pulse may stay away without having been an outage. It is below the grace, so that no
// answer is late by a shorter pause.
const longestPause = 20 * time.Second

// Outage is a time in which the server did not look after running attempts (中断). Their end was moved by as much.
type Outage struct {
	From, Until time.Time
	Attempts    int
}

// Pulse notes that the server is there, while attempts with an end run. When it was not there for longer than 20 seconds,
// they get back what they lost, which is recorded. An attempt whose time was over before the outage gets nothing.
func (o *Office) Pulse(ctx context.Context) error {
	var last int64
	var runs bool
	err := o.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		if runs, err = selectRuns(ctx, tx, endless); err != nil || !runs {
			return err
		}
		last, err = selectPulse(ctx, tx)
		return err
	})
	if err == nil && runs {
		err = o.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error { return o.beat(ctx, tx, last) })
	}
	if err != nil {
		return fmt.Errorf("keep the pulse: %w", err)
	}
	return nil
}

// beat moves the pulse on from where it was.
func (o *Office) beat(ctx context.Context, tx storage.WriteTx, last int64) error {
	now := calendar.Millis(o.now())
	if now-last > longestPause.Milliseconds() {
		moved, err := extendRunning(ctx, tx, last, now, endless)
		if err != nil {
			return err
		}
		if moved > 0 {
			if err := recordOutage(ctx, tx, last, now, moved); err != nil {
				return err
			}
		}
	}
	return upsertPulse(ctx, tx, now)
}

func recordOutage(ctx context.Context, tx storage.WriteTx, from, until, attempts int64) error {
	row := outageRow{FromAt: from, UntilAt: until, Attempts: attempts, RecordedAt: until}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return err
	}
	return audit.Add(ctx, tx, instant(until), audit.Event{
		Action: "exam.outage", Kind: "outage", ID: row.ID, Detail: fmt.Sprintf("from=%d until=%d attempts=%d", from, until, attempts),
	})
}

// Outages returns the outages that moved the end of attempts, the newest first, at most 100.
func Outages(ctx context.Context, tx storage.ReadTx) ([]Outage, error) {
	rows, err := selectOutages(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the outages: %w", err)
	}
	list := make([]Outage, len(rows))
	for i, r := range rows {
		list[i] = Outage{From: instant(r.FromAt), Until: instant(r.UntilAt), Attempts: int(r.Attempts)}
	}
	return list, nil
}
