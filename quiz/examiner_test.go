package quiz

import (
	"reflect"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestShowIsStableAndWritesNothing(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(3, 3))
	first := x.show(lesson, text)
	x.now.Add((24 * time.Hour).Milliseconds())
	if second := x.show(lesson, text); !reflect.DeepEqual(second, first) {
		t.Errorf("a day later the check is\n%+v\nnot\n%+v", second, first)
	}
	if n := x.attempts(); n != 0 {
		t.Errorf("showing stored %d attempts", n)
	}
	if _, found := x.result(lesson); found {
		t.Error("there is a result before the first submission")
	}
	if first.Round != 1 || first.Submitted || first.Passed || len(first.Items) != 3 {
		t.Errorf("round %d submitted %v passed %v, %d items", first.Round, first.Submitted, first.Passed, len(first.Items))
	}
}

func TestOpenItemsTellNoAnswer(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(3, 2))
	for i, it := range x.show(lesson, text).Items {
		if it.Correct != "" || it.Explanation != "" || it.Answer != "" || it.State != course.Open || len(it.Options) != 3 {
			t.Errorf("item %d: %+v", i+1, it)
		}
		for _, o := range it.Options {
			if o.Chosen {
				t.Errorf("item %d: an option is chosen", i+1)
			}
		}
	}
}

func TestPersonsAndOwnersDrawForThemselves(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(6, 6))
	mine := x.show(lesson, text)
	reading := x.show(course.CheckOwner{Kind: course.OwnerReading, ID: lesson.ID}, text)
	if mine.Fingerprint == reading.Fingerprint {
		t.Error("a reading asks exactly what the lesson asks")
	}
	x.read(func(tx storage.ReadTx) error {
		other, err := x.examiner.Show(t.Context(), tx, x.actor.ID()+1, lesson, text)
		if other.Fingerprint == mine.Fingerprint {
			t.Error("another person is asked exactly the same")
		}
		return err
	})
}

func TestSourceThatAsksNothing(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(1, 2))
	nowhere := course.QuestionSource{Kind: course.SourceDocument, ID: 99}
	if check := x.show(lesson, nowhere); len(check.Items) != 0 || check.Owner != lesson || check.Source != nowhere {
		t.Errorf("got %+v", check)
	}
	x.store(text, nil) // the questions were taken back
	if check := x.show(lesson, text); len(check.Items) != 0 {
		t.Errorf("a withdrawn set still asks %d questions", len(check.Items))
	}
}

func TestAnotherSourceCarriesNothing(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	x.submit(x.show(lesson, text), choose(x.show(lesson, text), "s2"))
	other := course.QuestionSource{Kind: course.SourceLesson, ID: 8}
	x.store(other, village(2, 2))
	check := x.show(lesson, other)
	if check.Round != 2 {
		t.Errorf("round %d, want 2", check.Round)
	}
	for _, it := range check.Items {
		if it.Carried {
			t.Errorf("point %s of another text is carried", it.Point)
		}
	}
}

func TestSecretStaysWithTheDatabase(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(5, 5))
	before := x.show(lesson, text)
	var err error
	if x.examiner, err = NewExaminer(t.Context(), x.db, x.clock); err != nil {
		t.Fatal(err)
	}
	if after := x.show(lesson, text); after.Fingerprint != before.Fingerprint {
		t.Error("another examiner of the same database draws differently")
	}
	elsewhere, err := NewExaminer(t.Context(), storagetest.Open(t), x.clock)
	if err != nil {
		t.Fatal(err)
	}
	if elsewhere.seed(1, lesson) == x.examiner.seed(1, lesson) {
		t.Error("two installations share their secret")
	}
}

func TestShowTakesTwoStatements(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(4, 3))
	x.show(lesson, text) // reads the set into the cache
	before := x.db.Statements()
	x.show(lesson, text)
	if n := x.db.Statements() - before; n > 2 {
		t.Errorf("showing a check takes %d statements, want at most 2", n)
	}
}
