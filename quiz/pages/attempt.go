package pages

import (
	"strconv"
	"time"

	"xiangxue/course/roster"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

// warnedBefore is how long before its end the page of an attempt says that the end is near.
const warnedBefore = 10 * time.Minute

// attemptView is a running attempt with its questions.
type attemptView struct {
	exam.Sheet
	Parts         []partView
	Answered, All int
	Saved         bool // the form was saved just now
	Near          bool // the end is near
	Owner         roster.CadreID
	Script        string
}

// partView is a section of the paper.
type partView struct {
	Title     string
	Each      quiz.Points
	Questions []questionView
}

// questionView is a question with what its fields hold.
type questionView struct {
	exam.SheetItem
	Seen     string // the answer of the server that the page shows
	Disputed bool   // it was changed here and on another device
	Other    string // what the other device saved
}

// Has reports whether the letter is chosen.
func (q questionView) Has(letter string) bool {
	for _, v := range q.Values {
		if v == letter {
			return true
		}
	}
	return false
}

// Value returns the value of the field with that position, and "" when it is open.
func (q questionView) Value(i int) string {
	if i < len(q.Values) {
		return q.Values[i]
	}
	return ""
}

// Fields returns the numbers of the gaps of a fill-in question, from 1.
func (q questionView) Fields() []int {
	numbers := make([]int, q.Gaps)
	for i := range numbers {
		numbers[i] = i + 1
	}
	return numbers
}

// Places returns the places that the options of an ordering question can take.
func (q questionView) Places() []string {
	places := make([]string, len(q.Options))
	for i := range places {
		places[i] = strconv.Itoa(i + 1)
	}
	return places
}

// IsAnswered reports whether any field of the question holds something.
func (q questionView) IsAnswered() bool { return len(compact(q.Values)) > 0 }

// Most returns how many characters the answer may have.
func (q questionView) Most() int {
	if q.Kind.Written() {
		return quiz.MaxEssay
	}
	return quiz.MaxAnswer
}

// DueMillis and NowMillis are the end and the present by the server's clock, for the script.
func (v attemptView) DueMillis() int64 {
	if v.DueAt.IsZero() {
		return 0
	}
	return v.DueAt.UnixMilli()
}

// NowMillis is the present by the server's clock, for the script.
func (v attemptView) NowMillis() int64 { return v.Now.UnixMilli() }

func (a *Area) showAttempt(r *web.Request) error {
	id, err := r.ID("attempt")
	if err != nil {
		return err
	}
	sheet, running, err := a.sheet(r, exam.AttemptID(id))
	if err != nil {
		return err
	}
	if !running {
		return r.SeeOther("/attempts/%d/result", id)
	}
	v := a.attemptView(r, sheet)
	v.Saved = r.QueryParam("saved") != ""
	return a.attemptPage.Render(r, v)
}

// sheet returns the running attempt. One whose time is over is submitted, and does not run any more.
func (a *Area) sheet(r *web.Request, id exam.AttemptID) (exam.Sheet, bool, error) {
	sheet, running, err := a.Office.Sheet(r.Ctx(), r.Actor, id)
	if err != nil || !running || sheet.DueAt.IsZero() || sheet.Now.Before(sheet.DueAt) {
		return sheet, running, err
	}
	_, err = a.Office.Submit(r.Ctx(), r.Actor, id, nil)
	return exam.Sheet{}, false, err
}

func (a *Area) attemptView(r *web.Request, s exam.Sheet) attemptView {
	v := attemptView{Sheet: s, Owner: r.Actor.ID(), Script: a.script}
	v.Answered, v.All = s.Answered()
	v.Near = !s.DueAt.IsZero() && s.DueAt.Sub(s.Now) <= warnedBefore
	for _, section := range s.Sections {
		part := partView{Title: section.Title, Each: section.Each}
		for _, item := range section.Items {
			part.Questions = append(part.Questions, questionView{SheetItem: item, Seen: seenOf(item.Revision, item.Values)})
		}
		v.Parts = append(v.Parts, part)
	}
	return v
}
