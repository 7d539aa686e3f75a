package e2e

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// examinee sits one quiz after the other, and remembers what the program acknowledged.
type examinee struct {
	visitor
	secretary visitor
	held      int // quizzes to hold when the program first answers
	papers    []*paper
	heard     time.Time     // when the program last answered
	away      time.Duration // how long the program was away at most, when it came back
	saves     int
}

// paper is an attempt at a quiz, the only one of the person.
type paper struct {
	title   string
	quiz    string // /quizzes/7
	passes  bool
	path    string // /attempts/9, as acknowledged or found
	begun   bool   // sent; perhaps without an answer
	ending  bool   // the submission was sent; perhaps without an answer
	ended   bool   // acknowledged
	dueAt   int64  // milliseconds, as the page says
	answers [paperItems]kept
}

// kept is the answer to an item.
type kept struct {
	revision    int    // acknowledged
	text, tried string // the last that was acknowledged, and the last that was sent
}

// Of a paper. Every third is passed, for there is a cap on the hours of a year.
const (
	paperItems = 5
	passedEach = 3
)

func newExaminee(t *testing.T, data string, quizzes int) *examinee {
	t.Helper()
	var bank strings.Builder
	for n := range paperItems {
		fmt.Fprintf(&bank, "第%d条预案要求几分钟传到户？ {=30####三十分钟。}\n\n", n+1)
	}
	file := filepath.Join(t.TempDir(), "值守题库.gift")
	if err := os.WriteFile(file, []byte(bank.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, data, "import", "questions", file)
	return &examinee{visitor: newVisitor(t, absentee), secretary: newVisitor(t, secretary), held: quizzes}
}

// arrive signs in; the first time, the secretary holds the quizzes.
func (e *examinee) arrive(address string) {
	e.t.Helper()
	e.visitor.arrive(address)
	if !e.heard.IsZero() {
		e.away = time.Since(e.heard)
	}
	if e.papers != nil {
		return
	}
	e.secretary.arrive(address)
	form := e.secretary.mustGet("/exams/new")
	unit := regexp.MustCompile(`<option value="(\d+)"[^>]*>云溪镇</option>`).FindStringSubmatch(form)
	bank := regexp.MustCompile(`<option value="(\d+)"[^>]*>值守题库</option>`).FindStringSubmatch(form)
	if unit == nil || bank == nil {
		e.t.Fatal("the secretary can write no quiz")
	}
	for n := range e.held {
		e.papers = append(e.papers, e.hold(n, unit[1], bank[1]))
	}
}

// hold carries a quiz from its draft to the examinee.
func (e *examinee) hold(n int, unit, bank string) *paper {
	e.t.Helper()
	p := &paper{title: fmt.Sprintf("值守测验第%03d卷", n+1), passes: n%passedEach == 0}
	day := time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60))
	status, exam, err := e.secretary.post("/exams", map[string]string{
		"title": p.title, "unit": unit, "pass_mark": strconv.Itoa(paperItems), "hours": "0.5", "partial": "all-or-nothing", "minutes": "300",
		"from": day.AddDate(0, 0, -1).Format("2006-01-02T15:04"), "until": day.AddDate(0, 0, 2).Format("2006-01-02T15:04"), "shows": "at_once", "attempts": "1",
		"counts": "best", "graders": "1", "sections[0].title": "填空题", "sections[0].each": "1", "sections[0].fixed": "",
		"sections[0].picks[0].bank": bank, "sections[0].picks[0].count": strconv.Itoa(paperItems),
	})
	if err != nil || status != http.StatusSeeOther {
		e.t.Fatalf("%s is answered with %d, %v", p.title, status, err)
	}
	e.act(exam+"/publication", map[string]string{"revision": "1"})
	e.act(exam+"/assignments", map[string]string{"due_on": day.AddDate(0, 0, 2).Format("2006-01-02"), "to": "unit-" + unit})
	p.quiz = "/quizzes/" + strings.TrimPrefix(exam, "/exams/")
	return p
}

// act has the secretary send a form.
func (e *examinee) act(path string, fields map[string]string) {
	e.t.Helper()
	if status, _, err := e.secretary.post(path, fields); err != nil || status != http.StatusSeeOther {
		e.t.Fatalf("%s is answered with %d, %v", path, status, err)
	}
}

func (e *examinee) settled() int { return e.saves }

// work sits quizzes until the program is gone.
func (e *examinee) work(context.Context) {
	for n, p := range e.papers {
		if !p.ended && !e.sit(n, p) {
			return
		}
	}
}

// sit goes on with a paper where it is, and reports whether the program is still there.
func (e *examinee) sit(n int, p *paper) bool {
	if p.path == "" {
		p.begun = true
		location, there := e.send(p.quiz+"/attempts", nil, http.StatusSeeOther)
		if !there {
			return false
		}
		p.path = location
		_, page, err := e.get(p.path)
		if err != nil {
			return false
		}
		p.dueAt = p.due(e.t, page)
	}
	for i := range p.answers {
		final := "30"
		if !p.passes {
			final = fmt.Sprintf("错%d之%d", n, i)
		}
		for _, text := range []string{fmt.Sprintf("先写%d之%d", n, i), final} {
			if k := &p.answers[i]; k.text != final && !e.save(p, i, text) {
				return false
			}
		}
	}
	p.ending = true
	_, p.ended = e.send(p.path+"/submission", nil, http.StatusSeeOther)
	return p.ended
}

