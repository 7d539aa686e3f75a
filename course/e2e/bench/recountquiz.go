package main

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// recountQuizzes submits the attempts that ran when the program was killed, has the examiner take out the answers, and
// looks for every one that was acknowledged: there, as it was given, in one attempt of the person. What was passed is
// booked once.
func (s *site) recountQuizzes(t *table, server *process, sat []*seat) error {
	if len(sat) == 0 {
		return nil
	}
	err := inParallel(8, sat, func(seat *seat) error {
		if seat.ended {
			return nil
		}
		w, err := dial(server.address)
		if err != nil {
			return err
		}
		defer w.close()
		return seat.submit(w)
	})
	if err != nil {
		return fmt.Errorf("submit what was left running: %w", err)
	}
	found, attempts := 0, 0
	sheets := map[int]answered{}
	for _, seat := range sat {
		if sheets[seat.quiz] == nil {
			if sheets[seat.quiz], err = s.takeOut(server, seat.quiz); err != nil {
				return err
			}
			attempts += sheets[seat.quiz].attempts()
		}
		found += sheets[seat.quiz].agree(seat)
	}
	booked, want, err := s.bookedFor(server, sat)
	if err != nil {
		return err
	}
	t.count("answers of quizzes", int64(found), int64(len(sat)*itemCount))
	t.count("attempts", int64(attempts), int64(len(sat)))
	t.count("entries booked for quizzes", int64(booked), int64(want))
	if found != len(sat)*itemCount || attempts != len(sat) || booked != want {
		return errors.New("acknowledged answers were lost, or attempts counted twice")
	}
	return nil
}

// answered are the answers of a quiz by staff number, attempt and item.
type answered map[place]string

type place struct {
	login         string
	attempt, item int
}

// takeOut downloads the answers of a quiz as the examiner does.
func (s *site) takeOut(server *process, quiz int) (answered, error) {
	file, err := s.examiner.page(server.address, "/exams/"+s.quizzes[quiz]+"/results/file")
	if err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(file)))
	if err != nil {
		return nil, fmt.Errorf("read the results of quiz %d: %w", quiz, err)
	}
	defer book.Close()
	rows, err := book.GetRows("作答")
	if err != nil || len(rows) == 0 {
		return nil, errors.Join(err, fmt.Errorf("quiz %d has no answers", quiz))
	}
	column := map[string]int{}
	for i, title := range rows[0] {
		column[title] = i
	}
	all := answered{}
	for _, row := range rows[1:] {
		attempt, attemptErr := strconv.Atoi(row[column["第几次"]])
		item, itemErr := strconv.Atoi(row[column["题号"]])
		if err := errors.Join(attemptErr, itemErr); err != nil {
			return nil, err
		}
		all[place{row[column["工号"]], attempt, item}] = row[column["作答"]]
	}
	return all, nil
}

// attempts returns how many attempts there are.
func (a answered) attempts() int {
	n := 0
	for at := range a {
		if at.item == 1 {
			n++
		}
	}
	return n
}

// agree returns how many of the acknowledged answers are there. Chosen options are written out, so of them only that
// there is an answer is known.
func (a answered) agree(s *seat) int {
	n := 0
	for i, given := range s.given {
		got := a[place{s.person.login, 1, i + 1}]
		if got == given || i >= filledIn && given != "" && got != "" {
			n++
		}
	}
	return n
}

// bookedFor counts the entries of the quizzes that were sat, and how many there should be.
func (s *site) bookedFor(server *process, sat []*seat) (booked, want int, err error) {
	quizzes := map[int]bool{}
	for _, seat := range sat {
		quizzes[seat.quiz] = true
		if seat.passes() {
			want++
		}
	}
	for _, p := range s.writers {
		record, err := p.page(server.address, "/record")
		if err != nil {
			return 0, 0, err
		}
		for q := range quizzes {
			booked += strings.Count(record, ">"+quizTitle(q)+"</a>")
		}
	}
	return booked, want, nil
}
