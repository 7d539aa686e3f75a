package exam_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"xiangxue/course/storage"
	"xiangxue/quiz/exam"
)

// TestEverybodySubmitsInOneMoment lets two thousand people submit at once: nothing is lost, and who is told to come back
// gets through.
func TestEverybodySubmitsInOneMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	t.Parallel()
	const people = 2000
	w := newWorld(t)
	terms := usual(fixed(w.stock(choices(5, "土地")...)...))
	crowd := w.crowd(people)
	e := w.publish(terms)
	attempts := make([]exam.Attempt, people)
	each(crowd, func(i int) {
		a, err := patiently(func() (exam.Attempt, error) { return w.office.Begin(t.Context(), crowd[i], e.ID) })
		if err != nil {
			t.Error(err)
			return
		}
		if _, err := patiently(func() (exam.Saved, error) {
			return w.office.Save(t.Context(), crowd[i], a.ID, given(0, 1, right(a, 0))[0])
		}); err != nil {
			t.Error(err)
		}
		attempts[i] = a
	})
	begun := time.Now()
	each(crowd, func(i int) {
		last := append(append(given(1, 1, right(attempts[i], 1)), given(2, 1, right(attempts[i], 2))...), given(3, 1, wrong(attempts[i], 3))...)
		r, err := patiently(func() (exam.Result, error) { return w.office.Submit(t.Context(), crowd[i], attempts[i].ID, last) })
		if err != nil || r.Total != 600 || !r.Passed {
			t.Errorf("person %d: %+v, %v", i, r, err)
		}
	})
	t.Logf("%d submissions in %s", people, time.Since(begun).Round(time.Millisecond))
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		for _, query := range []string{"SELECT COUNT(*) FROM exam_results", "SELECT COUNT(*) FROM entries WHERE source = 'quiz'"} {
			if n, _, err := storage.First[int64](ctx, tx, query); n != people || err != nil {
				t.Errorf("%s: %d, %v", query, n, err)
			}
		}
		return nil
	})
}

// each calls fn for everybody at the same time.
func each[T any](people []T, fn func(i int)) {
	var wait sync.WaitGroup
	for i := range people {
		wait.Go(func() { fn(i) })
	}
	wait.Wait()
}
