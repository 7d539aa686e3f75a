package report

import (
	"context"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

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
