package report

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

// ahead is everything that one person could do next.
type ahead struct {
	makeUps  []attendance.MakeUp
	missed   map[attendance.MakeUpID]attendance.Attendance
	duties   []plan.Duty // without courses and lessons that are finished, and quizzes that cannot be sat any more
	quizzes  map[int64]Quiz
	courses  []openCourse
	meetings []plan.Meeting   // announced and not over, the earliest first
	classes  []training.Class // planned and not over, the earliest first
	begun    bool             // some course was begun, finished or not
	names    map[roster.CadreID]string
}

// openCourse is a course that may be begun or is to be finished.
type openCourse struct {
	listing course.Listing // of the version to be studied; Summary and Slug may be empty
	state   progress.State
	duty    *plan.Duty // the assignment that asks for it; nil for none
}

// lookAhead is how many days ahead a person's meetings are looked for.
const lookAhead = 92

// ahead reads what the person could do next.
func (r *Reporter) ahead(ctx context.Context, tx storage.ReadTx, i individual) (a ahead, err error) {
	today := i.On
	if a.makeUps, err = attendance.OpenMakeUps(ctx, tx, i.cadre); err != nil {
		return ahead{}, err
	}
	if err := a.readMissed(ctx, tx, i); err != nil {
		return ahead{}, err
	}
	if a.duties, err = plan.Due(ctx, tx, i.cadre, today); err != nil {
		return ahead{}, err
	}
	if err := r.readCourses(ctx, tx, i.cadre, &a); err != nil {
		return ahead{}, err
	}
	if err := a.dropPassedLessons(ctx, tx, i.cadre); err != nil {
		return ahead{}, err
	}
	if err := r.readQuizzes(ctx, tx, i.cadre, &a); err != nil {
		return ahead{}, err
	}
	if a.classes, err = training.Ahead(ctx, tx, i.cadre, today); err != nil {
		return ahead{}, err
	}
	meetings, err := plan.MeetingsFor(ctx, tx, i.cadre, calendar.Span{From: today, To: today.AddDays(lookAhead)})
	if err != nil {
		return ahead{}, err
	}
	now := r.clock()
	for _, m := range meetings {
		if m.State == plan.Planned && now.Before(m.EndsAt) {
			a.meetings = append(a.meetings, m)
		}
	}
	return a, a.readNames(ctx, tx)
}

// readMissed keeps which meeting each make-up is for.
func (a *ahead) readMissed(ctx context.Context, tx storage.ReadTx, i individual) error {
	a.missed = map[attendance.MakeUpID]attendance.Attendance{}
	if len(a.makeUps) == 0 {
		return nil
	}
	span := calendar.Span{From: i.On, To: i.On}
	for _, m := range a.makeUps {
		span.From = min(span.From, m.On)
	}
	list, err := attendance.Of(ctx, tx, i.cadre, span)
	for _, missed := range list {
		if missed.MakeUp != 0 {
			a.missed[missed.MakeUp] = missed
		}
	}
	return err
}

// readCourses keeps the courses that are not finished, those begun first, and drops duties that a finished course fulfils.
func (r *Reporter) readCourses(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, a *ahead) error {
	states, err := progress.Courses(ctx, tx, cadre)
	if err != nil {
		return err
	}
	listings, err := course.Offers(ctx, tx)
	if err != nil {
		return err
	}
	offered := map[course.ID]course.Listing{}
	for _, l := range listings {
		offered[l.Course] = l
	}
	for _, id := range slices.Sorted(maps.Keys(states)) {
		if s := states[id]; s.Begun() {
			a.begun = true
			if s.Finished() {
				continue
			}
			l := offered[id]
			if l.Version != s.Version { // a newer one is offered, or none any more
				if l, err = r.listing(ctx, tx, s.Version); err != nil {
					return err
				}
			}
			a.courses = append(a.courses, openCourse{listing: l, state: s})
		}
	}
	for _, l := range listings {
		if s := states[l.Course]; !s.Begun() {
			a.courses = append(a.courses, openCourse{listing: l, state: s})
		}
	}
	a.matchDuties(states)
	return nil
}

// matchDuties tells each course which assignment asks for it.
func (a *ahead) matchDuties(states map[course.ID]progress.State) {
	open := slices.DeleteFunc(slices.Clone(a.duties), func(d plan.Duty) bool {
		return d.Kind == plan.CourseItem && states[course.ID(d.Ref)].Finished()
	})
	a.duties = open
	for n := range open {
		for c := range a.courses {
			if open[n].Kind == plan.CourseItem && course.ID(open[n].Ref) == a.courses[c].listing.Course {
				a.courses[c].duty = &open[n]
			}
		}
	}
}

// listing returns a version as a list shows it.
func (r *Reporter) listing(ctx context.Context, tx storage.ReadTx, id course.VersionID) (course.Listing, error) {
	v, err := r.catalogue.Version(ctx, tx, id)
	if err != nil {
		return course.Listing{}, err
	}
	l := course.Listing{
		Course: v.Course, Slug: v.Slug, Version: v.ID, Number: v.Number, Title: v.Title, Subject: v.Subject,
		Summary: v.Summary, Approved: v.Approved, PublishedAt: v.PublishedAt,
	}
	for _, lesson := range v.Lessons {
		l.Lessons = append(l.Lessons, course.ListedLesson{ID: lesson.ID, Minutes: lesson.Minutes, Checked: lesson.Checked})
	}
	return l, nil
}

// dropPassedLessons drops the duties of single lessons that are passed already.
func (a *ahead) dropPassedLessons(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) error {
	var lessons []int64
	for _, d := range a.duties {
		if d.Kind == plan.LessonItem {
			lessons = append(lessons, d.Ref)
		}
	}
	passed, err := selectPassed(ctx, tx, cadre, lessons)
	if err != nil {
		return fmt.Errorf("look which assigned lessons are passed: %w", err)
	}
	a.duties = slices.DeleteFunc(a.duties, func(d plan.Duty) bool { return d.Kind == plan.LessonItem && passed[d.Ref] })
	return nil
}

// readQuizzes keeps what the assigned quizzes bring, and drops the duties of those that the person cannot sit.
func (r *Reporter) readQuizzes(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, a *ahead) (err error) {
	var asked []int64
	for _, d := range a.duties {
		if d.Kind == plan.QuizItem {
			asked = append(asked, d.Ref)
		}
	}
	if r.quizzes == nil || asked == nil {
		return nil
	}
	if a.quizzes, err = r.quizzes.OpenQuizzes(ctx, tx, cadre, asked); err != nil {
		return fmt.Errorf("look which quizzes cadre %d can sit: %w", cadre, err)
	}
	a.duties = slices.DeleteFunc(a.duties, func(d plan.Duty) bool {
		_, open := a.quizzes[d.Ref]
		return d.Kind == plan.QuizItem && !open
	})
	return nil
}

func (a *ahead) readNames(ctx context.Context, tx storage.ReadTx) (err error) {
	var ids []roster.CadreID
	for _, d := range a.duties {
		ids = append(ids, d.By)
	}
	if a.names, err = selectNames(ctx, tx, ids); err != nil {
		return fmt.Errorf("read who asked for it: %w", err)
	}
	return nil
}

// remainingMinutes estimates what is left of a course.
func (c openCourse) remainingMinutes() int {
	if c.state.Lessons == 0 {
		return c.listing.Minutes()
	}
	return c.listing.Minutes() * (c.state.Lessons - c.state.Passed) / c.state.Lessons
}

// lessons returns of how many lessons how many are passed.
func (c openCourse) lessons() (all, passed int) { return len(c.listing.Lessons), c.state.Passed }
