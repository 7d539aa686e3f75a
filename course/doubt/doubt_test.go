package doubt_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// at returns an instant as people write it.
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

func cadre(n int64, entries ...hours.EntryID) doubt.Person {
	return doubt.Person{Cadre: roster.CadreID(n), Name: fmt.Sprint("干部", n), SortKey: fmt.Sprint("g", n), Entries: entries}
}

// meeting returns a meeting that begins at a time and takes so many hours.
func meeting(id int64, begins string, hours int) doubt.Place {
	from := at(begins)
	return doubt.Place{Kind: doubt.Meeting, ID: id, Title: fmt.Sprint("专题", id), On: calendar.DateOf(from), From: from, To: from.Add(time.Duration(hours) * time.Hour)}
}

func class(id int64, day calendar.Date) doubt.Place {
	from, to, _ := doubt.Span{Span: calendar.Span{From: day, To: day}, Days: hours.Day}.Hours(day)
	return doubt.Place{Kind: doubt.Class, ID: id, Title: fmt.Sprint("培训班", id), On: day, From: from, To: to}
}

// present returns a person on a roll that was confirmed at a time.
func present(p doubt.Person, place doubt.Place, recorded string) doubt.Presence {
	return doubt.Presence{Person: p, At: place, RecordedAt: at(recorded), Limit: 7}
}

func booked(n int64, entry hours.EntryID, on calendar.Date, amount hours.Amount) doubt.Booking {
	return doubt.Booking{Person: cadre(n, entry), Title: "课", On: on, Amount: amount, RecordedAt: on.Time()}
}

// sheets returns the rolls that a hand confirmed, each so long after the one before.
func sheets(hand, first int64, begins string, apart time.Duration, n int) []doubt.Sheet {
	list := make([]doubt.Sheet, n)
	for i := range list {
		id := first + int64(i)
		list[i] = doubt.Sheet{ID: id, Of: meeting(id, "2026-03-01 09:00", 2), Hand: roster.CadreID(hand), Name: "吴晓梅", RecordedAt: at(begins).Add(time.Duration(i) * apart)}
	}
	return list
}

func keys(list []doubt.Doubt) []string {
	var all []string
	for _, d := range list {
		all = append(all, d.Key)
	}
	return all
}

