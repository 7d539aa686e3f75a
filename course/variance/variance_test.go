package variance_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/variance"
)

// office is a unit of ten: everybody, a study group of six and one of three; the last person is in no group.
func office(topics ...plan.Topic) variance.Facts {
	return variance.Facts{
		Year: 2026, On: 20261231, Topics: topics, People: 10,
		Audiences: [][]int{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {0, 1, 2, 3, 4, 5}, {6, 7, 8}}, Groups: []int{1, 2},
	}
}

// topic is planned with two hours in the second quarter.
func topic(mode hours.Mode) plan.Topic {
	return plan.Topic{Key: "t1", Title: "专题一", Quarter: 2, Mode: mode, Hours: 2 * hours.Hour}
}

// meeting was held in the second quarter; three of the ten were away.
func meeting() variance.Meeting {
	return variance.Meeting{
		ID: 5, Topic: "t1", Mode: hours.Collective, On: 20260520, Hours: 2 * hours.Hour,
		Marks: variance.Marks{Present: 7, OnLeave: 1, OnDuty: 1, Absent: 1},
	}
}

func present(m variance.Meeting) variance.Booking {
	return variance.Booking{
		Source: hours.SourceMeeting, Ref: int64(m.ID), Mode: m.Mode, Quarter: m.On.Quarter(), Amount: m.Hours * hours.Amount(m.Marks.Present),
	}
}

func TestWhyACellDiffers(t *testing.T) {
	t.Parallel()
	in := func(change func(*variance.Meeting)) variance.Meeting {
		m := meeting()
		change(&m)
		return m
	}
	tests := []struct {
		name  string
		mode  hours.Mode
		on    calendar.Date
		held  []variance.Meeting
		want  string // planned, actual of the planned cell, then its parts
		words bool
	}{
		{name: "three were away", held: []variance.Meeting{meeting()}, want: "2000 1400 on_leave-200 on_duty-200 absent-200"},
		{name: "the meeting was cancelled", held: []variance.Meeting{in(func(m *variance.Meeting) { m.State, m.Why = variance.CalledOff, "防汛" })},
			want: "2000 0 called_off-2000防汛"},
		{name: "it was a working meeting", held: []variance.Meeting{in(func(m *variance.Meeting) { m.State, m.Why = variance.Working, "布置征兵" })},
			want: "2000 0 working-2000布置征兵"},
		{name: "cancelled and held later in the quarter", held: []variance.Meeting{
			in(func(m *variance.Meeting) { m.ID, m.State, m.Why = 4, variance.CalledOff, "防汛" }), meeting()},
			want: "2000 1400 called_off+0防汛 on_leave-200 on_duty-200 absent-200"},
		{name: "held in the third quarter", held: []variance.Meeting{in(func(m *variance.Meeting) { m.On = 20260701 })}, want: "2000 0 postponed-2000"},
		{name: "nobody confirmed the roll", held: []variance.Meeting{in(func(m *variance.Meeting) { m.State = variance.Open })}, want: "2000 0 no_roll-2000"},
		{name: "it is announced", held: []variance.Meeting{in(func(m *variance.Meeting) { m.State = variance.Ahead })}, want: "2000 0 to_come-2000"},
		{name: "the quarter is not over", on: 20260629, want: "2000 0 not_due-2000"},
		{name: "nobody called it", want: "2000 0 unexplained-2000", words: true},
		{name: "it lasted longer", held: []variance.Meeting{in(func(m *variance.Meeting) { m.Hours = 250 })},
			want: "2000 1750 on_leave-250 on_duty-250 absent-250 lengths+500"},
		{name: "one who was there has left", held: []variance.Meeting{in(func(m *variance.Meeting) { m.Marks = variance.Marks{Present: 9} })},
			want: "2000 1800 people-200"},
		{name: "held twice", held: []variance.Meeting{in(func(m *variance.Meeting) { m.Marks = variance.Marks{Present: 10} }),
			in(func(m *variance.Meeting) { m.ID, m.Marks = 6, variance.Marks{Present: 10} })}, want: "2000 4000 repeated+2000"},
		{name: "a topic of six", held: []variance.Meeting{in(func(m *variance.Meeting) { m.Audience, m.Marks = 1, variance.Marks{Present: 6} })}, want: "1200 1200"},
		{name: "one group did not meet", mode: hours.Group, held: []variance.Meeting{
			in(func(m *variance.Meeting) { m.Mode, m.Audience, m.Marks = hours.Group, 1, variance.Marks{Present: 6} })},
			want: "1800 1200 unexplained-600", words: true},
		{name: "studied alone, without a course", mode: hours.Online, want: "2000 0 unexplained-2000", words: true},
	}
	for _, test := range tests {
		if test.mode == "" {
			test.mode = hours.Collective
		}
		f := office(topic(test.mode))
		if test.on != 0 {
			f.On = test.on
		}
		f.Meetings = test.held
		for _, m := range test.held {
			if m.State == variance.Held {
				f.Bookings = append(f.Bookings, present(m))
			}
		}
		c := variance.Find(f).Cells[0]
		if test.name == "held in the third quarter" {
			if c.Parts[0].Quarter != 3 {
				t.Errorf("%s: to quarter %d", test.name, c.Parts[0].Quarter)
			}
		}
		if got := text(c); got != test.want || c.NeedsWords() != test.words {
			t.Errorf("%s: %s (needs words: %t), want %s", test.name, got, c.NeedsWords(), test.want)
		}
	}
}

