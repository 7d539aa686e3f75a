package report

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// totals keep how everybody stands today and how many of each unit stand how (合计), so that the overview of a county does
// not judge its hundred thousand people again.
//
// What an overview shows is verdicts, which depend on the day, the rules, the plans and the roster as much as on the
// entries: sums in a table beside the ledger would still leave the judging to be done. So the verdicts are kept, in
// memory, as a cache that says what it was worked out from. Every reading compares that with the database: the sealed
// log, whose leaves follow the order of the commits, tells who got entries since, and these are judged again; when
// anything else changed, everybody is. The ledger is written no slower for it, several processes may do so, and nothing
// has to be verified, for the totals are never the truth: an overview as of another day or instant does without them.
type totals struct {
	turn  chan struct{} // holds a token while nobody reads or renews what follows
	basis string        // what the verdicts rest on apart from entries; empty before the first reading
	size  int64         // leaves of the log that they know of

	people map[roster.CadreID]outcome
	units  map[roster.UnitID]*unitCount
	look   map[roster.CadreID]bool // whose entries raise a question by themselves, which is to be read
}

func newTotals() *totals {
	t := &totals{turn: make(chan struct{}, 1)}
	t.turn <- struct{}{}
	return t
}

// of returns what the units count today, as known now, and whose entries raise a question. The crowd has units and plans
// but needs no members; the transaction must be one that only reads, for what another one wrote may never be committed.
func (t *totals) of(ctx context.Context, tx storage.ReadTx, c crowd) (map[roster.UnitID]unitCount, []roster.CadreID, error) {
	select {
	case <-t.turn:
		defer func() { t.turn <- struct{}{} }()
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	if err := t.renew(ctx, tx, c); err != nil {
		t.basis = "" // part of it may be done
		return nil, nil, err
	}
	counts := make(map[roster.UnitID]unitCount, len(t.units))
	for id, u := range t.units {
		counts[id] = unitCount{tally: u.tally, subjects: slices.Clone(u.subjects)}
	}
	return counts, slices.Sorted(maps.Keys(t.look)), nil
}

// manyChanges is how many leaves are looked through for the people of their entries; with more, everybody is judged.
const manyChanges = 20_000

// renew brings the totals up to what the transaction sees. One that began earlier than the last may see less; the totals
// are then right already.
func (t *totals) renew(ctx context.Context, tx storage.ReadTx, c crowd) error {
	size, changes, err := selectPosition(ctx, tx)
	if err != nil {
		return fmt.Errorf("read how far the log is: %w", err)
	}
	basis := c.restsOn(changes)
	if basis != t.basis || size > t.size+manyChanges {
		t.people, t.units, t.look = map[roster.CadreID]outcome{}, map[roster.UnitID]*unitCount{}, map[roster.CadreID]bool{}
		if err := t.judge(ctx, tx, c, roster.Everyone()); err != nil {
			return err
		}
	} else if size > t.size {
		ids, err := selectBookedSince(ctx, tx, t.size)
		if err != nil {
			return fmt.Errorf("read who got entries: %w", err)
		}
		for some := range slices.Chunk(ids, manyPeople) {
			if err := t.judge(ctx, tx, c, c.these(some)); err != nil {
				return err
			}
		}
	}
	t.basis, t.size = basis, max(t.size, size)
	return nil
}

// judge judges the people of a scope and counts them instead of what was counted of them before.
func (t *totals) judge(ctx context.Context, tx storage.ReadTx, c crowd, scope roster.Scope) error {
	members, err := roster.Members(ctx, tx, scope, c.On)
	if err != nil {
		return err
	}
	c.scope = scope
	if err := t.question(ctx, tx, c, members); err != nil {
		return err
	}
	return c.outcomes(ctx, tx, members, func(id roster.CadreID, o outcome) {
		if before, counted := t.people[id]; counted {
			t.units[before.unit].count(before, -1)
		}
		if t.units[o.unit] == nil {
			t.units[o.unit] = c.newCount()
		}
		t.units[o.unit].count(o, 1)
		t.people[id] = o
	})
}

// question notes whose entries raise a question among the crowd, of which these are the members.
func (t *totals) question(ctx context.Context, tx storage.ReadTx, c crowd, members []roster.Member) error {
	long, unproven, err := bookings(ctx, tx, c.scope, c.AsOf)
	if err != nil {
		return err
	}
	for _, m := range members {
		delete(t.look, m.Cadre.ID)
	}
	for _, b := range slices.Concat(long, unproven) {
		t.look[b.Person.Cadre] = true
	}
	return nil
}

// restsOn names what the verdicts of today rest on apart from the entries. The number is that of the changes of the roster.
func (c crowd) restsOn(changes int64) string {
	var s strings.Builder
	fmt.Fprint(&s, c.On, " ", c.rules.ID, " ", changes)
	for _, subject := range c.subjects {
		fmt.Fprint(&s, " ", subject.Code)
	}
	for _, unit := range slices.Sorted(maps.Keys(c.plans)) {
		if v := c.plans[unit]; v != nil {
			fmt.Fprint(&s, " ", unit, ":", v.ID)
		}
	}
	return s.String()
}

func (c crowd) newCount() *unitCount {
	return &unitCount{subjects: make([]SubjectTally, len(c.subjects))}
}

// counts returns what the units of the crowd's people count: from the totals when the report looks at today with all that
// is known and the people are those of whole units, and else by judging everybody. The totals also tell whose entries the
// crowd need look at for doubts.
func (r *Reporter) counts(ctx context.Context, tx storage.ReadTx, c *crowd, asked AsOf) (map[roster.UnitID]unitCount, error) {
	if c.isOf(r.clock.Today()) && asked.KnownAt.IsZero() && c.scope.IsOfUnits() {
		counts, look, err := r.totals.of(ctx, tx, *c)
		if err == nil && len(look) <= manyPeople {
			look, err = selectWithin(ctx, tx, c.scope, look, c.On)
			c.booked = c.these(look)
		}
		return counts, err
	}
	members, err := roster.Members(ctx, tx, c.scope, c.On)
	if err != nil {
		return nil, err
	}
	counts := map[roster.UnitID]unitCount{}
	err = c.outcomes(ctx, tx, members, func(_ roster.CadreID, o outcome) {
		u, counted := counts[o.unit]
		if !counted {
			u = *c.newCount()
		}
		u.count(o, 1)
		counts[o.unit] = u
	})
	return counts, err
}

// isOf reports whether the report looks at the day and its year.
func (a AsOf) isOf(day calendar.Date) bool { return a.On == day && a.Year == day.Year() }