func TestWhatRaisesAQuestion(t *testing.T) {
	t.Parallel()
	excused := present(cadre(1), meeting(3, "2026-03-10 09:00", 2), "2026-03-10 12:00")
	excused.Excused = true
	corrected := present(cadre(1), meeting(3, "2026-03-10 09:00", 2), "2026-05-01 12:00")
	corrected.Corrected = true
	for name, c := range map[string]struct {
		facts doubt.Facts
		want  []string
	}{
		"nothing happened": {doubt.Facts{}, nil},
		"recorded on the seventh day": {doubt.Facts{Presences: []doubt.Presence{
			present(cadre(1), meeting(3, "2026-03-10 09:00", 2), "2026-03-17 23:59")}}, nil},
		"recorded on the eighth day, two people": {doubt.Facts{Presences: []doubt.Presence{
			present(cadre(1), meeting(3, "2026-03-10 09:00", 2), "2026-03-18 00:01"), present(cadre(2), meeting(3, "2026-03-10 09:00", 2), "2026-03-18 00:01"),
		}}, []string{"recorded_late-3"}},
		"a correction comes late by nature": {doubt.Facts{Presences: []doubt.Presence{corrected}}, nil},
		"one meeting after the other": {doubt.Facts{Presences: []doubt.Presence{
			present(cadre(1), meeting(3, "2026-03-10 09:00", 2), "2026-03-10 12:00"), present(cadre(1), meeting(4, "2026-03-10 11:00", 2), "2026-03-10 13:00"),
		}}, nil},
		"two meetings at once": {doubt.Facts{Presences: []doubt.Presence{
			present(cadre(1), meeting(4, "2026-03-10 09:00", 2), "2026-03-10 12:00"), present(cadre(1), meeting(3, "2026-03-10 10:00", 2), "2026-03-10 13:00"),
		}}, []string{"two_places-3-4"}},
		"two people, one at each": {doubt.Facts{Presences: []doubt.Presence{
			present(cadre(1), meeting(4, "2026-03-10 09:00", 2), "2026-03-10 12:00"), present(cadre(2), meeting(3, "2026-03-10 10:00", 2), "2026-03-10 13:00"),
		}}, nil},
		"a meeting during a class": {doubt.Facts{Presences: []doubt.Presence{
			present(cadre(1), meeting(4, "2026-03-10 09:00", 2), "2026-03-10 12:00"), present(cadre(1), class(4, 20260310), "2026-03-10 13:00"),
		}}, []string{"two_places-4--4"}},
		"a meeting in the evening of a class": {doubt.Facts{Presences: []doubt.Presence{
			present(cadre(1), meeting(4, "2026-03-10 19:00", 2), "2026-03-10 22:00"), present(cadre(1), class(4, 20260310), "2026-03-10 13:00"),
		}}, nil},
		"twelve hours on a day": {doubt.Facts{Bookings: []doubt.Booking{booked(1, 1, 20260310, 800), booked(1, 2, 20260310, 400)}}, nil},
		"more than twelve":      {doubt.Facts{Bookings: []doubt.Booking{booked(1, 1, 20260310, 800), booked(1, 2, 20260310, 425)}}, []string{"long_day-1-20260310"}},
		"one long course":       {doubt.Facts{Bookings: []doubt.Booking{booked(1, 1, 20260310, 2000)}}, nil},
		"on two days":           {doubt.Facts{Bookings: []doubt.Booking{booked(1, 1, 20260310, 800), booked(1, 2, 20260311, 800)}}, nil},
		"present while excused": {doubt.Facts{Presences: []doubt.Presence{excused}}, []string{"present_on_leave-3"}},
		"not made up for":       {doubt.Facts{Absences: []doubt.Absence{{cadre(1), meeting(3, "2026-03-10 09:00", 2)}}}, []string{"no_make_up-3"}},
		"made up without paper": {doubt.Facts{Unproven: []doubt.Booking{booked(1, 9, 20260310, 300)}}, []string{"no_evidence-9"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := keys(doubt.Find(c.facts)); !slices.Equal(got, c.want) {
				t.Errorf("found %v, want %v", got, c.want)
			}
		})
	}
}

func TestHowManyRollsAreMany(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sheets []doubt.Sheet
		want   []string
	}{
		"four in a night":                 {sheets(5, 1, "2026-11-10 20:00", time.Hour, 4), nil},
		"five from eight to midnight":     {sheets(5, 1, "2026-11-10 20:00", time.Hour, 5), []string{"one_hand-5-1-night"}},
		"five across midnight":            {sheets(5, 1, "2026-11-10 22:30", time.Hour, 5), []string{"one_hand-5-1-night"}},
		"the fifth before eight":          {sheets(5, 1, "2026-11-10 19:59", time.Hour, 5), nil},
		"the fifth at six":                {sheets(5, 1, "2026-11-11 02:00", time.Hour, 5), nil},
		"five by day":                     {sheets(5, 1, "2026-11-10 09:00", time.Hour, 5), nil},
		"three in each of two nights":     {slices.Concat(sheets(5, 1, "2026-11-10 21:00", time.Hour, 3), sheets(5, 4, "2026-11-11 21:00", time.Hour, 3)), nil},
		"five by two hands":               {slices.Concat(sheets(5, 1, "2026-11-10 21:00", time.Hour, 3), sheets(6, 4, "2026-11-10 21:00", time.Hour, 2)), nil},
		"nine within an hour":             {sheets(5, 1, "2026-11-10 09:00", time.Minute, 9), nil},
		"ten within exactly an hour":      {sheets(5, 1, "2026-11-10 09:00", 400*time.Second, 10), []string{"one_hand-5-1"}},
		"ten in a little more":            {sheets(5, 1, "2026-11-10 09:00", 401*time.Second, 10), nil},
		"thirty, five minutes apart":      {sheets(5, 1, "2026-11-10 09:00", 5*time.Minute, 30), []string{"one_hand-5-1"}},
		"ten in the morning, ten at noon": {slices.Concat(sheets(5, 1, "2026-11-10 09:00", time.Minute, 10), sheets(5, 11, "2026-11-10 12:00", time.Minute, 10)), []string{"one_hand-5-1", "one_hand-5-11"}},
		"ten within an hour of a night":   {sheets(5, 1, "2026-11-10 21:00", time.Minute, 10), []string{"one_hand-5-1-night"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := keys(doubt.Find(doubt.Facts{Sheets: c.sheets})); !slices.Equal(got, c.want) {
				t.Errorf("found %v, want %v", got, c.want)
			}
		})
	}
}

