package quiz

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

func TestFailingLeadsToAnotherQuestion(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(3, 2))
	first := x.show(lesson, text)
	marked := x.submit(first, choose(first, "s2"))
	if marked.Passed || !marked.Submitted || marked.Round != 1 || x.passes.Load() != 0 {
		t.Fatalf("marked: %+v, passed called %d times", marked, x.passes.Load())
	}
	wrong := marked.Items[1]
	if wrong.State != course.Wrong || wrong.Correct == "" || wrong.Explanation != "再想想\n讲解 "+wrong.Text[len("题目 "):] || wrong.PointTitle != "第 2 节" {
		t.Errorf("the wrong item does not explain itself: %+v", wrong)
	}
	if stored, found := x.result(lesson); !found || !reflect.DeepEqual(stored, marked) {
		t.Errorf("the result page shows\n%+v\nnot\n%+v", stored, marked)
	}
	second := x.show(lesson, text)
	if second.Round != 2 || !second.Items[0].Carried || second.Items[0].State != course.Right || second.Items[1].State != course.Open {
		t.Errorf("round 2: %+v", second)
	}
	if second.Items[1].Text == first.Items[1].Text {
		t.Error("the same question is asked again")
	}
}

func TestPassingHappensOnce(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	first := x.show(lesson, text)
	x.submit(first, choose(first, "s1"))
	second := x.show(lesson, text)
	var evidence course.Evidence
	marked, err := x.examiner.Submit(t.Context(), x.actor, lesson, text, second.Fingerprint, choose(second),
		func(_ context.Context, _ storage.WriteTx, e course.Evidence) error { evidence = e; return nil })
	if err != nil || !marked.Passed {
		t.Fatalf("not passed: %+v, %v", marked, err)
	}
	if evidence.AttemptID == 0 || evidence.Owner != lesson || evidence.Items != 2 || !evidence.PassedAt.Equal(x.clock()) {
		t.Errorf("evidence %+v", evidence)
	}
	for _, fingerprint := range []string{second.Fingerprint, first.Fingerprint, "nonsense"} {
		again := x.submit(course.Check{Owner: lesson, Source: text, Fingerprint: fingerprint}, nil)
		if !reflect.DeepEqual(again, marked) {
			t.Errorf("submitting %s after passing gives %+v", fingerprint, again)
		}
	}
	if shown := x.show(lesson, text); !reflect.DeepEqual(shown, marked) {
		t.Errorf("a passed check is shown as %+v", shown)
	}
	if x.passes.Load() != 0 || x.attempts() != 2 {
		t.Errorf("passed called again %d times, %d attempts", x.passes.Load(), x.attempts())
	}
}

func TestSameRoundTwiceGivesTheStoredResult(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	check := x.show(lesson, text)
	marked := x.submit(check, choose(check, "s1", "s2"))
	again := x.submit(check, choose(check)) // went back and corrected the answers
	if !reflect.DeepEqual(again, marked) || again.Passed {
		t.Errorf("the round was marked anew: %+v", again)
	}
	if n := x.attempts(); n != 1 {
		t.Errorf("%d attempts, want 1", n)
	}
}

func TestConcurrentSubmissionsStoreOneRound(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(3, 2))
	check := x.show(lesson, text)
	answers := choose(check)
	results := make([]course.Check, 24)
	var wait sync.WaitGroup
	for i := range results {
		wait.Go(func() {
			var err error
			if results[i], err = x.send(check, answers); err != nil {
				t.Errorf("submission %d: %v", i, err)
			}
		})
	}
	wait.Wait()
	for i, r := range results {
		if !reflect.DeepEqual(r, results[0]) || !r.Passed {
			t.Errorf("submission %d gives %+v", i, r)
		}
	}
	if x.passes.Load() != 1 || x.attempts() != 1 || x.count("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'quiz.check.pass'") != 1 {
		t.Errorf("passed called %d times, %d attempts", x.passes.Load(), x.attempts())
	}
}

