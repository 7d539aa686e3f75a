package report

import (
	"context"

	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// individual is one person with all that a verdict takes.
type individual struct {
	basis
	cadre   roster.CadreID
	unit    roster.Unit // zero when the person belonged to none
	plan    *plan.Version
	dated   dated
	entries []hours.Entry // of the year, the newest event first
	verdict compliance.Verdict
}

// individual reads and judges one person.
func (r *Reporter) individual(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, at AsOf) (individual, error) {
	b, err := r.basis(ctx, tx, at)
	if err != nil {
		return individual{}, err
	}
	i := individual{basis: b, cadre: cadre}
	if i.unit, _, err = roster.UnitOf(ctx, tx, cadre, i.On); err != nil {
		return individual{}, err
	}
	v, found, err := plan.Approved(ctx, tx, i.unit.ID, i.Year, i.KnownAt)
	if err != nil {
		return individual{}, err
	}
	if found {
		v.State = plan.StateApproved // then in force, whatever was approved since
		i.plan = &v
	}
	if i.dated, err = i.basis.dated(ctx, tx, roster.Only(cadre)); err != nil {
		return individual{}, err
	}
	facts, err := i.read(ctx, tx)
	if err != nil {
		return individual{}, err
	}
	i.verdict = compliance.Evaluate(i.policy(i.plan), i.dated.person(cadre), facts, i.moment())
	return i, nil
}

// read keeps the entries of the year and returns them with those that earlier years of a window have.
func (i *individual) read(ctx context.Context, tx storage.ReadTx) ([]compliance.Fact, error) {
	first, categories := i.reachesBack()
	from := i.span().From
	if categories[""] {
		from = first
	}
	for _, c := range i.dated.categories[i.cadre] {
		if categories[string(c.Category)] {
			from = first
		}
	}
	all, err := hours.Entries(ctx, tx, roster.Only(i.cadre), i.period(from))
	if err != nil {
		return nil, err
	}
	facts := make([]compliance.Fact, len(all))
	for n, e := range all {
		facts[n] = compliance.FactOf(e)
		if e.HappenedOn.Year() == i.Year {
			i.entries = append(i.entries, e)
		}
	}
	return facts, nil
}

// standing returns the verdict without steps.
func (i individual) standing() Standing {
	s := Standing{Stamp: i.Stamp, Plan: i.plan, Verdict: i.verdict}
	if total, asked := i.verdict.Total(); asked {
		s.Total = &total
	}
	return s
}
