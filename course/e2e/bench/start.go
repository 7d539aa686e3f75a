package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"time"
)

// measureStart measures how long the program takes to be ready, what it then holds in memory, and how large it is.
func measureStart(t *table, s *site) error {
	const rounds = 7
	starts := make([]start, rounds)
	for i := range starts {
		var err error
		if starts[i], err = startOnce(s); err != nil {
			return err
		}
	}
	slices.SortFunc(starts, func(a, b start) int { return cmp.Compare(a.ready, b.ready) })
	usual := starts[rounds/2]
	t.row(row{what: "start to ready, warm", goal: "≤ 40 ms", figure: brief(usual.ready), cost: brief(usual.cpu), met: mark(usual.ready <= 40*time.Millisecond)})
	t.row(row{what: "memory when idle", goal: "≤ 64 MB", figure: fmt.Sprintf("%d MB", usual.idle>>20), met: mark(usual.idle <= 64<<20)})
	info, err := os.Stat(s.binary)
	if err != nil {
		return err
	}
	t.row(row{what: "stripped binary", goal: "≤ 30 MB", figure: fmt.Sprintf("%.1f MB", float64(info.Size())/(1<<20)), met: mark(info.Size() <= 30<<20)})
	return nil
}

// start is what one start of the program took.
type start struct {
	ready time.Duration // until it answered that it is ready
	cpu   time.Duration // processor time until then
	idle  int64         // resident bytes half a second later, when its first work is done
}

func startOnce(s *site) (start, error) {
	before := time.Now()
	p, err := launch(s.binary, "serve", "-addr", "127.0.0.1:0", "-data", s.data)
	if err != nil {
		return start{}, err
	}
	defer p.kill()
	if err := p.answers("/readyz", "ready"); err != nil {
		return start{}, err
	}
	took := start{ready: time.Since(before)}
	if took.cpu, err = p.cpu(); err != nil {
		return start{}, err
	}
	time.Sleep(500 * time.Millisecond)
	if took.idle, err = p.memory("VmRSS"); err != nil {
		return start{}, err
	}
	return took, p.stop()
}

var part = regexp.MustCompile(`<(?:link|script|img)[^>]* (?:href|src)="([^"#]+)"`)

// measureWeight adds up what a browser loads for a first page, before compression.
func measureWeight(t *table, s *site, server *process) error {
	for _, first := range []struct {
		name, path string
		person     *person
	}{{"first page: sign-in", "/sign-in", &person{login: "nobody"}}, {"first page: home", "/home", s.readers[0]}} {
		page, err := first.person.page(server.address, first.path)
		if err != nil {
			return err
		}
		size, requests := len(page), 1
		for _, path := range unique(part.FindAllStringSubmatch(page, -1)) {
			file, err := first.person.page(server.address, path)
			if err != nil {
				return err
			}
			size, requests = size+len(file), requests+1
		}
		t.row(row{what: first.name, goal: "< 60 KB", figure: fmt.Sprintf("%.1f KB, %d requests", float64(size)/(1<<10), requests), met: mark(size < 60<<10)})
	}
	return nil
}
