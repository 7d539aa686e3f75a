package desk

import (
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

// targetRow is what a plan asks of a category of people, ready to print; what it does not ask is nil.
type targetRow struct {
	Category string
	Hours    hours.Amount
	Meetings int
	Subjects []*hours.Amount // in the order of the words
	Modes    []*hours.Amount
}

func targetsOf(c plan.Content, w words) []targetRow {
	rows := make([]targetRow, len(c.Requirements))
	for i, q := range c.Requirements {
		row := targetRow{
			Category: w.category(q.Category), Hours: q.Hours, Meetings: q.Meetings,
			Subjects: make([]*hours.Amount, len(w.Subjects)), Modes: make([]*hours.Amount, len(w.Modes)),
		}
		for at, subject := range w.Subjects {
			for _, part := range q.Subjects {
				if part.Subject == subject.Code {
					row.Subjects[at] = &part.Hours
				}
			}
		}
		for at, mode := range w.Modes {
			for _, part := range q.Modes {
				if part.Mode == mode.Code {
					row.Modes[at] = &part.Hours
				}
			}
		}
		rows[i] = row
	}
	return rows
}

// quarterTopics are the topics of a quarter.
type quarterTopics struct {
	Name   string
	Topics []topicRow
}

type topicRow struct {
	plan.Topic
	ModeName, SubjectName string
}

// topicsOf groups the topics by quarter; a quarter without topics is left out.
func topicsOf(c plan.Content, w words) []quarterTopics {
	var list []quarterTopics
	for _, q := range w.Quarters {
		group := quarterTopics{Name: q.Name}
		for _, t := range c.Topics {
			if t.Quarter == q.Number {
				group.Topics = append(group.Topics, topicRow{t, t.Mode.Label(), w.subject(t.Subject)})
			}
		}
		if len(group.Topics) > 0 {
			list = append(list, group)
		}
	}
	return list
}

// sums are the hours of the topics by quarter and mode, and what approval brings about.
type sums struct {
	Quarters []quarterSum
	Modes    []hours.Amount // of the year, in the order of hours.Modes
	Total    hours.Amount
	Meetings int // topics for which people meet
	Readings int // different things to read or take
}

type quarterSum struct {
	Quarter calendar.Quarter
	Modes   []hours.Amount
	Total   hours.Amount
}

func sumsOf(topics []plan.Topic) sums {
	modes := hours.Modes()
	s := sums{Modes: make([]hours.Amount, len(modes))}
	for q := range 4 {
		s.Quarters = append(s.Quarters, quarterSum{Quarter: calendar.Quarter(q + 1), Modes: make([]hours.Amount, len(modes))})
	}
	readings := map[plan.Item]bool{}
	for _, t := range topics {
		quarter := &s.Quarters[t.Quarter-1]
		for i, m := range modes {
			if m == t.Mode {
				quarter.Modes[i] += t.Hours
				s.Modes[i] += t.Hours
			}
		}
		quarter.Total += t.Hours
		s.Total += t.Hours
		if t.Mode == hours.Collective || t.Mode == hours.Group {
			s.Meetings++
		}
		for _, reading := range t.Required {
			readings[plan.Item{Kind: reading.Kind, Ref: reading.Ref}] = true
		}
	}
	s.Readings = len(readings)
	return s
}
