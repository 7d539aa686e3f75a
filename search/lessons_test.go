package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// offer publishes a course whose lessons are given as titles and texts.
func offer(t *testing.T, db *storage.DB, slug, title string, lessons ...string) {
	t.Helper()
	draft := course.Draft{Slug: slug, Title: title, Subject: course.Rural, Summary: "略", Source: "自编"}
	for i := 0; i < len(lessons); i += 2 {
		draft.Lessons = append(draft.Lessons, course.DraftLesson{Title: lessons[i], Minutes: 10, Markdown: "## 一、要点\n\n" + lessons[i+1] + "\n"})
	}
	edition, problems := course.Compile(draft)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		_, _, err := course.Publish(ctx, tx, time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), 0, edition)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// lessonsFor searches and names what was found: course, lesson, lesson.
func lessonsFor(t *testing.T, db *storage.DB, l *Lessons, question string, limit int) []string {
	t.Helper()
	var lines []string
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		found, err := l.Find(t.Context(), tx, question, limit)
		for _, f := range found {
			line := f.Title
			for _, lesson := range f.Lessons {
				line += " " + lesson.Title
			}
			lines = append(lines, line)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestLessons(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	offer(t, db, "straw", "秸秆利用", "还田", "秸秆粉碎还田，**不得焚烧**。", "养畜", "青贮喂牛。")
	offer(t, db, "books", "代理记账", "凭证", "村级票据怎么管。", "公开", "账目按季公开，秸秆款也要公开。")
	l := NewLessons(course.NewCatalogue())
	for question, want := range map[string][]string{
		"秸秆":          {"秸秆利用 还田 养畜"},
		"秸秆能不能焚烧？":    {"秸秆利用 还田 养畜"},
		"青貯":          {"秸秆利用 养畜"},
		"票":           {"代理记账 凭证"},
		"账目公开":        {"代理记账 公开"},
		"量子引力":        nil,
		"":            nil,
		"？！":          nil,
		"strong \xff": nil,
	} {
		if got := lessonsFor(t, db, l, question, 10); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
	if got := lessonsFor(t, db, l, "秸秆", 1); len(got) != 1 || len(strings.Fields(got[0])) != 2 {
		t.Errorf("at most one lesson: %q", got)
	}
}

// TestLessonsFollowTheOffers publishes a course anew: the text of the version before is found no longer.
func TestLessonsFollowTheOffers(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	l := NewLessons(course.NewCatalogue())
	for i, word := range []string{"玉米", "大豆", "油菜"} {
		offer(t, db, "crops", "轮作", "这一季", fmt.Sprintf("种%s。", word))
		if got := lessonsFor(t, db, l, word, 10); len(got) != 1 {
			t.Errorf("version %d: %q", i+1, got)
		}
		if i > 0 && len(lessonsFor(t, db, l, "玉米", 10)) != 0 {
			t.Errorf("version %d finds the first one's text", i+1)
		}
		if len(l.read) != 1 {
			t.Errorf("%d versions are kept", len(l.read))
		}
	}
}

func TestPlainText(t *testing.T) {
	t.Parallel()
	got := plainText(`<h2 id="a">一、要点</h2><p>甲 &lt;乙&gt;<b>丙</b></p><ul><li>丁</li></ul><img alt="图">`)
	if want := "一、要点\n甲 <乙>丙\n丁"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
