// Package doubt finds what somebody should look at in the records of a unit (疑点): questions, never verdicts. It is pure:
// facts go in, questions come out, the same for the facts in any order.
//
// Every question names the facts it rests on and has a key that stays the same while those facts stand, so that an answer
// can be kept beside it. Nothing here changes an hour or a verdict: a person asks, the unit answers, a person judges.
package doubt

import (
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// Ground says why somebody should look at an item.
type Ground string

// The grounds.
const (
	RecordedLate   Ground = "recorded_late"    // the roll was confirmed long after the meeting
	TwoPlaces      Ground = "two_places"       // two rolls have the same person at the same time
	LongDay        Ground = "long_day"         // more hours on a day than a day of study has
	PresentOnLeave Ground = "present_on_leave" // the roll says present, leave was granted
	NoMakeUp       Ground = "no_make_up"       // an absence was not made up for by its date
	NoEvidence     Ground = "no_evidence"      // a make-up was booked without a paper
	NearCopy       Ground = "near_copy"        // a text is nearly the same as an earlier one
	OneHand        Ground = "one_hand"         // one person confirmed many rolls within a night or an hour
)

// Grounds returns all grounds in their usual order.
func Grounds() []Ground {
	return []Ground{RecordedLate, TwoPlaces, LongDay, PresentOnLeave, NoMakeUp, NoEvidence, NearCopy, OneHand}
}

// Label returns the ground in Chinese; the text is a key of the message catalogue.
func (g Ground) Label() string {
	switch g {
	case RecordedLate:
		return "会后很久才录入"
	case TwoPlaces:
		return "同一时段两处记录"
	case LongDay:
		return "一天认定的学时过多"
	case PresentOnLeave:
		return "请假期间仍记到会"
	case NoMakeUp:
		return "到期没有补学"
	case NoEvidence:
		return "缺补学依据"
	case NearCopy:
		return "文字高度相似"
	default:
		return "一人短时间确认多份名单"
	}
}

// Doubt is an item to check (待核实). It says that something stands out, not that anything is wrong.
type Doubt struct {
	Key        string // stable, of letters, digits, "_" and "-"
	Ground     Ground
	Title      string // of the meeting, or of the entry
	Other      string // for TwoPlaces: the other meeting or class; for NearCopy: the earlier text
	On         calendar.Date
	OtherOn    calendar.Date // for NearCopy
	Share      int           // for NearCopy: how much the texts have in common, in per cent
	RecordedAt time.Time     // for RecordedLate, NoEvidence and OneHand
	Days       int           // for RecordedLate: how many days after the meeting it was confirmed
	Limit      int           // for RecordedLate: within how many days it was to be confirmed
	Amount     hours.Amount  // for LongDay
	Times      int           // for OneHand: how many rolls
	Night      bool          // for OneHand: within a night, otherwise one upon the other
	Hand       string        // for OneHand: the name of who confirmed them
	Places     []Place       // meetings and classes that it rests on, in order of time
	People     []Person      // whom it is about, in official order; nobody for OneHand and for the record of a meeting
}

// Person is somebody whom an item is about, with the entries that it touches; none when there is none.
type Person struct {
	Cadre   roster.CadreID
	Name    string
	SortKey string
	Unit    roster.UnitID // on the day that is looked at; 0 for none
	Entries []hours.EntryID
}

// Message returns the item as a sentence.
func (d Doubt) Message() fault.Message {
	switch d.Ground {
	case RecordedLate:
		return fault.Message{Text: "会后 %d 天才录入，超过 %d 天的提示线。只是提示看一眼，不等于有问题。", Args: []any{d.Days, d.Limit}}
	case TwoPlaces:
		return fault.Message{Text: "同一时段还在《%s》记了到会", Args: []any{d.Other}}
	case LongDay:
		return fault.Message{Text: "这一天共认定 %s 学时，超过 %s 学时的提示线", Args: []any{d.Amount, LongestDay}}
	case PresentOnLeave:
		return fault.Message{Text: "这次会的请假已经批准，点名记了到会"}
	case NoMakeUp:
		return fault.Message{Text: "缺席后的补学已过期限，还没有补上"}
	case NoEvidence:
		return fault.Message{Text: "补学已入账，没有找到对应的答卷"}
	case NearCopy:
		return fault.Message{Text: "文字有 %d%% 与《%s》（%s）相同，请看一看是不是各人自己写的", Args: []any{d.Share, d.Other, d.OtherOn}}
	}
	if d.Night {
		return fault.Message{Text: "%s 在一夜之间（20:00 至次日 6:00）确认了 %d 份名单", Args: []any{d.Hand, d.Times}}
	}
	return fault.Message{Text: "%s 接连确认了 %d 份名单，一小时内不少于 %d 份", Args: []any{d.Hand, d.Times, manyInAnHour}}
}

// Touches reports whether the item is about the entry.
func (d Doubt) Touches(id hours.EntryID) bool {
	for _, p := range d.People {
		for _, e := range p.Entries {
			if e == id {
				return true
			}
		}
	}
	return false
}
