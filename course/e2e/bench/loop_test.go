package main

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

func TestClosedLoopAsksUntilNothingIsLeft(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 5 {
			w.WriteHeader(http.StatusConflict)
			return
		}
		w.WriteHeader(http.StatusSeeOther)
	})
	left := []int{3, 1, 6}
	l := load{"", len(left), http.StatusSeeOther, func(i int) []byte {
		if left[i] == 0 {
			return nil
		}
		left[i]--
		return get("/", "")
	}}
	got, err := closedLoop(address, l, time.Minute)
	if err != nil || got.answers != 10 || got.wrong != 1 || asked.Load() != 10 {
		t.Errorf("got %+v for %d requests, %v", got, asked.Load(), err)
	}
}

// TestOpenLoopCountsFromTheScheduledTime holds back the first answer: those that had to wait behind it must show it.
func TestOpenLoopCountsFromTheScheduledTime(t *testing.T) {
	t.Parallel()
	const held = 200 * time.Millisecond
	var asked atomic.Int64
	address := serve(t, func(http.ResponseWriter, *http.Request) {
		if asked.Add(1) == 1 {
			time.Sleep(held)
		}
	})
	got, err := openLoop(address, always("", 1, http.StatusOK, get("/", "")), 100, 300*time.Millisecond)
	if err != nil || got.wrong != 0 || len(got.took) != 30 {
		t.Fatalf("%d answers, %d wrong, %v", len(got.took), got.wrong, err)
	}
	if slow := got.percentile(0.75); slow < held/4 {
		t.Errorf("three quarters were answered within %v, although the first took %v", slow, held)
	}
}

func TestOpenLoopReportsWrongAnswers(t *testing.T) {
	t.Parallel()
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	got, err := openLoop(address, always("", 2, http.StatusOK, get("/", "")), 200, 50*time.Millisecond)
	if err != nil || got.wrong != len(got.took) || got.wrong == 0 {
		t.Errorf("%d of %d answers are wrong, %v", got.wrong, len(got.took), err)
	}
}

func TestInterleavePutsEverybodysFirstSheetFirst(t *testing.T) {
	t.Parallel()
	sheet := func(text string) []byte { return []byte(text) }
	var order string
	for _, round := range interleave([][][]byte{{sheet("a1"), sheet("a2")}, {sheet("b1")}, {sheet("c1"), sheet("c2")}}) {
		for _, s := range round {
			order += string(s) + " "
		}
	}
	if order != "a1 b1 c1 a2 c2 " {
		t.Errorf("the order is %s", order)
	}
}
