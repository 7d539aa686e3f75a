package e2e

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
)

// student is a person who studies by HTTP, and what the program acknowledged to this person.
type student struct {
	visitor
	lessons []*studied
	notes   int
}

func (p *student) settled() int {
	n := p.notes
	for _, l := range p.lessons {
		if l.passed {
			n++
		}
	}
	return n
}

// studied is a lesson, the only one of its course.
type studied struct {
	path   string // /lessons/7
	title  string // of the course
	passed bool   // acknowledged
	asked  bool   // submitted; perhaps without an answer
	note   string // the last that was acknowledged
	tried  string // the last that was sent
}

// work passes checks and saves notes until the program is gone.
func (p *student) work(context.Context) {
	for i := 0; ; i++ {
		for _, l := range p.lessons {
			if l.passed {
				continue
			}
			if !p.pass(l) {
				return
			}
			break
		}
		if !p.write(p.lessons[i%len(p.lessons)], fmt.Sprintf("笔记 %d", i)) {
			return
		}
	}
}

// pass answers the check of a lesson and reports whether the program is still there.
func (p *student) pass(l *studied) bool {
	status, page, err := p.get(l.path)
	if err != nil {
		return false
	}
	fields, asks := checkForm(page)
	if status != http.StatusOK || !asks {
		p.t.Errorf("%s asks nothing (status %d)", l.path, status)
		return false
	}
	l.asked = true
	status, location, err := p.post(l.path+"/check", fields)
	if err != nil {
		return false
	}
	if status != http.StatusSeeOther || !strings.HasSuffix(location, "/completion") {
		p.t.Errorf("the check of %s is answered with %d %s", l.path, status, location)
		return false
	}
	l.passed = true
	return true
}

// write saves a note and reports whether the program is still there.
func (p *student) write(l *studied, text string) bool {
	l.tried = text
	status, _, err := p.post(l.path+"/note", map[string]string{"note": text})
	if err != nil {
		return false
	}
	if status != http.StatusSeeOther {
		p.t.Errorf("a note on %s is answered with %d", l.path, status)
		return false
	}
	l.note = text
	p.notes++
	return true
}

// check looks for everything that was acknowledged. What was sent without an answer may be there or not, but once.
func (p *student) check() {
	p.t.Helper()
	record := p.mustGet("/record")
	for _, l := range p.lessons {
		entries := countEntries(record, l.title)
		switch {
		case l.passed && entries != 1:
			p.t.Errorf("%s: %d entries for %s, which was acknowledged", p.login, entries, l.title)
		case !l.asked && entries != 0, entries > 1:
			p.t.Errorf("%s: %d entries for %s", p.login, entries, l.title)
		}
		l.passed = entries == 1
		if !l.passed && l.tried == "" {
			continue
		}
		page := p.mustGet(l.path)
		if l.passed != strings.Contains(page, "这一节已经通过") {
			p.t.Errorf("%s: %d entries for %s, but the lesson says otherwise", p.login, entries, l.title)
		}
		note := html.UnescapeString(between(page, `<textarea class="in" id="note"`, "</textarea>"))
		note = note[strings.Index(note, ">")+1:]
		if note != l.note && note != l.tried {
			p.t.Errorf("%s: the note on %s is %q; acknowledged was %q, sent %q", p.login, l.title, note, l.note, l.tried)
		}
		l.note = note
	}
}

// countEntries returns how many entries of a study record have the title.
func countEntries(record, title string) int {
	return len(regexp.MustCompile(`<a href="/entries/\d+">`+regexp.QuoteMeta(title)+`</a>`).FindAllString(record, -1))
}
