package report

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
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
	c := crowd{basis: b, scope: scope, plans: map[roster.UnitID]*plan.Version{}, policies: map[*plan.Version]compliance.Policy{}}
	if c.members, err = roster.Members(ctx, tx, scope, c.On); err != nil {
		return crowd{}, err
	}
	if c.units, err = roster.Units(ctx, tx, roster.Everyone()); err != nil {
		return crowd{}, err
	}
	if err := c.readPlans(ctx, tx); err != nil {
		return crowd{}, err
	}
	c.dated, err = c.basis.dated(ctx, tx, scope)
	return c, err
}

// readPlans keeps for every unit the plan in force: its own, or that of the nearest unit above.
func (c *crowd) readPlans(ctx context.Context, tx storage.ReadTx) error {
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

// entries reads the entries of the year of everybody in the scope, the newest event of each first.
func (c crowd) entries(ctx context.Context, tx storage.ReadTx, scope roster.Scope) (map[roster.CadreID][]hours.Entry, error) {
	all, err := hours.Entries(ctx, tx, scope, c.period(c.span().From))
	if err != nil {
		return nil, err
	}
	byCadre := map[roster.CadreID][]hours.Entry{}
	for _, e := range all {
		byCadre[e.Cadre] = append(byCadre[e.Cadre], e)
	}
	return byCadre, nil
}

// earlier adds the facts of the years before for those of whom a requirement looks back on them. It reads only when there
// is somebody.
func (c crowd) earlier(ctx context.Context, tx storage.ReadTx, facts map[roster.CadreID][]compliance.Fact) error {
	first, categories := c.reachesBack()
	var long []roster.CadreID
	for _, m := range c.members {
		looksBack := func(s roster.CategorySpan) bool { return categories[string(s.Category)] }
		if categories[""] || slices.ContainsFunc(c.dated.categories[m.Cadre.ID], looksBack) {
			long = append(long, m.Cadre.ID)
		}
	}
	whom := c.these(long)
	if whom.IsNobody() {
		return nil
	}
	p := c.period(first)
	p.To = c.span().From.AddDays(-1)
	entries, err := hours.Entries(ctx, tx, whom, p)
	for _, e := range entries {
		facts[e.Cadre] = append(facts[e.Cadre], compliance.FactOf(e))
	}
	return err
}

// exactFacts returns every entry of the year as a fact.
func exactFacts(entries map[roster.CadreID][]hours.Entry) map[roster.CadreID][]compliance.Fact {
	facts := make(map[roster.CadreID][]compliance.Fact, len(entries))
	for id, list := range entries {
		for _, e := range list {
			facts[id] = append(facts[id], compliance.FactOf(e))
		}
	}
	return facts
}

// manyPeople is how many people are named one by one in a statement at most.
const manyPeople = 500

// sums returns the year added up by quarter and kind, which gives the same verdicts as the entries, and takes a statement
// whose result does not grow with them. Only those whose category began or ended within the year are read entry by
// entry, for what was before or after it does not count.
func (c crowd) sums(ctx context.Context, tx storage.ReadTx) (map[roster.CadreID][]compliance.Fact, error) {
	rows, err := selectAggregates(ctx, tx, c.scope, c.AsOf)
	if err != nil {
		return nil, err
	}
	changed := c.changed()
	facts := map[roster.CadreID][]compliance.Fact{}
	for n, row := range rows {
		facts[row.CadreID] = append(facts[row.CadreID], row.fact(n, c.AsOf))
	}
	if len(changed) == 0 {
		return facts, nil
	}
	entries, err := c.entries(ctx, tx, c.these(changed))
	exact := exactFacts(entries)
	for _, id := range changed {
		facts[id] = exact[id]
	}
	return facts, err
}

// these returns the scope of some of the people; of everybody when they are too many to be named in a statement.
func (c crowd) these(ids []roster.CadreID) roster.Scope {
	if len(ids) > manyPeople {
		return c.scope
	}
	scope := roster.Nobody()
	for _, id := range ids {
		scope = scope.Or(roster.Only(id))
	}
	return scope
}

// changed returns who began or ceased to belong to a category within the days that count.
func (c crowd) changed() []roster.CadreID {
	days := c.span()
	inside := func(s calendar.Span) bool {
		return s.From > days.From && s.From <= days.To || s.To >= days.From && s.To < days.To
	}
	var list []roster.CadreID
	for _, m := range c.members {
		if slices.ContainsFunc(c.dated.categories[m.Cadre.ID], func(s roster.CategorySpan) bool { return inside(s.Span) }) {
			list = append(list, m.Cadre.ID)
		}
	}
	return list
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
