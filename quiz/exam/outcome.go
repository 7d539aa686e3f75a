package exam

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Outcome is a submitted attempt with what it earned (成绩单).
type Outcome struct {
	Exam    Exam
	Attempt Attempt
	Result  Result
	Earlier []Result      // what other results came before, the oldest first
	Items   []ItemOutcome // empty while the answers may not be seen
}

// ItemOutcome is what came of an item.
type ItemOutcome struct {
	quiz.ItemOutcome
	Mark
	Section string // its title
}

// Outcome returns a submitted attempt of the actor; with the questions, the right answers and the explanations when the
// exam shows them by now. It fails with fault.NotFound when the attempt is not the actor's, and with fault.Conflict while
// it runs.
func (o *Office) Outcome(ctx context.Context, tx storage.ReadTx, actor access.Actor, id AttemptID) (Outcome, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return Outcome{}, err
	}
	a, err := attemptOf(ctx, tx, actor.ID(), id)
	if err != nil {
		return Outcome{}, err
	}
	outcome, err := o.outcome(ctx, tx, a)
	if err != nil {
		return Outcome{}, err
	}
	shown, err := o.mayShow(ctx, tx, outcome.Exam)
	if !shown {
		outcome.Items = nil
	}
	return outcome, err
}

// mayShow reports whether the right answers may be seen now. After the window they may when nobody answers any more to
// whom an outage gave time back.
func (o *Office) mayShow(ctx context.Context, tx storage.ReadTx, e Exam) (bool, error) {
	if e.Shows != AfterWindow || !e.isOver(o.now()) {
		return e.Shows == AtOnce, nil
	}
	running, err := selectRunning(ctx, tx, e.ID)
	if err != nil {
		return false, fmt.Errorf("look who answers exam %d: %w", e.ID, err)
	}
	return !running, nil
}

// outcome returns everything about a submitted attempt.
func (o *Office) outcome(ctx context.Context, tx storage.ReadTx, a Attempt) (Outcome, error) {
	if a.IsRunning() {
		return Outcome{}, errRunning
	}
	s, err := o.sitting(ctx, tx, a.Exam)
	if err != nil {
		return Outcome{}, err
	}
	rows, err := selectResults(ctx, tx, a.ID)
	if err != nil {
		return Outcome{}, fmt.Errorf("read the results of attempt %d: %w", a.ID, err)
	}
	outcome := Outcome{Exam: s.exam, Attempt: a}
	for _, row := range rows {
		r, err := row.result()
		if err != nil {
			return Outcome{}, err
		}
		outcome.Earlier = append(outcome.Earlier, r)
	}
	last := len(outcome.Earlier) - 1
	outcome.Result, outcome.Earlier = outcome.Earlier[last], outcome.Earlier[:last]
	keys, err := o.keysOf(ctx, tx, a.Exam)
	outcome.Items = s.outcomes(a, outcome.Result, keys)
	return outcome, err
}

// outcomes returns what came of the items. One whose key was corrected is explained by the corrected question.
func (s *sitting) outcomes(a Attempt, r Result, keys Keys) []ItemOutcome {
	marked := a.Paper.Questions(s.pool.Versions)
	for i, it := range a.Paper.Items {
		item := &marked.Items[i]
		if r.Marks[i].Key != 0 {
			item.Question = keys[it.Version].Question
		}
		item.Answer = a.Sheet[i]
		item.Right = quiz.Grade(item.Question, item.Answer) == quiz.Right
	}
	items := make([]ItemOutcome, len(a.Paper.Items))
	for i, out := range marked.Outcome().Items {
		items[i] = ItemOutcome{ItemOutcome: out, Mark: r.Marks[i], Section: s.exam.Blueprint.Sections[a.Paper.Items[i].Section].Title}
	}
	return items
}
