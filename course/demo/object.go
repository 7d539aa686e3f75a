package demo

import (
	"context"
	"fmt"
	"strings"

	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// objected is what somebody objects to a correction, and the answer.
type objected struct {
	on         monthDay
	text       string
	answeredBy string // empty: nobody has answered
	answeredOn monthDay
	upheld     bool
	answer     string
}

// answered reads 答复 谁 月日 成立或不成立 理由.
func (r *yearReader) answered(s sentence, o *objected) {
	o.answeredBy, o.answeredOn = s.words[1], r.date(s.line, s.words[2])
	if o.upheld = s.words[3] == "成立"; !o.upheld && s.words[3] != "不成立" {
		r.fault(s.line, "“%s”不是成立或不成立", s.words[3])
	}
	o.answer = strings.Join(s.words[4:], " ")
}

// putObjection puts on the agenda what the person objects to a correction, and who answers.
func (t *township) putObjection(c correctionAct, line int) {
	o := c.objected
	t.put(dayOf(t.today().Year(), o.on).at(1000), line, func(ctx context.Context) error {
		person, err := t.who(c.name)
		if err != nil {
			return err
		}
		var id objection.ID
		err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
			entry, err := lastReversal(ctx, tx.ReadTx, person.ID(), t.year)
			if err != nil {
				return err
			}
			id, err = t.objections.Object(ctx, tx, person, entry, o.text)
			return err
		})
		if err == nil && o.answeredBy != "" {
			t.put(dayOf(t.today().Year(), o.answeredOn).at(1600), line, func(ctx context.Context) error { return t.answerObjection(ctx, o, id) })
		}
		return err
	})
}

// lastReversal returns the last entry that took hours of a person back.
func lastReversal(ctx context.Context, tx storage.ReadTx, who roster.CadreID, year int) (last hours.EntryID, err error) {
	entries, err := hours.Entries(ctx, tx, roster.Only(who), hours.Year(year))
	for _, e := range entries {
		if e.IsReversal() {
			last = max(last, e.ID)
		}
	}
	if err == nil && last == 0 {
		err = fmt.Errorf("没有学时被冲正，不能提异议")
	}
	return last, err
}

func (t *township) answerObjection(ctx context.Context, o *objected, id objection.ID) error {
	by, err := t.who(o.answeredBy)
	if err != nil {
		return err
	}
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return t.objections.Decide(ctx, tx, by, id, o.upheld, o.answer)
	})
}
