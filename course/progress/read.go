package progress

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Courses returns the state of every course that the person began or read in, in two statements.
func Courses(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) (map[course.ID]State, error) {
	return states(ctx, tx, cadre, everyCourse)
}

// Of returns where the person is in a course. One that is not begun has no passes; its Resume may be set.
func Of(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id course.ID) (Course, error) {
	all, err := states(ctx, tx, cadre, id)
	if err != nil {
		return Course{}, err
	}
	c := Course{State: all[id]}
	c.Course = id
	if c.Begun() {
		c.Passes, err = Passes(ctx, tx, cadre, c.Version)
	}
	return c, err
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

func states(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id course.ID) (map[course.ID]State, error) {
	rows, err := selectStates(ctx, tx, cadre, id)
	if err != nil {
		return nil, fmt.Errorf("read the begun courses: %w", err)
	}
	positions, err := selectPositions(ctx, tx, cadre, id)
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
