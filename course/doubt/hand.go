package doubt

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
)

// Rolls are confirmed after each meeting. Many at once are what an inspection that is announced for the next morning
// looks like, or a secretary who came back from leave: somebody should ask.
const (
	ManySheets   = 5 // of a night; fewer raise no question
	manyInAnHour = 10
	nightBegins  = 20 // o'clock
	nightEnds    = 6
)

// hands asks about people who confirmed many rolls in a night, or one upon the other. Of rolls that are in a doubt about a
// night it does not ask again.
func (f finder) hands(list []Sheet) {
	byHand := map[roster.CadreID][]Sheet{}
	for _, s := range list {
		byHand[s.Hand] = append(byHand[s.Hand], s)
	}
	for _, own := range byHand {
		slices.SortFunc(own, func(a, b Sheet) int { return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID)) })
		asked := map[int64]bool{}
		for _, night := range nights(own) {
			f.hand(night, true)
			for _, s := range night {
				asked[s.ID] = true
			}
		}
		for _, run := range runs(own) {
			if slices.ContainsFunc(run, func(s Sheet) bool { return !asked[s.ID] }) {
				f.hand(run, false)
			}
		}
	}
}

// hand adds a doubt, whose key is that of the first roll: later ones do not change it.
func (f finder) hand(sheets []Sheet, night bool) {
	first := sheets[0]
	d := Doubt{
		Ground: OneHand, Title: first.Name, Hand: first.Name, On: calendar.DateOf(first.RecordedAt), RecordedAt: first.RecordedAt,
		Times: len(sheets), Night: night, Key: fmt.Sprintf("%s-%d-%d", OneHand, first.Hand, first.ID),
	}
	if night {
		d.Key += "-night"
	}
	for _, s := range sheets {
		d.Places = append(d.Places, s.Of)
	}
	f[d.Key] = &d
}

// nights returns the rolls of each night in which there are many, of rolls in order of time.
func nights(sheets []Sheet) [][]Sheet {
	var list [][]Sheet
	var last calendar.Date
	var night []Sheet
	end := func() {
		if len(night) >= ManySheets {
			list = append(list, night)
		}
		night = nil
	}
	for _, s := range sheets {
		at := s.RecordedAt.In(calendar.Shanghai)
		if at.Hour() >= nightEnds && at.Hour() < nightBegins {
			continue
		}
		if evening := calendar.DateOf(at.Add(-nightEnds * time.Hour)); evening != last {
			end()
			last = evening
		}
		night = append(night, s)
	}
	end()
	return list
}

// runs returns the longest runs of rolls in order of time of which each is one of many within an hour.
func runs(sheets []Sheet) [][]Sheet {
	var list [][]Sheet
	begin, end := 0, 0 // of the run so far
	for first, last := 0, 0; first < len(sheets); first++ {
		for last < len(sheets) && sheets[last].RecordedAt.Sub(sheets[first].RecordedAt) <= time.Hour {
			last++
		}
		if last-first < manyInAnHour {
			continue
		}
		if first >= end {
			if end > begin {
				list = append(list, sheets[begin:end])
			}
			begin = first
		}
		end = last
	}
	if end > begin {
		list = append(list, sheets[begin:end])
	}
	return list
}
