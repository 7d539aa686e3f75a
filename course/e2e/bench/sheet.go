package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

var (
	fingerprint = regexp.MustCompile(`name="fingerprint" value="([^"]+)"`)
	blank       = regexp.MustCompile(`<input class="in" id="[^"]*-in" name="([^"]+)"`)
	choice      = regexp.MustCompile(`<input type="radio" name="([^"]+)" value="([^"]+)"><span>[^<]*` + rightAnswer + `</span>`)
)

// fillIn answers the check on a lesson's page rightly.
func fillIn(page string) (url.Values, error) {
	form := url.Values{}
	mark := fingerprint.FindStringSubmatch(page)
	if mark == nil {
		return nil, fmt.Errorf("no check on a page of %d bytes", len(page))
	}
	form.Set("fingerprint", mark[1])
	for _, m := range blank.FindAllStringSubmatch(page, -1) {
		form.Set(m[1], rightAnswer)
	}
	for _, m := range choice.FindAllStringSubmatch(page, -1) {
		form.Set(m[1], m[2])
	}
	if asked := strings.Count(page, "<fieldset"); len(form) != asked+1 {
		return nil, fmt.Errorf("answered %d of %d questions", len(form)-1, asked)
	}
	return form, nil
}

// sheets fills in the checks of some courses for every writer and returns the requests that send them, a list for each.
func (s *site) sheets(server *process, courses []int) ([][][]byte, error) {
	lists := make([][][]byte, len(s.writers))
	people := make([]int, len(s.writers))
	for i := range people {
		people[i] = i
	}
	err := inParallel(16, people, func(i int) (err error) {
		w, err := dial(server.address)
		if err != nil {
			return err
		}
		defer w.close()
		for _, c := range courses {
			for _, lesson := range s.courses[c].lessons {
				request, err := s.writers[i].fill(w, "/lessons/"+lesson)
				if err != nil {
					return err
				}
				lists[i] = append(lists[i], request)
			}
		}
		return nil
	})
	return lists, err
}

// fill reads a lesson and returns its check with the answers.
func (p *person) fill(w *wire, path string) ([]byte, error) {
	a, err := w.ask(get(path, p.cookie))
	if err != nil {
		return nil, err
	}
	form, err := fillIn(string(a.body))
	if err != nil {
		return nil, fmt.Errorf("%s answers %s (status %d): %w", p.login, path, a.status, err)
	}
	return post(path+"/check", p.cookie, form), nil
}
