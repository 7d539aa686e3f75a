package group

import (
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// memberView is one person as whoever looks after the person's study sees it. It shows what was recognised, never which
// answers were wrong.
type memberView struct {
	report.Record
	Entries   []entryRow
	MayAssign bool
}

// entryRow is an entry of a person, and where it can be corrected.
type entryRow struct {
	report.Line
	Correction string // address; empty when the reader may not propose one, or there is nothing to correct
}

func (a *Area) showMember(r *web.Request) error {
	id, err := r.ID("cadre")
	if err != nil {
		return err
	}
	v := memberView{MayAssign: r.Actor.May(access.AssignStudy)}
	var own []plan.Meeting // that the reader runs
	proposes := false
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Record, err = a.Reporter.Cadre(r.Ctx(), tx, r.Actor, roster.CadreID(id), report.AsOf{}); err != nil {
			return err
		}
		if own, err = plan.Meetings(r.Ctx(), tx, r.Actor.Scope(access.ProposeReversal), calendar.StudyYear(v.Year)); err != nil {
			return err
		}
		proposes, err = mayCorrect(r, tx, v.Cadre.ID)
		return err
	})
	if err != nil {
		return err
	}
	for _, line := range v.Lines {
		row := entryRow{Line: line}
		if proposes && !line.Reversed && !line.Entry.IsReversal() {
			row.Correction = correctionPath(line, own)
		}
		v.Entries = append(v.Entries, row)
	}
	return a.memberPage.Render(r, v)
}

// mayCorrect reports whether the reader may propose to correct entries of the person: somebody else's, and in a scope that
// may be narrower than what the reader sees.
func mayCorrect(r *web.Request, tx storage.ReadTx, id roster.CadreID) (bool, error) {
	if !r.Actor.May(access.ProposeReversal) || id == r.Actor.ID() {
		return false, nil
	}
	_, err := roster.FindCadreIn(r.Ctx(), tx, r.Actor.Scope(access.ProposeReversal), id, r.Today())
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// correctionPath returns where an entry is corrected: by itself or, when it rests on a roll, there; "" when the roll is
// somebody else's.
func correctionPath(line report.Line, own []plan.Meeting) string {
	if line.Entry.Evidence != attendance.EvidenceKind {
		return fmt.Sprintf("/entries/%d/reversal", line.Entry.ID)
	}
	for _, m := range own {
		if int64(m.ID) == line.Entry.Ref {
			return fmt.Sprintf("/group-meetings/%d#corrections", m.ID)
		}
	}
	return ""
}

// AssignPath returns the address at which something is assigned to the person.
func (v memberView) AssignPath() string {
	return fmt.Sprintf("/assignments/new?to=persons&persons=%d", v.Cadre.ID)
}
