package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
)

// content reads the numbers and dates of the form. It fails with fault.Invalid and the names of the fields that are not
// what they should be; whether the plan makes sense is for plan to say.
func (in *input) content(w words) (plan.Content, error) {
	var p parser
	c := plan.Content{Guiding: in.Guiding}
	for i, row := range in.Targets {
		c.Requirements = append(c.Requirements, p.requirement(row, fmt.Sprintf("requirements.%d.", i), w))
	}
	for i, share := range in.Shares {
		c.Shares[i] = p.whole(fmt.Sprintf("shares.%d", i), share)
	}
	for i, row := range in.Topics {
		c.Topics = append(c.Topics, p.topic(row, fmt.Sprintf("topics.%d.", i)))
	}
	c.Parameters = plan.Parameters{
		SlightGap:        p.hours("parameters.slight_gap", in.SlightGap),
		NoticeDays:       p.whole("parameters.notice_days", in.Notice),
		RecordWithinDays: p.whole("parameters.record_within_days", in.Record),
		MakeUpWithinDays: p.whole("parameters.make_up_within_days", in.MakeUp),
	}
	for i, step := range in.HeatSteps {
		c.Parameters.HeatSteps[i] = p.whole("parameters.heat_steps", step)
	}
	return c, p.Err()
}

// revision returns the revision that the form was made from; 0, which none has, when it is no number.
func (in *input) revision() int {
	n, err := strconv.Atoi(in.Revision)
	if err != nil {
		return 0
	}
	return n
}

// parser reads fields and notes which cannot be read.
type parser struct{ fault.Fields }

func (p *parser) requirement(row targetInput, at string, w words) plan.Requirement {
	q := plan.Requirement{
		Category: roster.Category(row.Category), Hours: p.hours(at+"hours", row.Hours), Meetings: p.whole(at+"meetings", row.Meetings),
	}
	for _, s := range w.Subjects {
		if n := p.hours(at+"subjects."+s.Code, row.Subjects[s.Code]); n != 0 {
			q.Subjects = append(q.Subjects, plan.SubjectHours{Subject: s.Code, Hours: n})
		}
	}
	for _, m := range w.Modes {
		if n := p.hours(at+"modes."+string(m.Code), row.Modes[string(m.Code)]); n != 0 {
			q.Modes = append(q.Modes, plan.ModeHours{Mode: m.Code, Hours: n})
		}
	}
	return q
}

func (p *parser) topic(row topicInput, at string) plan.Topic {
	t := plan.Topic{
		Key: row.Key, Title: row.Title, Quarter: calendar.Quarter(p.whole(at+"quarter", row.Quarter)), Mode: hours.Mode(row.Mode),
		Subject: row.Subject, Hours: p.hours(at+"hours", row.Hours), On: p.date(at+"on", row.On),
	}
	for i, r := range row.Required {
		reading, ok := r.reading()
		p.Check(ok, fmt.Sprintf("%srequired.%d", at, i), "请选一份材料")
		if !slices.Contains(t.Required, reading) {
			t.Required = append(t.Required, reading)
		}
	}
	return t
}

// hours reads an amount; an empty field is none.
func (p *parser) hours(name, text string) hours.Amount {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	n, err := hours.ParseAmount(text)
	p.Check(err == nil, name, "请填学时数，如 90 或 2.5")
	return n
}

// whole reads a whole number; an empty field is 0.
func (p *parser) whole(name, text string) int {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	p.Check(err == nil && n >= 0 && n < 1e6, name, "请填整数")
	return n
}

// date reads a date; an empty field is no date.
func (p *parser) date(name, text string) calendar.Date {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	d, err := calendar.ParseDate(text)
	p.Check(err == nil, name, "请写成 2026-03-05 这样的日期")
	return d
}

// reading reads the value that the form carries.
func (r readingInput) reading() (plan.Reading, bool) {
	parts := strings.SplitN(r.Value, "/", 3)
	if len(parts) != 3 {
		return plan.Reading{}, false
	}
	ref, err := strconv.ParseInt(parts[1], 10, 64)
	return plan.Reading{Kind: plan.ItemKind(parts[0]), Ref: ref, Title: parts[2]}, err == nil
}
