package course

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestOffersInOneStatement(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	publish(t, db, edition(t, "course.yaml", "", ""))
	theory := edition(t, "course.yaml", "slug: sample-course\ntitle: 示例课程\nsubject: policy", "slug: second\ntitle: 理论课\nsubject: theory")
	publish(t, db, theory)
	before := db.Statements()
	var list []Listing
	read(t, db, func(tx storage.ReadTx) (err error) {
		list, err = Offers(t.Context(), tx)
		return err
	})
	if n := db.Statements() - before; n != 1 {
		t.Errorf("%d statements", n)
	}
	if len(list) != 2 || list[0].Title != "理论课" || list[1].Title != "示例课程" {
		t.Fatalf("list %+v", list)
	}
	l := list[1]
	if l.Subject != (Subject{"policy", "政策", "政"}) || l.Minutes() != 55 || len(l.Lessons) != 2 || !l.Lessons[0].Checked || l.Lessons[1].Checked {
		t.Errorf("listing %+v", l)
	}
	if !l.PublishedAt.Equal(someDay) {
		t.Errorf("published at %s", l.PublishedAt)
	}
}

func TestCatalogueReadsVersionOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p, _ := publish(t, db, edition(t, "course.yaml", "", ""))
	c := NewCatalogue()
	statements := func(lesson LessonID) int64 {
		before := db.Statements()
		read(t, db, func(tx storage.ReadTx) error {
			_, err := c.Lesson(t.Context(), tx, lesson)
			return err
		})
		return db.Statements() - before
	}
	if n := statements(p.Lessons[0]); n != 4 {
		t.Errorf("first time: %d statements", n)
	}
	if n := statements(p.Lessons[1]); n != 0 {
		t.Errorf("from memory: %d statements", n)
	}
}

func TestCatalogueIsBounded(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := NewCatalogue()
	c.limit = 2
	for _, title := range []string{"甲", "乙", "丙"} {
		p, _ := publish(t, db, edition(t, "course.yaml", "示例课程", title))
		read(t, db, func(tx storage.ReadTx) error {
			v, err := c.Version(t.Context(), tx, p.Version)
			if err == nil && v.Title != title {
				t.Errorf("version %d has the title %s", p.Version, v.Title)
			}
			return err
		})
	}
	if len(c.versions) != 2 || len(c.byLesson) != 4 || len(c.order) != 2 || c.versions[1] != nil {
		t.Errorf("kept %d versions, %d lessons, order %v", len(c.versions), len(c.byLesson), c.order)
	}
}

func TestLessonPage(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p, _ := publish(t, db, edition(t, "course.yaml", "", ""))
	read(t, db, func(tx storage.ReadTx) error {
		c := NewCatalogue()
		first, err := c.Lesson(t.Context(), tx, p.Lessons[0])
		if err != nil {
			return err
		}
		if first.Previous != nil || first.Next == nil || first.Next.ID != p.Lessons[1] || first.Version.Slug != "sample-course" {
			t.Errorf("first page %+v", first)
		}
		if !reflect.DeepEqual(first.Lesson.Points, []Point{{"s1", "一、先看"}}) || !first.Lesson.Checked {
			t.Errorf("lesson %+v", first.Lesson)
		}
		if len(first.Materials) != 1 || first.Materials[0].Title != "流程图" || !first.Materials[0].Inline() {
			t.Errorf("materials %+v", first.Materials)
		}
		last, err := c.Lesson(t.Context(), tx, p.Lessons[1])
		if err == nil && (last.Next != nil || last.Previous == nil || len(last.Materials) != 0) {
			t.Errorf("last page %+v", last)
		}
		if _, missing := c.Lesson(t.Context(), tx, 99); !fault.Is(missing, fault.NotFound) {
			t.Errorf("unknown lesson: %v", missing)
		}
		if _, missing := c.Version(t.Context(), tx, 99); !fault.Is(missing, fault.NotFound) {
			t.Errorf("unknown version: %v", missing)
		}
		return err
	})
}

func TestMaterialBySum(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	e := edition(t, "course.yaml", "", "")
	publish(t, db, e)
	want := e.Draft.Lessons[0].Materials[0]
	read(t, db, func(tx storage.ReadTx) error {
		m, err := MaterialBySum(t.Context(), tx, want.Sum)
		if err == nil && (m.MediaType != "image/png" || m.Size != want.Size || m.Path() != "/materials/"+string(want.Sum)) {
			t.Errorf("material %+v", m)
		}
		if _, missing := MaterialBySum(t.Context(), tx, Sum(strings.Repeat("0", 64))); !fault.Is(missing, fault.NotFound) {
			t.Errorf("unknown material: %v", missing)
		}
		return err
	})
}

func TestCitationsGoStaleAndAreConfirmed(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p, _ := publish(t, db, edition(t, "course.yaml", "", ""))
	source := CitationSource{Kind: CitedByLesson, ID: int64(p.Lessons[0])}
	states := func() (list []RecordedCitation) {
		read(t, db, func(tx storage.ReadTx) (err error) {
			list, err = CitationsOf(t.Context(), tx, source)
			return err
		})
		return list
	}
	fresh := states()
	if len(fresh) != 1 || fresh[0].String() != "《民法典》第十条" || fresh[0].State != Fresh {
		t.Fatalf("published: %+v", fresh)
	}
	confirm := func(ctx context.Context, tx storage.WriteTx) error { return Confirm(ctx, tx, someDay, 7, fresh[0].ID) }
	if err := db.Write(t.Context(), confirm); !fault.Is(err, fault.Conflict) {
		t.Errorf("confirmed a fresh one: %v", err)
	}
	write(t, db, func(ctx context.Context, tx storage.WriteTx) error {
		n, err := MarkStale(ctx, tx, fresh[0].Citation, 9)
		if other, err := MarkStale(ctx, tx, Citation{Law: "民法典", Article: "第十一条"}, 9); other != 0 || err != nil {
			t.Errorf("another article: %d, %v", other, err)
		}
		if n != 1 {
			t.Errorf("%d went stale", n)
		}
		return err
	})
	if got := states()[0].State; got != Stale {
		t.Errorf("state %s", got)
	}
	write(t, db, func(ctx context.Context, tx storage.WriteTx) error {
		if stale, err := StaleCitations(ctx, tx.ReadTx); err != nil || len(stale) != 1 || stale[0].Source != source || stale[0].Document != 9 {
			t.Errorf("stale: %+v %v", stale, err)
		}
		if err := Cite(ctx, tx, source, []Citation{fresh[0].Citation}); err != nil {
			return err
		}
		return confirm(ctx, tx)
	})
	if got := states()[0].State; got != Confirmed {
		t.Errorf("state %s", got)
	}
}
