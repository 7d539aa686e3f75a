package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Ground says why somebody should look at an item.
type Ground string

// The grounds.
const (
	RecordedLate   Ground = "recorded_late"    // the roll was confirmed long after the meeting
	TwoPlaces      Ground = "two_places"       // two rolls have the same person at the same time
	NoEvidence     Ground = "no_evidence"      // a make-up was booked without a paper
	PresentOnLeave Ground = "present_on_leave" // the roll says present, leave was granted
)

// Grounds returns all grounds in their usual order.
func Grounds() []Ground { return []Ground{RecordedLate, TwoPlaces, NoEvidence, PresentOnLeave} }

// Label returns the ground in Chinese; the text is a key of the message catalogue.
func (g Ground) Label() string {
	switch g {
	case RecordedLate:
		return "会后很久才录入"
	case TwoPlaces:
		return "同一时段两处记录"
	case NoEvidence:
		return "缺补学依据"
	default:
		return "请假期间仍记到会"
	}
}

// Doubt is an item to check (待核实). It says that something stands out, not that anything is wrong.
type Doubt struct {
	Ground     Ground
	Meeting    plan.MeetingID // 0 for NoEvidence
	Title      string         // of the meeting or the entry
	Other      string         // for TwoPlaces: the other meeting
	On         calendar.Date
	RecordedAt time.Time
	Days       int // for RecordedLate: how many days after the meeting it was confirmed
	Limit      int // for RecordedLate: within how many days it was to be confirmed
	People     []Doubted
}

// Doubted is a person whom an item is about, with the entry that it touches; 0 when there is none.
type Doubted struct {
	Cadre roster.CadreID
	Name  string
	Unit  roster.UnitID // on the day the report looks at; 0 for none
	Entry hours.EntryID
	Other hours.EntryID // for TwoPlaces: the entry of the other meeting
}

// Message returns the item as a sentence.
func (d Doubt) Message() fault.Message {
	switch d.Ground {
	case RecordedLate:
		return fault.Message{Text: "会后 %d 天才录入，超过 %d 天的提示线。只是提示看一眼，不等于有问题。", Args: []any{d.Days, d.Limit}}
	case TwoPlaces:
		return fault.Message{Text: "同一时段还在《%s》记了到会", Args: []any{d.Other}}
	case NoEvidence:
		return fault.Message{Text: "补学已入账，没有找到对应的答卷"}
	default:
		return fault.Message{Text: "这次会的请假已经批准，点名记了到会"}
	}
}

// touches reports whether the item is about the entry.
func (d Doubt) touches(id hours.EntryID) bool {
	for _, p := range d.People {
		if id != 0 && (p.Entry == id || p.Other == id) {
			return true
		}
	}
	return false
}

// doubts returns the items to check about people of a scope, the newest event first, in four statements. The limit says
// within how many days the meetings of a unit were to be recorded.
func doubts(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf, limit func(roster.UnitID) int) ([]Doubt, error) {
	var all []Doubt
	for _, ground := range Grounds() {
		rows, err := selectDoubted(ctx, tx, ground, scope, at)
		if err != nil {
			return nil, fmt.Errorf("look for %s: %w", ground, err)
		}
		all = append(all, gather(ground, rows, limit)...)
	}
	slices.SortStableFunc(all, func(a, b Doubt) int { return cmp.Compare(b.On, a.On) })
	return all, nil
}

// gather makes one item of all rows about the same event. Rows of one event follow each other.
func gather(ground Ground, rows []doubtedRow, limit func(roster.UnitID) int) []Doubt {
	var list []Doubt
	var last doubtedRow
	for _, r := range rows {
		d := r.doubt(ground)
		if ground == RecordedLate {
			d.Limit = limit(r.AudienceID)
			if d.Days = d.On.DaysUntil(calendar.DateOf(d.RecordedAt)); d.Days <= d.Limit {
				continue
			}
		}
		same := ground != NoEvidence && len(list) > 0 && r.MeetingID == last.MeetingID && r.OtherID == last.OtherID
		if !same {
			list = append(list, d)
		}
		at := &list[len(list)-1]
		at.People = append(at.People, r.doubted())
		last = r
	}
	return list
}
