package plan

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Planner carries out everything that changes plans, meetings and assignments. Each operation checks that the actor may
// do it and leaves a record in the trail. It is safe for concurrent use.
type Planner struct {
	log    *seal.Log
	ledger *hours.Ledger
	clock  calendar.Clock
}

// NewPlanner returns a planner that seals approved versions in the log and books readings in the ledger.
func NewPlanner(log *seal.Log, ledger *hours.Ledger, clock calendar.Clock) *Planner {
	return &Planner{log: log, ledger: ledger, clock: clock}
}

// now returns the present instant in the precision in which it is stored.
func (p *Planner) now() time.Time { return calendar.FromMillis(calendar.Millis(p.clock())) }

// record leaves what the actor did in the trail.
func (p *Planner) record(ctx context.Context, tx storage.WriteTx, actor access.Actor, action, kind string, id int64, detail string, args ...any) error {
	return audit.Add(ctx, tx, p.now(), audit.Event{
		Actor: int64(actor.ID()), Action: action, Kind: kind, ID: id, Detail: fmt.Sprintf(detail, args...),
	})
}

// requireUnit fails unless the actor has the permission for the unit: with fault.Forbidden when he has it nowhere, with
// fault.NotFound when he has it elsewhere.
func requireUnit(ctx context.Context, tx storage.ReadTx, actor access.Actor, permission access.Permission, unit roster.UnitID) (roster.Unit, error) {
	if err := access.Require(actor, permission); err != nil {
		return roster.Unit{}, err
	}
	return roster.FindUnitIn(ctx, tx, actor.Scope(permission), unit)
}
