package main

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// The rush: everybody submits at the same moment, each on an own connection.
const (
	rushQuizzes = 16
	mostRush    = 10 * time.Second
	rushName    = "quiz rush"
)

// rush lets every writer answer the last quizzes, and then submit all of them at once. Who is told to come back does.
func (m *meter) rush(s *site) ([]*seat, error) {
	if !strings.Contains(rushName, m.only) {
		return nil, nil
	}
	var quizzes []int
	for q := quizCount - rushQuizzes; q < quizCount; q++ {
		quizzes = append(quizzes, q)
	}
	dealt := s.seats(quizzes)
	if _, _, err := s.sitAll(m.server.address, dealt, false); err != nil {
		return nil, err
	}
	var sat []*seat
	for _, list := range dealt {
		sat = append(sat, list...)
	}
	wires, err := dialAll(m.server.address, len(sat))
	if err != nil {
		return nil, err
	}
	defer closeAll(wires)
	var waited latencies
	var mu sync.Mutex
	var back atomic.Int64
	begun := time.Now()
	err = inParallel(len(sat), numbers(len(sat)), func(i int) error {
		err := sat[i].insist(wires[i], &back)
		mu.Lock()
		defer mu.Unlock()
		waited.took = append(waited.took, time.Since(begun))
		return err
	})
	took := time.Since(begun)
	m.table.row(row{
		what: fmt.Sprintf("%s: %d submit at once", rushName, len(sat)), goal: "≤ " + brief(mostRush), figure: brief(took), ratio: fmt.Sprintf("%d again", back.Load()),
		p50: brief(waited.percentile(0.5)), p99: brief(waited.percentile(0.99)), met: mark(took <= mostRush),
	})
	return sat, err
}

// insist submits until the program takes it: a busy one says that the person shall come back.
func (s *seat) insist(w *wire, back *atomic.Int64) error {
	for {
		err := s.submit(w)
		if s.status != 503 {
			return err
		}
		back.Add(1)
		time.Sleep(time.Second)
	}
}

// numbers returns the numbers from 0 up to n.
func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}
