package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The quizzes: so many, each with half of its questions to fill in and half to choose, which are worth little.
const (
	quizCount = 42
	itemCount = 10
	filledIn  = itemCount / 2
	worthMuch = "10"
	passMark  = "50" // what everything that is filled in is worth
	bankFile  = "防汛测量题库.gift"
	quizStock = 40 // questions of a kind in the bank
)

// examiner writes the quizzes and asks everybody in the county to sit them.
const examiner = "BN00001"

// quizTitle returns what a quiz is called, counted from 0.
func quizTitle(n int) string { return fmt.Sprintf("防汛测量第%02d卷", n) }

// writeBank writes the questions that the quizzes draw from.
func writeBank(dir string) (string, error) {
	var b strings.Builder
	for n := range quizStock {
		fmt.Fprintf(&b, "第 %d 条预案要求预警几分钟传到户？ {=%s #### 三十分钟。}\n\n", n, rightAnswer)
		fmt.Fprintf(&b, "第 %d 条预案要求值班人员怎样叫应？ {=上门%d ~电话%d ~广播%d ~等候%d #### 上门。}\n\n", n, n, n, n, n)
	}
	path := filepath.Join(dir, bankFile)
	return path, os.WriteFile(path, []byte(b.String()), 0o600)
}

var (
	unitChoice = regexp.MustCompile(`<option value="(\d+)"[^>]*>临澜县</option>`)
	bankChoice = regexp.MustCompile(`<option value="(\d+)"[^>]*>` + strings.TrimSuffix(bankFile, ".gift") + `</option>`)
)

// holdQuizzes has the examiner write, publish and assign the quizzes.
func (s *site) holdQuizzes(server *process) error {
	form, err := s.examiner.page(server.address, "/exams/new")
	if err != nil {
		return err
	}
	unit, bank := unitChoice.FindStringSubmatch(form), bankChoice.FindStringSubmatch(form)
	if unit == nil || bank == nil {
		return errors.New("the examiner can write no quiz for the county, or not from the bank")
	}
	for n := range quizCount {
		id, err := s.holdQuiz(server, quizForm(n, unit[1], bank[1]), "unit-"+unit[1])
		if err != nil {
			return fmt.Errorf("hold quiz %d: %w", n, err)
		}
		s.quizzes = append(s.quizzes, id)
	}
	return nil
}

func quizForm(n int, unit, bank string) url.Values {
	form := url.Values{
		"title": {quizTitle(n)}, "unit": {unit}, "subject": {"technology"}, "pass_mark": {passMark}, "hours": {"0.5"}, "partial": {"all-or-nothing"},
		"from": {time.Now().AddDate(0, 0, -2).Format("2006-01-02T15:04")}, "until": {time.Now().AddDate(0, 0, 2).Format("2006-01-02T15:04")},
		"minutes": {"120"}, "shows": {"at_once"}, "attempts": {"2"}, "counts": {"best"}, "graders": {"1"},
	}
	for i, part := range []struct{ title, each, kind string }{{"一、填空题", worthMuch, "fill-in"}, {"二、单选题", "1", "single"}} {
		at := fmt.Sprintf("sections[%d].", i)
		form.Set(at+"title", part.title)
		form.Set(at+"each", part.each)
		form.Set(at+"fixed", "")
		form.Set(at+"picks[0].bank", bank)
		form.Set(at+"picks[0].kind", part.kind)
		form.Set(at+"picks[0].count", strconv.Itoa(filledIn))
	}
	return form
}

// holdQuiz carries a quiz from its draft to those who are to sit it, and returns its id.
func (s *site) holdQuiz(server *process, form url.Values, to string) (string, error) {
	a, err := s.examiner.send(server.address, "/exams", form)
	if err != nil {
		return "", err
	}
	if _, err := s.examiner.send(server.address, a.location+"/publication", url.Values{"revision": {"1"}}); err != nil {
		return "", err
	}
	due := time.Now().AddDate(0, 0, 2).Format(time.DateOnly)
	_, err = s.examiner.send(server.address, a.location+"/assignments", url.Values{"due_on": {due}, "to": {to}})
	return strings.TrimPrefix(a.location, "/exams/"), err
}
