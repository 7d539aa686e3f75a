package variance

import (
	"cmp"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

// place is where a cell stands.
type place struct {
	topic   string
	mode    hours.Mode
	quarter calendar.Quarter
}

// finder looks up what the facts say about topics and cells.
type finder struct {
	Facts
	meetings map[plan.MeetingID]Meeting
	byTopic  map[string][]Meeting
	items    map[plan.Item]string // the key of the first topic that requires the item: its hours count there, once
	booked   map[place][]Booking
}

// Find sets the plan against what was carried out.
func Find(f Facts) Sheet {
	find := newFinder(f)
	var s Sheet
	others := map[hours.Source]*Other{}
	for _, b := range f.Bookings {
		if topic := find.topicOf(b); topic != "" {
			at := place{topic, b.Mode, b.Quarter}
			find.booked[at] = append(find.booked[at], b)
			continue
		}
		if others[b.Source] == nil {
			others[b.Source] = &Other{Source: b.Source}
		}
		others[b.Source].Quarters[b.Quarter-1] += b.Amount
		s.Outside += b.Amount
	}
	for _, source := range hours.Sources() {
		if o := others[source]; o != nil {
			s.Others = append(s.Others, *o)
		}
	}
	for _, t := range f.Topics {
		for _, c := range find.cells(t) {
			s.Cells = append(s.Cells, c)
			s.Planned, s.Topics = s.Planned+c.Planned, s.Topics+c.Actual
		}
	}
	slices.SortStableFunc(s.Cells, func(a, b Cell) int { return cmp.Compare(a.Quarter, b.Quarter) })
	return s
}

func newFinder(f Facts) *finder {
	find := &finder{
		Facts: f, meetings: map[plan.MeetingID]Meeting{}, byTopic: map[string][]Meeting{},
		items: map[plan.Item]string{}, booked: map[place][]Booking{},
	}
	planned := map[string]bool{}
	for _, t := range f.Topics {
		planned[t.Key] = true
		for _, r := range t.Required {
			if item := (plan.Item{Kind: r.Kind, Ref: r.Ref}); find.items[item] == "" {
				find.items[item] = t.Key
			}
		}
	}
	for _, m := range f.Meetings {
		if planned[m.Topic] {
			find.meetings[m.ID] = m
			find.byTopic[m.Topic] = append(find.byTopic[m.Topic], m)
		}
	}
	return find
}

// topicOf returns the key of the topic to which a booking belongs, and "" for none.
func (f *finder) topicOf(b Booking) string {
	switch b.Source {
	case hours.SourceMeeting, hours.SourceMakeUp:
		return f.meetings[plan.MeetingID(b.Ref)].Topic
	case hours.SourceCourse:
		return f.items[plan.Item{Kind: plan.CourseItem, Ref: b.Ref}]
	case hours.SourceReading:
		return f.items[plan.Item{Kind: plan.DocumentItem, Ref: b.Ref}]
	case hours.SourceQuiz:
		return f.items[plan.Item{Kind: plan.QuizItem, Ref: b.Ref}]
	}
	return ""
}

// cells returns the cell in which the plan puts a topic, and those where it was carried out besides.
func (f *finder) cells(t plan.Topic) []Cell {
	list := []Cell{f.planned(t)}
	for _, mode := range hours.Modes() {
		for q := calendar.Quarter(1); q <= 4; q++ {
			c := Cell{Topic: t, Mode: mode, Quarter: q}
			bookings := f.booked[place{t.Key, mode, q}]
			called, held := f.called(c)
			if c.IsPlanned() || len(bookings)+called == 0 {
				continue
			}
			c.Called, c.Held = called, held
			var p parts
			for _, b := range bookings {
				c.Actual += b.Amount
				p.add(Part{Cause: besides(b), Amount: b.Amount, Quarter: from(b, t)})
			}
			c.Parts = p.inOrder()
			list = append(list, c)
		}
	}
	return list
}

// besides returns why something was booked where the plan did not put it.
func besides(b Booking) Cause {
	switch b.Source {
	case hours.SourceMeeting:
		return MovedHere
	case hours.SourceMakeUp:
		return MadeUp
	default:
		return Items
	}
}

func from(b Booking, t plan.Topic) calendar.Quarter {
	if b.Source == hours.SourceMeeting {
		return t.Quarter
	}
	return 0
}

// called counts the meetings of a cell, and those of them that were held.
func (f *finder) called(c Cell) (called, held int) {
	for _, m := range f.byTopic[c.Topic.Key] {
		if m.in(c) {
			called++
			if m.State == Held {
				held++
			}
		}
	}
	return called, held
}

// in reports whether the meeting lies in the cell.
func (m Meeting) in(c Cell) bool { return m.Mode == c.Mode && m.On.Quarter() == c.Quarter }