func text(c variance.Cell) string {
	s := fmt.Sprint(int(c.Planned), " ", int(c.Actual))
	for _, p := range c.Parts {
		s += fmt.Sprintf(" %s%+d", p.Cause, int(p.Amount))
		for _, n := range p.Notes {
			s += n
		}
	}
	return s
}

func TestRequiredItemsCountForTheFirstTopicThatNamesThem(t *testing.T) {
	t.Parallel()
	course := plan.Reading{Kind: plan.CourseItem, Ref: 3}
	first, second := topic(hours.Online), topic(hours.Collective)
	second.Key, second.Quarter = "t2", 3
	first.Required, second.Required = []plan.Reading{course}, []plan.Reading{course, {Kind: plan.DocumentItem, Ref: 3}}
	f := office(first, second)
	f.Finished = map[plan.Item]int{{Kind: plan.CourseItem, Ref: 3}: 8, {Kind: plan.DocumentItem, Ref: 3}: 99}
	f.Bookings = []variance.Booking{
		{Source: hours.SourceCourse, Ref: 3, Mode: hours.Online, Quarter: 2, Amount: 1600},
		{Source: hours.SourceReading, Ref: 3, Mode: hours.Self, Quarter: 4, Amount: 250},
		{Source: hours.SourceCourse, Ref: 4, Mode: hours.Online, Quarter: 1, Amount: 100},
		{Source: hours.SourceTrainingClass, Ref: 3, Mode: hours.Self, Quarter: 1, Amount: 800},
	}
	s := variance.Find(f)
	if got := text(s.Cells[0]); got != "2000 1600 unfinished-400" || s.Cells[0].Asked != 10 || s.Cells[0].Done != 8 {
		t.Errorf("the course of the first topic: %s, %d of %d", got, s.Cells[0].Done, s.Cells[0].Asked)
	}
	if got := s.Cells[1]; got.Topic.Key != "t2" || got.Asked != 20 || got.Done != 18 || got.Actual != 0 {
		t.Errorf("the second topic: %+v", got)
	}
	if last := s.Cells[2]; last.Quarter != 4 || last.Mode != hours.Self || text(last) != "0 250 items+250" {
		t.Errorf("the reading of the second topic: %s", text(last))
	}
	if s.Topics != 1850 || s.Outside != 900 || s.Booked() != 2750 || len(s.Others) != 2 || s.Others[1].Total() != 800 {
		t.Errorf("%d for topics, %d outside: %+v", s.Topics, s.Outside, s.Others)
	}
}

// TestNothingIsLost: whatever happened, the parts of every cell add up to its variance, and cells and the rest to all
// that was booked.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		f := office()
		f.On = rapid.SampledFrom([]calendar.Date{20260331, 20260815, 20261231}).Draw(r, "on")
		small := rapid.IntRange(0, 5)
		quarter := rapid.Map(rapid.IntRange(1, 4), func(n int) calendar.Quarter { return calendar.Quarter(n) })
		amount := rapid.Map(rapid.IntRange(-300, 900), func(n int) hours.Amount { return hours.Amount(n) })
		for n := range rapid.IntRange(0, 4).Draw(r, "topics") {
			f.Topics = append(f.Topics, plan.Topic{
				Key: fmt.Sprint("t", n), Quarter: quarter.Draw(r, "quarter"), Mode: rapid.SampledFrom(hours.Modes()).Draw(r, "mode"),
				Hours: hours.Amount(small.Draw(r, "hours") * 50), Required: []plan.Reading{{Kind: plan.CourseItem, Ref: int64(small.Draw(r, "course"))}},
			})
		}
		for n := range rapid.IntRange(0, 8).Draw(r, "meetings") {
			f.Meetings = append(f.Meetings, variance.Meeting{
				ID: plan.MeetingID(n), Topic: fmt.Sprint("t", small.Draw(r, "topic")), Mode: rapid.SampledFrom(hours.Modes()[:2]).Draw(r, "mode"),
				On: quarter.Draw(r, "on").Start(2026), Hours: hours.Amount(small.Draw(r, "hours") * 50), State: variance.State(rapid.IntRange(0, 4).Draw(r, "state")),
				Audience: rapid.IntRange(0, 2).Draw(r, "audience"),
				Marks:    variance.Marks{Present: small.Draw(r, "present"), OnLeave: small.Draw(r, "leave"), OnDuty: small.Draw(r, "duty"), Absent: small.Draw(r, "absent")},
			})
		}
		var all hours.Amount
		for range rapid.IntRange(0, 30).Draw(r, "bookings") {
			b := variance.Booking{
				Source: rapid.SampledFrom(hours.Sources()).Draw(r, "source"), Ref: int64(small.Draw(r, "ref")),
				Mode: rapid.SampledFrom(hours.Modes()).Draw(r, "mode"), Quarter: quarter.Draw(r, "quarter"), Amount: amount.Draw(r, "amount"),
			}
			f.Bookings, all = append(f.Bookings, b), all+b.Amount
		}
		s := variance.Find(f)
		var cells, planned hours.Amount
		for _, c := range s.Cells {
			var parts hours.Amount
			for _, p := range c.Parts {
				parts += p.Amount
			}
			if parts != c.Variance() {
				r.Fatalf("the parts of %s add up to %d, not %d", text(c), parts, c.Variance())
			}
			cells, planned = cells+c.Actual, planned+c.Planned
		}
		if cells != s.Topics || planned != s.Planned || s.Booked() != all {
			r.Fatalf("cells %d, topics %d, outside %d, all %d", cells, s.Topics, s.Outside, all)
		}
	})
}
