package hours

import (
	"encoding/json"
	"fmt"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
)

// RuleSetID identifies an adopted version of the rules.
type RuleSetID int64

// RuleSet is one version of the rules for recognising hours (学时认定办法). An adopted version never changes; a newer one
// takes precedence from its own first day on.
type RuleSet struct {
	ID          RuleSetID     // 0 until adopted
	Title       string        // 学时认定办法
	Number      int           // 第 N 版
	Issuer      string        // who issued it
	DocNumber   string        // 文号; may be empty
	Span        calendar.Span // the days on which events fall under it
	Conversion  Conversion
	Limits      Limits
	Rules       []Rule
	Regulations []Regulation
}

// RuleUnit says what one Value of a rule is given for.
type RuleUnit string

// The units of a rule.
const (
	PerHour  RuleUnit = "hour"  // for every hour the event was announced with
	PerEvent RuleUnit = "event" // for the event, whatever its length
	PerDay   RuleUnit = "day"   // for days and half days, by the conversion, and hours as announced where there are no days; Value is not used
)

// Rule says how much one activity is worth and what it counts towards: a row of the matrix.
type Rule struct {
	Activity   Activity `json:"activity"`
	Article    string   `json:"article"` // 第四条
	Unit       RuleUnit `json:"unit"`
	Value      Amount   `json:"value"`
	CapPerYear Amount   `json:"cap_per_year"` // at most so much a year and person; 0 means no cap
	Buckets    []Bucket `json:"buckets"`
	Mode       Mode     `json:"mode"`     // empty: the mode of the event itself, as of a make-up
	Evidence   string   `json:"evidence"` // what must be there before the hours are given
	Note       string   `json:"note"`
}

// Conversion says how lengths become hours (折算).
type Conversion struct {
	HalfDay Amount       `json:"half_day"`
	Day     Amount       `json:"day"`
	Lessons []LessonStep `json:"lessons"` // by rising UpTo; the last one has no bound
}

// LessonStep gives the hours of a lesson with a declared length of up to so many minutes.
type LessonStep struct {
	UpTo  int    `json:"up_to"` // minutes, included; 0 for any length
	Hours Amount `json:"hours"`
}

// Limits are the numbers of the rules that are not tied to an activity.
type Limits struct {
	YearCloses       MonthDay `json:"year_closes"`       // the last day, in the next year, on which a year's events are still recorded
	LeaveParts       int64    `json:"leave_parts"`       // leave in a class may take this many …
	LeaveOf          int64    `json:"leave_of"`          // … of so many parts of its hours
	PromotionYears   int      `json:"promotion_years"`   // a shortfall at promotion is made up within so many years
	ReasonCharacters int      `json:"reason_characters"` // the shortest reason for a correction
}

// MonthDay is a day of any year, as the number mmdd.
type MonthDay int

// In returns the day in the given year.
func (d MonthDay) In(year int) calendar.Date { return calendar.Date(year*10000 + int(d)) }

// Regulation is a requirement that does not come from the unit's own plan (规定学时).
type Regulation struct {
	Key        string          `json:"key"`
	Title      string          `json:"title"`
	Basis      string          `json:"basis"`    // the document it rests on, without article numbers
	Category   roster.Category `json:"category"` // empty: everyone
	Bucket     Bucket          `json:"bucket"`   // what is summed; empty when Times are counted
	Hours      Amount          `json:"hours"`    // at least so many hours …
	Days       Days            `json:"days"`     // … or so many days; 0 when it knows no days
	Activity   Activity        `json:"activity"` // what is counted with Times
	Times      int             `json:"times"`    // at least so many events
	PerYears   int             `json:"per_years"`
	PerQuarter bool            `json:"per_quarter"` // in each quarter instead
	WindowFrom int             `json:"window_from"` // the first year of a fixed window of PerYears; 0: it ends with the year looked at
	Note       string          `json:"note"`
}

// Rule returns the rule for an activity. It fails with fault.Conflict when the rules give nothing for it.
func (s RuleSet) Rule(activity Activity) (Rule, error) {
	i := slices.IndexFunc(s.Rules, func(r Rule) bool { return r.Activity == activity })
	if i < 0 {
		return Rule{}, fault.New(fault.Conflict, "《%s》第 %d 版没有规定这种活动的学时（%s）", s.Title, s.Number, activity)
	}
	return s.Rules[i], nil
}

// Cite returns how an article of the rules is named to a person: 《学时认定办法》第 3 版第五条（云组发〔2026〕5号）. Rules
// without a number of their own name their issuer instead.
func (s RuleSet) Cite(article string) fault.Message {
	ground := s.DocNumber
	if ground == "" {
		ground = s.Issuer
	}
	return fault.Message{Text: "《%s》第 %d 版%s（%s）", Args: []any{s.Title, s.Number, article, ground}}
}

// content is the part of a rule set that is stored as canonical JSON: fields in this order, no spaces.
type content struct {
	Conversion  Conversion   `json:"conversion"`
	Limits      Limits       `json:"limits"`
	Rules       []Rule       `json:"rules"`
	Regulations []Regulation `json:"regulations"`
}

func (s RuleSet) content() (string, error) {
	text, err := json.Marshal(content{s.Conversion, s.Limits, s.Rules, s.Regulations})
	if err != nil {
		return "", fmt.Errorf("write the rules as JSON: %w", err)
	}
	return string(text), nil
}
