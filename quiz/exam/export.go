package exam

import (
	"context"
	"fmt"
	"io"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// stamp returns an instant as tables print it.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Shanghai).Format(time.DateTime)
}

// exporters returns whose results the actor may take out of the system.
func exporters(actor access.Actor) roster.Scope {
	return actor.Scope(access.AssignStudy).Or(actor.Scope(access.ExportReports))
}

// Export writes the results of the people whom the actor asks to study or audits as a workbook: one sheet of people, one
// of the answers of every submitted attempt. It is recorded in the trail before anything is written. It fails as Results
// does.
func (o *Office) Export(ctx context.Context, actor access.Actor, id ID, w io.Writer) error {
	if err := requireAny(actor, access.AssignStudy, access.ExportReports); err != nil {
		return err
	}
	var r Results
	var outcomes []Outcome
	err := o.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		if r, err = o.results(ctx, tx, exporters(actor), id); err != nil {
			return err
		}
		s, err := o.sitting(ctx, tx, id)
		if err != nil {
			return err
		}
		outcomes, err = o.outcomesOf(ctx, tx, s, r)
		return err
	})
	if err != nil {
		return err
	}
	err = o.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return o.record(ctx, tx, actor.ID(), "exam.export", id, "people=%d attempts=%d", len(r.People), len(outcomes))
	})
	if err != nil {
		return err
	}
	return office.WriteXLSX(w, []office.Sheet{ResultSheet(r), answerSheet(r, outcomes)})
}

// outcomesOf returns the submitted attempts of the people, in their order, in as many statements for many as for few.
func (o *Office) outcomesOf(ctx context.Context, tx storage.ReadTx, s *sitting, r Results) ([]Outcome, error) {
	rows, err := selectSubmitted(ctx, tx, r.Exam.ID)
	if err != nil {
		return nil, fmt.Errorf("read the attempts at exam %d: %w", r.Exam.ID, err)
	}
	keys, err := o.keysOf(ctx, tx, r.Exam.ID)
	if err != nil {
		return nil, err
	}
	outcomes := map[AttemptID]Outcome{}
	for _, row := range rows {
		a, err := row.Row.attempt()
		if err != nil {
			return nil, err
		}
		result, err := row.result()
		if err != nil {
			return nil, err
		}
		outcomes[a.ID] = Outcome{Exam: r.Exam, Attempt: a, Result: result, Items: s.outcomes(a, result, keys)}
	}
	var list []Outcome
	for _, p := range r.People {
		for _, t := range p.Attempts {
			if outcome, submitted := outcomes[t.ID]; submitted {
				list = append(list, outcome)
			}
		}
	}
	return list, nil
}

// ResultSheet returns the results as a table, in the order of the people.
func ResultSheet(r Results) office.Sheet {
	s := office.Sheet{Name: "成绩", Columns: []office.Column{
		{Title: "单位", Width: 24}, {Title: "姓名"}, {Title: "工号", Width: 12}, {Title: "情况", Width: 14}, {Title: "考了几次", Kind: office.Number},
		{Title: "得分", Kind: office.Hundredths}, {Title: "总分", Kind: office.Hundredths}, {Title: "合格线", Kind: office.Hundredths}, {Title: "合格时间", Width: 20},
	}}
	for _, p := range r.People {
		row := []any{p.Unit, p.Name, p.StaffNo, p.Progress.Label(), len(p.Attempts), nil, nil, r.Exam.PassMark, stamp(p.PassedAt)}
		if p.Counts.Complete {
			row[5], row[6] = p.Counts.Total, p.Counts.Most
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// answerSheet returns the answers as a table: the evidence of the results.
func answerSheet(r Results, outcomes []Outcome) office.Sheet {
	s := office.Sheet{Name: "作答", Columns: []office.Column{
		{Title: "姓名"}, {Title: "工号", Width: 12}, {Title: "第几次", Kind: office.Number}, {Title: "开始", Width: 20}, {Title: "交卷", Width: 20},
		{Title: "交卷方式"}, {Title: "题号", Kind: office.Number}, {Title: "题目", Width: 50}, {Title: "作答", Width: 30}, {Title: "答案", Width: 30},
		{Title: "得分", Kind: office.Hundredths}, {Title: "分值", Kind: office.Hundredths}, {Title: "说明", Width: 20},
	}}
	people := map[roster.CadreID]Person{}
	for _, p := range r.People {
		people[p.Cadre] = p
	}
	for _, o := range outcomes {
		p, a := people[o.Attempt.Cadre], o.Attempt
		for i, item := range o.evidence() {
			out := o.Items[i]
			s.Rows = append(s.Rows, []any{
				p.Name, p.StaffNo, a.Number, stamp(a.BegunAt), stamp(a.SubmittedAt), a.Ended.Label(), i + 1, out.Text,
				item.Answer, item.Correct, out.Score, out.Worth, out.Mark.note(),
			})
		}
	}
	return s
}

// note says what is special about a mark.
func (m Mark) note() string {
	switch {
	case m.Open:
		return "等待阅卷"
	case m.Given:
		return "题目有误，人人给分"
	case m.Key != 0:
		return fmt.Sprintf("按更正后的答案（%d）", m.Key)
	}
	return ""
}

// Label returns how an attempt ended, in Chinese; the text is a key of the message catalogue.
func (e Ended) Label() string {
	switch e {
	case ByPerson:
		return "本人交卷"
	case ByTime:
		return "到时交卷"
	default:
		return ""
	}
}
