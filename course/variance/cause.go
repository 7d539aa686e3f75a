package variance

import (
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
)

// Cause says from which recorded facts a part of a variance comes.
type Cause string

// The causes, in the order in which they are shown.
const (
	WasCalledOff Cause = "called_off"  // the meeting was cancelled
	WasWorking   Cause = "working"     // the meeting had no study content
	Postponed    Cause = "postponed"   // it was held, or is to be held, in another quarter or mode
	ToCome       Cause = "to_come"     // the meeting is announced and still to come
	NoRoll       Cause = "no_roll"     // the day has passed, the roll is not confirmed
	OnLeave      Cause = "on_leave"    // 请假
	OnDuty       Cause = "on_duty"     // 公出
	Absent       Cause = "absent"      // 未到
	NotFinished  Cause = "unfinished"  // the required courses of the topic are not finished
	Lengths      Cause = "lengths"     // the meeting was announced with other hours than the plan has
	OtherPeople  Cause = "people"      // the roll has other people than the unit has on the day
	Repeated     Cause = "repeated"    // the same people met more than once
	MadeUp       Cause = "made_up"     // 补学
	MovedHere    Cause = "moved_here"  // a meeting of the topic from another quarter or mode
	Items        Cause = "items"       // required courses and readings, of which the plan states no hours
	Recognised   Cause = "recognised"  // the rule's cap, or a correction
	NotDue       Cause = "not_due"     // the quarter is not over
	Unexplained  Cause = "unexplained" // no recorded fact says why
)

// Causes returns all causes in the order in which they are shown.
func Causes() []Cause {
	return []Cause{
		WasCalledOff, WasWorking, Postponed, ToCome, NoRoll, OnLeave, OnDuty, Absent, NotFinished,
		Lengths, OtherPeople, Repeated, MadeUp, MovedHere, Items, Recognised, NotDue, Unexplained,
	}
}

// Part is a part of a variance. Its amount may be 0: a meeting that was cancelled and held later in the quarter.
type Part struct {
	Cause   Cause
	Amount  hours.Amount
	Count   int              // people, or how often somebody was away; 0 where it says nothing
	Quarter calendar.Quarter // for Postponed and MovedHere: the other quarter
	Notes   []string         // what was written down about it when it happened
}

// Message returns the part as a few words, without its amount.
func (p Part) Message() fault.Message {
	say := func(text string, args ...any) fault.Message { return fault.Message{Text: text, Args: args} }
	switch p.Cause {
	case WasCalledOff, WasWorking:
		if p.Count == 0 {
			return say("取消过，后来另开")
		}
	}
	switch p.Cause {
	case WasCalledOff:
		return say("会取消了，%d 人没有学", p.Count)
	case WasWorking:
		return say("开成了工作会，没有学习内容，%d 人不计学时", p.Count)
	case Postponed:
		return say("改到第 %d 季度或改了方式，%d 人", int(p.Quarter), p.Count)
	case ToCome:
		return say("会已通知，还没有开，%d 人", p.Count)
	case NoRoll:
		return say("会期已过，名单还没有确认，%d 人", p.Count)
	case OnLeave:
		return say("请假 %d 人次", p.Count)
	case OnDuty:
		return say("公出 %d 人次", p.Count)
	case Absent:
		return say("未到 %d 人次", p.Count)
	case MovedHere:
		return say("从第 %d 季度的安排移来", int(p.Quarter))
	}
	return say(p.Cause.plain())
}

// plain returns the words for causes that say no number.
func (c Cause) plain() string {
	switch c {
	case NotFinished:
		return "必读、课程还没有都完成"
	case Lengths:
		return "会上计的学时与计划不同"
	case OtherPeople:
		return "点名时的人与现在的人员不同"
	case Repeated:
		return "同一专题加开"
	case MadeUp:
		return "补学补上"
	case Items:
		return "必读、课程的学时，计划没有另定"
	case Recognised:
		return "按办法封顶，或者更正过"
	case NotDue:
		return "季度还没有过完，会还没有通知"
	default:
		return "没有召开，也没有记录说明原因"
	}
}

// parts gathers the parts of one cell.
type parts []Part

// add adds an amount to the part with the cause, and a note when one was written.
func (p *parts) add(more Part) {
	if more.Amount == 0 && len(more.Notes) == 0 {
		return
	}
	for n := range *p {
		if known := &(*p)[n]; known.Cause == more.Cause && known.Quarter == more.Quarter {
			known.Amount += more.Amount
			known.Count += more.Count
			known.Notes = append(known.Notes, more.Notes...)
			return
		}
	}
	*p = append(*p, more)
}

// inOrder returns the parts in the order of the causes.
func (p parts) inOrder() []Part {
	place := map[Cause]int{}
	for n, c := range Causes() {
		place[c] = n
	}
	slices.SortStableFunc(p, func(a, b Part) int {
		if d := place[a.Cause] - place[b.Cause]; d != 0 {
			return d
		}
		return int(a.Quarter - b.Quarter)
	})
	return p
}
