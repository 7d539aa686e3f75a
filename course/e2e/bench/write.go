package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// The courses of one block of writes, and those kept for the mixed run.
const (
	coursesPerBlock = 3
	coursesMixed    = 6
)

// written are the courses, by index, whose checks were all acknowledged to every writer.
type written []int

// writes measures the submissions of checks, alone and then among pages. A lesson in five finishes its course, which
// books an entry and seals it.
func (m *meter) writes(s *site) (written, error) {
	if !strings.Contains("check submission", m.only) {
		return nil, nil
	}
	var done written
	next := func(tried, steady int) (func() (tally, error), error) {
		courses := coursesFrom(tried * coursesPerBlock)
		if steady >= m.blocks || tried*coursesPerBlock+coursesPerBlock > courseCount-coursesMixed {
			return nil, nil
		}
		lists, err := s.sheets(m.server, courses[:coursesPerBlock])
		if err != nil {
			return nil, err
		}
		done = append(done, courses[:coursesPerBlock]...)
		return func() (tally, error) { return submit(m.server.address, lists) }, nil
	}
	b, steady, err := m.block(writers, next)
	if err != nil {
		return done, err
	}
	m.table.row(row{
		what: "check submission", goal: "≥ 0.10", figure: perSecond(b.subject.rate()), ratio: fmt.Sprintf("%.3f", b.ratio()),
		cost: brief(b.cost()), met: mark(b.ratio() >= 0.10) + note(steady, m.blocks),
	})
	mixed := coursesFrom(courseCount - coursesMixed)
	return append(done, mixed...), m.mixed(s, mixed, b.hello())
}

// coursesFrom returns the indexes of the imported courses from one on.
func coursesFrom(first int) []int {
	var list []int
	for i := first; i < courseCount; i++ {
		list = append(list, i)
	}
	return list
}

// submit sends every sheet, those of a writer one after the other on an own connection.
func submit(address string, lists [][][]byte) (tally, error) {
	l := load{"check submission", len(lists), 303, func(i int) []byte {
		if len(lists[i]) == 0 {
			return nil
		}
		sheet := lists[i][0]
		lists[i] = lists[i][1:]
		return sheet
	}}
	t, err := closedLoop(address, l, time.Hour)
	if err == nil && t.wrong > 0 {
		err = fmt.Errorf("%d of %d submissions were not acknowledged", t.wrong, t.answers)
	}
	return t, err
}

// The mixed run: how much is asked, as a share of hello's rate, and how it may take.
const (
	mixedShare  = 0.05
	writeShare  = 0.7
	mostMixed   = 10 * time.Millisecond
	mostWritten = 12 * time.Millisecond
)

// mixed sends submissions and asks for pages side by side in open loops.
func (m *meter) mixed(s *site, courses []int, hello float64) error {
	lists, err := s.sheets(m.server, courses)
	if err != nil {
		return err
	}
	queue := slices.Concat(interleave(lists)...)
	var mu sync.Mutex
	submissions := load{"", writers, 303, func(int) []byte {
		mu.Lock()
		defer mu.Unlock()
		if len(queue) == 0 {
			return nil
		}
		sheet := queue[0]
		queue = queue[1:]
		return sheet
	}}
	rate := hello * mixedShare
	limit := time.Duration(float64(len(queue)+1) / (rate * writeShare) * float64(time.Second))
	course, err := s.demoCourse(m.server)
	if err != nil {
		return err
	}
	pages := s.reading("", course)
	var reads, writes latencies
	var group sync.WaitGroup
	var readErr, writeErr error
	group.Go(func() { reads, readErr = openLoop(m.server.address, pages, rate*(1-writeShare), limit) })
	group.Go(func() { writes, writeErr = openLoop(m.server.address, submissions, rate*writeShare, limit) })
	group.Wait()
	if err := errors.Join(readErr, writeErr); err != nil {
		return err
	}
	m.mixedRow("mixed: pages", rate*(1-writeShare), reads, mostMixed)
	m.mixedRow("mixed: submissions", rate*writeShare, writes, mostWritten)
	if wrong := reads.wrong + writes.wrong; wrong > 0 {
		return fmt.Errorf("%d wrong answers in the mixed run", wrong)
	}
	return nil
}

func (m *meter) mixedRow(what string, rate float64, t latencies, most time.Duration) {
	p99 := t.percentile(0.99)
	m.table.row(row{what: what, goal: "p99 ≤ " + brief(most), figure: perSecond(rate), p50: brief(t.percentile(0.5)), p99: brief(p99), met: mark(p99 <= most)})
}

// interleave puts the first sheet of everybody before the second of anybody, so that nobody is asked twice at a time.
func interleave(lists [][][]byte) [][][]byte {
	var rounds [][][]byte
	for k := 0; ; k++ {
		var round [][]byte
		for _, list := range lists {
			if k < len(list) {
				round = append(round, list[k])
			}
		}
		if len(round) == 0 {
			return rounds
		}
		rounds = append(rounds, round)
	}
}
