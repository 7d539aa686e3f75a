package compliance_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/scenariotest"
)

// TestScenarios plays the files of testdata, which are written so that a study secretary can read and extend them.
func TestScenarios(t *testing.T) {
	t.Parallel()
	scenariotest.Each(t, "testdata/*.txt", play)
}

// story is what a scenario file says before its expectations are looked at.
type story struct {
	policy  compliance.Policy
	persons map[string]*compliance.Person
	facts   map[string][]compliance.Fact
	entry   hours.EntryID
}

func play(t *testing.T, lines []scenariotest.Line) {
	s := &story{
		policy:  compliance.Policy{NoticeDays: 30},
		persons: map[string]*compliance.Person{}, facts: map[string][]compliance.Fact{},
	}
	var expectations []func()
	for _, line := range lines {
		words := line.Words
		where := fmt.Sprintf("line %d: %s", line.Number, strings.Join(words, " "))
		var err error
		switch {
		case words[0] == "plan" || words[0] == "rule":
			err = s.require(words)
		case len(words) > 2 && (words[1] == "is" || words[1] == "leaves"):
			err = s.belong(words)
		case len(words) > 3 && words[1] == "expect":
			expectations = append(expectations, func() { s.expect(t, where, words) })
		default:
			err = s.happen(words)
		}
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
	}
	for _, check := range expectations {
		check()
	}
}

// require reads "plan 2026 CATEGORY KEY QUANTITY by 20 50 75 100" and "rule CATEGORY KEY QUANTITY [or QUANTITY]
// [in BUCKET] [every quarter]".
func (s *story) require(words []string) error {
	r := compliance.Requirement{Kind: compliance.Regulation, Basis: "《规定》"}
	if words[0] == "plan" {
		year, err := strconv.Atoi(words[1])
		if err != nil {
			return err
		}
		s.policy.Year = year
		r.Kind, r.Bucket, r.Basis = compliance.Plan, hours.Plan, "年度计划"
		words = words[1:]
	}
	r.Category, r.Key = words[1], words[2]
	switch r.Key {
	case "law":
		r.Subject = "law"
	case "collective":
		r.Mode = hours.Collective
	case "central":
		r.Activity = hours.ActivityCentralGroupMeeting
	}
	for i := 3; i < len(words); i++ {
		switch words[i] {
		case "or":
		case "in":
			i++
			r.Bucket = hours.Bucket(words[i])
		case "every":
			i++
			r.Quarterly = true
		case "by":
			for q := range r.Shares {
				i++
				r.Shares[q], _ = strconv.Atoi(words[i])
			}
		default:
			q, err := quantity(words[i])
			if err != nil {
				return err
			}
			r.Asks = r.Asks.Add(q)
		}
	}
	s.policy.Requirements = append(s.policy.Requirements, r)
	return nil
}

// belong reads "NAME is CATEGORY from DATE [to DATE]" and "NAME leaves DATE".
func (s *story) belong(words []string) error {
	p := s.persons[words[0]]
	if p == nil {
		p = &compliance.Person{}
		s.persons[words[0]] = p
	}
	day, err := calendar.ParseDate(words[len(words)-1])
	if err != nil {
		return err
	}
	if words[1] == "leaves" {
		p.Membership[len(p.Membership)-1].To = day
		return nil
	}
	span := calendar.Since(day)
	if len(words) == 7 {
		if span.From, err = calendar.ParseDate(words[4]); err != nil {
			return err
		}
		span.To = day
	}
	p.Membership = append(p.Membership, span)
	p.Categories = append(p.Categories, compliance.CategorySpan{Category: words[2], Span: span})
	return nil
}

// happen reads "DATE NAME attends|studies TITLE 4h SUBJECT", "DATE NAME trains TITLE 3d in BUCKET" and
// "DATE NAME meets TITLE".
func (s *story) happen(words []string) error {
	on, err := calendar.ParseDate(words[0])
	if err != nil {
		return err
	}
	s.entry++
	f := compliance.Fact{Entry: s.entry, On: on, RecordedAt: on.Time(), Times: 1, Buckets: []hours.Bucket{hours.Plan}}
	if words[2] == "meets" {
		f.Activity, f.Buckets = hours.ActivityCentralGroupMeeting, nil
	} else {
		q, err := quantity(words[4])
		if err != nil {
			return err
		}
		f.Amount, f.Days, f.Subject = q.Hours, q.Days, words[5]
	}
	switch words[2] {
	case "attends":
		f.Mode = hours.Collective
	case "trains":
		f.Subject, f.Buckets = "", []hours.Bucket{hours.Bucket(words[6])}
	}
	s.facts[words[1]] = append(s.facts[words[1]], f)
	return nil
}

// expect checks "DATE expect NAME short|target|lost QUANTITY [of KEY]", "DATE expect NAME STATE [of KEY]" and
// "DATE expect NAME met QUANTITY due".
func (s *story) expect(t *testing.T, where string, words []string) {
	on, err := calendar.ParseDate(words[0])
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	key := "total"
	if words[len(words)-2] == "of" {
		key = words[len(words)-1]
	}
	v := compliance.Evaluate(s.policy, *s.persons[words[2]], s.facts[words[2]], compliance.Moment{On: on})
	for _, r := range v.Results {
		if r.Key != key {
			continue
		}
		figures := map[string]compliance.Quantity{"short": r.Shortfall, "target": r.Target, "lost": r.Lost, "met": r.DueNow}
		figure, isFigure := figures[words[3]]
		if len(words) > 4 && words[4] != "of" && isFigure {
			if want, err := quantity(words[4]); err != nil || !agrees(figure, want) {
				t.Errorf("%s: got %s %s", where, words[3], figure)
			}
		} else if r.State.String() != words[3] {
			t.Errorf("%s: got %s (have %s, due %s)", where, r.State, r.Have, r.DueNext)
		}
		return
	}
	t.Errorf("%s: the requirement does not apply", where)
}

// agrees compares the one measure that the expectation names.
func agrees(figure, want compliance.Quantity) bool {
	switch {
	case want.Hours != 0:
		return figure.Hours == want.Hours
	case want.Days != 0:
		return figure.Days == want.Days
	case want.Times != 0:
		return figure.Times == want.Times
	}
	return figure.IsZero()
}

// quantity reads 4h, 4.5h, 3d or 2x.
func quantity(s string) (compliance.Quantity, error) {
	number, err := strconv.ParseFloat(s[:len(s)-1], 64)
	if err != nil {
		return compliance.Quantity{}, err
	}
	hundredths := int64(number*100 + 0.5)
	switch s[len(s)-1] {
	case 'h':
		return compliance.Quantity{Hours: hours.Amount(hundredths)}, nil
	case 'd':
		return compliance.Quantity{Days: hours.Days(hundredths)}, nil
	case 'x':
		return compliance.Quantity{Times: int(number)}, nil
	}
	return compliance.Quantity{}, fmt.Errorf("%q has no unit h, d or x", s)
}
