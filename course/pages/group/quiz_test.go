package group_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

// quiz publishes a quiz of the township, open for some days.
func (f *fixture) quiz(title string, days int) exam.ID {
	f.t.Helper()
	var id exam.ID
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		author, keeper := access.Console(), bank.NewKeeper(func() time.Time { return f.now })
		b, err := keeper.Open(ctx, tx, author, "补贴题库")
		if err != nil {
			return err
		}
		question := quiz.Question{Kind: quiz.TrueFalse, Text: title + "：补贴发给农户。", Options: quiz.TrueFalseOptions(true)}
		added, err := keeper.Import(ctx, tx, author, b.ID, []bank.Draft{{Content: question}}, true)
		if err != nil {
			return err
		}
		q, err := bank.ByQuestion(ctx, tx.ReadTx, added[0].Question)
		if err != nil {
			return err
		}
		secretary := f.secretary()
		e, err := f.exams.New(ctx, tx, secretary, f.town.ID, exam.Terms{
			Title: title, Partial: quiz.AllOrNothing, PassMark: quiz.PointsPerWhole, From: f.now.Add(-time.Hour), Until: f.now.AddDate(0, 0, days),
			Shows: exam.AtOnce, Retake: exam.Retake{Attempts: 1, Counts: exam.Best}, Grading: exam.Grading{Graders: 1},
			Blueprint: exam.Blueprint{Sections: []exam.Section{{Title: "判断题", Each: quiz.PointsPerWhole, Fixed: []bank.VersionID{q.Version.ID}}}},
		})
		if err == nil {
			e, err = f.exams.Publish(ctx, tx, secretary, e.ID, e.Revision)
		}
		id = e.ID
		return err
	})
	return id
}

func TestQuizIsAssignedLikeAnythingElse(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	open, over := f.quiz("补贴小测", 20), f.quiz("过期小测", 1)
	f.now = f.now.AddDate(0, 0, 2)
	leader := f.as("陈立群")
	page := leader.Get("/assignments/new?kind=quiz")
	want(t, page, 200, "补贴小测", "第二学习小组")
	if page.Shows("过期小测") {
		t.Error("a quiz that is over is offered")
	}
	form := func(id exam.ID) url.Values {
		return url.Values{"kind": {"quiz"}, "item": {fmt.Sprint(id)}, "due_on": {"2026-09-30"}, "to": {fmt.Sprintf("group-%d", f.group.ID)}}
	}
	want(t, leader.Post("/assignments", form(open)), 200, "补贴小测", "测验", "0 / 3 人", "陈立群布置")
	want(t, leader.Post("/assignments", form(over)), 409, "测验已经结束")
	want(t, leader.Post("/assignments", form(999)), 422, "请选要学的内容")
	want(t, leader.Post("/assignments", form(0)), 422, "请选要学的内容")
	want(t, f.as("秦川").Post("/assignments", form(open)), 422, "请选要学的内容")
}

// TestWhoDecidesFindsKeysInDoubt: a proposed key waits where all other corrections do, with the way to its effect.
func TestWhoDecidesFindsKeysInDoubt(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	id := f.quiz("补贴小测", 20)
	member := f.as("周明远")
	if page := member.Get("/groups"); page.Shows("项更正等您决定") {
		t.Error("something waits before anything is proposed")
	}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		e, err := f.exams.Find(ctx, tx.ReadTx, f.secretary(), id)
		if err == nil {
			_, err = f.exams.Correct(ctx, tx, f.secretary(), id, e.Blueprint.Fixed()[0], 0, "题干有两种读法")
		}
		return err
	})
	want(t, member.Get("/groups"), 200, "有 1 项更正等您决定")
	page := member.Get("/corrections")
	want(t, page, 200, "试题答案的更正", "补贴小测", "题干有两种读法", "吴晓梅提出", "看影响，再决定")
	if !strings.Contains(page.Body, fmt.Sprintf(`href="/exams/%d/questions"`, id)) {
		t.Error("no link leads to the effect")
	}
}
