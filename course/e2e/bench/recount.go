package main

import (
	"fmt"
	"strings"
	"sync/atomic"
)

// recount starts the program that was killed once more and looks for every acknowledged submission: its lesson passed,
// its course booked once; and for every answer to a quiz. The log must verify.
func (s *site) recount(t *table, done written, sat []*seat) error {
	server, err := s.start()
	if err != nil {
		return fmt.Errorf("start after the kill: %w", err)
	}
	defer server.kill()
	var applied, booked atomic.Int64
	err = inParallel(8, s.writers, func(p *person) error {
		passed, entries, err := s.look(server, p, done)
		applied.Add(int64(passed))
		booked.Add(int64(entries))
		return err
	})
	if err != nil {
		return fmt.Errorf("look for what was acknowledged: %w", err)
	}
	courses := int64(len(done) * len(s.writers))
	t.heading("after kill -9")
	t.count("submissions applied", applied.Load(), courses*lessonCount)
	t.count("entries booked", booked.Load(), courses)
	if err := s.recountQuizzes(t, server, sat); err != nil {
		return err
	}
	report, err := s.command("", "verify")
	clean := err == nil && strings.Contains(report, "核验通过")
	t.row(row{what: "verify", figure: map[bool]string{true: "clean", false: "NOT CLEAN"}[clean], met: mark(clean)})
	switch {
	case err != nil:
		return err
	case !clean:
		return fmt.Errorf("the log does not verify:\n%s", report)
	case applied.Load() != courses*lessonCount || booked.Load() != courses:
		return fmt.Errorf("acknowledged submissions were lost or counted twice")
	}
	return nil
}

func (t *table) count(what string, have, want int64) {
	t.row(row{what: what, goal: fmt.Sprintf("= %d", want), figure: fmt.Sprintf("%d", have), met: mark(have == want)})
}

// look counts the lessons of the courses that a person has passed, and the entries for them.
func (s *site) look(server *process, p *person, done written) (passed, entries int, err error) {
	record, err := p.page(server.address, "/record")
	if err != nil {
		return 0, 0, err
	}
	for _, i := range done {
		c := s.courses[i]
		page, err := p.page(server.address, "/courses/"+c.id)
		if err != nil {
			return 0, 0, err
		}
		passed += strings.Count(page, `<span class="tag ok">已通过</span>`)
		entries += strings.Count(record, ">"+c.title+"</a>")
	}
	return passed, entries, nil
}
