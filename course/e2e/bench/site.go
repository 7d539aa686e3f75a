package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// password is that of everybody who signs in.
const password = "测量用的长密码-2026"

// auditor is somebody of the demo who sees the compliance of every unit.
const auditor = "LL0104"

// demoRoster names the people of the demo.
const demoRoster = "course/demo/roster/start/人员.csv"

// How many people sign in.
const (
	readers = 32
	writers = 128
)

// site is an installation with the people who can sign in.
type site struct {
	binary, data string
	name         string // nobody else's site is called so
	auditor      *person
	examiner     *person   // of the county
	readers      []*person // of the demo township: with plan, meetings and entries
	writers      []*person // of the imported townships
	leaders      []*person
	courses      []courseLinks // those that were imported
	quizzes      []string      // their ids
}

// person is somebody with an account.
type person struct{ login, cookie string }

// courseLinks is a course with the ids that lead to it and its lessons.
type courseLinks struct {
	title, id string
	lessons   []string
}

// prepare makes the installation: the demo, 950 further cadres with their meetings, 30 further courses.
func prepare(binary, dir string) (*site, error) {
	s := &site{binary: binary, data: filepath.Join(dir, "data"), name: "测量" + rand.Text()}
	fmt.Fprintln(os.Stderr, "bench: the demo township …")
	demo, err := launch(binary, "serve", "-demo", "-addr", "127.0.0.1:0", "-name", s.name, "-data", s.data)
	if err == nil {
		err = demo.stop()
	}
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(os.Stderr, "bench: roster, courses, passwords …")
	if err := s.importFiles(dir); err != nil {
		return nil, err
	}
	if err := s.appoint(); err != nil {
		return nil, err
	}
	fmt.Fprintln(os.Stderr, "bench: sign-ins and meetings …")
	server, err := s.start()
	if err != nil {
		return nil, err
	}
	err = s.enact(server)
	if err == nil {
		err = s.holdQuizzes(server)
	}
	if err != nil {
		server.kill()
		return nil, err
	}
	return s, server.stop()
}

// command runs a command of the program on the installation.
func (s *site) command(input string, args ...string) (string, error) {
	cmd := exec.Command(s.binary, append(args, "-data", s.data)...)
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

// start serves the installation and makes sure that it is the one that answers.
func (s *site) start() (*process, error) {
	p, err := launch(s.binary, "serve", "-addr", "127.0.0.1:0", "-data", s.data)
	if err != nil {
		return nil, fmt.Errorf("start the program: %w", err)
	}
	if err := p.answers("/sign-in", s.name); err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

func (s *site) importFiles(dir string) error {
	book := filepath.Join(dir, "花名册.xlsx")
	if _, err := s.command("", "import", "roster", book, "-template"); err != nil {
		return err
	}
	if err := writeRoster(book); err != nil {
		return fmt.Errorf("write the roster: %w", err)
	}
	if _, err := s.command("", "import", "roster", book); err != nil {
		return err
	}
	questions, err := writeBank(dir)
	if err != nil {
		return fmt.Errorf("write a question bank: %w", err)
	}
	if _, err := s.command("", "import", "questions", questions); err != nil {
		return err
	}
	for n := 1; n <= courseCount; n++ {
		folder := filepath.Join(dir, fmt.Sprintf("course-%02d", n))
		if err := writeCourse(folder, n); err != nil {
			return fmt.Errorf("write a course: %w", err)
		}
		if _, err := s.command("", "import", "course", folder); err != nil {
			return err
		}
	}
	return nil
}

// appoint chooses who signs in and gives them their passwords, two at a time.
func (s *site) appoint() error {
	s.auditor = &person{login: auditor}
	text, err := os.ReadFile(demoRoster)
	if err != nil {
		return err
	}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan() && len(s.readers) < readers; {
		if login, _, _ := strings.Cut(lines.Text(), ","); strings.HasPrefix(login, "YX") {
			s.readers = append(s.readers, &person{login: login})
		}
	}
	for t := 1; t <= townships; t++ {
		s.leaders = append(s.leaders, &person{login: staffNumber(t, 1)})
	}
	for i := range writers {
		s.writers = append(s.writers, &person{login: staffNumber(1+i%townships, 2+i/townships)})
	}
	s.examiner = &person{login: examiner}
	return inParallel(2, s.people(), func(p *person) error {
		_, err := s.command(password+"\n", "user", "passwd", p.login)
		return err
	})
}

func (s *site) people() []*person {
	all := append([]*person{s.auditor, s.examiner}, s.readers...)
	return append(append(all, s.leaders...), s.writers...)
}

// inParallel calls do for everything in the list, so many at a time.
func inParallel[T any](n int, list []T, do func(T) error) error {
	work := make(chan T)
	errs := make([]error, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() {
			for item := range work {
				errs[i] = errors.Join(errs[i], do(item))
			}
		})
	}
	for _, item := range list {
		work <- item
	}
	close(work)
	group.Wait()
	return errors.Join(errs...)
}
