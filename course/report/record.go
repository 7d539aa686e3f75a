package report

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/doubt"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Record is the study record of one person and year (学习档案).
type Record struct {
	Standing
	Cadre      roster.Cadre
	Unit       roster.Unit // on the day the report looks at; zero when the person belonged to none
	Categories []roster.CategoryInfo
	Groups     []roster.StudyGroup
	Years      []int // that have entries, and this year, the newest first

	Lines    []Line       // the newest event first
	Hours    hours.Amount // what counts towards the plan
	Modes    []ModeShare  // all, in official order
	Subjects []SubjectShare
	Quarters []QuarterShare          // all four
	Absences []attendance.Attendance // meetings that were missed, the newest first
	Doubts   []doubt.Doubt           // items to check that touch the person
}

// Line is an entry as a list shows it.
type Line struct {
	Entry    hours.Entry
	Subject  course.Subject
	Rule     fault.Message  // the rule that gave it, as cited
	Evidence string         // what the rule asks to be there, as 点名确认到会
	Reversed bool           // taken back by a later entry
	Grounds  []doubt.Ground // why somebody should look at it; empty for most
}

// Number returns how the entry is named to people, as L-2026-0612.
func (l Line) Number() string { return Number(l.Entry) }

// Number returns how an entry is named to people: the year in which it was recorded and its number in the ledger.
func Number(e hours.Entry) string {
	return fmt.Sprintf("L-%d-%04d", calendar.DateOf(e.RecordedAt).Year(), e.ID)
}

// ModeShare is what a person has by one mode, of what counts towards the plan.
type ModeShare struct {
	Mode   hours.Mode
	Have   hours.Amount
	Result *compliance.Result // what the plan asks by this mode; nil when it says nothing
}

// SubjectShare is what a person has in one subject, of what counts towards the plan.
type SubjectShare struct {
	Subject course.Subject
	Have    hours.Amount
	Modes   []ModeShare        // the same by mode, in official order, without results
	Result  *compliance.Result // what the plan asks in this subject; nil when it says nothing
	Heat    int                // 0 when nothing is missing, up to 3 by the plan's steps
}

// QuarterShare is what a person has from one quarter, of what counts towards the plan.
type QuarterShare struct {
	Quarter calendar.Quarter
	Have    hours.Amount
	Total   hours.Amount // up to the end of the quarter
}

// Record returns the study record of a person; the caller shows it to that person only. Steps are there when it looks at
// today.
func (r *Reporter) Record(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, at AsOf) (Record, error) {
	i, err := r.individual(ctx, tx, cadre, at)
	if err != nil {
		return Record{}, err
	}
	rec := Record{Standing: i.standing(), Unit: i.unit}
	if i.isOf(r.clock.Today()) {
		if rec.Standing, _, err = r.now(ctx, tx, i); err != nil {
			return Record{}, err
		}
	}
	if err := rec.describe(ctx, tx, i); err != nil {
		return Record{}, err
	}
	if rec.Doubts, err = doubtsOf(ctx, tx, cadre, i.AsOf, i.recordWithin); err != nil {
		return Record{}, err
	}
	if rec.Lines, err = r.lines(ctx, tx, i.byCode, i.entries, rec.Doubts); err != nil {
		return Record{}, err
	}
	s := sharesOf(i.entries, i.Year)
	rec.Hours, rec.Quarters = s.total, s.quarterShares()
	rec.Modes = modeShares(s.modes, i.verdict, rec.Total)
	rec.Subjects = s.subjectShares(i.subjects, i.verdict, rec.Total, parameters(i.plan).HeatSteps)
	return rec, nil
}

// Cadre returns the study record of a person whom the actor may audit or lead. It fails with fault.NotFound otherwise.
func (r *Reporter) Cadre(ctx context.Context, tx storage.ReadTx, actor access.Actor, cadre roster.CadreID, at AsOf) (Record, error) {
	resolved := at.resolve(r.clock())
	if _, err := roster.FindCadreIn(ctx, tx, readable(actor), cadre, resolved.On); err != nil {
		return Record{}, err
	}
	return r.Record(ctx, tx, cadre, resolved)
}

// readable returns whose records an actor may read: those of the people to audit, to lead or to report on.
func readable(actor access.Actor) roster.Scope {
	return actor.Scope(access.Audit).Or(actor.Scope(access.SeeGroup)).Or(actor.Scope(access.ExportReports))
}

// describe reads who the record is about.
func (rec *Record) describe(ctx context.Context, tx storage.ReadTx, i individual) (err error) {
	if rec.Cadre, err = roster.FindCadre(ctx, tx, i.cadre); err != nil {
		return err
	}
	all, err := roster.Categories(ctx, tx)
	if err != nil {
		return err
	}
	rec.Categories = i.dated.held(i.cadre, i.On, all)
	if rec.Groups, err = roster.GroupsOf(ctx, tx, i.cadre, i.On); err != nil {
		return err
	}
	if rec.Absences, err = selectAbsences(ctx, tx, i.cadre, i.AsOf); err != nil {
		return fmt.Errorf("read what cadre %d missed: %w", i.cadre, err)
	}
	if rec.Years, err = selectYears(ctx, tx, i.cadre); err != nil {
		return fmt.Errorf("read the years of cadre %d: %w", i.cadre, err)
	}
	if !slices.Contains(rec.Years, i.Year) {
		rec.Years = append(rec.Years, i.Year)
		slices.SortFunc(rec.Years, func(a, b int) int { return b - a })
	}
	return nil
}

// recordWithin returns within how many days the meetings of any unit were to be recorded, by the person's plan.
func (i individual) recordWithin(roster.UnitID) int { return parameters(i.plan).RecordWithinDays }

// lines returns entries as a list shows them. The rule sets that gave them come from memory after the first time.
func (r *Reporter) lines(ctx context.Context, tx storage.ReadTx, subjects subjectsByCode, entries []hours.Entry, found []doubt.Doubt) ([]Line, error) {
	taken := map[hours.EntryID]bool{}
	for _, e := range entries {
		taken[e.Reverses] = true
	}
	list := make([]Line, len(entries))
	for n, e := range entries {
		rules, err := r.ruleSet(ctx, tx, e.RuleSetID)
		if err != nil {
			return nil, err
		}
		line := Line{Entry: e, Subject: subjects.of(e.Subject), Rule: rules.Cite(e.RuleArticle), Reversed: taken[e.ID]}
		if rule, err := rules.Rule(e.Activity); err == nil {
			line.Evidence = rule.Evidence
		}
		for _, d := range found {
			if d.Touches(e.ID) {
				line.Grounds = append(line.Grounds, d.Ground)
			}
		}
		list[n] = line
	}
	return list, nil
}
