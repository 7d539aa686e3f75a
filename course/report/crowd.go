package report

import (
	"context"
	"strconv"
	"strings"

	"xiangxue/course/attendance"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// crowd is the people of a scope with all that their verdicts take, apart from the facts.
type crowd struct {
	basis
	scope    roster.Scope
	booked   roster.Scope    // those of the scope whose entries may raise a question
	members  []roster.Member // in official order
	units    []roster.Unit   // all there are, in official order
	plans    map[roster.UnitID]*plan.Version
	policies map[*plan.Version]compliance.Policy
	dated    dated
}

// crowd reads the people of a scope in a fixed number of statements.
func (r *Reporter) crowd(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) (crowd, error) {
	b, err := r.basis(ctx, tx, at)
	if err != nil {
		return crowd{}, err
	}
	c := crowd{basis: b, scope: scope, booked: scope}
	if c.members, err = roster.Members(ctx, tx, scope, c.On); err != nil {
		return crowd{}, err
	}
	if err := c.readUnits(ctx, tx); err != nil {
		return crowd{}, err
	}
	c.dated, err = c.basis.dated(ctx, tx, scope)
	return c, err
}

// readUnits reads all units and keeps for each the plan in force: its own, or that of the nearest unit above.
func (c *crowd) readUnits(ctx context.Context, tx storage.ReadTx) (err error) {
	if c.units, err = roster.Units(ctx, tx, roster.Everyone()); err != nil {
		return err
	}
	c.plans, c.policies = map[roster.UnitID]*plan.Version{}, map[*plan.Version]compliance.Policy{}
	own, err := plan.AllApproved(ctx, tx, c.Year, c.KnownAt)
	if err != nil {
		return err
	}
	c.policies[nil] = c.policy(nil)
	for _, u := range c.units { // a unit comes after the one above it
		c.plans[u.ID] = c.plans[u.ParentID]
		if v, has := own[u.ID]; has {
			v.State = plan.StateApproved // then in force, whatever was approved since
			c.plans[u.ID], c.policies[&v] = &v, c.policy(&v)
		}
	}
	return nil
}

// recordWithin returns within how many days the meetings of a unit are to be recorded.
func (c crowd) recordWithin(unit roster.UnitID) int {
	return parameters(c.plans[unit]).RecordWithinDays
}

// judge returns the verdict about a member by the facts.
func (c crowd) judge(m roster.Member, facts []compliance.Fact) compliance.Verdict {
	return compliance.Evaluate(c.policies[c.plans[m.Unit.ID]], c.dated.person(m.Cadre.ID), facts, c.moment())
}

// people returns everybody of the scope with verdict, shares and counts.
func (c crowd) people(ctx context.Context, tx storage.ReadTx) ([]Person, error) {
	entries, err := c.entries(ctx, tx, c.scope)
	if err != nil {
		return nil, err
	}
	facts := exactFacts(entries)
	if err := c.earlier(ctx, tx, facts); err != nil {
		return nil, err
	}
	categories, err := roster.Categories(ctx, tx)
	if err != nil {
		return nil, err
	}
	meetings, err := selectMeetings(ctx, tx, c.scope, c.AsOf)
	if err != nil {
		return nil, err
	}
	list := make([]Person, len(c.members))
	for n, m := range c.members {
		list[n] = c.person(m, entries[m.Cadre.ID], facts[m.Cadre.ID], meetings[m.Cadre.ID])
		for _, info := range c.dated.held(m.Cadre.ID, c.On, categories) {
			list[n].Categories = append(list[n].Categories, info.Name)
		}
	}
	return list, nil
}

func (c crowd) person(m roster.Member, entries []hours.Entry, facts []compliance.Fact, meetings attendance.Count) Person {
	thresholds := parameters(c.plans[m.Unit.ID])
	p := Person{Cadre: m.Cadre, Unit: m.Unit, Verdict: c.judge(m, facts), Meetings: meetings}
	if total, asked := p.Verdict.Total(); asked {
		p.Total = &total
	}
	s := sharesOf(entries, c.Year)
	p.Hours, p.Reach = s.total, reach(p.Total, thresholds)
	p.Subjects = s.subjectShares(c.subjects, p.Verdict, p.Total, thresholds.HeatSteps)
	return p
}

// lineage returns the ids of the unit with the path and of the units above it, the topmost first.
func lineage(path string) []roster.UnitID {
	var ids []roster.UnitID
	for part := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if n, err := strconv.ParseInt(part, 10, 64); err == nil {
			ids = append(ids, roster.UnitID(n))
		}
	}
	return ids
}
