package plan

import (
	"context"
	"fmt"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// longestNote bounds the sentence on a change and the text of a decision.
const longestNote = 1000

// Submit hands a draft to the committee with one sentence on what changed and why. It fails with fault.Invalid when the
// sentence is missing or the plan asks for nothing.
func (p *Planner) Submit(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID, revision int, change string) (Version, error) {
	v, err := p.take(ctx, tx, actor, access.DraftPlan, id, revision, StateDraft)
	if err != nil {
		return Version{}, err
	}
	change = strings.TrimSpace(change)
	var f fault.Fields
	f.Check(text(change, 1, longestNote), "change", "请用一句话写明改了什么、为什么")
	f.Check(len(v.Content.Requirements) > 0, "requirements", "还没有填各类干部的目标")
	if err := f.Err(); err != nil {
		return Version{}, err
	}
	v.State, v.Change, v.SubmittedBy, v.SubmittedAt = StateSubmitted, change, actor.ID(), p.now()
	v.DecidedBy, v.DecidedAt, v.Decision = 0, time.Time{}, ""
	return p.put(ctx, tx, actor, v, "plan.submit")
}

// Approve puts a submitted version into force: from now on it never changes, its requirements count, and it is sealed
// in the log. It fails with fault.Forbidden when the actor had a hand in the version and with fault.Invalid when the
// decision has no text.
func (p *Planner) Approve(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID, revision int, decision string) (Version, error) {
	v, err := p.decide(ctx, tx, actor, id, revision, decision)
	if err != nil {
		return Version{}, err
	}
	if v.WrittenBy(actor.ID()) {
		return Version{}, fault.New(fault.Forbidden, "自己起草或提交的计划要由另一位党委委员批准")
	}
	v.State = StateApproved
	if v, err = p.put(ctx, tx, actor, v, "plan.approve"); err != nil {
		return Version{}, err
	}
	row, err := rowOf(v)
	if err != nil {
		return Version{}, err
	}
	leaf := seal.Leaf{Kind: seal.PlanVersion, ID: int64(v.ID), Fields: foundVersion{Row: row, UnitID: v.Plan.Unit, Year: v.Plan.Year}.fields()}
	if err := p.log.Append(ctx, tx, leaf); err != nil {
		return Version{}, fmt.Errorf("seal version %d: %w", v.ID, err)
	}
	return v, nil
}

// Return sends a submitted version back as a draft; the decision says what to change. It fails as Approve does, but the
// one who drafted may return it.
func (p *Planner) Return(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID, revision int, decision string) (Version, error) {
	v, err := p.decide(ctx, tx, actor, id, revision, decision)
	if err != nil {
		return Version{}, err
	}
	v.State = StateDraft
	return p.put(ctx, tx, actor, v, "plan.return")
}

// decide returns the submitted version with the decision of the actor in it.
func (p *Planner) decide(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID, revision int, decision string) (Version, error) {
	v, err := p.take(ctx, tx, actor, access.ApprovePlan, id, revision, StateSubmitted)
	if err != nil {
		return Version{}, err
	}
	decision = strings.TrimSpace(decision)
	var f fault.Fields
	f.Check(text(decision, 1, longestNote), "decision", "请写明审批意见，如会议名称或文号")
	v.DecidedBy, v.DecidedAt, v.Decision = actor.ID(), p.now(), decision
	return v, f.Err()
}
