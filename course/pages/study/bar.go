package study

import (
	"fmt"
	"strings"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/web"
)

// bar is the drawing of a subject's hours: a piece for each mode, and a tick for what is due next.
type bar struct {
	report.SubjectShare
	Label  string // the figures as one sentence
	Pieces []piece
	Tick   string // a path; empty when nothing is due
}

// piece is one mode's part of a bar, in hundredths of its width.
type piece struct{ Class, X, Width string }

// bars draws the subjects on one scale each: the whole width is what the plan asks or, where there is more or the plan
// asks nothing, the most hours that any subject has.
func bars(r *web.Request, subjects []report.SubjectShare) []bar {
	var most hours.Amount
	for _, s := range subjects {
		most = max(most, s.Have)
	}
	list := make([]bar, len(subjects))
	for i, s := range subjects {
		whole := most
		if s.Result != nil {
			whole = max(s.Result.Target.Hours, s.Have)
		}
		list[i] = newBar(r, s, max(whole, 1))
	}
	return list
}

func newBar(r *web.Request, s report.SubjectShare, whole hours.Amount) bar {
	b := bar{SubjectShare: s}
	at := func(a hours.Amount) float64 { return 100 * float64(a) / float64(whole) }
	var sum hours.Amount
	var parts []string
	for i, m := range s.Modes {
		if m.Have <= 0 {
			continue
		}
		b.Pieces = append(b.Pieces, piece{fmt.Sprintf("f%d", i+1), fmt.Sprintf("%.2f", at(sum)), fmt.Sprintf("%.2f", max(at(m.Have)-0.5, 0.5))})
		parts = append(parts, r.T(m.Mode.Label())+" "+m.Have.String())
		sum += m.Have
	}
	name, details := r.T(s.Subject.Name), strings.Join(parts, r.T("，"))
	if s.Result == nil {
		b.Label = r.T("%s已有 %s 学时。%s", name, s.Have, details)
		return b
	}
	b.Tick = fmt.Sprintf("M%.1f 0V8", at(s.Result.DueNext.Hours))
	b.Label = r.Say(fault.Message{Text: "%s全年 %s 学时，已有 %s，%s应到 %s。%s", Args: []any{
		name, s.Result.Target.Hours, s.Have, s.Result.DueNextOn, s.Result.DueNext.Hours, details,
	}})
	return b
}
