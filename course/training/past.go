package training

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// past is what the rolls of classes already say about people.
type past map[roster.CadreID][]attended

// attended is a class on whose roll a person stands.
type attended struct {
	class Class
	Mark
	extent Extent
}

// pastOf returns what is on record about the persons of a scope, of classes that share a day with the span.
func pastOf(ctx context.Context, tx storage.ReadTx, scope roster.Scope, span calendar.Span) (past, error) {
	rows, err := selectPast(ctx, tx, scope, span)
	if err != nil {
		return nil, fmt.Errorf("read the training on record: %w", err)
	}
	p := past{}
	for _, r := range rows {
		p.add(r.Mark.mark(), r.Row.class(), r.Mark.extent())
	}
	return p, nil
}

func (p past) add(m Mark, c Class, e Extent) {
	p[m.Cadre] = append(p[m.Cadre], attended{class: c, Mark: m, extent: e})
}

// look compares what is to be put down about a person with what is on record: it reports whether exactly that is there
// already, or what contradicts it.
func (p past) look(m Mark, c Class, e Extent) (there bool, complaint *fault.Message) {
	for _, known := range p[m.Cadre] {
		switch {
		case !known.class.Span.Overlaps(c.Span):
		case known.class.isSame(c):
			if known.Attended == m.Attended && known.Away == m.Away && known.extent.agrees(e) {
				return true, nil
			}
			return false, &fault.Message{Text: "这个班已经记过，内容不同（%s，请假 %s 学时）；要改请办更正", Args: []any{known.extent.Message(), known.Away}}
		case known.class.Title == c.Title && known.class.Organiser == c.Organiser:
			return false, &fault.Message{Text: "与已经记过的同名班次日期重叠（%s 至 %s），请核对是不是同一个班", Args: []any{known.class.Span.From, known.class.Span.To}}
		case m.Attended && known.Attended && c.Kind == OffJob && known.class.Kind == OffJob:
			return false, &fault.Message{Text: "这几天已在另一个脱产培训班：《%s》（%s 至 %s）", Args: []any{known.class.Title, known.class.Span.From, known.class.Span.To}}
		}
	}
	return false, nil
}
