package exam

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Grade gives a written answer of the queue what it earns by each criterion. When it was the last one of its attempt that
// waited, the attempt gets its result, and what passing brings. It fails as Queue does, with fault.NotFound when no such
// answer waits for the actor any more, and with fault.Invalid and the fields marks[0] … when a criterion gets less than
// nothing or more than it is worth.
func (o *Office) Grade(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ID, code string, marks []quiz.Points, note string) error {
	list, s, err := o.waiting(ctx, tx.ReadTx, actor, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(w waiting) bool { return w.Code == code })
	if i < 0 {
		return fault.New(fault.NotFound, "这份答案不用您评，或者已经评过")
	}
	w := list[i]
	grade := Grade{Stage: w.Stage, Marks: marks, Note: strings.TrimSpace(note), By: actor.ID(), At: o.now()}
	if err := grade.check(w.Maxima); err != nil {
		return err
	}
	for _, points := range marks {
		grade.Total += points
	}
	if err := insertGrading(ctx, tx, w.attempt.ID, w.position, grade); err != nil {
		return fmt.Errorf("grade item %d of attempt %d: %w", w.position, w.attempt.ID, err)
	}
	err = o.record(ctx, tx, actor.ID(), "exam.grade", id, "attempt=%d item=%d stage=%s total=%d", w.attempt.ID, w.position+1, grade.Stage, grade.Total)
	if err != nil {
		return err
	}
	return o.complete(ctx, tx, s, w.attempt, actor)
}

func (g Grade) check(maxima []quiz.Points) error {
	var f fault.Fields
	f.Check(len(g.Marks) == len(maxima), "marks", "每条评分标准都要给分")
	for i, points := range g.Marks {
		f.Check(i >= len(maxima) || points >= 0 && points <= maxima[i], fmt.Sprintf("marks[%d]", i), "这一条在 0 和 %s 分之间", maxima[min(i, len(maxima)-1)])
	}
	f.Check(text(g.Note, 0, longestReason), "note", "最多写 %d 个字", longestReason)
	return f.Err()
}

// complete gives the attempt its result when no answer waits any more.
func (o *Office) complete(ctx context.Context, tx storage.WriteTx, s *sitting, a Attempt, grader access.Actor) error {
	marks, err := o.markAnew(ctx, tx.ReadTx, s, a)
	if err != nil {
		return err
	}
	before, _, err := latest(ctx, tx.ReadTx, a.ID)
	if err != nil {
		return fmt.Errorf("read the result of attempt %d: %w", a.ID, err)
	}
	result := resultOf(a, s.exam.PassMark, marks)
	if !result.Complete {
		return nil
	}
	result.Number, result.Cause, result.GradedAt, result.GradedBy = before.Number+1, Graded, o.now(), grader.ID()
	if result, err = keep(ctx, tx, result); err != nil || !result.Passed {
		return err
	}
	return o.pass(ctx, tx, s.exam, a)
}

// markAnew marks a submitted attempt by the keys and grades that hold now.
func (o *Office) markAnew(ctx context.Context, tx storage.ReadTx, s *sitting, a Attempt) ([]Mark, error) {
	m := marking{paper: a.Paper, versions: s.pool.Versions, partial: s.exam.Partial}
	var err error
	if m.keys, err = o.keysOf(ctx, tx, a.Exam); err != nil {
		return nil, err
	}
	rows, err := selectGradingsOf(ctx, tx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("read the grades of attempt %d: %w", a.ID, err)
	}
	graded := map[int][]Grade{}
	for _, r := range rows {
		g, err := r.grade()
		if err != nil {
			return nil, err
		}
		graded[r.Position] = append(graded[r.Position], g)
	}
	m.grades = s.exam.Grading.settle(graded)
	return m.mark(a.Sheet), nil
}

// insertGrading keeps a grade. It fails with fault.Conflict when the answer has one of the stage or of the person.
func insertGrading(ctx context.Context, tx storage.WriteTx, id AttemptID, position int, g Grade) error {
	row, err := gradingRowOf(id, position, g)
	if err != nil {
		return err
	}
	err = storage.Insert(ctx, tx, &row)
	if storage.IsDuplicate(err) {
		return fault.New(fault.Conflict, "这份答案刚刚有人评过")
	}
	return err
}
