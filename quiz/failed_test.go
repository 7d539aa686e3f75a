package quiz

import (
	"slices"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func (x *examination) failed(actor access.Actor, after int64, limit int) (wrong []Answered, upTo int64, more bool) {
	x.Helper()
	x.read(func(tx storage.ReadTx) error {
		f, err := x.examiner.Failed(x.Context(), tx, actor, after, limit)
		wrong, upTo, more = f.Wrong, f.UpTo, f.More
		return err
	})
	return wrong, upTo, more
}

func TestFailedRoundsTellWhatWasWrong(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(3, 2))
	first := x.show(lesson, text)
	answers := choose(first, "s2")
	delete(answers, first.Items[2].Key) // left open
	x.submit(first, answers)
	second := x.show(lesson, text)
	x.submit(second, choose(second, "s3"))
	third := x.show(lesson, text)
	x.submit(third, choose(third))

	all, upTo, more := x.failed(x.actor, 0, 10)
	if len(all) != 2 || upTo != 2 || more {
		t.Fatalf("failed rounds up to %d: %+v", upTo, all)
	}
	for _, a := range all {
		if len(a.Question.ContentHash) != 64 || a.Question.Bank != 0 || a.On != 20260305 || !a.Wrong || a.Corrected {
			t.Errorf("%+v", a)
		}
	}
	if all[0].Question == all[1].Question {
		t.Error("two questions have one identity")
	}
	one, upTo, more := x.failed(x.actor, 0, 1)
	if !slices.Equal(one, all[:1]) || upTo != 1 || !more {
		t.Errorf("the first round up to %d: %+v", upTo, one)
	}
	if rest, upTo, _ := x.failed(x.actor, 1, 10); !slices.Equal(rest, all[1:]) || upTo != 2 {
		t.Errorf("after the first round up to %d: %+v", upTo, rest)
	}
	if none, upTo, _ := x.failed(x.actor, 2, 10); len(none) != 0 || upTo != 2 {
		t.Errorf("after the last failed round up to %d: %+v", upTo, none)
	}
	other := access.Actor{Cadre: roster.Cadre{ID: x.actor.ID() + 1}}
	if theirs, _, _ := x.failed(other, 0, 10); len(theirs) != 0 {
		t.Errorf("somebody else gets %+v", theirs)
	}
}
