package proof

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// MostFacts is how many facts one bundle holds at most: some 400 MB of memory while it is written and checked.
const MostFacts = 200_000

// Scope says which facts are proved: the entries and reversals of the people that count up to a day, the approved plans of
// their units and of those above, and all versions of the rules. People are those that the caller may show.
type Scope struct {
	People roster.Scope
	Title  string // what the scope is called in the file, as the name of the unit
	Span   calendar.Span
}

// evidence is what stands in a bundle, as of one checkpoint.
type evidence struct {
	checkpoint seal.Checkpoint
	people     []Person       // in the official order
	openings   []seal.Opening // by place in the log
	unsealed   []string       // facts that have no leaf, as "entry 12"
}

// gather reads the facts of a scope as of the latest checkpoint.
func (p *Prover) gather(ctx context.Context, tx storage.ReadTx, s Scope) (e evidence, err error) {
	cp, signed, err := p.log.Latest(ctx, tx)
	if err != nil {
		return e, err
	}
	if !signed {
		return e, fault.New(fault.Conflict, "台账还没有签发检查点")
	}
	e.checkpoint = cp
	c := collector{scope: s, units: map[string]bool{}}
	if err := c.collect(ctx, tx); err != nil {
		return e, err
	}
	sealed, others, err := p.log.Locate(ctx, tx, cp.Size, c.openings)
	if err != nil {
		return e, err
	}
	for _, o := range others {
		e.unsealed = append(e.unsealed, fmt.Sprintf("%s %d", o.Kind, o.ID))
	}
	slices.Sort(e.unsealed)
	slices.SortFunc(sealed, func(a, b seal.Opening) int { return cmp.Compare(a.Position, b.Position) })
	e.openings = sealed
	e.people, err = people(ctx, tx, s, sealed)
	return e, err
}

// collector reads facts, without their places.
type collector struct {
	scope    Scope
	units    map[string]bool // decimal ids of the units whose plans belong to the scope
	openings []seal.Opening
}

func (c *collector) collect(ctx context.Context, tx storage.ReadTx) error {
	units, err := roster.Units(ctx, tx, c.scope.People)
	if err != nil {
		return err
	}
	for _, u := range units {
		for id := range strings.SplitSeq(strings.Trim(u.Path, "/"), "/") {
			c.units[id] = true
		}
	}
	period := hours.Period{From: c.scope.Span.From, To: c.scope.Span.To}
	if err := hours.EachSealed(ctx, tx, c.scope.People, period, c.take); err != nil {
		return err
	}
	for _, source := range append(hours.Facts(), plan.Facts()) {
		if err := c.collectOf(ctx, tx, source); err != nil {
			return err
		}
	}
	return nil
}

// collectOf takes the rules and the plans; entries have been read by person.
func (c *collector) collectOf(ctx context.Context, tx storage.ReadTx, source seal.FactSource) error {
	kind := source.Kind()
	if kind != seal.RuleSet && kind != seal.PlanVersion {
		return nil
	}
	return source.Each(ctx, tx, func(id int64, fields []byte) error {
		if kind == seal.PlanVersion && !c.concerns(fields) {
			return nil
		}
		return c.take(seal.Opening{Kind: kind, ID: id, Fields: fields})
	})
}

// concerns reports whether a version of a plan is of a unit and a year of the scope.
func (c *collector) concerns(fields []byte) bool {
	_, list, err := seal.ParseFields(fields)
	if err != nil {
		return false
	}
	values := map[string]seal.Field{}
	for _, f := range list {
		values[f.Name] = f
	}
	year, err := values["year"].Number()
	return err == nil && c.units[values["unit"].Value] && int64(c.scope.Span.From.Year()) <= year && year <= int64(c.scope.Span.To.Year())
}

func (c *collector) take(o seal.Opening) error {
	if len(c.openings) == MostFacts {
		return fault.New(fault.Invalid, "一个核验包最多装 %d 件事实，请把范围缩小些", MostFacts)
	}
	c.openings = append(c.openings, o)
	return nil
}

// people returns who belongs to the scope on its last day, or has an entry in it, with their totals.
func people(ctx context.Context, tx storage.ReadTx, s Scope, openings []seal.Opening) ([]Person, error) {
	members, err := roster.Members(ctx, tx, s.People, s.Span.To)
	if err != nil {
		return nil, err
	}
	totals, _ := totalsOf(openings)
	var list []Person
	add := func(c roster.Cadre, unit string) {
		list = append(list, Person{Cadre: c.ID, StaffNo: c.StaffNo, Name: c.Name, Unit: unit, Totals: totals[c.ID]})
		delete(totals, c.ID)
	}
	for _, m := range members {
		add(m.Cadre, m.Unit.Name)
	}
	rest := make([]roster.CadreID, 0, len(totals))
	for id := range totals {
		rest = append(rest, id)
	}
	slices.Sort(rest)
	for _, id := range rest {
		c, err := roster.FindCadre(ctx, tx, id)
		if err != nil {
			return nil, fmt.Errorf("read who the entries of %d are about: %w", id, err)
		}
		add(c, "")
	}
	return list, nil
}
