package doubt_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// facts draws facts of a few people in a few days, so that many of them touch each other.
func facts(t *rapid.T) doubt.Facts {
	small := func(what string, most int) int64 { return int64(rapid.IntRange(1, most).Draw(t, what)) }
	var f doubt.Facts
	for range rapid.IntRange(0, 12).Draw(t, "presences") {
		id := small("meeting", 6)
		place := meeting(id, "2026-03-10 09:00", 2)
		place.From, place.To = place.From.Add(time.Duration(id)*time.Hour), place.To.Add(time.Duration(id)*time.Hour)
		if rapid.Bool().Draw(t, "at a class") {
			place = class(id, 20260310)
		}
		p := present(cadre(small("cadre", 4)), place, "2026-03-20 09:00")
		p.Corrected, p.Excused = rapid.Bool().Draw(t, "corrected"), rapid.Bool().Draw(t, "excused")
		f.Presences = append(f.Presences, p)
	}
	for n := range rapid.IntRange(0, 8).Draw(t, "bookings") {
		f.Bookings = append(f.Bookings, booked(small("cadre", 3), hours.EntryID(n+1), 20260310+calendar.Date(small("day", 2)), hours.Amount(100*small("hours", 9))))
	}
	for n := range rapid.IntRange(0, 25).Draw(t, "sheets") {
		s := sheets(small("hand", 2), int64(n+1), "2026-11-10 12:00", 0, 1)[0]
		s.RecordedAt = s.RecordedAt.Add(time.Duration(small("minute", 1440)) * time.Minute)
		f.Sheets = append(f.Sheets, s)
	}
	return f
}

func TestFactsInAnyOrderRaiseTheSameQuestions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := facts(t)
		found := doubt.Find(f)
		again := doubt.Find(doubt.Facts{
			Presences: rapid.Permutation(f.Presences).Draw(t, "presences in another order"),
			Bookings:  rapid.Permutation(f.Bookings).Draw(t, "bookings in another order"),
			Sheets:    rapid.Permutation(f.Sheets).Draw(t, "sheets in another order"),
		})
		if !reflect.DeepEqual(found, again) {
			t.Fatalf("%+v\nand in another order\n%+v", found, again)
		}
		seen := map[string]bool{}
		for _, d := range found {
			if seen[d.Key] {
				t.Fatalf("the key %s occurs twice", d.Key)
			}
			seen[d.Key] = true
		}
	})
}

// TestLaterRollsKeepTheKey: what was asked stays asked under its key however many rolls follow.
func TestLaterRollsKeepTheKey(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := facts(t)
		last := at("2026-11-11 12:00")
		known := map[string]bool{}
		for _, d := range doubt.Find(doubt.Facts{Sheets: f.Sheets}) {
			known[d.Key] = true
		}
		for n := range rapid.IntRange(0, 15).Draw(t, "later") {
			s := sheets(1, int64(100+n), "2026-11-11 12:00", 0, 1)[0]
			s.Hand, s.RecordedAt = roster.CadreID(rapid.IntRange(1, 2).Draw(t, "hand")), last.Add(time.Duration(n)*time.Minute)
			f.Sheets = append(f.Sheets, s)
		}
		for _, d := range doubt.Find(doubt.Facts{Sheets: f.Sheets}) {
			delete(known, d.Key)
		}
		if len(known) > 0 {
			t.Fatalf("lost %v", known)
		}
	})
}
