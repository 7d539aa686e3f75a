package quiz

import (
	"context"
	"testing"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

func TestEvidenceShowsThePassedPaperOnly(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	first := x.show(lesson, text)
	x.submit(first, choose(first, "s1"))
	second := x.show(lesson, text)
	var passedBy int64
	_, err := x.examiner.Submit(t.Context(), x.actor, lesson, text, second.Fingerprint, choose(second),
		func(_ context.Context, _ storage.WriteTx, e course.Evidence) error {
			passedBy = e.AttemptID
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	x.read(func(tx storage.ReadTx) error {
		evidence, err := x.examiner.Evidence(t.Context(), tx, passedBy)
		if err != nil {
			return err
		}
		if evidence.Cadre != x.actor.ID() || !evidence.Check.Passed || len(evidence.Check.Items) != 2 || evidence.Check.Round != 0 {
			t.Errorf("evidence %+v", evidence)
		}
		for _, it := range evidence.Check.Items {
			if it.State != course.Right || it.Carried || it.Answer == "" || it.Answer != it.Correct {
				t.Errorf("item %+v tells more or less than that it is right", it)
			}
		}
		for name, id := range map[string]int64{"failed": passedBy - 1, "unknown": passedBy + 1} {
			if _, err := x.examiner.Evidence(t.Context(), tx, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s attempt: %v", name, err)
			}
		}
		return nil
	})
}
