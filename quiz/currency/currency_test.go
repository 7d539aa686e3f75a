package currency_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/currency"
)

var (
	at      = time.Date(2026, 3, 5, 1, 0, 0, 0, time.UTC)
	changed = course.Citation{Law: "土地管理法", Article: "第六十二条"}
	author  = access.Actor{Cadre: roster.Cadre{ID: 7}, Grants: []access.Grant{{Role: access.Author, UnitPath: "/1/"}}}
)

// asking returns a point of which two questions cite the changed article, and texts that begin with the name.
func asking(name string) []quiz.Point {
	point := quiz.Point{ID: "p", Title: "要点"}
	for i := range 2 {
		point.Questions = append(point.Questions, quiz.Question{
			Point: "p", Kind: quiz.SingleChoice, Text: fmt.Sprint(name, i+1), Cites: []string{changed.String()},
			Options: []quiz.Option{{Text: "甲", Correct: true}, {Text: "乙"}},
		})
	}
	return []quiz.Point{point}
}

func publish(ctx context.Context, tx storage.WriteTx, text string) (course.LessonID, error) {
	edition, problems := course.Compile(course.Draft{Slug: "land", Title: "土地", Subject: course.Law, Summary: "一户一宅", Source: "自编",
		Lessons: []course.DraftLesson{{Title: "宅基地" + text, Minutes: 10, Markdown: "## 几处\n\n一户一处，见《土地管理法》第六十二条。" + text + "\n"}}})
	if len(problems) > 0 {
		return 0, errors.New(problems.Error())
	}
	p, _, err := course.Publish(ctx, tx, at, 7, edition)
	if err != nil {
		return 0, err
	}
	return p.Lessons[0], store(ctx, tx, course.QuestionSource{Kind: course.SourceLesson, ID: int64(p.Lessons[0])}, "课题"+text)
}

func store(ctx context.Context, tx storage.WriteTx, source course.QuestionSource, name string) error {
	prepared, err := quiz.Prepare(asking(name))
	if err == nil {
		_, err = prepared.Store(ctx, tx, at, 7, source)
	}
	return err
}

// TestOutdated lists what is on offer only: neither lessons and questions of an older version nor those that are not asked
// any more.
func TestOutdated(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	write := func(fn func(context.Context, storage.WriteTx) error) error { return db.Write(t.Context(), fn) }
	err := write(func(ctx context.Context, tx storage.WriteTx) error {
		keeper := bank.NewKeeper(func() time.Time { return at })
		b, err := keeper.Open(ctx, tx, author, "法律常识")
		if err != nil {
			return err
		}
		_, _, err = keeper.Add(ctx, tx, author, b.ID, bank.Draft{Content: asking("库题")[0].Questions[0]})
		document := course.QuestionSource{Kind: course.SourceDocument, ID: 5}
		_, oldErr := publish(ctx, tx, "旧")
		_, newErr := publish(ctx, tx, "新")
		err = errors.Join(err, oldErr, newErr, store(ctx, tx, document, "旧文题"), store(ctx, tx, document, "文题"))
		_, staleErr := course.MarkStale(ctx, tx, changed, 3)
		return errors.Join(err, staleErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	outdated := func() (ids []int64, titles []string) {
		err := db.Read(t.Context(), func(tx storage.ReadTx) error {
			items, err := currency.Outdated(t.Context(), tx)
			n, countErr := currency.Count(t.Context(), tx)
			if n != len(items) {
				t.Errorf("counted %d of %d", n, len(items))
			}
			for _, i := range items {
				ids = append(ids, i.ID)
				titles = append(titles, i.Kind.Label()+" "+i.Title)
				if i.Cites() != changed || i.Document != 3 || i.Ref == 0 {
					t.Errorf("%+v", i)
				}
			}
			return errors.Join(err, countErr)
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids, titles
	}
	ids, titles := outdated()
	want := []string{"题库题目 库题1", "文件理解题 文题1", "文件理解题 文题2", "课文 宅基地新", "课文理解题 课题新1", "课文理解题 课题新2"}
	if got := slices.Sorted(slices.Values(titles)); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Fatalf("outdated %q", got)
	}
	confirm := func(actor access.Actor, ids ...int64) error {
		return write(func(ctx context.Context, tx storage.WriteTx) error {
			return currency.NewAuthor(func() time.Time { return at }).Confirm(ctx, tx, actor, ids)
		})
	}
	if err := confirm(access.Actor{Cadre: roster.Cadre{ID: 8}}, ids...); !fault.Is(err, fault.Forbidden) {
		t.Errorf("confirmed by a reader: %v", err)
	}
	if err := confirm(author); !fault.Is(err, fault.Invalid) {
		t.Errorf("confirmed nothing: %v", err)
	}
	if err := confirm(author, ids[0], ids[0]); !fault.Is(err, fault.Conflict) {
		t.Errorf("confirmed twice: %v", err)
	}
	if err := confirm(author, ids[1:]...); err != nil {
		t.Fatal(err)
	}
	err = db.Read(t.Context(), func(tx storage.ReadTx) error {
		uses, err := currency.Uses(t.Context(), tx, []string{"中华人民共和国土地管理法", "土地管理法"})
		if len(uses) != 6 || uses[0].Kind != course.UsedByLesson || uses[0].Title != "宅基地新" || uses[0].Article != changed.Article {
			t.Errorf("uses %+v", uses)
		}
		other, otherErr := currency.Uses(t.Context(), tx, []string{"水法"})
		if len(other) != 0 {
			t.Errorf("uses of another law: %+v", other)
		}
		return errors.Join(err, otherErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := outdated(); len(left) != 1 || left[0] != ids[0] {
		t.Errorf("left are %v of %v", left, ids)
	}
}
