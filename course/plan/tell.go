package plan

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/notice"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// assignedAs is what people are told of an assigned item.
var assignedAs = map[ItemKind]notice.Kind{
	CourseItem: notice.AssignedCourse, LessonItem: notice.AssignedLesson, DocumentItem: notice.AssignedDocument, QuizItem: notice.AssignedQuiz,
}

// tellAssigned tells the people whom an assignment asks, but for those who have finished the item.
func (p *Planner) tellAssigned(ctx context.Context, tx storage.WriteTx, a Assignment, persons []roster.CadreID) error {
	finished, err := selectFinishedAmong(ctx, tx.ReadTx, a.Item, persons)
	if err != nil {
		return fmt.Errorf("look who has finished %s %d: %w", a.Kind, a.Ref, err)
	}
	n := notice.Notice{Kind: assignedAs[a.Kind], Ref: a.Ref, Part: int64(a.ID), Title: a.Title, Day: a.DueOn}
	asked := slices.DeleteFunc(slices.Clone(persons), func(id roster.CadreID) bool { return slices.Contains(finished, id) })
	return notice.Post(ctx, tx, p.now(), n.For(asked)...)
}

// isElsewhere reports whether a meeting is at another time or place than before, so that people must know.
func (m Meeting) isElsewhere(before Meeting) bool {
	return !m.StartsAt.Equal(before.StartsAt) || !m.EndsAt.Equal(before.EndsAt) || m.Place != before.Place
}

// tellAudience tells the people who are expected at a meeting what became of it. Of a meeting that has begun nobody is
// told: it is entered afterwards.
func (p *Planner) tellAudience(ctx context.Context, tx storage.WriteTx, kind notice.Kind, m Meeting) error {
	if !p.now().Before(m.StartsAt) {
		return nil
	}
	audience := roster.InGroup(m.Group)
	if m.Group == 0 {
		audience = roster.InUnit(m.Path)
	}
	people, _, err := selectPersons(ctx, tx.ReadTx, audience, roster.Nobody(), m.On())
	if err != nil {
		return fmt.Errorf("read whom meeting %d expects: %w", m.ID, err)
	}
	n := notice.Notice{Kind: kind, Ref: int64(m.ID), Part: int64(m.Revision), Title: m.Title, Day: m.On()}
	return notice.Post(ctx, tx, p.now(), n.For(people)...)
}
