package exam

import (
	"context"
	"fmt"
	"slices"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Card is an exam as it stands for a person.
type Card struct {
	Exam     Exam
	DueOn    calendar.Date // of the assignment; 0 when nobody asks any more
	Attempts []Tried
	Passed   bool
	Running  AttemptID // 0: none
	Refusal  error     // why no attempt can begin now, a fault; nil when one can, or one runs
	OpensAt  time.Time // from when the next attempt may begin
	Left     int       // attempts that are left
}

// Tried is an attempt with the result that counts.
type Tried struct {
	ID          AttemptID
	Number      int
	SubmittedAt time.Time // zero while it runs
	Total, Most quiz.Points
	Complete    bool // false also while it runs
	Passed      bool
}

// Counted returns the attempt that speaks for the person by the exam's rule, and whether there is one.
func (c Card) Counted() (Tried, bool) { return counted(c.Exam.Retake.Counts, c.Attempts) }

// counted returns the attempt that counts among the submitted ones.
func counted(rule Counts, attempts []Tried) (best Tried, found bool) {
	for _, a := range attempts {
		if a.SubmittedAt.IsZero() {
			continue
		}
		if !found || rule == Last || a.Passed && !best.Passed || a.Passed == best.Passed && a.Total > best.Total {
			best, found = a, true
		}
	}
	return best, found
}

// Card returns how an exam stands for the actor. It fails with fault.NotFound when nobody asked the actor to sit it and he
// or she never did.
func (o *Office) Card(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) (Card, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return Card{}, err
	}
	s, err := o.standing(ctx, tx, actor.ID(), id)
	if err != nil {
		return Card{}, err
	}
	if !s.asked && len(s.attempts) == 0 {
		return Card{}, errNoExam
	}
	return s.card(o.now()), nil
}

func (s standing) card(now time.Time) Card {
	c := Card{Exam: s.sitting.exam, DueOn: s.duty.DueOn, Passed: s.passed(), Refusal: s.refusal(now), OpensAt: s.opensAt()}
	c.Exam.State = s.state
	for _, a := range s.attempts {
		if a.running() {
			c.Running, c.Refusal = a.ID, nil
		}
		c.Attempts = append(c.Attempts, a.tried())
	}
	if c.Left = c.Exam.Retake.Attempts - len(s.attempts); c.Passed || c.Left < 0 {
		c.Left = 0
	}
	return c
}

func (a attempted) tried() Tried {
	return Tried{
		ID: a.ID, Number: a.Number, SubmittedAt: instant(a.SubmittedAt), Total: quiz.Points(a.Total), Most: quiz.Points(a.Most),
		Complete: a.Complete, Passed: a.Passed,
	}
}

// Mine returns the exams that the actor is asked to sit or has sat, the newest first.
func (o *Office) Mine(ctx context.Context, tx storage.ReadTx, actor access.Actor) ([]Card, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return nil, err
	}
	standings, err := o.standings(ctx, tx, actor.ID())
	if err != nil {
		return nil, err
	}
	duties, err := plan.Duties(ctx, tx, actor.ID(), plan.QuizItem, o.Clock.Today())
	cards := make([]Card, len(standings))
	for i, s := range standings {
		for _, d := range duties {
			if d.Item == item(s.sitting.exam.ID) {
				s.duty, s.asked = d, true
			}
		}
		cards[i] = s.card(o.now())
	}
	return cards, err
}

// standings returns where a person stands in all exams that he or she is asked to sit or has sat, the newest first, but
// for the duty.
func (o *Office) standings(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]standing, error) {
	own, err := selectOwn(ctx, tx, cadre)
	if err != nil {
		return nil, fmt.Errorf("read the exams of cadre %d: %w", cadre, err)
	}
	attempts, err := selectOwnAttempted(ctx, tx, cadre)
	if err != nil {
		return nil, fmt.Errorf("read the attempts of cadre %d: %w", cadre, err)
	}
	list := make([]standing, len(own))
	for i, row := range own {
		s := standing{state: row.State, insider: row.Insider}
		if s.sitting, err = o.sitting(ctx, tx, row.ID); err != nil {
			return nil, err
		}
		for _, a := range attempts {
			if a.ExamID == row.ID {
				s.attempts = append(s.attempts, a)
			}
		}
		list[i] = s
	}
	return list, nil
}

// OpenQuizzes returns those of the exams, by id, that a person who is asked can sit: an attempt runs, or one can begin now
// or when its time has come.
func (p Papers) OpenQuizzes(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, asked []int64) (map[int64]report.Quiz, error) {
	standings, err := p.Office.standings(ctx, tx, cadre)
	open := map[int64]report.Quiz{}
	for _, s := range standings {
		e := s.sitting.exam
		if s.asked = slices.Contains(asked, int64(e.ID)); s.asked && s.isOpen(p.Office.now()) {
			q := report.Quiz{Hours: e.Hours, Subject: e.Subject}
			if !e.Until.IsZero() {
				q.Until = calendar.DateOf(e.Until)
			}
			open[int64(e.ID)] = q
		}
	}
	return open, err
}

// isOpen reports whether an attempt runs, or can begin now or later.
func (s standing) isOpen(now time.Time) bool {
	if last, again := s.last(); again && last.running() {
		return true
	}
	if from := s.opensAt(); from.After(now) {
		now = from
	}
	return s.refusal(now) == nil
}
