package training

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
)

// terms are what the rules in force on the last day of a class say about it.
type terms struct {
	limits hours.Limits
	total  hours.Amount // of which leave may take a share
	gives  hours.Amount // to whoever took part
}

// terms returns what the rules say. It fails with fault.Conflict when they give nothing for the class, one of its years is
// closed or it is not over, and with fault.Invalid when its extent does not suit them.
func (g *Registrar) terms(ctx context.Context, tx storage.ReadTx, k Kind, span calendar.Span, e Extent) (terms, error) {
	var t terms
	today := g.clock.Today()
	if span.To > today {
		return terms{}, fault.New(fault.Conflict, "培训班还没有结束")
	}
	for _, p := range e.parts(span) {
		rules, err := g.ledger.InForce(ctx, tx, p.on)
		if err != nil {
			return terms{}, err
		}
		if year := p.on.Year(); rules.Limits.Closed(year, today) {
			return terms{}, fault.New(fault.Conflict, "%d 年的学时已经结账，不能再记培训", year)
		}
		given, err := rules.Recognise(hours.Fact{Activity: k.Activity(), Amount: p.hours, Days: p.days}, 0)
		if err != nil {
			return terms{}, err
		}
		t.gives += given.Amount
		t.limits, t.total = rules.Limits, e.total(rules.Conversion)
	}
	return t, nil
}
