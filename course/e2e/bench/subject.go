package main

import (
	"fmt"
	"net/url"
	"regexp"
	"time"
)

// subject is a page to measure, with what is asked of it.
type subject struct {
	load
	ratio float64       // of hello, at least; 0: reported only
	rate  float64       // a second, at least; 0: reported only
	p99   time.Duration // in the open loop at openShare of hello's rate, at most; 0: reported at half its own throughput
}

// How many connections ask for pages, and for a report that takes as long as a hundred pages.
const (
	pageConnections   = 32
	reportConnections = 4
)

// mostPage is the goal for every page in the open loop.
const mostPage = 5 * time.Millisecond

// subjects returns the pages, each for the people who look at it.
func (s *site) subjects(server *process) ([]subject, error) {
	unit, err := s.find(server, "/audit", regexp.MustCompile(`href="(/audit/units/\d+)">云溪镇`))
	if err != nil {
		return nil, err
	}
	course, err := s.demoCourse(server)
	if err != nil {
		return nil, err
	}
	unchanged, err := s.unchanged(server, course)
	if err != nil {
		return nil, err
	}
	search := "/policies?q=" + url.QueryEscape("耕地地力保护补贴")
	pages := []subject{
		{load: s.reading("course page", course), ratio: 0.04, rate: 2000, p99: mostPage},
		{load: unchanged, ratio: 0.20, p99: mostPage},
		{load: s.reading("course page, gzip", course, "Accept-Encoding: gzip"), p99: mostPage},
		{load: s.reading("home", "/home")},
		{load: s.reading("my hours", "/record")},
		{load: s.reading("search", search)},
		{load: always("compliance of a unit", reportConnections, 200, get(unit, s.auditor.cookie))},
	}
	return pages, nil
}

// reading returns a load of one page for all readers.
func (s *site) reading(name, path string, lines ...string) load {
	requests := make([][]byte, len(s.readers))
	for i, p := range s.readers {
		requests[i] = get(path, p.cookie, lines...)
	}
	return always(name, pageConnections, 200, requests...)
}

// demoCourse returns the page of a course of the demo.
func (s *site) demoCourse(server *process) (string, error) {
	page, err := s.readers[0].page(server.address, "/courses")
	if err != nil {
		return "", err
	}
	imported := map[string]bool{}
	for _, c := range s.courses {
		imported[c.id] = true
	}
	for _, id := range unique(courseLink.FindAllStringSubmatch(page, -1)) {
		if !imported[id] {
			return "/courses/" + id, nil
		}
	}
	return "", fmt.Errorf("the catalogue has no course of the demo")
}

// unchanged returns a load of a page that every reader's browser already holds.
func (s *site) unchanged(server *process, path string) (load, error) {
	requests := make([][]byte, len(s.readers))
	w, err := dial(server.address)
	if err != nil {
		return load{}, err
	}
	defer w.close()
	for i, p := range s.readers {
		a, err := w.ask(get(path, p.cookie))
		if err != nil {
			return load{}, err
		}
		requests[i] = get(path, p.cookie, "If-None-Match: "+a.tag)
	}
	return always("course page, not modified", pageConnections, 304, requests...), nil
}

// find returns what a pattern finds on a page of the auditor.
func (s *site) find(server *process, path string, pattern *regexp.Regexp) (string, error) {
	page, err := s.auditor.page(server.address, path)
	if err != nil {
		return "", err
	}
	found := pattern.FindStringSubmatch(page)
	if found == nil {
		return "", fmt.Errorf("nothing on %s fits %s", path, pattern)
	}
	return found[1], nil
}
