package pages

import (
	"errors"
	"time"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz/exam"
)

// quizzesView is what a person is asked to sit or has sat.
type quizzesView struct {
	Open   []quizCard // to be begun or gone on with now
	Coming []quizCard
	Done   []quizCard // passed, or nothing more can be done
}

// quizCard is a quiz as it stands for the person.
type quizCard struct {
	exam.Card
	Counts exam.Tried // the attempt that speaks for the person; zero when none is submitted
	Tried  bool
	Why    string // why no attempt can begin now
	Ahead  bool   // the next attempt can begin later
}

func (a *Area) listQuizzes(r *web.Request) error {
	var cards []exam.Card
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		cards, err = a.Office.Mine(r.Ctx(), tx, r.Actor)
		return err
	})
	if err != nil {
		return err
	}
	var v quizzesView
	for _, c := range cards {
		card := cardOf(r, c)
		switch {
		case c.Running != 0 || c.Refusal == nil:
			v.Open = append(v.Open, card)
		case card.Ahead:
			v.Coming = append(v.Coming, card)
		default:
			v.Done = append(v.Done, card)
		}
	}
	return a.quizzesPage.Render(r, v)
}

func cardOf(r *web.Request, c exam.Card) quizCard {
	card := quizCard{Card: c}
	card.Counts, card.Tried = c.Counted()
	if refusal := (*fault.Error)(nil); errors.As(c.Refusal, &refusal) {
		card.Why = r.Say(refusal.Message)
	}
	card.Ahead = c.Running == 0 && !c.Passed && c.Left > 0 && c.Exam.State == exam.Published && r.Now().Before(c.OpensAt)
	return card
}

// quizView is the page before an attempt: what is asked, until when, and what came of earlier attempts.
type quizView struct {
	quizCard
	EndsAt time.Time // of an attempt that begins now; zero when nothing limits it
}

func (a *Area) showQuiz(r *web.Request) error {
	id, err := r.ID("quiz")
	if err != nil {
		return err
	}
	v, err := a.quiz(r, exam.ID(id))
	if err != nil {
		return err
	}
	return a.quizPage.Render(r, v)
}

func (a *Area) quiz(r *web.Request, id exam.ID) (quizView, error) {
	var v quizView
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		card, err := a.Office.Card(r.Ctx(), tx, r.Actor, id)
		v.quizCard = cardOf(r, card)
		return err
	})
	v.EndsAt = v.Exam.Until
	if minutes := v.Exam.Minutes; minutes > 0 {
		limited := r.Now().Add(time.Duration(minutes) * time.Minute)
		if v.EndsAt.IsZero() || limited.Before(v.EndsAt) {
			v.EndsAt = limited
		}
	}
	return v, err
}

// beginAttempt begins an attempt, or goes on with the one that runs.
func (a *Area) beginAttempt(r *web.Request) error {
	id, err := r.ID("quiz")
	if err != nil {
		return err
	}
	attempt, err := a.Office.Begin(r.Ctx(), r.Actor, exam.ID(id))
	if fault.Is(err, fault.Conflict) {
		v, readErr := a.quiz(r, exam.ID(id))
		if readErr != nil {
			return readErr
		}
		return a.quizPage.Refuse(r, v, err)
	}
	if err != nil {
		return err
	}
	return r.SeeOther("/attempts/%d", attempt.ID)
}
