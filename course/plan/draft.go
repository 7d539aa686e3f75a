package plan

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Draft returns the draft of the unit's plan for the year and makes one when there is none: from the approved version,
// or empty in the first year. It fails with fault.Conflict while a version waits for approval.
func (p *Planner) Draft(ctx context.Context, tx storage.WriteTx, actor access.Actor, unit roster.UnitID, year int) (Version, error) {
	return p.draft(ctx, tx, actor, unit, year, func(study StudyPlan) (Content, error) {
		current, found, err := newest(ctx, tx.ReadTx, study)
		if err != nil || !found {
			return Empty(), err
		}
		return current.Content, nil
	})
}

// CopyLastYear makes the draft of the unit's plan for the year from what was approved for the unit a year before; the
// dates of the topics are open again. A draft that exists already is left alone and returned. It fails with
// fault.NotFound when the unit had no approved plan.
func (p *Planner) CopyLastYear(ctx context.Context, tx storage.WriteTx, actor access.Actor, unit roster.UnitID, year int) (Version, error) {
	return p.draft(ctx, tx, actor, unit, year, func(StudyPlan) (Content, error) {
		last, found, err := Approved(ctx, tx.ReadTx, unit, year-1, p.now())
		if err != nil {
			return Content{}, err
		}
		if !found {
			return Content{}, fault.New(fault.NotFound, "%d 年没有批准过的计划，可以从空白开始", year-1)
		}
		return last.Content.forYear(), nil
	})
}

func (p *Planner) draft(ctx context.Context, tx storage.WriteTx, actor access.Actor, unit roster.UnitID, year int, start func(StudyPlan) (Content, error)) (Version, error) {
	if _, err := requireUnit(ctx, tx.ReadTx, actor, access.DraftPlan, unit); err != nil {
		return Version{}, err
	}
	if this := p.clock.Today().Year(); year < this-10 || year > this+2 {
		return Version{}, fault.New(fault.Invalid, "年度 %d 不对", year)
	}
	study, err := insertPlan(ctx, tx, unit, year)
	if err != nil {
		return Version{}, fmt.Errorf("make the plan of unit %d for %d: %w", unit, year, err)
	}
	open, found, err := selectOpen(ctx, tx.ReadTx, study.ID)
	if err != nil {
		return Version{}, fmt.Errorf("look for the draft of plan %d: %w", study.ID, err)
	}
	if found && open.Row.State == StateSubmitted {
		return Version{}, fault.New(fault.Conflict, "第 %d 版正在审批，批准或退回以后才能再改", open.Row.Number)
	}
	if found {
		return open.version()
	}
	content, err := start(study)
	if err != nil {
		return Version{}, err
	}
	return p.insertDraft(ctx, tx, actor, study, content)
}

func (p *Planner) insertDraft(ctx context.Context, tx storage.WriteTx, actor access.Actor, study StudyPlan, content Content) (Version, error) {
	text, err := content.encode()
	if err != nil {
		return Version{}, err
	}
	number, err := selectLastNumber(ctx, tx.ReadTx, study.ID)
	if err != nil {
		return Version{}, fmt.Errorf("count the versions of plan %d: %w", study.ID, err)
	}
	at := calendar.Millis(p.now())
	row := versionRow{
		PlanID: study.ID, Number: number + 1, State: StateDraft, Revision: 1, Content: text,
		DraftedBy: actor.ID(), DraftedAt: at, SavedBy: actor.ID(), SavedAt: at,
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Version{}, fmt.Errorf("insert a draft of plan %d: %w", study.ID, err)
	}
	if err := p.record(ctx, tx, actor, "plan.draft", "plan_version", int64(row.ID), "number=%d", row.Number); err != nil {
		return Version{}, err
	}
	return foundVersion{Row: row, UnitID: study.Unit, Year: study.Year}.version()
}

// Save replaces the content of a draft. It fails with fault.Invalid and the fields' names when the content is wrong,
// with fault.Stale when somebody else saved after the given revision, and with fault.Conflict when the version is no
// draft any more.
func (p *Planner) Save(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID, revision int, content Content) (Version, error) {
	v, err := p.take(ctx, tx, actor, access.DraftPlan, id, revision, StateDraft)
	if err != nil {
		return Version{}, err
	}
	content.LastTopic = max(v.Content.LastTopic, lastTopic(content))
	content.normalise()
	k, err := selectKnown(ctx, tx.ReadTx)
	if err != nil {
		return Version{}, fmt.Errorf("read categories and subjects: %w", err)
	}
	if err := content.check(v.Plan.Year, k); err != nil {
		return Version{}, err
	}
	v.Content, v.SavedBy, v.SavedAt = content, actor.ID(), p.now()
	return p.put(ctx, tx, actor, v, "plan.save")
}

// Discard takes a draft away. Nothing counted by it and nobody decided on it; that it was there stays in the audit
// trail. It fails as Save does.
func (p *Planner) Discard(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID, revision int) (Version, error) {
	v, err := p.take(ctx, tx, actor, access.DraftPlan, id, revision, StateDraft)
	if err != nil {
		return Version{}, err
	}
	if err := deleteDraft(ctx, tx, id, revision); err != nil {
		return Version{}, fmt.Errorf("discard version %d: %w", id, err)
	}
	return v, p.record(ctx, tx, actor, "plan.discard", "plan_version", int64(id), "number=%d revision=%d", v.Number, revision)
}

// take returns a version for a change: in the actor's scope, in the given state and as the actor saw it.
func (p *Planner) take(ctx context.Context, tx storage.WriteTx, actor access.Actor, permission access.Permission, id VersionID, revision int, state State) (Version, error) {
	if err := access.Require(actor, permission); err != nil {
		return Version{}, err
	}
	row, found, err := selectVersion(ctx, tx.ReadTx, actor.Scope(permission), id)
	if err != nil {
		return Version{}, fmt.Errorf("read version %d: %w", id, err)
	}
	switch {
	case !found:
		return Version{}, errNoVersion
	case row.Row.State != state:
		return Version{}, fault.New(fault.Conflict, "这一版现在是“%s”，不能这样办理", row.Row.State.Name())
	case row.Row.Revision != revision:
		return Version{}, fault.New(fault.Stale, "这一版刚刚被别人改过，请重新打开再办理")
	}
	return row.version()
}

// put writes a changed version back under the next revision.
func (p *Planner) put(ctx context.Context, tx storage.WriteTx, actor access.Actor, v Version, action string) (Version, error) {
	before := v.Revision
	v.Revision++
	row, err := rowOf(v)
	if err != nil {
		return Version{}, err
	}
	if err := updateVersion(ctx, tx, row, before); err != nil {
		return Version{}, fmt.Errorf("change version %d: %w", v.ID, err)
	}
	return v, p.record(ctx, tx, actor, action, "plan_version", int64(v.ID), "number=%d revision=%d", v.Number, v.Revision)
}
