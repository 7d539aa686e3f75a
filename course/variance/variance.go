// Package variance sets what a study plan asks for against what was carried out (计划与执行), and says for every difference
// which recorded facts it comes from. It is pure: facts go in, a sheet comes out.
//
// Two sums hold whatever the facts are. The parts of a cell add up to its variance, to the hundredth; and the cells and
// what belongs to no topic add up to everything that was booked. What no fact explains is a part of its own, for which
// the study secretary writes the reason; a written reason never changes a figure.
package variance

import (
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

// Facts are what is known about the people that a plan covers, in one study year as of a day.
type Facts struct {
	Year      int
	On        calendar.Date
	Topics    []plan.Topic // of the version in force
	People    int          // that the plan covers; audiences name them by 0 to People-1
	Audiences [][]int      // who belongs to the unit or group of a meeting, on the day
	Groups    []int        // the audiences that are study groups, for whom group study is planned
	Meetings  []Meeting
	Bookings  []Booking
	Finished  map[plan.Item]int // how many of the people finished an item
}

// State says what became of a meeting.
type State int

// The states, from what served its audience best to what served it least.
const (
	Held      State = iota // its roll is confirmed
	Ahead                  // it is still to come
	Open                   // its day has passed, its roll is not confirmed
	Working                // it was a working meeting without study content (以会代学)
	CalledOff              // it was cancelled
)

// Meeting is a meeting that takes up a topic of the plan.
type Meeting struct {
	ID       plan.MeetingID
	Topic    string     // key
	Mode     hours.Mode // in which its hours are booked
	On       calendar.Date
	Hours    hours.Amount
	State    State
	Why      string // why it was cancelled; empty when nobody wrote it
	Audience int    // index among the audiences
	Marks    Marks  // of the confirmed roll
}

// Marks count what the roll of a meeting says about the people that the plan covers.
type Marks struct{ Present, OnLeave, OnDuty, Absent int }

// Expected returns how many of the people are on the roll.
func (m Marks) Expected() int { return m.Present + m.OnLeave + m.OnDuty + m.Absent }

// Booking is the sum of the ledger's entries of one event, in one mode and quarter, reversals taken off.
type Booking struct {
	Source  hours.Source
	Ref     int64 // the event; for a make-up the meeting that it makes up for
	Mode    hours.Mode
	Quarter calendar.Quarter
	Amount  hours.Amount
}

// Sheet is a plan against what was carried out.
type Sheet struct {
	Cells   []Cell  // by quarter, then in the order of the plan; of a topic the planned one first
	Others  []Other // what belongs to no topic, by source
	Planned hours.Amount
	Topics  hours.Amount // booked for the topics
	Outside hours.Amount // booked for no topic
}

// Booked returns all that was booked.
func (s Sheet) Booked() hours.Amount { return s.Topics + s.Outside }

// Cell is a topic in a mode and a quarter. Hours are those of all people together.
type Cell struct {
	Topic   plan.Topic
	Mode    hours.Mode
	Quarter calendar.Quarter
	Planned hours.Amount // 0 but in the topic's own mode and quarter
	Actual  hours.Amount
	People  int // of whom the topic asks its hours
	Called  int // meetings that were announced, cancelled ones included
	Held    int
	Asked   int // required readings and courses, over all people
	Done    int // of them
	Parts   []Part
}

// IsPlanned reports whether the cell is where the plan puts its topic.
func (c Cell) IsPlanned() bool { return c.Mode == c.Topic.Mode && c.Quarter == c.Topic.Quarter }

// Variance returns how much more than planned was carried out; less is negative.
func (c Cell) Variance() hours.Amount { return c.Actual - c.Planned }

// NeedsWords reports whether no recorded fact explains a part of the variance, so that the secretary has to.
func (c Cell) NeedsWords() bool {
	for _, p := range c.Parts {
		if p.Cause == Unexplained {
			return true
		}
	}
	return false
}

// Other is what was booked from one source outside the topics of the plan.
type Other struct {
	Source   hours.Source
	Quarters [4]hours.Amount
}

// Total returns the sum over the quarters.
func (o Other) Total() hours.Amount {
	return o.Quarters[0] + o.Quarters[1] + o.Quarters[2] + o.Quarters[3]
}

// Label returns what the source is called, in Chinese; the text is a key of the message catalogue.
func (o Other) Label() string {
	switch o.Source {
	case hours.SourceCourse:
		return "课程"
	case hours.SourceQuiz:
		return "测验"
	case hours.SourceReading:
		return "必读"
	case hours.SourceDeclaration:
		return "自学申报"
	case hours.SourceMeeting:
		return "计划外的学习会"
	case hours.SourceTrainingClass:
		return "培训班"
	default:
		return "计划外的会补学"
	}
}
