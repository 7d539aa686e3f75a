package dossier

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/inspection"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// facts are what a dossier says, read at one moment.
type facts struct {
	report.Stamp
	unit      roster.Unit
	units     report.Overview
	people    report.UnitReport
	execution report.Execution
	approved  []plan.Version // all that were, the oldest first
	meetings  []meeting
	absences  []attendance.Attendance // the newest first
	answers   map[string][]inspection.Answer
	verified  seal.Report
}

// meeting is a meeting with what its records say.
type meeting struct {
	plan.Meeting
	collective bool // of the whole unit, or of the central group
	confirmed  bool
	roll       attendance.Roll
	missing    []plan.Element // of its record
}

// read reads the facts.
func (p *Packer) read(ctx context.Context, tx storage.ReadTx, actor access.Actor, o Order) (f facts, err error) {
	if f.unit, err = roster.FindUnitIn(ctx, tx, actor.Scope(access.ExportReports), o.Unit); err != nil {
		return f, err
	}
	if f.units, err = p.Reporter.Units(ctx, tx, actor, o.Unit, o.At); err != nil {
		return f, err
	}
	f.Stamp = f.units.Stamp
	if f.people, err = p.Reporter.Cadres(ctx, tx, actor, o.Unit, f.AsOf); err != nil {
		return f, err
	}
	if f.execution, err = p.Reporter.Execution(ctx, tx, actor, o.Unit, f.AsOf); err != nil {
		return f, err
	}
	if f.approved, err = approvals(ctx, tx, actor, f.execution); err != nil {
		return f, err
	}
	within := roster.InUnit(f.unit.Path)
	span := calendar.Span{From: calendar.StudyYear(f.Year).From, To: f.On}
	if f.meetings, err = readMeetings(ctx, tx, within, span, f.AsOf); err != nil {
		return f, err
	}
	if f.absences, err = attendance.Absences(ctx, tx, within, span); err != nil {
		return f, err
	}
	if f.answers, err = inspection.Answers(ctx, tx, f.Year); err != nil {
		return f, err
	}
	f.verified, err = seal.Verifier{Key: p.Log.VerifierKey(), Sources: p.Facts}.Verify(ctx, tx)
	return f, err
}

// approvals returns the approved versions of the plan in force for the unit, as far as they were known.
func approvals(ctx context.Context, tx storage.ReadTx, actor access.Actor, e report.Execution) ([]plan.Version, error) {
	if e.Plan == nil {
		return nil, nil
	}
	all, err := plan.Versions(ctx, tx, actor, e.Plan.Plan.Unit, e.Year)
	if err != nil {
		return nil, err
	}
	var approved []plan.Version
	for _, v := range slices.Backward(all) {
		decided := v.State == plan.StateApproved || v.State == plan.StateSuperseded
		if decided && !v.DecidedAt.After(e.KnownAt) {
			approved = append(approved, v)
		}
	}
	return approved, nil
}

// readMeetings reads the meetings of the scope with their rolls, as far as these were known, and what their records lack.
func readMeetings(ctx context.Context, tx storage.ReadTx, within roster.Scope, span calendar.Span, at report.AsOf) ([]meeting, error) {
	groups, err := roster.Groups(ctx, tx, within)
	if err != nil {
		return nil, err
	}
	central := map[roster.GroupID]bool{}
	for _, g := range groups {
		central[g.ID] = g.Kind == roster.CentralGroup
	}
	all, err := plan.Meetings(ctx, tx, within, span)
	if err != nil {
		return nil, err
	}
	list := make([]meeting, len(all))
	for n, m := range all {
		list[n] = meeting{Meeting: m, collective: m.Mode == hours.Collective || central[m.Group]}
		if err := list[n].read(ctx, tx, within, at); err != nil {
			return nil, fmt.Errorf("read the records of meeting %d: %w", m.ID, err)
		}
	}
	return list, nil
}

func (m *meeting) read(ctx context.Context, tx storage.ReadTx, within roster.Scope, at report.AsOf) error {
	roll, confirmed, err := attendance.RollOf(ctx, tx, within, m.ID)
	if err != nil {
		return err
	}
	if confirmed && !roll.RecordedAt.After(at.KnownAt) {
		m.roll, m.confirmed = roll, true
	}
	saved, err := plan.LatestProceedings(ctx, tx, m.Meeting)
	m.missing = plan.Missing(m.Meeting, saved, m.roll.Elements())
	return err
}

// held returns the meetings whose roll is confirmed.
func (f facts) held() []meeting {
	var list []meeting
	for _, m := range f.meetings {
		if m.confirmed {
			list = append(list, m)
		}
	}
	return list
}
