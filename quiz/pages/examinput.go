package pages

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

// examInput is the form of an exam as it was typed.
type examInput struct {
	Title, Subject, Unit       string
	Partial, PassMark, Minutes string
	From, Until, Shows, Hours  string
	Attempts, WaitDays, Counts string
	Graders, Differ            string
	Same                       bool
	Sections                   []sectionInput
}

// sectionInput is a section of the blueprint.
type sectionInput struct {
	Title, Each string
	Fixed       string // numbers of questions that everybody is asked
	Picks       []pickInput
}

// pickInput is a rule by which questions are drawn.
type pickInput struct {
	Bank, Subject, Tag, Kind, Difficulty, Count string
	Found                                       int // how many questions fit now
}

// Bounds of a form; an exam itself has narrower ones.
const (
	mostSections = 20
	mostPicks    = 20
)

// newExam is the form of a new exam, with what most exams have.
func newExam(today calendar.Date) examInput {
	return examInput{
		Partial: string(quiz.AllOrNothing), Shows: string(exam.AtOnce), Counts: string(exam.Best), Graders: "1", Attempts: "2",
		From: today.String() + "T08:30", Until: today.AddDays(14).String() + "T18:00",
		Sections: []sectionInput{{Picks: []pickInput{{}}}},
	}
}

// localTime is how a browser writes an instant without its zone.
const localTime = "2006-01-02T15:04"

// examInputOf returns the form of stored terms; questions tells the number of the question of a version.
func examInputOf(t exam.Terms, questions map[bank.VersionID]bank.QuestionID) examInput {
	in := examInput{
		Title: t.Title, Subject: t.Subject, Partial: string(t.Partial), PassMark: t.PassMark.String(), Shows: string(t.Shows),
		From: local(t.From), Until: local(t.Until), Counts: string(t.Retake.Counts), Attempts: strconv.Itoa(t.Retake.Attempts),
		Graders: strconv.Itoa(t.Grading.Graders), Same: t.Blueprint.Same,
		Minutes: blank(t.Minutes), WaitDays: blank(t.Retake.WaitDays),
	}
	if t.Hours != 0 {
		in.Hours = t.Hours.String()
	}
	if t.Grading.Differ != 0 {
		in.Differ = t.Grading.Differ.String()
	}
	for _, s := range t.Blueprint.Sections {
		section := sectionInput{Title: s.Title, Each: s.Each.String()}
		var numbers []string
		for _, id := range s.Fixed {
			numbers = append(numbers, fmt.Sprint(questions[id]))
		}
		section.Fixed = strings.Join(numbers, " ")
		for _, p := range s.Picks {
			section.Picks = append(section.Picks, pickInput{
				Bank: blank(int(p.Bank)), Subject: p.Subject, Tag: p.Tag, Kind: string(p.Kind), Difficulty: blank(p.Difficulty), Count: blank(p.Count),
			})
		}
		in.Sections = append(in.Sections, section)
	}
	return in
}

func local(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Shanghai).Format(localTime)
}

// blank prints a number; 0 leaves the field empty.
func blank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// readExam takes the form as it came.
func readExam(form *web.Form) examInput {
	raw := func(name string) string { return form.Text(name, 200) }
	in := examInput{
		Title: raw("title"), Subject: raw("subject"), Unit: raw("unit"), Partial: raw("partial"), PassMark: raw("pass_mark"), Minutes: raw("minutes"),
		From: raw("from"), Until: raw("until"), Shows: raw("shows"), Hours: raw("hours"), Attempts: raw("attempts"), WaitDays: raw("wait_days"),
		Counts: raw("counts"), Graders: raw("graders"), Differ: raw("differ"), Same: form.Checked("same"),
	}
	for i := 0; i < mostSections && form.All(fmt.Sprintf("sections[%d].title", i)) != nil; i++ {
		at := fmt.Sprintf("sections[%d].", i)
		section := sectionInput{Title: raw(at + "title"), Each: raw(at + "each"), Fixed: form.Text(at+"fixed", 2000)}
		for j := 0; j < mostPicks && form.All(fmt.Sprintf("%spicks[%d].count", at, j)) != nil; j++ {
			pick := fmt.Sprintf("%spicks[%d].", at, j)
			section.Picks = append(section.Picks, pickInput{
				Bank: raw(pick + "bank"), Subject: raw(pick + "subject"), Tag: raw(pick + "tag"), Kind: raw(pick + "kind"),
				Difficulty: raw(pick + "difficulty"), Count: raw(pick + "count"),
			})
		}
		in.Sections = append(in.Sections, section)
	}
	return in
}

