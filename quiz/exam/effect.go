package exam

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

// Effect is what a proposed correction would change if it were accepted now (更正的影响).
type Effect struct {
	Asked   int // submitted attempts that were asked the question
	Changed int // of these, whose marks change
	Passing int // that pass by it and did not before, and whose hours are booked
	Failing int // that do not pass any more, and whose hours are reversed unless another attempt is passed
}

// Effect returns what a correction would change: by its key and those that count already, all submitted attempts are
// marked anew, and nothing is kept. It fails with fault.NotFound for a correction that Corrections does not return.
func (o *Office) Effect(ctx context.Context, tx storage.ReadTx, actor access.Actor, id CorrectionID) (Effect, error) {
	c, found, err := selectCorrection(ctx, tx, id)
	if err != nil || !found {
		return Effect{}, firstOf(err, errNoCorrection)
	}
	if _, found, err := selectExam(ctx, tx, readers(actor).Or(actor.Scope(access.ApproveReversal)), c.ExamID); err != nil || !found {
		return Effect{}, firstOf(err, errNoCorrection)
	}
	s, err := o.sitting(ctx, tx, c.ExamID)
	if err != nil {
		return Effect{}, err
	}
	keys, err := o.keysWith(ctx, tx, c)
	if err != nil {
		return Effect{}, err
	}
	graded, err := gradesIn(ctx, tx, c.ExamID)
	if err != nil {
		return Effect{}, err
	}
	rows, err := selectSubmitted(ctx, tx, c.ExamID)
	if err != nil {
		return Effect{}, fmt.Errorf("read the attempts at exam %d: %w", c.ExamID, err)
	}
	var effect Effect
	for _, row := range rows {
		m := marking{versions: s.pool.Versions, partial: s.exam.Partial, keys: keys, grades: s.exam.Grading.settle(graded[row.Row.ID])}
		if err := effect.add(row, m, s.exam, c.VersionID); err != nil {
			return Effect{}, err
		}
	}
	return effect, nil
}

// keysWith returns the keys of an exam as they are with the correction.
func (o *Office) keysWith(ctx context.Context, tx storage.ReadTx, c correctionRow) (Keys, error) {
	keys, err := o.keysOf(ctx, tx, c.ExamID)
	if err != nil {
		return nil, err
	}
	if keys = maps.Clone(keys); keys == nil {
		keys = Keys{}
	}
	key := Key{Version: c.KeyID}
	if c.KeyID != 0 {
		versions, err := o.Source.Versions(ctx, tx, []bank.VersionID{c.KeyID})
		if err != nil {
			return nil, fmt.Errorf("read version %d: %w", c.KeyID, err)
		}
		key.Question = versions[c.KeyID].Content
	}
	keys[c.VersionID] = key
	return keys, nil
}

// add marks a submitted attempt anew and adds what that changes.
func (e *Effect) add(row submittedRow, m marking, exam Exam, version bank.VersionID) error {
	a, err := row.Row.attempt()
	if err != nil {
		return err
	}
	if !slices.Contains(a.Paper.Versions(), version) {
		return nil
	}
	e.Asked++
	before, err := row.result()
	if err != nil {
		return err
	}
	m.paper = a.Paper
	after := resultOf(a, exam.PassMark, m.mark(a.Sheet))
	if slices.Equal(after.Marks, before.Marks) {
		return nil
	}
	e.Changed++
	switch passed := before.Complete && before.Total >= exam.PassMark; {
	case after.Passed && !passed:
		e.Passing++
	case passed && !after.Passed:
		e.Failing++
	}
	return nil
}
