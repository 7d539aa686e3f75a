package study

import (
	"strings"

	"xiangxue/course"
	"xiangxue/course/hours"
	"xiangxue/course/progress"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// The states by which courses can be filtered.
const (
	notBegun = "new"
	begun    = "begun"
	finished = "finished"
)

type coursesView struct {
	Subjects       []subjectChip
	All            int // courses without the subject filter
	Subject, State string
	Words          string
	Courses        []courseCard
}

type subjectChip struct {
	Code, Name string
	Count      int
}

// courseCard is a course as the list shows it to one person.
type courseCard struct {
	Course  course.ID
	Title   string
	Summary string
	Subject course.Subject
	Hours   hours.Amount
	Lessons int
	State   string
	Passed  int
	Next    course.LessonID // where its button leads; 0: to the course's page
}

func (a *Area) listCourses(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v := coursesView{Subject: form.Text("subject", 40), State: form.Text("state", 20), Words: form.Text("words", 50)}
	var cards []courseCard
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		cards, err = a.cards(r, tx)
		return err
	})
	if err != nil {
		return err
	}
	v.fill(cards)
	return a.coursesPage.Render(r, v)
}

// cards returns every offered course with where the person is in it.
func (a *Area) cards(r *web.Request, tx storage.ReadTx) ([]courseCard, error) {
	offers, err := course.Offers(r.Ctx(), tx)
	if err != nil {
		return nil, err
	}
	states, err := progress.Courses(r.Ctx(), tx, r.Actor.ID())
	if err != nil {
		return nil, err
	}
	rules, err := a.Ledger.InForce(r.Ctx(), tx, r.Today())
	if err != nil {
		return nil, err
	}
	cards := make([]courseCard, len(offers))
	for i, offer := range offers {
		cards[i] = newCard(offer, states[offer.Course], rules)
	}
	return cards, nil
}

func newCard(offer course.Listing, state progress.State, rules hours.RuleSet) courseCard {
	c := courseCard{
		Course: offer.Course, Title: offer.Title, Summary: offer.Summary, Subject: offer.Subject,
		Hours: offer.Hours(rules), Lessons: len(offer.Lessons), Passed: state.Passed, State: notBegun,
	}
	switch {
	case state.Finished():
		c.State = finished
	case state.Begun():
		c.State, c.Lessons, c.Next = begun, state.Lessons, state.Next
	case len(offer.Lessons) > 0:
		c.Next = offer.Lessons[0].ID
	}
	return c
}

// fill keeps the cards that the filters select; the chips count what each subject would show.
func (v *coursesView) fill(cards []courseCard) {
	for _, c := range cards {
		if (v.State != "" && c.State != v.State) || !strings.Contains(c.Title+c.Summary, v.Words) {
			continue
		}
		v.All++
		v.count(c.Subject)
		if v.Subject == "" || v.Subject == c.Subject.Code {
			v.Courses = append(v.Courses, c)
		}
	}
}

func (v *coursesView) count(s course.Subject) {
	for i := range v.Subjects {
		if v.Subjects[i].Code == s.Code {
			v.Subjects[i].Count++
			return
		}
	}
	v.Subjects = append(v.Subjects, subjectChip{s.Code, s.Name, 1})
}