func TestDoubtNamesItsFacts(t *testing.T) {
	t.Parallel()
	found := doubt.Find(doubt.Facts{
		Presences: []doubt.Presence{
			present(cadre(2, 22), meeting(3, "2026-03-10 10:00", 2), "2026-03-10 13:00"), present(cadre(2, 21), meeting(4, "2026-03-10 09:00", 2), "2026-03-10 12:00"),
			present(cadre(1, 11), meeting(3, "2026-03-10 10:00", 2), "2026-03-10 13:00"), present(cadre(1, 12), meeting(4, "2026-03-10 09:00", 2), "2026-03-10 12:00"),
		},
		Bookings: []doubt.Booking{booked(7, 2, 20260309, 800), booked(7, 1, 20260309, 800)},
		Sheets:   sheets(5, 31, "2026-03-08 21:00", time.Minute, 6),
	})
	if len(found) != 3 {
		t.Fatalf("found %v", keys(found))
	}
	pair, day, hand := found[0], found[1], found[2]
	if pair.Message().String() != "同一时段还在《专题4》记了到会" || len(pair.People) != 2 || pair.People[0].Cadre != 1 || !pair.Touches(12) || pair.Touches(13) {
		t.Errorf("two places: %+v", pair)
	}
	if len(pair.Places) != 2 || pair.Places[0].ID != 4 {
		t.Errorf("its places are %+v", pair.Places)
	}
	if day.Message().String() != "这一天共认定 16 学时，超过 12 学时的提示线" || !slices.Equal(day.People[0].Entries, []hours.EntryID{1, 2}) {
		t.Errorf("a long day: %+v", day)
	}
	if hand.Message().String() != "吴晓梅 在一夜之间（20:00 至次日 6:00）确认了 6 份名单" || len(hand.Places) != 6 || len(hand.People) != 0 {
		t.Errorf("one hand: %+v", hand)
	}
}

func TestClassMeetsWhenThatIsCertain(t *testing.T) {
	t.Parallel()
	week := calendar.Span{From: 20260309, To: 20260315} // from Monday to Sunday
	for name, c := range map[string]struct {
		days hours.Days
		on   calendar.Date
		want bool
	}{
		"a working day of five days":      {5 * hours.Day, 20260311, true},
		"a Saturday of five days":         {5 * hours.Day, 20260314, false},
		"a Saturday of seven days":        {7 * hours.Day, 20260314, true},
		"one of four days in a week":      {4 * hours.Day, 20260311, false},
		"a class announced in hours":      {0, 20260311, false},
		"the day before":                  {5 * hours.Day, 20260308, false},
		"four days and a half in a week":  {450, 20260311, false},
		"seven days, a working day of it": {7 * hours.Day, 20260309, true},
	} {
		if _, _, got := (doubt.Span{Span: week, Days: c.days}).Hours(c.on); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
