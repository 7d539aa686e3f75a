package attendance

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Clerk carries out everything that changes rolls, make-ups and leave. Each operation checks that the actor may do it
// and leaves a record in the trail. It is safe for concurrent use.
type Clerk struct {
	log    *seal.Log
	ledger *hours.Ledger
	clock  calendar.Clock
}

// NewClerk returns a clerk that seals rolls in the log and books attendance in the ledger.
func NewClerk(log *seal.Log, ledger *hours.Ledger, clock calendar.Clock) *Clerk {
	return &Clerk{log: log, ledger: ledger, clock: clock}
}

// now returns the present instant in the precision in which it is stored.
func (c *Clerk) now() time.Time { return calendar.FromMillis(calendar.Millis(c.clock())) }

// record leaves what the actor did in the trail.
func (c *Clerk) record(ctx context.Context, tx storage.WriteTx, actor access.Actor, action, kind string, id int64, detail string, args ...any) error {
	return audit.Add(ctx, tx, c.now(), audit.Event{
		Actor: int64(actor.ID()), Action: action, Kind: kind, ID: id, Detail: fmt.Sprintf(detail, args...),
	})
}

// meeting returns a meeting for which the actor has the permission. It fails with fault.Forbidden when the actor has it
// for none, and with fault.NotFound when he has it for others.
func meeting(ctx context.Context, tx storage.ReadTx, actor access.Actor, p access.Permission, id plan.MeetingID) (plan.Meeting, error) {
	if err := access.Require(actor, p); err != nil {
		return plan.Meeting{}, err
	}
	return plan.FindMeeting(ctx, tx, actor.Scope(p), id)
}

// gives reports whether the rules in force on the day give hours for the activity: where they do not, a meeting is held
// and made up for without an entry.
func gives(ctx context.Context, tx storage.ReadTx, activity hours.Activity, on calendar.Date) (bool, error) {
	rules, err := hours.InForce(ctx, tx, on)
	if err != nil {
		return false, err
	}
	if _, err := rules.Rule(activity); fault.Is(err, fault.Conflict) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	return true, nil
}
