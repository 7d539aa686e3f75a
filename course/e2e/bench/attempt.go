package main

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// How attempts are measured: by so many people at a time, in so many quizzes in a block.
const (
	sitters         = 32
	quizzesPerBlock = 4
	quizzesOpen     = 2 // whose attempts run when the program is killed
	mostSave        = 20 * time.Millisecond
	leastAttempts   = 0.010 // of hello: 680 a second beside the slowest hello of the machine that the goal was set on
)

// seat is one person at one quiz.
type seat struct {
	quiz   int
	person *person
	path   string            // of the attempt
	given  [itemCount]string // the answers that were acknowledged
	ended  bool              // the submission was acknowledged
	status int               // of the last answer to a submission
}

// passes reports whether the person is to answer rightly: every second one is.
func (s *seat) passes() bool {
	return (s.quiz+len(s.person.login)+int(s.person.login[len(s.person.login)-1]))%2 == 0
}

// answer returns what is answered to an item: something that nobody else answers, but for right answers.
func (s *seat) answer(item int) string {
	switch {
	case item >= filledIn:
		return "A"
	case s.passes():
		return rightAnswer
	}
	return fmt.Sprintf("%s的第%d题", s.person.login, item+1)
}

// sit begins the attempt, saves an answer to each item as the page's script does, and submits it. What is acknowledged is
// noted, and how long each save took.
func (s *seat) sit(w *wire, quiz string, saves *latencies, submits bool) error {
	a, err := w.exchange(post("/quizzes/"+quiz+"/attempts", s.person.cookie, nil), true)
	if err != nil || a.status != 303 || !strings.HasPrefix(a.location, "/attempts/") {
		return errors.Join(err, fmt.Errorf("%s begins quiz %s: status %d", s.person.login, quiz, a.status))
	}
	s.path = a.location
	for i := range itemCount {
		path := s.path + "/answers/q" + strconv.Itoa(i+1)
		request := post(path, s.person.cookie, url.Values{"revision": {"1"}, "value": {s.answer(i)}})
		begun := time.Now()
		a, err := w.exchange(request, false)
		saves.took = append(saves.took, time.Since(begun))
		if err != nil || a.status != 200 {
			return errors.Join(err, fmt.Errorf("%s saves %s: status %d", s.person.login, path, a.status))
		}
		s.given[i] = s.answer(i)
	}
	if !submits {
		return nil
	}
	return s.submit(w)
}

func (s *seat) submit(w *wire) error {
	a, err := w.exchange(post(s.path+"/submission", s.person.cookie, nil), false)
	s.status = a.status
	if err != nil || a.status != 303 {
		return errors.Join(err, fmt.Errorf("%s submits %s: status %d", s.person.login, s.path, a.status))
	}
	s.ended = true
	return nil
}

// seats returns every writer's seat at some quizzes, dealt out to the connections.
func (s *site) seats(quizzes []int) [sitters][]*seat {
	var dealt [sitters][]*seat
	for _, q := range quizzes {
		for i, p := range s.writers {
			dealt[i%sitters] = append(dealt[i%sitters], &seat{quiz: q, person: p})
		}
	}
	return dealt
}

// sitAll lets every connection sit its seats one after the other. An answer of the tally is an attempt.
func (s *site) sitAll(address string, dealt [sitters][]*seat, submits bool) (tally, latencies, error) {
	wires, err := dialAll(address, sitters)
	if err != nil {
		return tally{}, latencies{}, err
	}
	defer closeAll(wires)
	var taken [sitters]latencies
	var errs [sitters]error
	attempts := 0
	begun := time.Now()
	var group sync.WaitGroup
	for i, w := range wires {
		attempts += len(dealt[i])
		group.Go(func() {
			for _, seat := range dealt[i] {
				if errs[i] = seat.sit(w, s.quizzes[seat.quiz], &taken[i], submits); errs[i] != nil {
					return
				}
			}
		})
	}
	group.Wait()
	return tally{answers: attempts, took: time.Since(begun)}, merge(taken[:]), errors.Join(errs[:]...)
}

// attempts measures whole attempts, and leaves those of two further quizzes running.
func (m *meter) attempts(s *site) ([]*seat, error) {
	if !strings.Contains("quiz attempt", m.only) {
		return nil, nil
	}
	var sat []*seat
	var saves latencies
	next := func(tried, steady int) (func() (tally, error), error) {
		first := tried * quizzesPerBlock
		if steady >= m.blocks || first+quizzesPerBlock > quizCount-rushQuizzes-quizzesOpen {
			return nil, nil
		}
		dealt := s.seats([]int{first, first + 1, first + 2, first + 3})
		for _, list := range dealt {
			sat = append(sat, list...)
		}
		return func() (tally, error) {
			t, took, err := s.sitAll(m.server.address, dealt, true)
			saves = merge([]latencies{saves, took})
			return t, err
		}, nil
	}
	b, steady, err := m.block(sitters, next)
	if err != nil {
		return sat, err
	}
	p99 := saves.percentile(0.99)
	m.table.row(row{
		what: "quiz attempt: start, 10 saves, end", goal: fmt.Sprintf("≥ %.3f", leastAttempts), figure: perSecond(b.subject.rate()), ratio: fmt.Sprintf("%.4f", b.ratio()),
		cost: brief(b.cost()), met: mark(b.ratio() >= leastAttempts) + note(steady, m.blocks),
	})
	m.table.row(row{what: "… one save", goal: "p99 < " + brief(mostSave), p50: brief(saves.percentile(0.5)), p99: brief(p99), met: mark(p99 < mostSave)})
	first := quizCount - rushQuizzes - quizzesOpen
	open := s.seats([]int{first, first + 1})
	_, _, err = s.sitAll(m.server.address, open, false)
	for _, list := range open {
		sat = append(sat, list...)
	}
	return sat, err
}
