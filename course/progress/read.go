package progress

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Courses returns the state of every course that the person began or read in, in two statements.
func Courses(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) (map[course.ID]State, error) {
	rows, err := selectStates(ctx, tx, cadre)
	if err != nil {
		return nil, fmt.Errorf("read the begun courses: %w", err)
	}
	positions, err := selectPositions(ctx, tx, cadre)
	if err != nil {
		return nil, fmt.Errorf("read the reading positions: %w", err)
	}
	all := make(map[course.ID]State, len(rows)+len(positions))
	for _, r := range rows {
		all[r.CourseID] = r.state()
	}
	for _, p := range positions {
		s := all[p.CourseID]
		s.Course, s.Resume = p.CourseID, p.LessonID
		all[p.CourseID] = s
	}
	return all, nil
}

// Of returns where the person is in a course, in one statement. One that is not begun has no passes; its Resume may be
// set.
func Of(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id course.ID) (Course, error) {
	rows, err := selectLessons(ctx, tx, cadre, id)
	if err != nil {
		return Course{}, fmt.Errorf("read where cadre %d is in course %d: %w", cadre, id, err)
	}
	c := Course{State: State{Course: id}}
	for _, r := range rows {
		c.add(r)
	}
	return c, nil
}

// add takes the next lesson of the version to be studied into account.
func (c *Course) add(r lessonRow) {
	if r.LessonID == r.Resume {
		c.Resume = r.Resume
	}
	if r.PinnedID == 0 {
		return
	}
	c.Version, c.Entry = r.PinnedID, r.EntryID
	c.Lessons++
	switch {
	case r.PassedID != 0:
		c.Passed++
		c.Passes = append(c.Passes, Pass{Lesson: r.LessonID, Attempt: r.AttemptID, At: calendar.FromMillis(r.PassedAt)})
	case c.Next == 0:
		c.Next = r.LessonID
	}
}

// Passes returns the passed lessons of a version, in their order: the evidence of a finished course.
func Passes(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, version course.VersionID) ([]Pass, error) {
	rows, err := selectPasses(ctx, tx, cadre, version)
	if err != nil {
		return nil, fmt.Errorf("read the passes of version %d: %w", version, err)
	}
	passes := make([]Pass, len(rows))
	for i, r := range rows {
		passes[i] = r.pass()
	}
	return passes, nil
}
