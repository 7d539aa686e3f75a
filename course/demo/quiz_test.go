package demo

import (
	"context"
	"errors"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

// lookAtQuiz checks that every page about the quiz has something to show: people who are differently far, an answer that
// waits to be graded, a key that somebody doubts, and hours that were booked.
func lookAtQuiz(ctx context.Context, t *testing.T, tx storage.ReadTx, d Deps, p people, now time.Time) error {
	t.Helper()
	clock := calendar.Clock(func() time.Time { return now })
	ledger := hours.NewLedger(d.Log, clock)
	office := exam.NewOffice(exam.Needs{
		DB: d.DB, Clock: clock, Ledger: ledger, Planner: plan.NewPlanner(d.Log, ledger, clock), Source: exam.Banks{},
		Seed: func(...string) quiz.Seed { return quiz.Seed{} },
	})
	exams, err := office.Exams(ctx, tx, p.actors["吴晓梅"])
	if err != nil || len(exams) != 1 {
		t.Fatalf("%d exams, %v", len(exams), err)
	}
	id := exams[0].ID
	results, err := office.Results(ctx, tx, p.actors["吴晓梅"], id)
	for progress, least := range map[exam.Progress]int{exam.Passed: 20, exam.NotPassed: 3, exam.Waiting: 1, exam.Running: 1, exam.NotBegun: 5} {
		if n := results.Count(progress); n < least {
			t.Errorf("%d people are %s", n, progress)
		}
	}
	queue, queueErr := office.Queue(ctx, tx, p.actors["郑书雅"], id)
	if len(queue) != 1 {
		t.Errorf("%d answers wait to be graded", len(queue))
	}
	corrections, correctErr := office.Corrections(ctx, tx, p.actors["周明远"], id)
	if len(corrections) != 1 || !corrections[0].IsOpen() {
		t.Errorf("corrections: %+v", corrections)
	}
	card, cardErr := office.Card(ctx, tx, p.actors["何秀兰"], id)
	if len(card.Attempts) != 2 || card.Running == 0 || card.Attempts[0].Passed {
		t.Errorf("何秀兰: %+v", card.Attempts)
	}
	entries, entriesErr := hours.Entries(ctx, tx, roster.InUnit(p.town().Path), hours.Year(now.Year()))
	booked := 0
	for _, e := range entries {
		if e.Source == hours.SourceQuiz {
			booked++
		}
	}
	if booked != results.Count(exam.Passed) {
		t.Errorf("%d have passed, %d entries", results.Count(exam.Passed), booked)
	}
	return errors.Join(err, queueErr, correctErr, cardErr, entriesErr)
}
