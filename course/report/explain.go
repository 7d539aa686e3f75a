package report

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Entry returns an entry with what it rests on. It fails with fault.NotFound unless it is the actor's own or of a person
// whom the actor may audit or lead.
func (r *Reporter) Entry(ctx context.Context, tx storage.ReadTx, actor access.Actor, id hours.EntryID) (EntryReport, error) {
	if err := access.Require(actor, access.SignedIn); err != nil {
		return EntryReport{}, err
	}
	e, err := r.ledger.FindEntry(ctx, tx, readable(actor).Or(roster.Only(actor.ID())), id)
	if err != nil {
		return EntryReport{}, err
	}
	var report EntryReport
	steps := []func() error{
		func() error { return r.describe(ctx, tx, &report, e) },
		func() error { return r.cite(ctx, tx, &report, e) },
		func() error { return r.prove(ctx, tx, &report, e) },
		func() (err error) { report.Seal, err = r.sealed(ctx, tx, kindOf(e), int64(e.ID)); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return EntryReport{}, fmt.Errorf("explain entry %d: %w", id, err)
		}
	}
	return report, nil
}

// kindOf returns as what an entry was sealed.
func kindOf(e hours.Entry) seal.Kind {
	if e.IsReversal() {
		return seal.Reversal
	}
	return seal.Entry
}

// describe says whose entry it is, what corrected it, and why somebody should look at it.
func (r *Reporter) describe(ctx context.Context, tx storage.ReadTx, report *EntryReport, e hours.Entry) (err error) {
	if report.Cadre, err = roster.FindCadre(ctx, tx, e.Cadre); err != nil {
		return err
	}
	if report.Unit, _, err = roster.UnitOf(ctx, tx, e.Cadre, e.HappenedOn); err != nil {
		return err
	}
	at := AsOf{Year: e.HappenedOn.Year()}.resolve(r.clock())
	limit, err := r.limitOf(ctx, tx, report.Unit, at)
	if err != nil {
		return err
	}
	all, err := doubtsOf(ctx, tx, e.Cadre, at, limit)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.Touches(e.ID) {
			report.Doubts = append(report.Doubts, d)
		}
	}
	subjects, err := course.Subjects(ctx, tx)
	if err != nil {
		return err
	}
	byCode := subjectsByCode{}
	for _, s := range subjects {
		byCode[s.Code] = s
	}
	family, err := hours.Family(ctx, tx, e)
	if err != nil {
		return err
	}
	lines, err := r.lines(ctx, tx, byCode, family, report.Doubts)
	if err != nil {
		return err
	}
	return report.chain(ctx, tx, lines, e.ID)
}

// limitOf returns within how many days a unit's meetings were to be recorded.
func (r *Reporter) limitOf(ctx context.Context, tx storage.ReadTx, unit roster.Unit, at AsOf) (func(roster.UnitID) int, error) {
	v, found, err := plan.Approved(ctx, tx, unit.ID, at.Year, at.KnownAt)
	days := plan.DefaultParameters().RecordWithinDays
	if found {
		days = v.Content.Parameters.RecordWithinDays
	}
	return func(roster.UnitID) int { return days }, err
}

// chain keeps all entries of the event with the names of those who answer for them.
func (report *EntryReport) chain(ctx context.Context, tx storage.ReadTx, lines []Line, id hours.EntryID) error {
	var ids []roster.CadreID
	for _, l := range lines {
		ids = append(ids, l.Entry.RecordedBy, l.Entry.ApprovedBy)
	}
	names, err := selectNames(ctx, tx, ids)
	if err != nil {
		return fmt.Errorf("read who recorded it: %w", err)
	}
	for _, l := range lines {
		c := Correction{Line: l, RecordedBy: names[l.Entry.RecordedBy], ApprovedBy: names[l.Entry.ApprovedBy]}
		report.Chain = append(report.Chain, c)
		if l.Entry.ID == id {
			report.Line, report.RecordedBy, report.ApprovedBy = l, c.RecordedBy, c.ApprovedBy
		}
	}
	return nil
}

// cite says by which article the entry was given.
func (r *Reporter) cite(ctx context.Context, tx storage.ReadTx, report *EntryReport, e hours.Entry) (err error) {
	if report.RuleSet, err = r.ruleSet(ctx, tx, e.RuleSetID); err != nil {
		return err
	}
	if report.Article, err = report.RuleSet.Rule(e.Activity); err != nil {
		return err
	}
	report.Terms = terms(report.Article, report.RuleSet.Conversion, e)
	return nil
}

// terms says in sentences what an article gives, and what it took from the entry.
func terms(rule hours.Rule, c hours.Conversion, e hours.Entry) []fault.Message {
	var list []fault.Message
	say := func(text string, args ...any) { list = append(list, fault.Message{Text: text, Args: args}) }
	switch rule.Unit {
	case hours.PerHour:
		say("安排的每 1 学时计 %s 学时", rule.Value)
	case hours.PerEvent:
		say("每次计 %s 学时", rule.Value)
	case hours.PerDay:
		if e.Days == 0 {
			say("没有天数，按公布的学时计")
			break
		}
		say("按天折算：一天 %s 学时，半天 %s 学时", c.Day, c.HalfDay)
	}
	if rule.CapPerYear > 0 {
		say("每年最多计 %s 学时", rule.CapPerYear)
	}
	if e.Cut > 0 {
		say("这一条超过每年的上限，少计 %s 学时", e.Cut)
	}
	return list
}
