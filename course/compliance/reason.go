package compliance

import (
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
)

// Cause says which step of a derivation a Reason is.
type Cause string

// The steps of a derivation.
const (
	Asked    Cause = "asked"    // what the document asks for
	Prorated Cause = "prorated" // the target by full months, when not all of them count
	Shared   Cause = "shared"   // what part of the target is due by the next due date
	Counted  Cause = "counted"  // which entries count
	Compared Cause = "compared" // what is missing, or that nothing is
	Missed   Cause = "missed"   // what a quarter that is over lacked
)

// Reason is one step of a derivation. Which fields are set depends on its cause.
type Reason struct {
	Cause    Cause
	Basis    string          // Asked: the document
	From, To Quantity        // the figure before and after the step
	Months   int             // Prorated: full months that count …
	Of       int             // … and months of the window
	Share    string          // Shared: the part of the target in percent; "" when each quarter asks the same
	On       calendar.Date   // the date the figure is about
	Entries  []hours.EntryID // Counted
}

// Message returns the step as a sentence. The arguments are texts, numbers, dates and Quantities.
func (r Reason) Message() fault.Message {
	say := func(text string, args ...any) fault.Message { return fault.Message{Text: text, Args: args} }
	switch r.Cause {
	case Asked:
		return say("按%s，应达到 %s", r.Basis, r.To)
	case Prorated:
		return say("计入 %d 个整月（共 %d 个月），按月折算：%s 折为 %s", r.Months, r.Of, r.From, r.To)
	case Shared:
		if r.Share == "" {
			return say("每季度 %s，到 %s 共应到 %s", r.From, r.On, r.To)
		}
		return say("到 %s 应到目标的 %s%%，即 %s", r.On, r.Share, r.To)
	case Counted:
		return say("截至 %s 计入 %d 条，合计 %s", r.On, len(r.Entries), r.To)
	case Missed:
		return say("已经过去的季度少 %s，不能再补", r.To)
	default:
		if r.To.IsZero() {
			return say("%s 之前应到的都已达到", r.On)
		}
		return say("到 %s 还差 %s", r.On, r.To)
	}
}

// explain writes down how the figures of the result came about.
func explain(r Result, m months, soon point, on calendar.Date) []Reason {
	reasons := []Reason{{Cause: Asked, Basis: r.Basis, To: r.Full}}
	if m.full < m.all {
		reasons = append(reasons, Reason{Cause: Prorated, From: r.Full, To: r.Target, Months: m.full, Of: m.all})
	}
	if r.DueNext != r.Target {
		share := Reason{Cause: Shared, From: r.Target, To: r.DueNext, On: r.DueNextOn, Share: percent(soon.num, soon.den)}
		if r.Quarterly {
			share.From, share.Share = r.Asks, ""
		}
		reasons = append(reasons, share)
	}
	reasons = append(reasons, Reason{Cause: Counted, To: r.Have, On: on, Entries: r.Entries})
	if !r.Lost.IsZero() {
		reasons = append(reasons, Reason{Cause: Missed, To: r.Lost})
	}
	return append(reasons, Reason{Cause: Compared, From: r.DueNext, To: r.Shortfall, On: r.DueNextOn})
}
