package kit

import (
	"slices"
	"testing"

	"xiangxue/course/attendance"
	"xiangxue/course/roster"
)

func mark(id roster.CadreID, p attendance.Presence, reason string) attendance.Mark {
	return attendance.Mark{Cadre: id, Presence: p, Reason: reason}
}

// taken is a result of a kit with four people, the last of whom had leave when it was issued.
func taken(marks ...attendance.Mark) Result {
	r := Result{Marks: marks}
	for id, name := range []string{"", "甲", "乙", "丙", "丁"} {
		if id > 0 {
			r.issued.People = append(r.issued.People, slippedPerson{Cadre: roster.CadreID(id), Name: name, Presence: attendance.Present})
		}
	}
	r.issued.People[3].Presence, r.issued.People[3].Reason = attendance.OnLeave, "病假"
	return r
}

func expect(id roster.CadreID, p attendance.Presence, reason string) attendance.Expected {
	return attendance.Expected{Cadre: roster.Cadre{ID: id, Name: "人"}, Presence: p, Reason: reason}
}

// said returns whom lines are about and why they differ, in their order.
func said(lines []Line) (ids []roster.CadreID, why []Difference) {
	for _, l := range lines {
		ids, why = append(ids, l.Cadre), append(why, l.Difference)
	}
	return ids, why
}

func TestBesideThoseExpected(t *testing.T) {
	t.Parallel()
	r := taken(mark(1, attendance.Present, ""), mark(2, attendance.Absent, "不知道"), mark(3, attendance.OnLeave, "事假"), mark(4, attendance.Present, ""))
	lines := r.besideExpected([]attendance.Expected{
		expect(5, attendance.Present, ""),   // joined
		expect(2, attendance.OnLeave, "陪护"), // leave granted, the phone says absent
		expect(3, attendance.OnLeave, "事假"), // leave granted, the phone says the same
		expect(4, attendance.OnLeave, "病假"), // leave as it was; the person came all the same
	})
	ids, why := said(lines)
	if !slices.Equal(ids, []roster.CadreID{5, 2, 3, 4, 1}) || !slices.Equal(why, []Difference{NotOnKit, LeaveSince, Same, Same, NotExpected}) {
		t.Fatalf("%v differ by %q", ids, why)
	}
	for i, want := range []attendance.Mark{mark(5, attendance.Present, ""), mark(2, attendance.Absent, "不知道"), mark(3, attendance.OnLeave, "事假"), mark(4, attendance.Present, "")} {
		if got := lines[i].Proposal(); got != want {
			t.Errorf("proposed is %+v, want %+v", got, want)
		}
	}
	if lines[4].Name != "甲" || lines[4].Here.Presence != "" {
		t.Errorf("who is gone stands as %+v", lines[4])
	}
}

func TestBesideTheRoll(t *testing.T) {
	t.Parallel()
	r := taken(mark(1, attendance.Present, ""), mark(2, attendance.Absent, "没来"), mark(4, attendance.OnLeave, "病假"))
	roll := attendance.Roll{Lines: []attendance.Line{
		{Mark: mark(1, attendance.Present, ""), Name: "甲"}, {Mark: mark(2, attendance.Present, ""), Name: "乙"}, {Mark: mark(3, attendance.Present, ""), Name: "丙"},
	}}
	ids, why := said(r.besideRoll(roll))
	if !slices.Equal(ids, []roster.CadreID{1, 2, 3, 4}) || !slices.Equal(why, []Difference{Same, OtherwiseNow, OtherwiseNow, NotExpected}) {
		t.Fatalf("%v differ by %q", ids, why)
	}
}
