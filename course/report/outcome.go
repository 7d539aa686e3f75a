package report

import (
	"context"
	"slices"

	"xiangxue/course/attendance"
	"xiangxue/course/compliance"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// outcome is what an overview counts of a person.
type outcome struct {
	unit        roster.UnitID
	reach       Reach
	plan        judged
	regulations judged
	asked       uint64 // the subjects, by their place, in which the plan asks hours; it names a handful
	reached     uint64 // those of them in which nothing is missing for the next due date
}

// judged is the most severe state against the requirements of one kind; asked is false when there are none.
type judged struct {
	state compliance.State
	asked bool
}

func outcomeOf(p Person) outcome {
	o := outcome{unit: p.Unit.ID, reach: p.Reach}
	o.plan.state, o.plan.asked = p.Plan()
	o.regulations.state, o.regulations.asked = p.Regulations()
	for n, s := range p.Subjects {
		if s.Result == nil || s.Result.Exempt() {
			continue
		}
		o.asked |= 1 << n
		if s.Result.Shortfall.IsZero() {
			o.reached |= 1 << n
		}
	}
	return o
}

// unitCount counts the people of a unit, without those of the units below it.
type unitCount struct {
	tally    Tally
	subjects []SubjectTally
}

// count counts a person by times, which is -1 to take one back.
func (u *unitCount) count(o outcome, times int) {
	u.tally.count(o, times)
	for n := range u.subjects {
		u.subjects[n].Asked += times * int(o.asked>>n&1)
		u.subjects[n].Reached += times * int(o.reached>>n&1)
	}
}

// outcomes judges members and hands each outcome to yield. It reads the entries of some hundred of them at a time, so that
// it takes no more memory for a county than for a township.
func (c crowd) outcomes(ctx context.Context, tx storage.ReadTx, members []roster.Member, yield func(roster.CadreID, outcome)) error {
	for some := range slices.Chunk(members, manyPeople) {
		part := c
		if part.members = some; len(members) > manyPeople {
			part.scope = part.these(idsOf(some))
		}
		var err error
		if part.dated, err = part.basis.dated(ctx, tx, part.scope); err != nil {
			return err
		}
		facts, err := part.sums(ctx, tx)
		if err != nil {
			return err
		}
		if err := part.earlier(ctx, tx, facts); err != nil {
			return err
		}
		for _, m := range some {
			yield(m.Cadre.ID, outcomeOf(part.person(m, nil, facts[m.Cadre.ID], attendance.Count{})))
		}
	}
	return nil
}

func idsOf(members []roster.Member) []roster.CadreID {
	ids := make([]roster.CadreID, len(members))
	for n, m := range members {
		ids[n] = m.Cadre.ID
	}
	return ids
}
