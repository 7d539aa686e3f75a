package report

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

// Home is what somebody finds on the first page: what to do now, and how the own hours stand.
type Home struct {
	Now      time.Time
	Continue *Continue   // the course to go on with; nil when none is begun
	Todos    []Todo      // by due date
	Meeting  *Invitation // the next meeting; nil when none is announced
	Standing Standing
	FirstUse bool // nothing is booked, begun or asked for yet
}

// Continue is a course that somebody is in the middle of.
type Continue struct {
	Course  course.ID
	Title   string
	Subject course.Subject
	Lessons int
	Passed  int
	Next    course.Lesson // the lesson to go on with
	Hours   hours.Amount  // what finishing the course brings
}

// Invitation is a meeting at which somebody is expected.
type Invitation struct {
	Meeting plan.Meeting
	Subject course.Subject
	Leave   *attendance.LeaveRequest // what was asked for; nil for nothing
}

// Home returns the first page of the actor. The number of statements does not depend on how much there is to do; courses
// that were read before come from memory.
func (r *Reporter) Home(ctx context.Context, tx storage.ReadTx, actor access.Actor) (Home, error) {
	if err := access.Require(actor, access.SignedIn); err != nil {
		return Home{}, err
	}
	i, err := r.individual(ctx, tx, actor.ID(), AsOf{})
	if err != nil {
		return Home{}, err
	}
	h := Home{Now: r.clock()}
	var a ahead
	if h.Standing, a, err = r.now(ctx, tx, i); err != nil {
		return Home{}, err
	}
	h.Todos = a.todos(i)
	if h.Continue, err = r.goOn(ctx, tx, i, a); err != nil {
		return Home{}, err
	}
	if h.Meeting, err = invitation(ctx, tx, i, a); err != nil {
		return Home{}, err
	}
	h.FirstUse = len(i.entries) == 0 && !a.begun && len(h.Todos) == 0
	return h, nil
}

// goOn returns the course in which a lesson was passed last or, without any, one that was only looked into.
func (r *Reporter) goOn(ctx context.Context, tx storage.ReadTx, i individual, a ahead) (*Continue, error) {
	last, err := selectLastCourse(ctx, tx, i.cadre)
	if err != nil {
		return nil, fmt.Errorf("look which course cadre %d is in: %w", i.cadre, err)
	}
	for _, c := range a.courses {
		lesson := c.state.Next
		if lesson == 0 {
			lesson = c.state.Resume
		}
		if lesson == 0 || last != 0 && c.listing.Course != last {
			continue
		}
		page, err := r.catalogue.Lesson(ctx, tx, lesson)
		if err != nil {
			return nil, err
		}
		next := Continue{
			Course: c.listing.Course, Title: c.listing.Title, Subject: c.listing.Subject,
			Next: page.Lesson, Hours: i.courseWorth(c.listing).Amount,
		}
		next.Lessons, next.Passed = c.lessons()
		return &next, nil
	}
	return nil, nil
}

// invitation returns the next meeting with the leave that was asked for.
func invitation(ctx context.Context, tx storage.ReadTx, i individual, a ahead) (*Invitation, error) {
	if len(a.meetings) == 0 {
		return nil, nil
	}
	next := Invitation{Meeting: a.meetings[0], Subject: i.byCode.of(a.meetings[0].Subject)}
	leave, asked, err := attendance.LeaveOf(ctx, tx, i.cadre, next.Meeting.ID)
	if err != nil {
		return nil, err
	}
	if asked {
		next.Leave = &leave
	}
	return &next, nil
}
