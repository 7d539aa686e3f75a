package plan

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// Content is what a version of a plan says. Its JSON is canonical: fields in this order, empty lists as [], amounts in
// hundredths. It is what an approval seals.
type Content struct {
	Guiding      string            `json:"guiding"`      // 指导思想
	Requirements []Requirement     `json:"requirements"` // per category of people
	Shares       compliance.Shares `json:"shares"`       // due at the end of each quarter, cumulative, in percent
	Topics       []Topic           `json:"topics"`       // 专题
	Parameters   Parameters        `json:"parameters"`
	LastTopic    int               `json:"last_topic"` // the highest number given to a topic, so that none is given twice
}

// Requirement is what the plan asks of one category of people in the year.
type Requirement struct {
	Category roster.Category `json:"category"`
	Hours    hours.Amount    `json:"hours"`    // the total
	Subjects []SubjectHours  `json:"subjects"` // none, or such as sum up to the total
	Modes    []ModeHours     `json:"modes"`    // none, or such as sum up to the total
	Meetings int             `json:"meetings"` // how many collective meetings to attend
}

// SubjectHours is the part of a total that falls to a subject.
type SubjectHours struct {
	Subject string       `json:"subject"`
	Hours   hours.Amount `json:"hours"`
}

// ModeHours is the part of a total that falls to a mode.
type ModeHours struct {
	Mode  hours.Mode   `json:"mode"`
	Hours hours.Amount `json:"hours"`
}

// Topic is something to be studied in a quarter (专题). Its key stays the same through the versions of a plan.
type Topic struct {
	Key      string           `json:"key"`
	Title    string           `json:"title"`
	Quarter  calendar.Quarter `json:"quarter"`
	Mode     hours.Mode       `json:"mode"`
	Subject  string           `json:"subject"`
	Hours    hours.Amount     `json:"hours"`
	On       calendar.Date    `json:"on"` // 0: not fixed yet
	Required []Reading        `json:"required"`
}

// Reading is something to read or to take for a topic (必读).
type Reading struct {
	Kind  ItemKind `json:"kind"`
	Ref   int64    `json:"ref"`
	Title string   `json:"title"`
}

// Parameters are the thresholds of the pages; each plan sets its own.
type Parameters struct {
	SlightGap        hours.Amount `json:"slight_gap"`         // below this a gap is slight (略差), from here on it needs help
	HeatSteps        [2]int       `json:"heat_steps"`         // percent missing from which a cell turns darker, rising
	NoticeDays       int          `json:"notice_days"`        // days before a due date from which a gap is shown as a risk
	RecordWithinDays int          `json:"record_within_days"` // days after a meeting in which it is to be recorded
	MakeUpWithinDays int          `json:"make_up_within_days"`
}

// DefaultParameters returns the thresholds of a new plan.
func DefaultParameters() Parameters {
	return Parameters{SlightGap: 3 * hours.Hour, HeatSteps: [2]int{10, 30}, NoticeDays: 30, RecordWithinDays: 7, MakeUpWithinDays: 42}
}

// Empty returns the content of a plan that asks for nothing yet, with even quarters.
func Empty() Content {
	c := Content{Shares: compliance.Shares{25, 50, 75, 100}, Parameters: DefaultParameters()}
	c.normalise()
	return c
}

// Topic returns the topic with the key, and whether the plan has it.
func (c Content) Topic(key string) (Topic, bool) {
	for _, t := range c.Topics {
		if t.Key == key {
			return t, true
		}
	}
	return Topic{}, false
}

// forYear returns the content as a start for another year: the same, with the topics' dates open again.
func (c Content) forYear() Content {
	next := c
	next.Topics = make([]Topic, len(c.Topics))
	for i, t := range c.Topics {
		t.On = 0
		next.Topics[i] = t
	}
	return next
}

// normalise brings the content into its canonical form: texts trimmed, parts of nothing left out, topics numbered.
func (c *Content) normalise() {
	c.Guiding = strings.TrimSpace(c.Guiding)
	c.Requirements = copied(c.Requirements)
	for i := range c.Requirements {
		r := &c.Requirements[i]
		r.Subjects = kept(r.Subjects, func(s SubjectHours) bool { return s.Hours != 0 })
		r.Modes = kept(r.Modes, func(m ModeHours) bool { return m.Hours != 0 })
	}
	c.Topics = copied(c.Topics)
	for i := range c.Topics {
		t := &c.Topics[i]
		t.Title = strings.TrimSpace(t.Title)
		t.Required = copied(t.Required)
		if t.Key == "" {
			c.LastTopic++
			t.Key = fmt.Sprintf("t%d", c.LastTopic)
		}
	}
}

// lastTopic returns the highest number among the keys of the topics.
func lastTopic(c Content) int {
	last := c.LastTopic
	for _, t := range c.Topics {
		if n, err := strconv.Atoi(strings.TrimPrefix(t.Key, "t")); err == nil {
			last = max(last, n)
		}
	}
	return last
}

// copied returns a list of its own, never nil, for nil would be null in JSON.
func copied[T any](list []T) []T { return append([]T{}, list...) }

func kept[T any](list []T, keep func(T) bool) []T {
	rest := []T{}
	for _, x := range list {
		if keep(x) {
			rest = append(rest, x)
		}
	}
	return rest
}

func (c Content) encode() (string, error) {
	text, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("write the plan as JSON: %w", err)
	}
	return string(text), nil
}

func decode(text string) (Content, error) {
	var c Content
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return Content{}, fmt.Errorf("read the plan's JSON: %w", err)
	}
	return c, nil
}
