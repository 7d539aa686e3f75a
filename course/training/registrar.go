package training

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Registrar carries out everything that changes classes and their rolls. Each operation checks that the actor may do it
// and leaves a record in the trail. It is safe for concurrent use.
type Registrar struct {
	log    *seal.Log
	ledger *hours.Ledger
	clock  calendar.Clock
}

// NewRegistrar returns a registrar that seals rolls in the log and books classes in the ledger.
func NewRegistrar(log *seal.Log, ledger *hours.Ledger, clock calendar.Clock) *Registrar {
	return &Registrar{log: log, ledger: ledger, clock: clock}
}

// now returns the present instant in the precision in which it is stored.
func (g *Registrar) now() time.Time { return calendar.FromMillis(calendar.Millis(g.clock())) }

// record leaves what the actor did to a class in the trail.
func (g *Registrar) record(ctx context.Context, tx storage.WriteTx, actor access.Actor, action string, id ClassID, detail string, args ...any) error {
	return audit.Add(ctx, tx, g.now(), audit.Event{
		Actor: int64(actor.ID()), Action: action, Kind: "training_class", ID: int64(id), Detail: fmt.Sprintf(detail, args...),
	})
}

// Announce plans a class of a unit with those who are to take part, and returns it. It fails with fault.Forbidden when the
// actor may not record training, with fault.NotFound when the unit or a person is not the actor's, with fault.Invalid
// and the names of the fields when the class is malformed or nobody takes part, and with fault.Conflict when the unit
// has the class already.
func (g *Registrar) Announce(ctx context.Context, tx storage.WriteTx, actor access.Actor, c Class, participants []roster.CadreID) (Class, error) {
	if err := access.Require(actor, access.RecordTraining); err != nil {
		return Class{}, err
	}
	if _, err := roster.FindUnitIn(ctx, tx.ReadTx, actor.Scope(access.RecordTraining), c.Unit); err != nil {
		return Class{}, err
	}
	c = c.tidy()
	if err := g.checkPlanned(ctx, tx.ReadTx, actor, c, participants); err != nil {
		return Class{}, err
	}
	row := rowOfClass(c)
	row.ID, row.State, row.CreatedBy, row.CreatedAt = 0, Planned, actor.ID(), calendar.Millis(g.now())
	if err := insertClass(ctx, tx, &row); err != nil {
		return Class{}, err
	}
	if err := putParticipants(ctx, tx, row.ID, participants); err != nil {
		return Class{}, fmt.Errorf("keep who takes part in training class %d: %w", row.ID, err)
	}
	return row.class(), g.record(ctx, tx, actor, "training.class.announce", row.ID, "persons=%d", len(participants))
}

// Change replaces what a planned class says and who takes part; its unit stays. It fails as Announce does, and with
// fault.Conflict when the class is not planned any more.
func (g *Registrar) Change(ctx context.Context, tx storage.WriteTx, actor access.Actor, c Class, participants []roster.CadreID) error {
	before, err := g.planned(ctx, tx.ReadTx, actor, c.ID)
	if err != nil {
		return err
	}
	c = c.tidy()
	c.Unit = before.Unit
	if err := g.checkPlanned(ctx, tx.ReadTx, actor, c, participants); err != nil {
		return err
	}
	if err := updateClass(ctx, tx, rowOfClass(c)); err != nil {
		return err
	}
	if err := putParticipants(ctx, tx, c.ID, participants); err != nil {
		return fmt.Errorf("keep who takes part in training class %d: %w", c.ID, err)
	}
	return g.record(ctx, tx, actor, "training.class.change", c.ID, "persons=%d", len(participants))
}

// Cancel calls off a planned class. It fails as Change does.
func (g *Registrar) Cancel(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ClassID) error {
	if _, err := g.planned(ctx, tx.ReadTx, actor, id); err != nil {
		return err
	}
	if err := setState(ctx, tx, id, Cancelled); err != nil {
		return err
	}
	return g.record(ctx, tx, actor, "training.class.cancel", id, "")
}

// planned returns a planned class whose unit is the actor's to answer for.
func (g *Registrar) planned(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ClassID) (Class, error) {
	c, err := ownClass(ctx, tx, actor, id)
	if err != nil {
		return Class{}, err
	}
	if c.State != Planned {
		return Class{}, fault.New(fault.Conflict, "名单已经确认或者培训班已取消，不能再改")
	}
	return c, nil
}

// ownClass returns a class whose unit is the actor's to answer for.
func ownClass(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ClassID) (Class, error) {
	if err := access.Require(actor, access.RecordTraining); err != nil {
		return Class{}, err
	}
	c, err := Find(ctx, tx, actor.Scope(access.RecordTraining), id)
	if err != nil {
		return Class{}, err
	}
	if _, err := roster.FindUnitIn(ctx, tx, actor.Scope(access.RecordTraining), c.Unit); err != nil {
		return Class{}, fault.New(fault.Forbidden, "这个培训班由别的单位登记，只能查看")
	}
	return c, nil
}

// checkPlanned reports what is wrong with a class to be planned and with who takes part.
func (g *Registrar) checkPlanned(ctx context.Context, tx storage.ReadTx, actor access.Actor, c Class, participants []roster.CadreID) error {
	if err := c.check(ctx, tx); err != nil {
		return err
	}
	var f fault.Fields
	f.Check(len(participants) > 0, "participants", "请选参加的人")
	members, err := roster.Members(ctx, tx, actor.Scope(access.RecordTraining), c.Span.To)
	if err != nil {
		return err
	}
	known := make(map[roster.CadreID]bool, len(members))
	for _, m := range members {
		known[m.Cadre.ID] = true
	}
	for _, id := range participants {
		if !known[id] {
			f.Add("participants", "有人不归您管，或者那时不在单位，请重新选")
			break
		}
	}
	return f.Err()
}
