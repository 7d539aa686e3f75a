package exam

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Progress says how far a person is with an exam.
type Progress string

// How far somebody is.
const (
	NotBegun  Progress = "not_begun"
	Running   Progress = "running"
	Waiting   Progress = "waiting" // written answers wait to be graded
	NotPassed Progress = "not_passed"
	Passed    Progress = "passed"
)

// Label returns the Chinese name; the text is a key of the message catalogue.
func (p Progress) Label() string {
	switch p {
	case NotBegun:
		return "还没有开始"
	case Running:
		return "正在作答"
	case Waiting:
		return "等待阅卷"
	case NotPassed:
		return "还没有合格"
	default:
		return "已合格"
	}
}

// Person is somebody who is asked to sit an exam or has sat it.
type Person struct {
	Cadre    roster.CadreID
	Name     string
	StaffNo  string
	Unit     string // name of today's unit; empty when there is none
	Asked    bool   // false: nobody asks any more
	Progress Progress
	Attempts []Tried
	Counts   Tried // the attempt that speaks for the person; zero when none is submitted
	PassedAt time.Time
}

// Results are how the people of a scope stand in an exam, by unit and surname. They are never put in the order of what
// they scored.
type Results struct {
	Exam   Exam
	People []Person
}

// Count returns how many people are that far.
func (r Results) Count(p Progress) int {
	n := 0
	for _, person := range r.People {
		if person.Progress == p {
			n++
		}
	}
	return n
}

// watchers returns whose results the actor may see.
func watchers(actor access.Actor) roster.Scope {
	return actor.Scope(access.SeeGroup).Or(actor.Scope(access.AssignStudy)).Or(actor.Scope(access.Audit))
}

// Results returns how the people whom the actor is responsible for or audits stand. It fails with fault.Forbidden when
// there are none by the actor's roles, and with fault.NotFound when the exam is not published.
func (o *Office) Results(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) (Results, error) {
	if err := requireAny(actor, access.SeeGroup, access.AssignStudy, access.Audit); err != nil {
		return Results{}, err
	}
	return o.results(ctx, tx, watchers(actor), id)
}

func (o *Office) results(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id ID) (Results, error) {
	s, err := o.sitting(ctx, tx, id)
	if err != nil {
		return Results{}, err
	}
	r := Results{Exam: s.exam}
	if r.Exam.State, err = selectState(ctx, tx, id); err != nil {
		return Results{}, fmt.Errorf("read the state of exam %d: %w", id, err)
	}
	people, err := selectPeople(ctx, tx, scope, id, o.Clock.Today())
	if err != nil {
		return Results{}, fmt.Errorf("read who sits exam %d: %w", id, err)
	}
	attempts, err := selectAttemptedIn(ctx, tx, scope, id, o.Clock.Today())
	if err != nil {
		return Results{}, fmt.Errorf("read the attempts at exam %d: %w", id, err)
	}
	tried := map[roster.CadreID][]Tried{}
	for _, a := range attempts {
		tried[a.CadreID] = append(tried[a.CadreID], a.Row.tried())
	}
	for _, p := range people {
		r.People = append(r.People, p.person(tried[p.CadreID], s.exam.Retake.Counts))
	}
	return r, nil
}

func (r peopleRow) person(attempts []Tried, rule Counts) Person {
	p := Person{
		Cadre: r.CadreID, Name: r.Name, StaffNo: r.StaffNo, Unit: r.Unit, Asked: r.Asked, Progress: NotBegun, Attempts: attempts,
	}
	for _, a := range attempts {
		switch {
		case a.Passed:
			p.Progress = Passed
			if p.PassedAt.IsZero() {
				p.PassedAt = a.SubmittedAt
			}
		case p.Progress == Passed:
		case a.SubmittedAt.IsZero():
			p.Progress = Running
		case !a.Complete:
			p.Progress = Waiting
		default:
			p.Progress = NotPassed
		}
	}
	p.Counts, _ = counted(rule, attempts)
	return p
}

// OutcomeOf returns a submitted attempt of somebody for whom the actor answers or whom the actor audits, with everything in
// it: the frozen paper, the answers, what they earned and who graded them. It fails with fault.NotFound when the attempt is
// of nobody in the actor's scope, and with fault.Conflict while it runs.
func (o *Office) OutcomeOf(ctx context.Context, tx storage.ReadTx, actor access.Actor, id AttemptID) (Outcome, error) {
	if err := requireAny(actor, access.SeeGroup, access.AssignStudy, access.Audit); err != nil {
		return Outcome{}, err
	}
	row, found, err := selectAttempt(ctx, tx, id)
	if err != nil || !found {
		return Outcome{}, firstOf(err, errNoAttempt)
	}
	if _, err := roster.FindCadreIn(ctx, tx, watchers(actor), row.CadreID, o.Clock.Today()); fault.Is(err, fault.NotFound) {
		return Outcome{}, errNoAttempt
	} else if err != nil {
		return Outcome{}, err
	}
	a, err := row.attempt()
	if err != nil {
		return Outcome{}, err
	}
	return o.outcome(ctx, tx, a)
}
