package report

import (
	"slices"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

// shares is what the entries of a year that count towards the plan add up to.
type shares struct {
	total    hours.Amount
	modes    map[hours.Mode]hours.Amount
	subjects map[string]map[hours.Mode]hours.Amount
	quarters [4]hours.Amount
}

func sharesOf(entries []hours.Entry, year int) shares {
	s := shares{modes: map[hours.Mode]hours.Amount{}, subjects: map[string]map[hours.Mode]hours.Amount{}}
	for _, e := range entries {
		if e.HappenedOn.Year() != year || !slices.Contains(e.Buckets, hours.Plan) {
			continue
		}
		s.total += e.Amount
		s.modes[e.Mode] += e.Amount
		if s.subjects[e.Subject] == nil {
			s.subjects[e.Subject] = map[hours.Mode]hours.Amount{}
		}
		s.subjects[e.Subject][e.Mode] += e.Amount
		s.quarters[e.HappenedOn.Quarter()-1] += e.Amount
	}
	return s
}

// partOf returns what the plan asks by a subject or mode beside its total; nil when it says nothing.
func partOf(v compliance.Verdict, total *compliance.Result, subject string, mode hours.Mode) *compliance.Result {
	for n := range v.Results {
		r := &v.Results[n]
		same := total == nil || r.Category == total.Category
		if same && r.Kind == compliance.Plan && r.Subject == subject && r.Mode == mode && r.Asks.Hours > 0 {
			return r
		}
	}
	return nil
}

func modeShares(have map[hours.Mode]hours.Amount, v compliance.Verdict, total *compliance.Result) []ModeShare {
	var list []ModeShare
	for _, mode := range hours.Modes() {
		list = append(list, ModeShare{Mode: mode, Have: have[mode], Result: partOf(v, total, "", mode)})
	}
	return list
}

// subjectShares returns the subjects in their order. One that nothing is asked for or known of is there with 0.
func (s shares) subjectShares(subjects []course.Subject, v compliance.Verdict, total *compliance.Result, steps [2]int) []SubjectShare {
	var list []SubjectShare
	for _, subject := range subjects {
		share := SubjectShare{Subject: subject, Result: partOf(v, total, subject.Code, "")}
		for _, mode := range hours.Modes() {
			have := s.subjects[subject.Code][mode]
			share.Have += have
			share.Modes = append(share.Modes, ModeShare{Mode: mode, Have: have})
		}
		if share.Result != nil {
			share.Heat = heat(*share.Result, steps)
		}
		list = append(list, share)
	}
	return list
}

// heat returns 0 when nothing is missing for the next due date and else 1, or one more for each step in percent of what
// is due that is missing.
func heat(r compliance.Result, steps [2]int) int {
	short, due := int64(r.Shortfall.Hours), int64(r.DueNext.Hours)
	if short <= 0 || due <= 0 {
		return 0
	}
	level := 1
	for _, percent := range steps {
		if short*100 >= due*int64(percent) {
			level++
		}
	}
	return level
}

func (s shares) quarterShares() []QuarterShare {
	var list []QuarterShare
	var total hours.Amount
	for i, have := range s.quarters {
		total += have
		list = append(list, QuarterShare{Quarter: calendar.Quarter(i + 1), Have: have, Total: total})
	}
	return list
}

// reach says how somebody stands against the plan's total.
func reach(total *compliance.Result, p plan.Parameters) Reach {
	switch {
	case total == nil || total.Exempt():
		return Unmeasured
	case total.Shortfall.IsZero():
		return Reached
	case total.Shortfall.Hours < p.SlightGap:
		return Slight
	default:
		return NeedsHelp
	}
}
