package variance

import (
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

// served says how a person was served by the meetings of a topic: by the best of those that were for the person.
type served int

const (
	byMeeting  served = iota // held where the plan put it
	byComing                 // announced there
	byUnmarked               // its day there has passed, its roll is open
	byOther                  // held or announced in another quarter or mode
	byWorking
	byNothing // called off
	byNobody  // never announced
)

// planned returns the cell in which the plan puts the topic, with its variance taken apart.
func (f *finder) planned(t plan.Topic) Cell {
	c := Cell{Topic: t, Mode: t.Mode, Quarter: t.Quarter}
	c.Called, c.Held = f.called(c)
	var p parts
	if t.Mode == hours.Collective || t.Mode == hours.Group {
		f.meet(&c, &p)
	} else {
		f.study(&c, &p)
	}
	for _, r := range t.Required {
		c.Asked += c.People
		c.Done += min(f.Finished[plan.Item{Kind: r.Kind, Ref: r.Ref}], c.People)
	}
	c.Parts = p.inOrder()
	return c
}

// study takes apart the cell of a topic that people study by themselves: its hours come of its required items.
func (f *finder) study(c *Cell, p *parts) {
	c.People = f.People
	c.Planned = c.Topic.Hours * hours.Amount(c.People)
	for _, b := range f.booked[place{c.Topic.Key, c.Mode, c.Quarter}] {
		c.Actual += b.Amount
	}
	rest := Part{Amount: c.Variance()}
	switch {
	case rest.Amount > 0:
		rest.Cause = Items
	case f.On < c.Quarter.End(f.Year):
		rest.Cause = NotDue
	case len(c.Topic.Required) > 0:
		rest.Cause = NotFinished
	default:
		rest.Cause = Unexplained
	}
	p.add(rest)
}

// meet takes apart the cell of a topic for which people meet:
//
//	actual - planned = Σ over its meetings of (booked - h·expected) + other bookings + h·(Σ expected - people)
//
// where h are the topic's hours. The first sum is about each roll, the last term about who was on none.
func (f *finder) meet(c *Cell, p *parts) {
	by := f.serve(*c)
	for _, n := range by {
		c.People += n
	}
	h := c.Topic.Hours
	c.Planned = h * hours.Amount(c.People)
	booked := map[plan.MeetingID]hours.Amount{}
	for _, b := range f.booked[place{c.Topic.Key, c.Mode, c.Quarter}] {
		c.Actual += b.Amount
		if m, known := f.meetings[plan.MeetingID(b.Ref)]; b.Source == hours.SourceMeeting && known && m.in(*c) {
			booked[m.ID] += b.Amount
			continue
		}
		p.add(Part{Cause: besides(b), Amount: b.Amount, Quarter: from(b, c.Topic)})
	}
	f.rolls(*c, booked, by[byMeeting], p)
	missed := func(who served, cause Cause, quarter calendar.Quarter, notes []string) {
		p.add(Part{Cause: cause, Amount: -h * hours.Amount(by[who]), Count: by[who], Quarter: quarter, Notes: notes})
	}
	missed(byComing, ToCome, 0, nil)
	missed(byUnmarked, NoRoll, 0, nil)
	missed(byOther, Postponed, f.elsewhere(*c), nil)
	missed(byWorking, WasWorking, 0, f.notes(*c, Working))
	missed(byNothing, WasCalledOff, 0, f.notes(*c, CalledOff))
	if f.On < c.Quarter.End(f.Year) {
		missed(byNobody, NotDue, 0, nil)
	} else {
		missed(byNobody, Unexplained, 0, nil)
	}
}

// rolls takes apart what the confirmed rolls of a cell say, beside the people who are in their audiences on the day.
func (f *finder) rolls(c Cell, booked map[plan.MeetingID]hours.Amount, served int, p *parts) {
	h := c.Topic.Hours
	most, expected := map[int]int{}, 0
	for _, m := range f.byTopic[c.Topic.Key] {
		if m.State != Held || !m.in(c) {
			continue
		}
		on := m.Marks.Expected()
		expected, most[m.Audience] = expected+on, max(most[m.Audience], on)
		times := func(n int) hours.Amount { return m.Hours * hours.Amount(n) }
		p.add(Part{Cause: Lengths, Amount: (m.Hours - h) * hours.Amount(on)})
		p.add(Part{Cause: OnLeave, Amount: -times(m.Marks.OnLeave), Count: m.Marks.OnLeave})
		p.add(Part{Cause: OnDuty, Amount: -times(m.Marks.OnDuty), Count: m.Marks.OnDuty})
		p.add(Part{Cause: Absent, Amount: -times(m.Marks.Absent), Count: m.Marks.Absent})
		p.add(Part{Cause: Recognised, Amount: booked[m.ID] - times(m.Marks.Present)})
		delete(booked, m.ID)
	}
	for _, amount := range booked { // of rolls that the facts do not know
		p.add(Part{Cause: Recognised, Amount: amount})
	}
	once := 0
	for _, n := range most {
		once += n
	}
	p.add(Part{Cause: Repeated, Amount: h * hours.Amount(expected-once)})
	p.add(Part{Cause: OtherPeople, Amount: h * hours.Amount(once-served)})
}

// serve counts how the people of whom a topic asks its hours were served. For a topic of group study these are the
// members of the study groups, for others whoever was called to its meetings; everybody when nobody was.
func (f *finder) serve(c Cell) map[served]int {
	best := make([]served, f.People)
	const nobody = byNobody + 1
	for n := range best {
		best[n] = nobody
	}
	reach := func(audience int, how served) {
		for _, person := range f.Audiences[audience] {
			best[person] = min(best[person], how)
		}
	}
	asked := false
	if c.Mode == hours.Group {
		for _, g := range f.Groups {
			reach(g, byNobody)
			asked = asked || len(f.Audiences[g]) > 0
		}
	}
	for _, m := range f.byTopic[c.Topic.Key] {
		reach(m.Audience, m.serves(c))
		asked = asked || len(f.Audiences[m.Audience]) > 0
	}
	count := map[served]int{}
	for _, how := range best {
		if how <= byNobody {
			count[how]++
		} else if !asked {
			count[byNobody]++
		}
	}
	return count
}

// serves returns how a meeting of the topic serves its audience.
func (m Meeting) serves(c Cell) served {
	switch {
	case m.State == CalledOff:
		return byNothing
	case m.State == Working:
		return byWorking
	case !m.in(c):
		return byOther
	case m.State == Held:
		return byMeeting
	case m.State == Ahead:
		return byComing
	default:
		return byUnmarked
	}
}

// elsewhere returns the quarter of the first meeting outside the cell that was not cancelled.
func (f *finder) elsewhere(c Cell) calendar.Quarter {
	for _, m := range f.byTopic[c.Topic.Key] {
		if m.serves(c) == byOther {
			return m.On.Quarter()
		}
	}
	return 0
}

// notes returns what was written about the meetings of the cell that came to nothing, each once.
func (f *finder) notes(c Cell, state State) []string {
	var list []string
	said := map[string]bool{}
	for _, m := range f.byTopic[c.Topic.Key] {
		if m.State == state && m.in(c) && m.Why != "" && !said[m.Why] {
			said[m.Why] = true
			list = append(list, m.Why)
		}
	}
	return list
}
