package exam

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Preview draws a paper from what the draft would draw from now; each number gives another. Whoever sits the exam gets
// none of them, and whoever has seen one does not sit the exam. It fails as Find, with fault.Invalid when the questions do
// not suffice, and with fault.Conflict while the actor sits the exam.
func (o *Office) Preview(ctx context.Context, actor access.Actor, id ID, number int) (paper Paper, pool Pool, err error) {
	if err := requireAny(actor, access.AuthorContent, access.AssignStudy); err != nil {
		return Paper{}, Pool{}, err
	}
	err = o.DB.Read(ctx, func(tx storage.ReadTx) error {
		paper, pool, err = o.preview(ctx, tx, actor, id, number)
		return err
	})
	if err == nil {
		err = o.see(ctx, actor, id)
	}
	if err != nil {
		return Paper{}, Pool{}, err
	}
	return paper, pool, nil
}

func (o *Office) preview(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID, number int) (Paper, Pool, error) {
	row, found, err := selectExam(ctx, tx, setters(actor), id)
	if err != nil {
		return Paper{}, Pool{}, fmt.Errorf("read exam %d: %w", id, err)
	}
	if !found {
		return Paper{}, Pool{}, errNoExam
	}
	e, err := row.exam()
	if err != nil {
		return Paper{}, Pool{}, err
	}
	pool, err := o.poolFor(ctx, tx, e)
	if err != nil {
		return Paper{}, Pool{}, err
	}
	if err := pool.suffices(e.Blueprint); err != nil {
		return Paper{}, Pool{}, err
	}
	paper, err := Draw(e.Blueprint, pool, 1, o.previewSeeds(e, number))
	return paper, pool, err
}

// previewSeeds gives a preview what nobody gets; the one paper of an exam that is the same for all is shown as it is.
func (o *Office) previewSeeds(e Exam, number int) Seeds {
	if e.Blueprint.Same {
		return o.seeds(e, 0)
	}
	return func(int) quiz.Seed { return o.Seed("preview", number64(e.ID), strconv.Itoa(number)) }
}

// poolFor returns the frozen pool of a published exam, and what a draft would draw from now.
func (o *Office) poolFor(ctx context.Context, tx storage.ReadTx, e Exam) (Pool, error) {
	if e.State == Draft {
		return o.PoolOf(ctx, tx, e.Blueprint)
	}
	return o.frozenPool(ctx, tx, e.ID)
}

// Publish freezes a draft with what it draws from. It fails with fault.Forbidden when the actor does not assign study,
// with fault.NotFound when not in the exam's unit, with fault.Stale when the draft has another revision, with
// fault.Conflict when it is no draft, and with fault.Invalid and the names of the fields when it is not complete.
func (o *Office) Publish(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ID, revision int) (Exam, error) {
	if err := access.Require(actor, access.AssignStudy); err != nil {
		return Exam{}, err
	}
	e, err := o.ownDraft(ctx, tx.ReadTx, actor.Scope(access.AssignStudy), id)
	if err != nil {
		return Exam{}, err
	}
	pool, err := o.PoolOf(ctx, tx.ReadTx, e.Blueprint)
	if err != nil {
		return Exam{}, err
	}
	if err := e.complete(pool, o.now()); err != nil {
		return Exam{}, err
	}
	at := calendar.Millis(o.now())
	published, err := updatePublished(ctx, tx, id, revision, actor.ID(), at)
	if err != nil {
		return Exam{}, fmt.Errorf("publish exam %d: %w", id, err)
	}
	if !published {
		return Exam{}, errDraftMoved
	}
	rows := pool.rows(id)
	if err := storage.InsertAll(ctx, tx, rows); err != nil {
		return Exam{}, fmt.Errorf("freeze what exam %d draws from: %w", id, err)
	}
	e.State, e.PublishedBy, e.PublishedAt = Published, actor.ID(), instant(at)
	return e, o.record(ctx, tx, actor.ID(), "exam.publish", id, "items=%d candidates=%d", e.Blueprint.Items(), len(rows))
}

// Withdraw ends a draft or a published exam: no attempt begins any more, those that run go on to their end, and results
// stay. It fails with fault.NotFound when the exam is not of the actor's to publish, with fault.Invalid without a reason, and
// with fault.Conflict when it is withdrawn already.
func (o *Office) Withdraw(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ID, reason string) error {
	if err := access.Require(actor, access.AssignStudy); err != nil {
		return err
	}
	_, found, err := selectExam(ctx, tx.ReadTx, actor.Scope(access.AssignStudy), id)
	if err != nil {
		return fmt.Errorf("read exam %d: %w", id, err)
	}
	if !found {
		return errNoExam
	}
	var f fault.Fields
	reason = strings.TrimSpace(reason)
	f.Check(text(reason, 1, longestReason), "reason", "请写明理由，最多 %d 个字", longestReason)
	if err := f.Err(); err != nil {
		return err
	}
	withdrawn, err := updateWithdrawn(ctx, tx, id, actor.ID(), calendar.Millis(o.now()), reason)
	if err != nil {
		return fmt.Errorf("withdraw exam %d: %w", id, err)
	}
	if !withdrawn {
		return fault.New(fault.Conflict, "测验已经撤回")
	}
	return o.record(ctx, tx, actor.ID(), "exam.withdraw", id, "")
}

// longestReason is the length in characters of the longest reason, as of a correction in the ledger.
const longestReason = 500

// Assign asks people to sit a published exam. It fails as plan.Planner.Assign does, with fault.NotFound when the exam is
// neither of the actor's nor of a unit above his, and with fault.Conflict when it is not published or over.
func (o *Office) Assign(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ID, due calendar.Date, note string, to plan.Target) (plan.Assigned, error) {
	if err := access.Require(actor, access.AssignStudy); err != nil {
		return plan.Assigned{}, err
	}
	e, err := o.Find(ctx, tx.ReadTx, actor, id)
	switch {
	case err != nil:
		return plan.Assigned{}, err
	case e.State != Published:
		return plan.Assigned{}, fault.New(fault.Conflict, "只有已发布的测验才能布置")
	case e.isOver(o.now()):
		return plan.Assigned{}, fault.New(fault.Conflict, "测验已经结束")
	}
	return o.Planner.Assign(ctx, tx, actor, plan.Assignment{
		Item: item(id), Title: e.Title, Subject: e.Subject, DueOn: due, Note: note,
	}, to)
}

// item returns the exam as something that people are asked for.
func item(id ID) plan.Item { return plan.Item{Kind: plan.QuizItem, Ref: int64(id)} }
