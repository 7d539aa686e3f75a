package main

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
)

// meetingDays are the days on which every imported study group has met.
var meetingDays = []string{"02-10", "05-12", "08-11", "11-10"}

// enact signs everybody in, lets the groups meet and finds the imported courses.
func (s *site) enact(server *process) error {
	err := inParallel(4, s.people(), func(p *person) error { return p.signIn(server.address) })
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	err = inParallel(2, s.leaders, func(p *person) error {
		for _, day := range meetingDays {
			if err := p.hold(server.address, day); err != nil {
				return fmt.Errorf("hold the meeting of %s: %w", day, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.readers = slices.DeleteFunc(s.readers, func(p *person) bool { return !p.learns(server.address) })
	return s.findCourses(server)
}

// page returns a page that must be there.
func (p *person) page(address, path string) (string, error) {
	w, err := dial(address)
	if err != nil {
		return "", err
	}
	defer w.close()
	a, err := w.ask(get(path, p.cookie))
	if err == nil && a.status != 200 {
		err = fmt.Errorf("%s gets %s with status %d", p.login, path, a.status)
	}
	return string(a.body), err
}

// send sends a form, which must lead to another page.
func (p *person) send(address, path string, form url.Values) (answer, error) {
	w, err := dial(address)
	if err != nil {
		return answer{}, err
	}
	defer w.close()
	a, err := w.ask(post(path, p.cookie, form))
	if err == nil && a.status != 303 {
		err = fmt.Errorf("%s sends %s and gets status %d", p.login, path, a.status)
	}
	return a, err
}

func (p *person) signIn(address string) error {
	a, err := p.send(address, "/sign-in", url.Values{"login": {p.login}, "password": {password}})
	p.cookie = a.cookies
	if err == nil && p.cookie == "" {
		err = errors.New("no cookie came back")
	}
	return err
}

// learns reports whether the person still belongs to a unit.
func (p *person) learns(address string) bool {
	_, err := p.page(address, "/record")
	return err == nil
}

var (
	audience = regexp.MustCompile(`<option value="(group-\d+)"`)
	presence = regexp.MustCompile(`name="(presence-\d+)"`)
)

// hold opens a meeting of the group that the person leads and confirms its roll with everybody present.
func (p *person) hold(address, day string) error {
	page, err := p.page(address, "/group-meetings/new")
	if err != nil {
		return err
	}
	group := audience.FindStringSubmatch(page)
	if group == nil {
		return fmt.Errorf("%s leads no group", p.login)
	}
	a, err := p.send(address, "/group-meetings", url.Values{
		"title": {"防汛学习 " + day}, "audience": {group[1]}, "mode": {"group"}, "subject": {"technology"}, "on": {"2026-" + day},
		"starts_at": {"09:00"}, "ends_at": {"11:00"}, "hours": {"2"}, "place": {"会议室"},
	})
	if err != nil {
		return err
	}
	page, err = p.page(address, a.location)
	if err != nil {
		return err
	}
	roll := url.Values{}
	for _, m := range presence.FindAllStringSubmatch(page, -1) {
		roll.Set(m[1], "present")
	}
	_, err = p.send(address, a.location+"/roll", roll)
	return err
}

var (
	courseLink = regexp.MustCompile(`href="/courses/(\d+)"`)
	lessonLink = regexp.MustCompile(`href="/lessons/(\d+)"`)
	courseName = regexp.MustCompile(`防汛测量第\d\d课`)
)

// findCourses follows the links from the catalogue to the imported courses.
func (s *site) findCourses(server *process) error {
	reader := s.writers[0]
	page, err := reader.page(server.address, "/courses")
	if err != nil {
		return err
	}
	for _, id := range unique(courseLink.FindAllStringSubmatch(page, -1)) {
		page, err := reader.page(server.address, "/courses/"+id)
		if err != nil {
			return err
		}
		if title := courseName.FindString(page); title != "" {
			s.courses = append(s.courses, courseLinks{title, id, unique(lessonLink.FindAllStringSubmatch(page, -1))})
		}
	}
	if len(s.courses) != courseCount {
		return fmt.Errorf("found %d of %d courses", len(s.courses), courseCount)
	}
	return nil
}

// unique returns the first groups of the matches, each once, in order.
func unique(matches [][]string) []string {
	var all []string
	for _, m := range matches {
		if !slices.Contains(all, m[1]) {
			all = append(all, m[1])
		}
	}
	return all
}
