package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// passing is what passing a check brings about.
type passing func(context.Context, storage.WriteTx, course.Evidence) error

// passLesson passes the check of a lesson, counted from 0.
func (t *township) passLesson(ctx context.Context, person access.Actor, c publishedCourse, lesson int) error {
	id := c.Lessons[lesson]
	owner := course.CheckOwner{Kind: course.OwnerLesson, ID: int64(id)}
	return t.pass(ctx, person, owner, course.QuestionSource{Kind: course.SourceLesson, ID: int64(id)},
		func(ctx context.Context, tx storage.WriteTx, e course.Evidence) error {
			passed, err := t.keeper.LessonPassed(ctx, tx, person.ID(), id, e)
			if err != nil {
				return err
			}
			item := plan.Item{Kind: plan.LessonItem, Ref: int64(id)}
			if err := plan.Fulfil(ctx, tx, person.ID(), item, e.PassedAt, 0); err != nil || passed.Entry == nil {
				return err
			}
			item = plan.Item{Kind: plan.CourseItem, Ref: int64(c.Course)}
			return plan.Fulfil(ctx, tx, person.ID(), item, e.PassedAt, passed.Entry.ID)
		})
}

// finishReading passes the check of a required reading.
func (t *township) finishReading(ctx context.Context, person access.Actor, a plan.Assigned) error {
	return t.pass(ctx, person, plan.ReadingOwner(a.ID), course.QuestionSource{Kind: course.SourceDocument, ID: a.Ref},
		func(ctx context.Context, tx storage.WriteTx, e course.Evidence) error {
			_, err := t.planner.FinishReading(ctx, tx, person, a.ID, e)
			return err
		})
}

// markRead marks a required reading as read.
func (t *township) markRead(ctx context.Context, person access.Actor, id plan.AssignmentID) error {
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return t.planner.MarkRead(ctx, tx, person, id)
	})
}

// closeMakeUp passes the check of a make-up.
func (t *township) closeMakeUp(ctx context.Context, person access.Actor, m attendance.MakeUp) error {
	return t.pass(ctx, person, attendance.MakeUpOwner(m.ID), m.Source,
		func(ctx context.Context, tx storage.WriteTx, e course.Evidence) error {
			_, err := t.clerk.CloseMakeUp(ctx, tx, person.ID(), m.ID, e)
			return err
		})
}

// pass answers a check until it is passed. One in eight first answers the first question wrong, which costs nothing.
func (t *township) pass(ctx context.Context, person access.Actor, owner course.CheckOwner, source course.QuestionSource, passed passing) error {
	slips := chance(person, plan.Item{Kind: plan.ItemKind(owner.Kind), Ref: owner.ID})%8 == 0
	check, err := t.submit(ctx, person, owner, source, slips, passed)
	if err == nil && slips && !check.Passed {
		if t.now = t.now.Add(time.Minute); t.now.After(t.present) {
			t.now = t.present
		}
		check, err = t.submit(ctx, person, owner, source, false, passed)
	}
	if err == nil && !check.Passed {
		err = fmt.Errorf("%s %d：答案没有全对", owner.Kind, owner.ID)
	}
	return err
}

// submit answers what is asked now, all of it right or, with a slip, all but the first question.
func (t *township) submit(ctx context.Context, person access.Actor, owner course.CheckOwner, source course.QuestionSource, slip bool, passed passing) (course.Check, error) {
	var check course.Check
	var key *quiz.Set
	err := t.read(ctx, func(tx storage.ReadTx) (err error) {
		if key, err = t.key(ctx, tx, source); err != nil {
			return err
		}
		check, err = t.examiner.Show(ctx, tx, person.ID(), owner, source)
		return err
	})
	if err != nil || check.Passed {
		return check, err
	}
	answers := course.Answers{}
	for i, item := range check.Items {
		if item.Carried || slip && i == 0 {
			continue
		}
		if answers[item.Key] = rightAnswer(key, item); answers[item.Key] == nil {
			return check, fmt.Errorf("题库里没有这道题的答案：%s", item.Text)
		}
	}
	return t.examiner.Submit(ctx, person, owner, source, check.Fingerprint, answers, passed)
}

// key returns the questions of a source with their answers.
func (t *township) key(ctx context.Context, tx storage.ReadTx, source course.QuestionSource) (*quiz.Set, error) {
	if set, known := t.keys[source]; known {
		return set, nil
	}
	set, found, err := quiz.CurrentSet(ctx, tx, source)
	if err == nil && !found {
		err = fmt.Errorf("%s %d 没有理解题", source.Kind, source.ID)
	}
	if err != nil {
		return nil, err
	}
	t.keys[source] = set
	return set, nil
}

// rightAnswer returns what answers an item, as its form field takes it; nil when the key does not know the question.
func rightAnswer(key *quiz.Set, item course.CheckItem) []string {
	for _, p := range key.Points {
		if p.ID != item.Point {
			continue
		}
		for _, q := range p.Questions {
			if q.Text == item.Text {
				return answerOf(q, item)
			}
		}
	}
	return nil
}

func answerOf(q quiz.Question, item course.CheckItem) []string {
	if q.Kind == quiz.FillIn {
		return []string{q.Accepted[0].Text}
	}
	var values []string
	for _, o := range item.Options {
		right := func(x quiz.Option) bool { return x.Correct && x.Text == o.Text }
		if slices.ContainsFunc(q.Options, right) {
			values = append(values, o.Value)
		}
	}
	return values
}