// act carries out a button of the form that changes its rows or counts anew, and reports whether one was pressed.
func (in *examInput) act(button string) bool {
	verb, place, _ := strings.Cut(button, ":")
	first, second, _ := strings.Cut(place, ".")
	i, errI := strconv.Atoi(first)
	j, errJ := strconv.Atoi(second)
	within := errI == nil && i >= 0 && i < len(in.Sections)
	switch verb {
	case "add":
		in.Sections = append(in.Sections, sectionInput{Picks: []pickInput{{}}})
	case "drop":
		if within {
			in.Sections = append(in.Sections[:i], in.Sections[i+1:]...)
		}
	case "pick":
		if within {
			in.Sections[i].Picks = append(in.Sections[i].Picks, pickInput{})
		}
	case "unpick":
		if within && errJ == nil && j >= 0 && j < len(in.Sections[i].Picks) {
			in.Sections[i].Picks = append(in.Sections[i].Picks[:j], in.Sections[i].Picks[j+1:]...)
		}
	}
	return button != ""
}

// prune takes out the rules that draw nothing, so that what is wrong is named by the rows that are shown.
func (in *examInput) prune() {
	for i := range in.Sections {
		in.Sections[i].Picks = slices.DeleteFunc(in.Sections[i].Picks, func(p pickInput) bool { return p.Count == "" })
	}
}

// parser reads fields and notes which cannot be read.
type parser struct{ fault.Fields }

func (p *parser) points(name, text string) quiz.Points {
	if text == "" {
		return 0
	}
	n, err := hours.ParseAmount(text) // both are hundredths
	p.Check(err == nil, name, "请填分数，如 60 或 2.5")
	return quiz.Points(n)
}

func (p *parser) whole(name, text string) int {
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	p.Check(err == nil && n >= 0 && n < 1e6, name, "请填整数")
	return n
}

func (p *parser) instant(name, text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation(localTime, text, calendar.Shanghai)
	p.Check(err == nil, name, "请写成 2026-03-05T09:00 这样的时间")
	return t
}

// terms reads what the form says; whether that makes an exam is for exam to say.
func (in examInput) terms(r *web.Request, tx storage.ReadTx) (exam.Terms, error) {
	var p parser
	t := exam.Terms{
		Title: in.Title, Subject: in.Subject, Partial: quiz.Partial(in.Partial), PassMark: p.points("pass_mark", in.PassMark),
		Minutes: p.whole("minutes", in.Minutes), From: p.instant("from", in.From), Until: p.instant("until", in.Until), Shows: exam.Shows(in.Shows),
		Hours:   hours.Amount(p.points("hours", in.Hours)),
		Retake:  exam.Retake{Attempts: p.whole("attempts", in.Attempts), WaitDays: p.whole("wait_days", in.WaitDays), Counts: exam.Counts(in.Counts)},
		Grading: exam.Grading{Graders: p.whole("graders", in.Graders), Differ: p.points("differ", in.Differ)},
	}
	t.Blueprint.Same = in.Same
	for i, s := range in.Sections {
		at := fmt.Sprintf("sections[%d].", i)
		section := exam.Section{Title: s.Title, Each: p.points(at+"each", s.Each)}
		for j, pick := range s.Picks {
			name := fmt.Sprintf("%spicks[%d].", at, j)
			section.Picks = append(section.Picks, exam.Pick{
				Bank: bank.ID(p.whole(name+"bank", pick.Bank)), Subject: pick.Subject, Tag: pick.Tag, Kind: quiz.Kind(pick.Kind),
				Difficulty: p.whole(name+"difficulty", pick.Difficulty), Count: p.whole(name+"count", pick.Count),
			})
		}
		if err := p.fixed(r, tx, at+"fixed", s.Fixed, &section); err != nil {
			return exam.Terms{}, err
		}
		t.Blueprint.Sections = append(t.Blueprint.Sections, section)
	}
	return t, p.Err()
}

// fixed finds the published versions of the questions whose numbers are given.
func (p *parser) fixed(r *web.Request, tx storage.ReadTx, name, text string, section *exam.Section) error {
	for _, word := range words(text) {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil || id <= 0 {
			p.Add(name, "请填题目的编号，用空格隔开")
			return nil
		}
		q, err := bank.ByQuestion(r.Ctx(), tx, bank.QuestionID(id))
		if fault.Is(err, fault.NotFound) || err == nil && q.State != bank.Published {
			p.Add(name, "第 %d 号题不存在，或者还没有发布", id)
			continue
		}
		if err != nil {
			return err
		}
		section.Fixed = append(section.Fixed, q.Version.ID)
	}
	return nil
}
