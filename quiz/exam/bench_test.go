package exam_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz/exam"
)

// atOnce is how many people the benchmarks let answer at the same time.
const atOnce = 32

// BenchmarkAttempt measures whole attempts: begin, ten saves, submit; every acknowledged answer is on the disk.
// Every second attempt passes and books hours.
func BenchmarkAttempt(b *testing.B) {
	storagetest.EachDurable(b, func(b *testing.B, db *storage.DB) {
		w := newWorldIn(b, db)
		w.stock(choices(200, "土地")...)
		terms := usual(drawn(10, "土地"))
		people := w.crowd(b.N)
		e := w.publish(terms)
		var next atomic.Int64
		var slowest atomic.Int64
		b.SetParallelism(atOnce / 2) // times two processors
		b.ResetTimer()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				n := int(next.Add(1)) - 1
				if err := w.whole(people[n], e.ID, n%2 == 0, &slowest); err != nil {
					b.Error(err)
				}
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "attempts/s")
		b.ReportMetric(float64(slowest.Load())/1e6, "slowest-save-ms")
	})
}

// whole lets a person sit an exam of ten questions.
func (w *world) whole(who access.Actor, id exam.ID, passing bool, slowest *atomic.Int64) error {
	a, err := patiently(func() (exam.Attempt, error) { return w.office.Begin(w.Context(), who, id) })
	if err != nil {
		return err
	}
	for i := range a.Paper.Items {
		letter := wrong(a, i)
		if passing {
			letter = right(a, i)
		}
		begun := time.Now()
		if _, err := patiently(func() (exam.Saved, error) { return w.office.Save(w.Context(), who, a.ID, given(i, 1, letter)[0]) }); err != nil {
			return err
		}
		took := int64(time.Since(begun))
		for old := slowest.Load(); took > old && !slowest.CompareAndSwap(old, took); old = slowest.Load() {
		}
	}
	r, err := patiently(func() (exam.Result, error) { return w.office.Submit(w.Context(), who, a.ID, nil) })
	if err == nil && r.Passed != passing {
		return errors.New("an answer was lost")
	}
	return err
}

// patiently tries again what was told to come back later.
func patiently[T any](fn func() (T, error)) (T, error) {
	for {
		v, err := fn()
		if !fault.Is(err, fault.Busy) {
			return v, err
		}
		time.Sleep(time.Millisecond)
	}
}
