package exam

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Answered returns how the actor answered the questions of graded attempts, but for results that were seen: seen gives
// the last one by attempt. An attempt whose right answers may not be seen yet is left out, one whose never may comes
// without answers. It takes no other person than the actor.
func (o *Office) Answered(ctx context.Context, tx storage.ReadTx, actor access.Actor, seen map[int64]int64) ([]quiz.Marked, error) {
	rows, err := selectGraded(ctx, tx, actor.ID())
	if err != nil {
		return nil, fmt.Errorf("read the graded attempts of cadre %d: %w", actor.ID(), err)
	}
	var marked []quiz.Marked
	for _, r := range rows {
		before := seen[int64(r.ID)]
		if before == r.ResultID {
			continue
		}
		s, err := o.sitting(ctx, tx, r.ExamID)
		if err != nil {
			return nil, err
		}
		m := quiz.Marked{Attempt: int64(r.ID), Result: r.ResultID, Again: before != 0}
		shown, err := o.mayShow(ctx, tx, s.exam)
		switch {
		case err != nil:
			return nil, err
		case shown:
			if m.Answers, err = o.answersOf(ctx, tx, actor, s, r.ID); err != nil {
				return nil, err
			}
		case s.exam.Shows != Never:
			continue
		}
		marked = append(marked, m)
	}
	return marked, nil
}

// answersOf returns how the questions of a submitted attempt were answered, by the keys that count now.
func (o *Office) answersOf(ctx context.Context, tx storage.ReadTx, actor access.Actor, s *sitting, id AttemptID) ([]quiz.Answered, error) {
	a, err := attemptOf(ctx, tx, actor.ID(), id)
	if err != nil {
		return nil, err
	}
	outcome, err := o.outcome(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	answers := make([]quiz.Answered, len(outcome.Items))
	for i, it := range outcome.Items {
		answers[i] = quiz.Answered{
			Question: quiz.Identity{Bank: int64(s.pool.Versions[a.Paper.Items[i].Version].Question)}, On: calendar.DateOf(a.SubmittedAt),
			Wrong: it.Result == quiz.Wrong && !it.Given, Corrected: it.Given || it.Mark.Key != 0,
		}
	}
	return answers, nil
}
