package quiz

import (
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

func TestPapersShowWhatWasPassedOnly(t *testing.T) {
	t.Parallel()
	var source report.EvidenceSource
	x := newExamination(t, village(2, 3))
	source = Papers{Examiner: x.examiner}
	if source.Kind() != EvidenceKind {
		t.Errorf("kind %q", source.Kind())
	}
	x.submit(x.show(lesson, text), nil)
	x.submit(x.show(lesson, text), choose(x.show(lesson, text)))
	x.read(func(tx storage.ReadTx) error {
		if _, err := source.Evidence(t.Context(), tx, 1); !fault.Is(err, fault.NotFound) {
			t.Errorf("the failed round: %v", err)
		}
		e, err := source.Evidence(t.Context(), tx, 2)
		if len(e.Items) != 2 || len(e.Lines) != 1 || e.Lines[0].Text == "" {
			t.Errorf("got %+v", e)
		}
		for _, item := range e.Items {
			if item.Question == "" || item.Answer != "正确" || item.Answer != item.Correct {
				t.Errorf("item %+v", item)
			}
		}
		return err
	})
}
