package exam_test

import (
	"context"
	"slices"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// TestASubmissionIsAllOrNothing lets each write of a passed submission fail in turn, as when the disk is full.
func TestASubmissionIsAllOrNothing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ table, when string }{
		{"exam_answers", "NEW.position = 2"},
		{"exam_results", "NEW.number = 1"},
		{"entries", "NEW.source = 'quiz'"},
		{"log_leaves", "NEW.kind = 'entry'"},
		{"finished_items", "NEW.kind = 'quiz'"},
		{"audit_events", "NEW.action = 'exam.pass'"},
	} {
		t.Run(tt.table, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
			a := w.begin("何秀兰", e.ID)
			for i := range 2 {
				if _, err := w.save("何秀兰", a, i, 1, right(a, i)); err != nil {
					t.Fatal(err)
				}
			}
			last := given(2, 1, right(a, 2))
			w.write(func(ctx context.Context, tx storage.WriteTx) error {
				return storagetest.FailInserts(ctx, tx, tt.table, tt.when)
			})
			if r, err := w.office.Submit(t.Context(), w.who("何秀兰"), a.ID, last); err == nil {
				t.Fatalf("submitted: %+v", r)
			}
			sheet, running, err := w.office.Sheet(t.Context(), w.who("何秀兰"), a.ID)
			if answered, _ := sheet.Answered(); !running || answered != 2 || len(w.entries("何秀兰")) != 0 {
				t.Fatalf("running %t, %d answered, %v, entries %v", running, answered, err, w.entries("何秀兰"))
			}
			w.write(storagetest.AllowInserts)
			r, err := w.office.Submit(t.Context(), w.who("何秀兰"), a.ID, last)
			if err != nil || r.Total != 600 || len(w.entries("何秀兰")) != 1 {
				t.Errorf("the second time: %+v, %v", r, err)
			}
		})
	}
}

// TestARegradeGoesOnWhereItWasInterrupted lets the marking anew fail in its second portion.
func TestARegradeGoesOnWhereItWasInterrupted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(2, "土地")...)
	terms := usual(fixed(ids...))
	terms.PassMark, terms.Hours = 400, 0
	crowd := w.crowd(60)
	e := w.publish(terms)
	var last string
	for _, person := range crowd {
		last = person.Cadre.Name
		w.sit(last, e.ID, 2)
	}
	id, err := w.correct("林若溪", e, ids[0], w.rekey(ids[0], 1, nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.decide("周明远", id, true); err != nil {
		t.Fatal(err)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return storagetest.FailInserts(ctx, tx, "exam_results", "NEW.cadre_id = "+number(w.who(last).ID()))
	})
	n, err := w.office.Regrade(t.Context())
	if n != 50 || err == nil {
		t.Errorf("%d results, %v", n, err)
	}
	w.write(storagetest.AllowInserts)
	if n, err = w.office.Regrade(t.Context()); n != 10 || err != nil {
		t.Errorf("then %d results, %v", n, err)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		counts, err := storage.Select[int64](ctx, tx, "SELECT COUNT(*) FROM exam_results GROUP BY attempt_id")
		if len(counts) != 60 || slices.ContainsFunc(counts, func(n int64) bool { return n != 2 }) {
			t.Errorf("results of each attempt: %v", counts)
		}
		return err
	})
}

// TestWhatIsSubmittedNeverChanges tries to change frozen rows behind the office's back.
func TestWhatIsSubmittedNeverChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	w.sit("何秀兰", e.ID, 3)
	running := w.begin("宋国强", e.ID)
	for _, statement := range []string{
		"UPDATE exam_attempts SET sheet = '[]' WHERE state = 'submitted'",
		"UPDATE exam_attempts SET state = 'running' WHERE state = 'submitted'",
		"UPDATE exam_attempts SET paper = '{}' WHERE id = " + number(running.ID),
		"UPDATE exam_attempts SET due_at = due_at - 1 WHERE id = " + number(running.ID),
		"DELETE FROM exam_attempts",
		"UPDATE exam_results SET total = 0",
		"DELETE FROM exam_results",
		"UPDATE exam_candidates SET version_id = 1",
		"DELETE FROM exams",
	} {
		err := w.try(func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err == nil {
			t.Errorf("%s: nothing refused it", statement)
		}
	}
}
