package study

import (
	"fmt"

	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/web"
)

// ring is the drawing of a year's hours: an arc for what is there and a tick for what is due next.
type ring struct {
	compliance.Result
	Label  string // the figures as one sentence
	Filled string // the dash pattern of the arc
	Tick   string // the offset of the tick
}

// circumference is that of the ring's circle, whose radius is 52.
const circumference = 326.7

// newRing draws a requirement in hours; nil stays nil.
func newRing(r *web.Request, total *compliance.Result) *ring {
	if total == nil || total.Target.Hours <= 0 {
		return nil
	}
	part := func(a hours.Amount) float64 {
		return circumference * float64(max(0, min(a, total.Target.Hours))) / float64(total.Target.Hours)
	}
	return &ring{
		Result: *total,
		Label: r.Say(fault.Message{Text: "全年 %s 学时，已有 %s 学时，%s应到 %s 学时", Args: []any{
			total.Target.Hours, total.Have.Hours, total.DueNextOn, total.DueNext.Hours,
		}}),
		Filled: fmt.Sprintf("%.1f %.1f", part(total.Have.Hours), circumference),
		Tick:   fmt.Sprintf("%.1f", 1.3-part(total.DueNext.Hours)),
	}
}