func TestRefusedPassLeavesNothing(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	check := x.show(lesson, text)
	refusal := errors.New("the books are closed")
	refuse := func(ctx context.Context, tx storage.WriteTx, e course.Evidence) error {
		if err := audit.Add(ctx, tx, e.PassedAt, audit.Event{Action: "half.done"}); err != nil {
			return err
		}
		return refusal
	}
	_, err := x.examiner.Submit(t.Context(), x.actor, lesson, text, check.Fingerprint, choose(check), refuse)
	if !errors.Is(err, refusal) {
		t.Fatalf("error %v, want the refusal", err)
	}
	if n := x.count("SELECT COUNT(*) AS n FROM audit_events WHERE action IN ('half.done', 'quiz.check.pass')"); n != 0 || x.attempts() != 0 {
		t.Errorf("%d traces and %d attempts remain", n, x.attempts())
	}
	if marked := x.submit(check, choose(check)); !marked.Passed || x.passes.Load() != 1 {
		t.Errorf("the same submission afterwards: %+v", marked)
	}
}

func TestOtherDrawIsStale(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	first := x.show(lesson, text)
	x.submit(first, choose(first, "s1"))
	second := x.show(lesson, text)
	x.submit(second, choose(second, "s1"))
	now := x.show(lesson, text)
	for name, fingerprint := range map[string]string{"earlier round": first.Fingerprint, "none": "", "invented": "0123456789abcdef"} {
		fresh, err := x.send(course.Check{Owner: lesson, Source: text, Fingerprint: fingerprint}, choose(now))
		if !fault.Is(err, fault.Stale) || !reflect.DeepEqual(fresh, now) {
			t.Errorf("%s: %v, with %+v", name, err, fresh)
		}
	}
	points := village(2, 2)
	points[0].Questions[0].Text, points[0].Questions[1].Text = "改过的题目甲", "改过的题目乙"
	x.store(text, points)
	if _, err := x.send(now, choose(now)); !fault.Is(err, fault.Stale) {
		t.Errorf("answers to questions that were replaced: %v", err)
	}
	if x.attempts() != 2 {
		t.Errorf("%d attempts, want 2", x.attempts())
	}
}

func TestWhoCannotSubmit(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(1, 2))
	check := x.show(lesson, text)
	stranger := access.Actor{}
	if _, err := x.examiner.Submit(t.Context(), stranger, lesson, text, check.Fingerprint, choose(check), x.passed); !fault.Is(err, fault.Forbidden) {
		t.Errorf("somebody who has not signed in: %v", err)
	}
	check.Source = course.QuestionSource{Kind: course.SourceDocument, ID: 99}
	if _, err := x.send(check, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("a source without questions: %v", err)
	}
}

// TestEveryRoundKeepsWhatIsRight answers at random until the check is passed.
func TestEveryRoundKeepsWhatIsRight(t *testing.T) {
	t.Parallel()
	points := village(4, 3)
	x := newExamination(t, points)
	var owner int64
	rapid.Check(t, func(r *rapid.T) {
		owner++
		mine := course.CheckOwner{Kind: course.OwnerReading, ID: owner}
		right := map[string]bool{}
		for round := 1; len(right) < len(points); round++ {
			check := x.show(mine, text)
			if check.Round != round {
				r.Fatalf("round %d, want %d", check.Round, round)
			}
			var wrong []string
			for _, p := range points {
				if round < 4 && rapid.Bool().Draw(r, "wrong") {
					wrong = append(wrong, p.ID)
				}
			}
			for _, it := range x.submit(check, choose(check, wrong...)).Items {
				if right[it.Point] && it.State != course.Right {
					r.Fatalf("point %s was right and is %s", it.Point, it.State)
				}
				right[it.Point] = right[it.Point] || it.State == course.Right
				if !right[it.Point] {
					delete(right, it.Point)
				}
			}
		}
		if check, _ := x.result(mine); !check.Passed {
			r.Fatalf("every point is right, but: %+v", check)
		}
	})
}
