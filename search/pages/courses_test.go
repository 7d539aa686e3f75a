package pages_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// teach publishes a course about unpaid wages and puts a question about them into a bank.
func (f *fixture) teach(author access.Actor) {
	f.t.Helper()
	edition, problems := course.Compile(course.Draft{Slug: "pay", Title: "农民工工资", Subject: course.Law, Summary: "欠薪怎么办", Source: "自编",
		Lessons: []course.DraftLesson{{Title: "欠薪找谁", Minutes: 10, Markdown: "## 找谁\n\n向劳动保障监察机构投诉。\n"}}})
	if len(problems) > 0 {
		f.t.Fatal(problems)
	}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		if _, _, err := course.Publish(ctx, tx, f.now, 0, edition); err != nil {
			return err
		}
		keeper := bank.NewKeeper(func() time.Time { return f.now })
		b, err := keeper.Open(ctx, tx, author, "劳动")
		if err != nil {
			return err
		}
		_, _, err = keeper.Add(ctx, tx, author, b.ID, bank.Draft{Content: quiz.Question{
			Kind: quiz.TrueFalse, Text: "欠薪可以投诉。", Options: quiz.TrueFalseOptions(true),
		}})
		return err
	})
}

func TestFindCourses(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	who, author := f.as("1009", "林知远", access.Author)
	_, cadre := f.cadre()
	f.teach(who)
	want(t, cadre.Get("/policies?q=x"), 200, `<a href="/policies?q=x" aria-current="page">条文</a>`, `<a href="/policies/courses?q=x">课程</a>`, `<a href="/villager-questions?q=x">群众问题</a>`)
	want(t, cadre.Get("/villager-questions?q=x"), 200, `<a href="/villager-questions?q=x" aria-current="page">群众问题</a>`)
	asked := "/policies/courses?q=" + url.QueryEscape("欠薪 投诉")
	page := cadre.Get(asked)
	want(t, page, 200, `aria-current="page">课程</a>`, `value="欠薪 投诉"`, "找到 1 门课程、1 篇课文。", `<a href="/courses/1">农民工工资</a>`, `<a href="/lessons/1">欠薪找谁</a>`, "<mark>投诉</mark>")
	wantNot(t, page, "题库", "欠薪可以投诉")
	want(t, author.Get(asked), 200, "农民工工资", "题库里的题", `<a href="/questions/1">欠薪可以投诉。</a>`)
	want(t, author.Get("/policies/courses?q=xyz"), 200, "没有找到课文。", "看全部课程", "没有一道题含有这些词")
	want(t, cadre.Get("/policies/courses"), 200, "写下想学的事", `href="/courses"`)
}
