package roster

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/office"
	"xiangxue/course/storage"
)

// Compare returns what Apply would change and which rows it would refuse. Within is what the import may touch.
func Compare(ctx context.Context, tx storage.ReadTx, r Roster, within Scope, on calendar.Date) (Difference, error) {
	c, err := compare(ctx, tx, r, within, on)
	if err != nil {
		return Difference{}, err
	}
	return c.difference(), nil
}

// Apply makes the roster what the file says as of a day and returns what it changed; applied again, it changes nothing.
// Rows that cannot be carried out are left out and listed in Refused. A person who is in another unit than before ends
// there the day before. Nobody is removed: who is missing from the file is listed. Columns that the file does not have
// leave what is known as it is; an empty cell empties it. It fails with fault.Conflict when the roster does not allow a
// change.
func Apply(ctx context.Context, tx storage.WriteTx, r Roster, within Scope, on calendar.Date) (Difference, error) {
	c, err := compare(ctx, tx.ReadTx, r, within, on)
	if err != nil {
		return Difference{}, err
	}
	d := c.difference()
	for _, s := range c.inOrder() {
		if err := s.do(ctx, tx); err != nil {
			return Difference{}, fmt.Errorf("apply the roster file: %w", err)
		}
	}
	return d, nil
}

// Registrar imports roster files (花名册导入).
type Registrar struct {
	DB    *storage.DB
	Clock calendar.Clock
}

// Order says how a file is to be imported.
type Order struct {
	By      CadreID       // who imports; 0 for the command line
	Within  Scope         // what the import may touch
	On      calendar.Date // the day from which rows without a date hold; today when zero
	Partial bool          // take the good rows even if others are bad
	DryRun  bool          // change nothing
}

// Import reads a roster file and applies it in one transaction. It returns what changed or, in a dry run, what would.
// When rows are bad it fails with office.RowErrors and changes nothing, unless the order is partial; the difference
// lists them in any case. It fails as ReadRoster and Apply do.
func (g Registrar) Import(ctx context.Context, file string, b []byte, o Order) (Difference, error) {
	if o.On.IsZero() {
		o.On = g.Clock.Today()
	}
	r, faults, err := ReadRoster(file, b)
	if err != nil {
		return Difference{}, err
	}
	var d Difference
	err = g.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		d, err = Compare(ctx, tx, r, o.Within, o.On)
		return err
	})
	if err != nil {
		return Difference{}, err
	}
	d.Refused = sortFaults(append(faults, d.Refused...))
	if len(d.Refused) > 0 && !o.Partial {
		return d, d.Refused
	}
	if o.DryRun || len(d.Changes) == 0 {
		return d, nil
	}
	return g.apply(ctx, r, faults, o)
}

func (g Registrar) apply(ctx context.Context, r Roster, faults office.RowErrors, o Order) (Difference, error) {
	var d Difference
	err := g.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		if d, err = Apply(ctx, tx, r, o.Within, o.On); err != nil {
			return err
		}
		d.Refused = sortFaults(append(slices.Clone(faults), d.Refused...))
		if len(d.Refused) > 0 && !o.Partial {
			return d.Refused // the roster changed since it was compared
		}
		return audit.Add(ctx, tx, g.Clock(), audit.Event{
			Actor: int64(o.By), Action: "roster.import", Kind: "roster",
			Detail: fmt.Sprintf("added=%d changed=%d moved=%d ended=%d refused=%d",
				d.total(Added), d.total(Changed), d.total(Moved), d.total(Ended), len(d.Refused)),
		})
	})
	return d, err
}

// sortFaults orders complaints as the rows stand in the file.
func sortFaults(faults office.RowErrors) office.RowErrors {
	order := map[string]int{unitSheet: 1, peopleSheet: 2, groupSheet: 3}
	slices.SortStableFunc(faults, func(a, b office.RowError) int {
		return cmp.Or(cmp.Compare(order[a.Sheet], order[b.Sheet]), cmp.Compare(a.Line, b.Line))
	})
	return faults
}

func sortMembers(list []Member) {
	slices.SortFunc(list, func(a, b Member) int {
		return cmp.Or(cmp.Compare(a.Unit.Code, b.Unit.Code), cmp.Compare(a.Cadre.SortKey, b.Cadre.SortKey),
			cmp.Compare(a.Cadre.StaffNo, b.Cadre.StaffNo))
	})
}
