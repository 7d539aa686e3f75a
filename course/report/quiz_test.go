package report_test

import (
	"context"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// quizzes are those that everybody who is asked can sit.
type quizzes map[int64]report.Quiz

func (quizzes) Kind() string { return "exam" }

func (quizzes) Evidence(context.Context, storage.ReadTx, int64) (report.Evidence, error) {
	return report.Evidence{}, nil
}

func (q quizzes) OpenQuizzes(_ context.Context, _ storage.ReadTx, _ roster.CadreID, asked []int64) (map[int64]report.Quiz, error) {
	open := map[int64]report.Quiz{}
	for _, id := range asked {
		if quiz, found := q[id]; found {
			open[id] = quiz
		}
	}
	return open, nil
}

// TestQuizzesAreToDoWhileTheyCanBeSat assigns four quizzes: one that cannot be sat any more is no thing to do, and one that
// brings hours is a step, until its own end when the day of the assignment is over.
func TestQuizzesAreToDoWhileTheyCanBeSat(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	source := quizzes{1: {Hours: 50, Subject: "policy", Until: 20261231}, 2: {}, 3: {Hours: 50, Subject: "law"}}
	w.reporter = report.New(w.log, w.ledger, w.catalogue, w.clock(), source)
	w.on("2026-09-01")
	for id, due := range map[int64]calendar.Date{1: 20260920, 2: 20260921, 3: 20260903, 4: 20260904} {
		w.assign(w.xiulan, plan.QuizItem, id, "惠民政策小测", due)
	}
	w.on("2026-09-10")
	h := w.home(w.xiulan)
	got := map[int64]hours.Amount{}
	for _, todo := range h.Todos {
		if todo.Kind != report.TodoQuiz || todo.Overdue != (todo.ID == 3) {
			t.Errorf("to do is %+v", todo)
		}
		got[todo.ID] = todo.Hours
	}
	if len(got) != 3 || got[1] != 50 || got[2] != 0 || got[3] != 50 {
		t.Errorf("the quizzes to do, with their hours, are %v", got)
	}
	steps := map[int64]report.Step{}
	for _, s := range h.Standing.Steps {
		if s.Kind == compliance.Quiz {
			steps[s.Ref] = s
		}
	}
	if len(steps) != 2 || steps[1].DueOn != 20260920 || !steps[3].DueOn.IsZero() || steps[1].Brings.Hours != 50 || steps[1].Mode != hours.Online {
		t.Errorf("the steps are %+v", steps)
	}
	if why := steps[3].Why; why.Text != "测验《%s》还没有合格" {
		t.Errorf("the reason is %q", why.Text)
	}
}
