package kit

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Difference says why a person must be looked at before a result is taken in.
type Difference string

// The differences.
const (
	Same         Difference = ""
	LeaveSince   Difference = "leave"     // leave was decided since the kit was issued, and the phone says otherwise
	NotOnKit     Difference = "new"       // expected, but not on the kit
	NotExpected  Difference = "gone"      // on the kit, but not expected any more
	OtherwiseNow Difference = "confirmed" // the roll is confirmed and says otherwise
)

// Label returns the difference in Chinese; the text is a key of the message catalogue.
func (d Difference) Label() string {
	switch d {
	case LeaveSince:
		return "带走会议包以后请假有变化"
	case NotOnKit:
		return "带走会议包以后才到这个组"
	case NotExpected:
		return "已经不在应到名单上"
	case OtherwiseNow:
		return "与已经确认的名单不同"
	default:
		return ""
	}
}

// Line is a person as the phone has it and as it stands here.
type Line struct {
	Cadre      roster.CadreID
	Name       string
	Post       string
	Noted      attendance.Mark // on the phone; no presence for somebody who is not on the kit
	Here       attendance.Mark // on the confirmed roll or, before it, as the roll would be filled in
	Difference Difference
}

// Proposal returns the mark that the form of the roll begins with: what was noted, or what stands here for somebody whom
// the kit did not know.
func (l Line) Proposal() attendance.Mark {
	if l.Difference == NotOnKit {
		return l.Here
	}
	return l.Noted
}

// Comparison is a result beside what stands here.
type Comparison struct {
	Meeting   plan.Meeting
	Confirmed bool   // the roll
	Known     bool   // this very result was taken in before
	Lines     []Line // in the order of the roll; those not expected any more at the end
	Record    plan.Proceedings
	SameText  bool // the record here says what was noted
}

// Compare holds a result against what stands here. It fails with fault.NotFound when the meeting is not the actor's to run.
func (o *Office) Compare(ctx context.Context, tx storage.ReadTx, actor access.Actor, r Result) (c Comparison, err error) {
	if c.Meeting, err = plan.FindMeeting(ctx, tx, actor.Scope(access.RunMeetings), r.Meeting); err != nil {
		return c, err
	}
	merged, err := Merged(ctx, tx, c.Meeting)
	if err != nil {
		return c, err
	}
	for _, m := range merged {
		c.Known = c.Known || m.Sum == r.Sum()
	}
	if c.Record, err = plan.LatestProceedings(ctx, tx, c.Meeting); err != nil {
		return c, err
	}
	c.SameText = c.Record.Form == r.Form && c.Record.Host == r.Host && c.Record.Discussion == r.Discussion
	roll, confirmed, err := attendance.RollOf(ctx, tx, actor.Scope(access.RunMeetings), c.Meeting.ID)
	if err != nil {
		return c, err
	}
	if c.Confirmed = confirmed; confirmed {
		c.Lines = r.besideRoll(roll)
		return c, nil
	}
	expected, err := attendance.Expect(ctx, tx, c.Meeting)
	c.Lines = r.besideExpected(expected)
	return c, err
}

// marks returns what was noted about each person.
func (r Result) marks() map[roster.CadreID]attendance.Mark {
	marks := make(map[roster.CadreID]attendance.Mark, len(r.Marks))
	for _, m := range r.Marks {
		marks[m.Cadre] = m
	}
	return marks
}

func (r Result) besideRoll(roll attendance.Roll) []Line {
	noted := r.marks()
	var lines []Line
	for _, on := range roll.Lines {
		line := Line{Cadre: on.Cadre, Name: on.Name, Post: on.Post, Noted: noted[on.Cadre], Here: on.Mark}
		if line.Noted != line.Here {
			line.Difference = OtherwiseNow
		}
		lines = append(lines, line)
		delete(noted, on.Cadre)
	}
	return append(lines, r.gone(noted)...)
}

func (r Result) besideExpected(expected []attendance.Expected) []Line {
	noted := r.marks()
	then := map[roster.CadreID]slippedPerson{}
	for _, p := range r.issued.People {
		then[p.Cadre] = p
	}
	var lines []Line
	for _, e := range expected {
		here := attendance.Mark{Cadre: e.Cadre.ID, Presence: e.Presence, Reason: e.Reason}
		line := Line{Cadre: e.Cadre.ID, Name: e.Cadre.Name, Post: e.Cadre.Post, Noted: noted[e.Cadre.ID], Here: here}
		before, onKit := then[e.Cadre.ID]
		switch {
		case !onKit:
			line.Difference = NotOnKit
		case (before.Presence != here.Presence || before.Reason != here.Reason) && line.Noted != here:
			line.Difference = LeaveSince
		}
		lines = append(lines, line)
		delete(noted, e.Cadre.ID)
	}
	return append(lines, r.gone(noted)...)
}

// gone returns the lines of those on the kit who are left, in its order.
func (r Result) gone(left map[roster.CadreID]attendance.Mark) []Line {
	var lines []Line
	for _, p := range r.issued.People {
		if m, found := left[p.Cadre]; found {
			lines = append(lines, Line{Cadre: p.Cadre, Name: p.Name, Post: p.Post, Noted: m, Difference: NotExpected})
		}
	}
	return lines
}
