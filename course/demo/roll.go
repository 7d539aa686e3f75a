package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"xiangxue/course/attendance"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// follow puts what happens around a meeting on the agenda: leave that is asked for and granted, the roll, the record, and
// what makes up for it.
func (t *township) follow(o occasion) {
	start, end := o.opened.StartsAt, o.opened.EndsAt
	for _, a := range o.asked {
		t.put(start.AddDate(0, 0, -2), a.line, func(ctx context.Context) error { return t.askLeave(ctx, o, a) })
	}
	rollAt := end.Add(20 * time.Minute)
	if on, late := o.late[o.name]; late {
		rollAt = dayOf(start.Year(), on).at(usualTime)
	}
	t.put(rollAt, o.line, func(ctx context.Context) error { return t.confirm(ctx, o) })
	t.put(rollAt.Add(10*time.Minute), o.line, func(ctx context.Context) error { return t.record(ctx, o) })
	for _, a := range o.absent {
		if a.madeUp != 0 {
			t.put(dayOf(start.Year(), a.madeUp).at(2010), a.line, func(ctx context.Context) error { return t.makeUp(ctx, o, a.name) })
		}
	}
}

// expected returns who is to come to a meeting.
func (t *township) expected(ctx context.Context, m plan.Meeting) (list []attendance.Expected, err error) {
	err = t.read(ctx, func(tx storage.ReadTx) error {
		list, err = attendance.Expect(ctx, tx, m)
		return err
	})
	return list, err
}

// expect checks that everybody of whom the act tells something is expected at one of its meetings.
func (t *township) expect(ctx context.Context, occasions []occasion) error {
	var names []string
	for _, o := range occasions {
		list, err := t.expected(ctx, o.opened)
		if err != nil {
			return err
		}
		for _, e := range list {
			names = append(names, e.Cadre.Name)
		}
	}
	told := occasions[0]
	for _, a := range slices.Concat(told.asked, told.absent) {
		if !slices.Contains(names, a.name) {
			return fmt.Errorf("第 %d 行的“%s”不在应到名单上", a.line, a.name)
		}
	}
	return nil
}

// isExpected reports whether the person is to come to the meeting.
func (t *township) isExpected(ctx context.Context, o occasion, id roster.CadreID) (bool, error) {
	list, err := t.expected(ctx, o.opened)
	return slices.ContainsFunc(list, func(e attendance.Expected) bool { return e.Cadre.ID == id }), err
}

// askLeave lets somebody ask for leave, and who runs the meeting grant it the next day.
func (t *township) askLeave(ctx context.Context, o occasion, a absence) error {
	actor, err := t.who(a.name)
	if err != nil {
		return err
	}
	if is, err := t.isExpected(ctx, o, actor.ID()); err != nil || !is {
		return err
	}
	var asked attendance.LeaveRequest
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		asked, err = t.clerk.Ask(ctx, tx, actor, attendance.LeaveRequest{Meeting: o.opened.ID, Kind: a.presence, Reason: a.reason})
		return err
	})
	if err != nil {
		return err
	}
	t.put(t.now.AddDate(0, 0, 1), a.line, func(ctx context.Context) error {
		return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
			return t.clerk.Decide(ctx, tx, o.chair, asked.ID, true)
		})
	})
	return nil
}

// confirm confirms the roll: everybody was there but those of whom the act says otherwise.
func (t *township) confirm(ctx context.Context, o occasion) error {
	list, err := t.expected(ctx, o.opened)
	if err != nil {
		return err
	}
	marks := make([]attendance.Mark, len(list))
	for i, e := range list {
		marks[i] = attendance.Mark{Cadre: e.Cadre.ID, Presence: e.Presence, Reason: e.Reason}
		for _, a := range o.absent {
			if a.name == e.Cadre.Name {
				marks[i].Presence, marks[i].Reason = a.presence, a.reason
			}
		}
	}
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := t.clerk.Confirm(ctx, tx, o.chair, o.opened.ID, marks)
		return err
	})
}

// record keeps the proceedings.
func (t *township) record(ctx context.Context, o occasion) error {
	r := plan.Proceedings{Meeting: o.opened.ID, Form: plan.WithDiscussion, Discussion: strings.Join(o.points, "\n")}
	if slices.Contains(o.bare, o.name) {
		r.Discussion = ""
	}
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := t.planner.SaveProceedings(ctx, tx, o.chair, 0, r)
		return err
	})
}

// makeUp lets somebody who missed a meeting pass the check that makes up for it.
func (t *township) makeUp(ctx context.Context, o occasion, name string) error {
	actor, err := t.who(name)
	if err != nil {
		return err
	}
	if is, err := t.isExpected(ctx, o, actor.ID()); err != nil || !is {
		return err
	}
	var open []attendance.MakeUp
	err = t.read(ctx, func(tx storage.ReadTx) error {
		open, err = attendance.OpenMakeUps(ctx, tx, actor.ID())
		return err
	})
	if err != nil {
		return err
	}
	for _, m := range open {
		if m.Meeting == o.opened.ID {
			return t.closeMakeUp(ctx, actor, m)
		}
	}
	return fmt.Errorf("%s没有这次会的补学", name)
}

func (c correctionAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.correct(ctx, c, a.line) })
}

// correct proposes to correct a mark, and has a second person accept it.
func (t *township) correct(ctx context.Context, c correctionAct, line int) error {
	by, err := t.who(c.by)
	if err != nil {
		return err
	}
	m, mark, err := t.toCorrect(ctx, c)
	if err != nil {
		return err
	}
	var id attendance.CorrectionID
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		id, err = t.clerk.Correct(ctx, tx, by, m.ID, mark, c.grounds)
		return err
	})
	if err != nil || c.approvedBy == "" {
		return err
	}
	second, err := t.who(c.approvedBy)
	if err != nil {
		return err
	}
	t.put(dayOf(t.today().Year(), c.approvedOn).at(1500), line, func(ctx context.Context) error {
		return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
			return t.clerk.DecideCorrection(ctx, tx, second, id, true)
		})
	})
	if c.objected != nil {
		t.putObjection(c, line)
	}
	return nil
}

// toCorrect returns the meeting whose roll the person is on, and the mark that shall stand.
func (t *township) toCorrect(ctx context.Context, c correctionAct) (plan.Meeting, attendance.Mark, error) {
	person, err := t.who(c.name)
	if err != nil {
		return plan.Meeting{}, attendance.Mark{}, err
	}
	mark := attendance.Mark{Cadre: person.ID(), Presence: c.presence}
	if c.presence != attendance.Present {
		mark.Reason = c.grounds
	}
	for _, m := range t.meetings[c.meeting] {
		if is, err := t.isExpected(ctx, occasion{opened: m}, person.ID()); err != nil || is {
			return m, mark, err
		}
	}
	return plan.Meeting{}, attendance.Mark{}, fmt.Errorf("%s不在“%s”的名单上", c.name, c.meeting)
}
