package inspection

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/sample"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// The bounds of a draw.
const (
	LongestSeed = 100  // characters
	LargestSize = 500  // people
	mostPeople  = 5000 // to draw from: all of them are kept
)

// SampleID identifies a sample.
type SampleID int64

// Order is what an auditor asks for.
type Order struct {
	Unit roster.UnitID // with all units below it
	On   calendar.Date // whose people on that day are drawn from
	Seed string
	Size int
}

// Sample is a draw as it is kept.
type Sample struct {
	ID      SampleID
	Unit    roster.Unit
	On      calendar.Date
	Seed    string
	Size    int
	Leaves  int64  // of the checkpoint
	Root    string // of the checkpoint, in base64
	Note    string // the signed checkpoint
	By      string // name of who drew it
	At      time.Time
	Tickets []Ticket // of everybody, by stratum; nil in a list of samples
}

// Ticket is the place of a person in a draw.
type Ticket struct {
	sample.Ticket
	Position int
	Cadre    roster.CadreID
	Name     string
	UnitName string
	Category string // name; empty for none
}

// Draw signs a checkpoint, draws from it, and keeps the sample. It fails with fault.NotFound when the unit is not the
// actor's to audit, with fault.Conflict while the log is empty, and with fault.Invalid when the seed or the size will not
// do.
func (d *Desk) Draw(ctx context.Context, actor access.Actor, o Order) (SampleID, error) {
	if err := access.Require(actor, access.Audit); err != nil {
		return 0, err
	}
	o.Seed = strings.TrimSpace(o.Seed)
	people, err := d.people(ctx, actor, o)
	if err != nil {
		return 0, err
	}
	cp, err := d.log.Checkpoint(ctx)
	if err != nil {
		return 0, fmt.Errorf("sign a checkpoint to draw from: %w", err)
	}
	if cp.Size == 0 {
		return 0, fault.New(fault.Conflict, "台账里还没有记录，没有检查点可用")
	}
	tickets, err := o.draw(cp, people)
	if err != nil {
		return 0, err
	}
	return d.keep(ctx, actor, o, cp, tickets, people)
}

// people reads who can be drawn.
func (d *Desk) people(ctx context.Context, actor access.Actor, o Order) (p population, err error) {
	err = d.db.Read(ctx, func(tx storage.ReadTx) error {
		u, err := roster.FindUnitIn(ctx, tx, actor.Scope(access.Audit), o.Unit)
		if err != nil {
			return err
		}
		p, err = populationOf(ctx, tx, roster.InUnit(u.Path), o.On)
		return err
	})
	if err == nil && len(p.people) > mostPeople {
		err = fault.New(fault.Invalid, "一次最多从 %d 人里抽，请选小一些的单位", mostPeople)
	}
	return p, err
}

// draw draws, and says beside the field what will not do.
func (o Order) draw(cp seal.Checkpoint, p population) ([]sample.Ticket, error) {
	var f fault.Fields
	f.Check(o.Seed != "", "seed", "请写上公开的种子，如当天公布的开奖号码")
	f.Check(len([]rune(o.Seed)) <= LongestSeed && !strings.ContainsAny(o.Seed, "\r\n"), "seed", "种子只能写一行，最多 %d 字", LongestSeed)
	least := len(sample.Strata(p.people))
	most := min(LargestSize, len(p.people))
	f.Check(least > 0, "unit", "这一天这个单位没有人")
	f.Check(least == 0 || least <= o.Size && o.Size <= most, "size", "单位和类别共 %d 组，每组至少一人；请填 %d 至 %d", least, least, most)
	if err := f.Err(); err != nil {
		return nil, err
	}
	tickets, err := sample.Order{Root: cp.Root.String(), Seed: o.Seed, Size: o.Size}.Draw(p.people)
	if errors.Is(err, sample.ErrLine) {
		return nil, fault.New(fault.Conflict, "工号或编码里有换行，请先改正花名册")
	}
	return tickets, err
}

func (d *Desk) keep(ctx context.Context, actor access.Actor, o Order, cp seal.Checkpoint, tickets []sample.Ticket, p population) (SampleID, error) {
	at := d.now()
	row := sampleRow{
		UnitID: o.Unit, AsOf: o.On, Seed: o.Seed, Size: o.Size, Leaves: cp.Size, Root: cp.Root.String(), Note: cp.Note,
		DrawnBy: actor.ID(), DrawnAt: calendar.Millis(at),
	}
	err := d.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		row.ID = 0
		if err := storage.Insert(ctx, tx, &row); err != nil {
			return fmt.Errorf("keep the sample: %w", err)
		}
		if err := storage.InsertAll(ctx, tx, ticketRows(row.ID, tickets, p)); err != nil {
			return fmt.Errorf("keep the tickets of sample %d: %w", row.ID, err)
		}
		return audit.Add(ctx, tx, at, audit.Event{
			Actor: int64(actor.ID()), Action: "sample.draw", Kind: "sample", ID: int64(row.ID),
			Detail: fmt.Sprintf("unit=%d size=%d people=%d checkpoint=%d", o.Unit, o.Size, len(tickets), cp.Size),
		})
	})
	return row.ID, err
}
