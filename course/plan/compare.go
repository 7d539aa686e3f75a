package plan

import (
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// What says how an item of a plan differs between two versions.
type What string

// The kinds of difference.
const (
	Changed What = "changed"
	Added   What = "added"
	Removed What = "removed"
)

// Section names a part of a plan.
type Section string

// The sections, in the order in which Compare lists them.
const (
	SectionGuiding     Section = "guiding"
	SectionRequirement Section = "requirement"
	SectionShare       Section = "share"
	SectionTopic       Section = "topic"
	SectionParameter   Section = "parameter"
)

// Place says which item of a plan something is about; the fields that do not matter are zero.
type Place struct {
	Section  Section
	Category roster.Category  // of a requirement
	Subject  string           // of a requirement's part
	Mode     hours.Mode       // of a requirement's part
	Quarter  calendar.Quarter // of a share
	Topic    string           // key of a topic
	Field    string           // "hours", "meetings", "title", "on", "required" …
}

// Difference is one item that two versions have otherwise. Before and After are as plain as they stand in the plan:
// hours as "2.5", dates as 2026-09-18, codes as codes.
type Difference struct {
	Place
	What   What
	Title  string // of a topic, as the newer version calls it
	Before string
	After  string
}

// Compare lists what differs between two versions of a plan, in the order of the newer one, removed items last in their
// section, and says how many items are the same in both.
func Compare(before, after Content) (differences []Difference, same int) {
	old, current := flatten(before), flatten(after)
	was := make(map[Place]item, len(old))
	for _, i := range old {
		was[i.Place] = i
	}
	is := make(map[Place]bool, len(current))
	for _, section := range []Section{SectionGuiding, SectionRequirement, SectionShare, SectionTopic, SectionParameter} {
		for _, i := range current {
			if i.Section != section {
				continue
			}
			is[i.Place] = true
			o, existed := was[i.Place]
			switch {
			case !existed:
				differences = append(differences, Difference{Place: i.Place, What: Added, Title: i.title, After: i.value})
			case o.value != i.value:
				differences = append(differences, Difference{Place: i.Place, What: Changed, Title: i.title, Before: o.value, After: i.value})
			default:
				same++
			}
		}
		for _, o := range old {
			if o.Section == section && !is[o.Place] {
				differences = append(differences, Difference{Place: o.Place, What: Removed, Title: o.title, Before: o.value})
			}
		}
	}
	return differences, same
}

// item is one thing that a plan says.
type item struct {
	Place
	title string
	value string
}

// flatten lists everything that a plan says; what it leaves empty is no item.
func flatten(c Content) []item {
	var list []item
	add := func(p Place, title string, value any) {
		if text := fmt.Sprint(value); text != "" {
			list = append(list, item{Place: p, title: title, value: text})
		}
	}
	add(Place{Section: SectionGuiding}, "", c.Guiding)
	for _, r := range c.Requirements {
		at := Place{Section: SectionRequirement, Category: r.Category}
		add(at.field("hours"), "", r.Hours)
		add(at.field("meetings"), "", r.Meetings)
		for _, s := range r.Subjects {
			at := at.field("hours")
			at.Subject = s.Subject
			add(at, "", s.Hours)
		}
		for _, m := range r.Modes {
			at := at.field("hours")
			at.Mode = m.Mode
			add(at, "", m.Hours)
		}
	}
	for i, share := range c.Shares {
		add(Place{Section: SectionShare, Quarter: calendar.Quarter(i + 1)}, "", share)
	}
	for _, t := range c.Topics {
		flattenTopic(t, add)
	}
	at := Place{Section: SectionParameter}
	add(at.field("slight_gap"), "", c.Parameters.SlightGap)
	add(at.field("heat_steps"), "", fmt.Sprintf("%d %d", c.Parameters.HeatSteps[0], c.Parameters.HeatSteps[1]))
	add(at.field("notice_days"), "", c.Parameters.NoticeDays)
	add(at.field("record_within_days"), "", c.Parameters.RecordWithinDays)
	add(at.field("make_up_within_days"), "", c.Parameters.MakeUpWithinDays)
	return list
}

func flattenTopic(t Topic, add func(Place, string, any)) {
	at := Place{Section: SectionTopic, Topic: t.Key}
	add(at.field("title"), t.Title, t.Title)
	add(at.field("quarter"), t.Title, int(t.Quarter))
	add(at.field("mode"), t.Title, t.Mode)
	add(at.field("subject"), t.Title, t.Subject)
	add(at.field("hours"), t.Title, t.Hours)
	add(at.field("on"), t.Title, t.On)
	for _, r := range t.Required {
		add(at.field(fmt.Sprintf("required %s %d", r.Kind, r.Ref)), t.Title, r.Title)
	}
}

func (p Place) field(name string) Place {
	p.Field = name
	return p
}
