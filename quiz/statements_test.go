package quiz

import (
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/storage/storagetest"
)

// A submission must not take more statements than these, which decide how many a server takes in a second.
func TestStatementsOfASubmission(t *testing.T) {
	t.Parallel()
	s := newSchool(t, storagetest.Open(t), 2, 1)
	list := s.prepare(2 * benchLessons) // of two persons, in turn
	count := func(x submission) int64 {
		before := s.db.Statements()
		if err := s.take(x); err != nil {
			t.Fatal(err)
		}
		return s.db.Statements() - before
	}
	count(list[0]) // reads the course into memory
	for _, tt := range []struct {
		name string
		x    submission
		most int64
	}{
		{"the first lesson, which begins the course", list[1], 7},
		{"another lesson", list[3], 6},
		{"the last lesson, which is booked and sealed", list[5], 15},
		{"the last one once more, which only finds what is stored", list[5], 3},
	} {
		if n := count(tt.x); n != tt.most {
			t.Errorf("%s takes %d statements, not %d", tt.name, n, tt.most)
		}
	}
}

// The first round is marked without looking into the database, so the write has to see that the questions were replaced.
func TestReplacedQuestionsAreSeenByTheFirstRound(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	check := x.show(lesson, text)
	points := village(2, 2)
	points[0].Questions[0].Text = "改过的题目"
	points[0].Questions[1].Text = "也改过的题目"
	x.store(text, points) // the examiner still has the old ones in memory
	fresh, err := x.send(check, choose(check))
	if !fault.Is(err, fault.Stale) || fresh.Fingerprint == check.Fingerprint || x.attempts() != 0 || x.passes.Load() != 0 {
		t.Errorf("answers to replaced questions: %v, %+v, %d attempts", err, fresh, x.attempts())
	}
	if marked := x.submit(fresh, choose(fresh)); !marked.Passed || x.passes.Load() != 1 {
		t.Errorf("the new questions: %+v", marked)
	}
}

// A first round that was stored by an examiner of another process is found, although this one has not looked.
func TestFirstRoundStoredElsewhereIsFound(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	check := x.show(lesson, text)
	other, err := NewExaminer(t.Context(), x.db, x.clock)
	if err != nil {
		t.Fatal(err)
	}
	first, err := other.Submit(t.Context(), x.actor, lesson, text, check.Fingerprint, choose(check, "s1"), x.passed)
	if err != nil || first.Passed {
		t.Fatalf("elsewhere: %+v, %v", first, err)
	}
	again := x.submit(check, choose(check))
	if again.Passed || again.Round != 1 || x.attempts() != 1 || x.passes.Load() != 0 {
		t.Errorf("the round was marked anew: %+v", again)
	}
}
