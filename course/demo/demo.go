// Package demo fills an empty installation with the demo township (示例镇) 云溪镇: its people, courses, documents, rules and
// plan, and a year of meetings and study.
//
// It keeps the input files and enacts them through the importers and operations that everybody uses, with the clock set
// to the moment of each act, so that what it leaves behind is what the product itself would have written. What comes after
// the present moment stays to be done: meetings are announced, plans wait for approval. The same moment gives the same
// rows, but for keys, salts and what depends on them.
//
// The year is a text that a study secretary can read (year.txt); the roster is tables, the plan and the rules are YAML.
// All names, numbers and documents are invented.
package demo

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/notice"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Deps are the parts of an installation that the demo does not make for itself.
type Deps struct {
	DB    *storage.DB
	Log   *seal.Log
	Shelf course.Shelf
}

// filledAction is the act in the trail that says that a demo is complete.
const filledAction = "demo.fill"

// Fill fills the installation with everything that has happened up to now, and reports whether it did: an installation
// that holds the complete demo is left alone. Progress, which may be nil, is told what comes next, in Chinese. It fails
// with fault.Conflict when the installation holds anything else.
func Fill(ctx context.Context, d Deps, now time.Time, progress func(string)) (bool, error) {
	filled, err := isFilled(ctx, d.DB)
	if err != nil || filled {
		return false, err
	}
	if progress == nil {
		progress = func(string) {}
	}
	t, err := newTownship(ctx, d, now, progress)
	if err != nil {
		return false, fmt.Errorf("prepare the demo: %w", err)
	}
	for _, stage := range []func(context.Context) error{t.found, t.enact, t.openAccounts, t.finish} {
		if err := stage(ctx); err != nil {
			return false, fmt.Errorf("fill the demo: %w", err)
		}
	}
	return true, nil
}

// isFilled reports whether the database holds the complete demo. It fails with fault.Conflict when it holds only a part,
// or something else.
func isFilled(ctx context.Context, db *storage.DB) (filled bool, err error) {
	err = db.Read(ctx, func(tx storage.ReadTx) error {
		marks, err := audit.Recent(ctx, tx, audit.Filter{Action: filledAction, Limit: 1})
		if err != nil || len(marks) > 0 {
			filled = err == nil
			return err
		}
		units, err := roster.Units(ctx, tx, roster.Everyone())
		if err != nil {
			return err
		}
		courses, err := course.Offers(ctx, tx)
		if err == nil && len(units)+len(courses) > 0 {
			err = fault.New(fault.Conflict, "数据目录里已经有内容，不是完整的示例。请换一个空目录，例如 -data ./demo-data")
		}
		return err
	})
	return filled, err
}

// unreadDays is how many days back people have not looked into their inboxes.
const unreadDays = 14

// finish has everybody mark the older notices as read, signs the log and marks the demo as complete.
func (t *township) finish(ctx context.Context) error {
	err := t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		members, err := roster.Members(ctx, tx.ReadTx, roster.Everyone(), t.today())
		if err != nil {
			return err
		}
		for _, m := range members {
			if err := notice.MarkAll(ctx, tx, m.Cadre.ID, t.now.AddDate(0, 0, -unreadDays)); err != nil {
				return err
			}
		}
		return audit.Add(ctx, tx, t.now, audit.Event{Action: filledAction, Kind: "installation", Detail: fmt.Sprintf("year=%d", t.year)})
	})
	if err != nil {
		return err
	}
	_, err = t.log.Checkpoint(ctx)
	return err
}
