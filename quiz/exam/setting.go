package exam

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// tidy returns the terms without what a form leaves around them.
func (t Terms) tidy() Terms {
	t.Title = strings.TrimSpace(t.Title)
	for i := range t.Blueprint.Sections {
		t.Blueprint.Sections[i].Title = strings.TrimSpace(t.Blueprint.Sections[i].Title)
	}
	return t
}

// New keeps a draft of an exam of the unit. It fails with fault.Forbidden when the actor is neither an author nor
// assigns study, with fault.NotFound when that is not so in the unit, and with fault.Invalid and the names of the fields
// when the terms are malformed; they need not be complete.
func (o *Office) New(ctx context.Context, tx storage.WriteTx, actor access.Actor, unit roster.UnitID, t Terms) (Exam, error) {
	if err := requireAny(actor, access.AuthorContent, access.AssignStudy); err != nil {
		return Exam{}, err
	}
	if _, err := roster.FindUnitIn(ctx, tx.ReadTx, setters(actor), unit); err != nil {
		return Exam{}, err
	}
	row, err := o.draftRow(actor, t)
	if err != nil {
		return Exam{}, err
	}
	row.UnitID, row.State, row.Revision = unit, Draft, 1
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Exam{}, fmt.Errorf("keep a draft of an exam: %w", err)
	}
	if err := noteInsider(ctx, tx, row.ID, actor.ID()); err != nil {
		return Exam{}, err
	}
	if err := o.record(ctx, tx, actor.ID(), "exam.draft", row.ID, "unit=%d", unit); err != nil {
		return Exam{}, err
	}
	return row.exam()
}

// draftRow returns a row with checked terms.
func (o *Office) draftRow(actor access.Actor, t Terms) (examRow, error) {
	t = t.tidy()
	var f fault.Fields
	t.check(&f)
	if err := f.Err(); err != nil {
		return examRow{}, err
	}
	terms, err := json.Marshal(t)
	if err != nil {
		return examRow{}, fmt.Errorf("encode the terms of an exam: %w", err)
	}
	return examRow{Terms: string(terms), SavedBy: actor.ID(), SavedAt: calendar.Millis(o.now())}, nil
}

// Find returns an exam that the actor may write or whose results he may see. It fails with fault.NotFound otherwise.
func (o *Office) Find(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) (Exam, error) {
	row, found, err := selectExam(ctx, tx, readers(actor), id)
	if err != nil {
		return Exam{}, fmt.Errorf("read exam %d: %w", id, err)
	}
	if !found {
		return Exam{}, errNoExam
	}
	return row.exam()
}

// readers returns the units whose exams the actor may look at: his own to write or audit, and, to assign them, those of
// the units above.
func readers(actor access.Actor) roster.Scope {
	scope := setters(actor).Or(actor.Scope(access.Audit)).Or(actor.Scope(access.SeeGroup))
	if actor.May(access.AssignStudy) {
		scope = scope.Or(roster.Above(actor.Unit.Path))
	}
	return scope
}

// Keeps reports whether the exam is of a unit for which the actor writes exams: who then drafts it, looks at its paper,
// grades and publishes, as the own permissions go. Others find it because they assign it or look after who sits it.
func (o *Office) Keeps(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) (bool, error) {
	_, found, err := selectExam(ctx, tx, setters(actor), id)
	if err != nil {
		return false, fmt.Errorf("read exam %d: %w", id, err)
	}
	return found, nil
}

// Exams returns the exams that Find finds, the newest first.
func (o *Office) Exams(ctx context.Context, tx storage.ReadTx, actor access.Actor) ([]Exam, error) {
	rows, err := selectExams(ctx, tx, readers(actor))
	if err != nil {
		return nil, fmt.Errorf("read the exams: %w", err)
	}
	list := make([]Exam, len(rows))
	for i, r := range rows {
		if list[i], err = r.exam(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ownDraft returns a draft that the actor may write.
func (o *Office) ownDraft(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id ID) (Exam, error) {
	row, found, err := selectExam(ctx, tx, scope, id)
	switch {
	case err != nil:
		return Exam{}, fmt.Errorf("read exam %d: %w", id, err)
	case !found:
		return Exam{}, errNoExam
	case row.State != Draft:
		return Exam{}, fault.New(fault.Conflict, "测验已经发布，不能再改；要改请撤回以后另出一场")
	}
	return row.exam()
}

var errDraftMoved = fault.New(fault.Stale, "别人刚刚改过这份草稿，请看过新的再改")

// Revise replaces the terms of a draft. Besides what New fails with, it fails with fault.Stale when the draft has
// another revision, and with fault.Conflict when it is published.
func (o *Office) Revise(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ID, revision int, t Terms) (Exam, error) {
	if err := requireAny(actor, access.AuthorContent, access.AssignStudy); err != nil {
		return Exam{}, err
	}
	e, err := o.ownDraft(ctx, tx.ReadTx, setters(actor), id)
	if err != nil {
		return Exam{}, err
	}
	row, err := o.draftRow(actor, t)
	if err != nil {
		return Exam{}, err
	}
	row.ID, row.UnitID, row.State, row.Revision = id, e.Unit, Draft, revision+1
	saved, err := updateDraft(ctx, tx, row, revision)
	if err != nil {
		return Exam{}, fmt.Errorf("save exam %d: %w", id, err)
	}
	if !saved {
		return Exam{}, errDraftMoved
	}
	if err := noteInsider(ctx, tx, id, actor.ID()); err != nil {
		return Exam{}, err
	}
	if err := o.record(ctx, tx, actor.ID(), "exam.revise", id, "revision=%d", row.Revision); err != nil {
		return Exam{}, err
	}
	return row.exam()
}
