package importer

import (
	"context"
	"fmt"
	"io/fs"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// CourseReport says what importing a course did.
type CourseReport struct {
	Report
	Published course.Published // of a dry run, its ids mean nothing
}

// Course publishes a course folder with its check questions, all of it or nothing. Changed questions alone make a new
// generation of the questions and no new version of the course. It fails with office.RowErrors that name every
// problem with file and line: among them a $CATEGORY that is no heading id of its lesson, and a knowledge point of a
// lesson with questions that has fewer than two.
func (im *Importer) Course(ctx context.Context, actor access.Actor, folder fs.FS, options Options) (CourseReport, error) {
	if err := requireAuthor(actor); err != nil {
		return CourseReport{}, err
	}
	draft, problems := course.ReadFolder(folder)
	if err := problems.Err(); err != nil {
		return CourseReport{}, err
	}
	edition, problems := course.Compile(draft)
	sets, more := lessonSets(edition)
	if err := append(problems, more...).Err(); err != nil {
		return CourseReport{}, err
	}
	if !options.DryRun {
		if err := im.shelf.Keep(edition); err != nil {
			return CourseReport{}, err
		}
	}
	report := CourseReport{Report: Report{Name: draft.Title}}
	err := im.write(ctx, options, func(ctx context.Context, tx storage.WriteTx) (err error) {
		report.Published, report.Changed, err = course.Publish(ctx, tx, im.clock(), actor.ID(), edition)
		if err != nil {
			return err
		}
		return im.storeLessons(ctx, tx, actor, sets, &report)
	})
	if err != nil {
		return CourseReport{}, fmt.Errorf("publish course %s: %w", draft.Slug, err)
	}
	return report, nil
}

// lessonSet is what a lesson asks.
type lessonSet struct {
	lesson    int // position in the draft
	questions int
	prepared  quiz.Prepared
}

// lessonSets reads the questions of the lessons that have any.
func lessonSets(e course.Edition) (sets []lessonSet, problems office.RowErrors) {
	for i, lesson := range e.Draft.Lessons {
		if len(lesson.Questions) == 0 {
			continue
		}
		points, wrong := collect(e.Rendered[i].Points, lesson.Questions, true)
		problems = append(problems, wrong...)
		if len(wrong) > 0 {
			continue
		}
		prepared, err := quiz.Prepare(points)
		if err != nil {
			problems = append(problems, office.RowError{File: lesson.Questions[0].Name, Message: messages(err)[0].String()})
			continue
		}
		sets = append(sets, lessonSet{lesson: i, questions: countQuestions(points), prepared: prepared})
	}
	return sets, problems
}

func countQuestions(points []quiz.Point) (n int) {
	for _, p := range points {
		n += len(p.Questions)
	}
	return n
}

func (im *Importer) storeLessons(ctx context.Context, tx storage.WriteTx, actor access.Actor, sets []lessonSet, report *CourseReport) error {
	report.Questions = 0
	for _, s := range sets {
		source := course.QuestionSource{Kind: course.SourceLesson, ID: int64(report.Published.Lessons[s.lesson])}
		stored, err := s.prepared.Store(ctx, tx, im.clock(), actor.ID(), source)
		if err != nil {
			return err
		}
		report.Changed = report.Changed || stored.Changed
		report.Questions += s.questions
	}
	return nil
}