// save saves one answer as the page's script does.
func (e *examinee) save(p *paper, i int, text string) bool {
	k := &p.answers[i]
	k.tried = text
	path := p.path + "/answers/q" + strconv.Itoa(i+1)
	_, there := e.send(path, map[string]string{"revision": strconv.Itoa(k.revision + 1), "value": text}, http.StatusOK)
	if there {
		k.revision, k.text = k.revision+1, text
		e.saves++
	}
	return there
}

// send posts a form that must be answered with the status, and reports whether it was.
func (e *examinee) send(path string, fields map[string]string, want int) (string, bool) {
	status, location, err := e.post(path, fields)
	if err != nil {
		return "", false
	}
	if status != want {
		e.t.Errorf("%s is answered with %d", path, status)
		return "", false
	}
	e.heard = time.Now()
	return location, true
}

// check looks for everything that was acknowledged: each answer, one attempt of each quiz, and its hours once.
func (e *examinee) check() {
	e.t.Helper()
	record := e.mustGet("/record")
	for _, p := range e.papers {
		if p.begun {
			e.find(p)
		}
		want := 0
		if p.ended && p.passes {
			want = 1
		}
		if got := countEntries(record, p.title); got != want {
			e.t.Errorf("%d entries for %s, want %d", got, p.title, want)
		}
	}
	e.heard = time.Now()
}

var attemptLink = regexp.MustCompile(`href="(/attempts/\d+)`)

// find finds out how far a paper is.
func (e *examinee) find(p *paper) {
	e.t.Helper()
	found := map[string]bool{}
	for _, m := range attemptLink.FindAllStringSubmatch(e.mustGet(p.quiz), -1) {
		found[m[1]] = true
	}
	if len(found) > 1 || p.path != "" && !found[p.path] {
		e.t.Errorf("%s: acknowledged was %q, there are %v", p.title, p.path, found)
	}
	for path := range found {
		p.path = path
	}
	if p.begun = len(found) > 0; !p.begun {
		return
	}
	status, page, err := e.get(p.path)
	if err != nil || p.ended && status != http.StatusSeeOther || !p.ending && status != http.StatusOK {
		e.t.Errorf("%s: %d, %v; submission sent %t, acknowledged %t", p.path, status, err, p.ending, p.ended)
	}
	if p.ended = status == http.StatusSeeOther; p.ended {
		p.marked(e.t, e.mustGet(p.path+"/result"))
		return
	}
	p.running(e.t, page)
	p.inTime(e.t, page, e.away)
}

// marked looks for the answers on the page of the result.
func (p *paper) marked(t testing.TB, page string) {
	t.Helper()
	for i, k := range p.answers {
		if !strings.Contains(page, "<dd>"+k.text+"</dd>") {
			t.Errorf("%s: the result does not show the answer %q to item %d", p.path, k.text, i+1)
		}
	}
}

// running looks for the answers in the fields of the page, and takes over what was sent without an answer.
func (p *paper) running(t testing.TB, page string) {
	t.Helper()
	for i := range p.answers {
		k, key := &p.answers[i], "q"+strconv.Itoa(i+1)
		text := html.UnescapeString(between(page, `name="`+key+`" value="`, `"`))
		if text != k.text && text != k.tried {
			t.Errorf("%s: item %d is answered %q; acknowledged was %q, sent %q", p.path, i+1, text, k.text, k.tried)
		}
		revision, _, _ := strings.Cut(between(page, `name="seen-`+key+`" value="`, `"`), "-")
		k.text = text
		k.revision, _ = strconv.Atoi(revision)
	}
}

// Of the clock: what the program takes for a pause, from when on it must have noticed, and what the test may be wrong by.
const (
	pause      = 20 * time.Second
	mustNotice = 40 * time.Second
	inexact    = 10 * time.Second
)

// due returns the end of the attempt that its page tells the script.
func (p *paper) due(t testing.TB, page string) int64 {
	t.Helper()
	due, err := strconv.ParseInt(between(page, `data-due="`, `"`), 10, 64)
	if err != nil {
		t.Errorf("%s has no end: %v", p.path, err)
	}
	return due
}

// inTime checks that the end of the attempt was moved by what the person lost, if that was more than a pause.
func (p *paper) inTime(t testing.TB, page string, away time.Duration) {
	t.Helper()
	due := p.due(t, page)
	moved := time.Duration(due-p.dueAt) * time.Millisecond
	switch {
	case p.dueAt == 0 || moved == 0 && away < mustNotice:
	case moved >= pause && moved <= away+inexact:
		t.Logf("%s: the program was away for %s at most, and moved the end by %s", p.path, away, moved)
	default:
		t.Errorf("%s: the program was away for %s at most, and moved the end by %s", p.path, away, moved)
	}
	p.dueAt = due
}
