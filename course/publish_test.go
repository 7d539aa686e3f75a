package course

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/feed"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

var someDay = time.Date(2026, 3, 5, 1, 0, 0, 0, time.UTC)

func write(t *testing.T, db *storage.DB, fn func(context.Context, storage.WriteTx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, db *storage.DB, fn func(storage.ReadTx) error) {
	t.Helper()
	if err := db.Read(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func publish(t *testing.T, db *storage.DB, e Edition) (Published, bool) {
	t.Helper()
	var p Published
	var changed bool
	write(t, db, func(ctx context.Context, tx storage.WriteTx) (err error) {
		p, changed, err = Publish(ctx, tx, someDay, 0, e)
		return err
	})
	return p, changed
}

// edition returns the sample course with one text replaced in one of its files.
func edition(t *testing.T, file, from, to string) Edition {
	t.Helper()
	files := sample()
	files[file] = strings.Replace(files[file], from, to, 1)
	return compiled(t, folderOf(files))
}

func TestPublishIsIdempotent(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	first, changed := publish(t, db, edition(t, "course.yaml", "", ""))
	if !changed || first.Number != 1 || len(first.Lessons) != 2 {
		t.Fatalf("first: %+v %v", first, changed)
	}
	again, changed := publish(t, db, edition(t, "course.yaml", "", ""))
	if changed || !reflect.DeepEqual(again, first) {
		t.Errorf("again: %+v %v, want %+v", again, changed, first)
	}
	mended, changed := publish(t, db, edition(t, "questions/01.gift", "对吗", "是这样吗"))
	if changed || mended.Version != first.Version {
		t.Errorf("a mended question made version %+v", mended)
	}
	read(t, db, func(tx storage.ReadTx) error {
		changes, err := feed.After(t.Context(), tx, 0, 10)
		if len(changes) != 1 || changes[0].Change != (feed.Change{Kind: "course", ID: int64(first.Course), What: feed.Published}) {
			t.Errorf("feed %+v", changes)
		}
		trail, err2 := audit.Recent(t.Context(), tx, audit.Filter{Kind: "course"})
		if len(trail) != 1 || trail[0].Action != "course.publish" || trail[0].Detail != "version=1" {
			t.Errorf("trail %+v", trail)
		}
		return errors.Join(err, err2)
	})
}

func TestPublishMakesVersionForEveryChange(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	first, _ := publish(t, db, edition(t, "course.yaml", "", ""))
	for i, change := range []struct{ file, from, to string }{
		{"course.yaml", "示例课程", "另一个标题"},
		{"course.yaml", "subject: policy", "subject: law"},
		{"course.yaml", "summary: 两节课。", "summary: 两课。"},
		{"course.yaml", "source: 原创编写。", "source: 转载。"},
		{"course.yaml", "lessons:", "hours: 2\nlessons:"},
		{"course.yaml", "第二课", "最后一课"},
		{"course.yaml", "minutes: 40", "minutes: 41"},
		{"course.yaml", "title: 流程图", "title: 图"},
		{"course.yaml", "materials: [materials/全文.pdf]", ""},
		{"lessons/02.md", "正文", "课文"},
		{"materials/图.png", "picture", "image"},
	} {
		p, changed := publish(t, db, edition(t, change.file, change.from, change.to))
		if !changed || p.Number != i+2 || p.Course != first.Course {
			t.Errorf("%v: %+v %v, want version %d of course %d", change, p, changed, i+2, first.Course)
		}
	}
	read(t, db, func(tx storage.ReadTx) error {
		v, err := NewCatalogue().Version(t.Context(), tx, first.Version)
		if err == nil && (v.Title != "示例课程" || v.Lessons[1].Title != "第二课" || len(v.Materials) != 2) {
			t.Errorf("the first version changed: %+v", v)
		}
		return err
	})
}

func TestPublishRefusesUnknownSubject(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		_, _, err := Publish(ctx, tx, someDay, 0, edition(t, "course.yaml", "subject: policy", "subject: cooking"))
		return err
	})
	if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "cooking") {
		t.Fatalf("got %v", err)
	}
	read(t, db, func(tx storage.ReadTx) error {
		rows, err := storage.Select[courseRow](t.Context(), tx, "SELECT * FROM courses")
		if len(rows) != 0 {
			t.Errorf("left behind: %+v", rows)
		}
		return err
	})
}

func TestRetireAndPublishAgain(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p, _ := publish(t, db, edition(t, "course.yaml", "", ""))
	retire := func(id ID) error {
		return db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error { return Retire(ctx, tx, someDay, 7, id) })
	}
	if err := retire(p.Course); err != nil {
		t.Fatal(err)
	}
	if err := retire(p.Course); !fault.Is(err, fault.Conflict) {
		t.Errorf("retired twice: %v", err)
	}
	if err := retire(p.Course + 1); !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown course: %v", err)
	}
	offered := func() (list []Listing, status Status) {
		read(t, db, func(tx storage.ReadTx) (err error) {
			if list, err = Offers(t.Context(), tx); err != nil {
				return err
			}
			_, status, err = Current(t.Context(), tx, p.Course)
			return err
		})
		return list, status
	}
	if list, status := offered(); len(list) != 0 || status != Retired {
		t.Errorf("after retiring: %v %s", list, status)
	}
	again, changed := publish(t, db, edition(t, "course.yaml", "", ""))
	if !changed || again.Version != p.Version {
		t.Errorf("published again: %+v %v", again, changed)
	}
	if list, status := offered(); len(list) != 1 || status != Offered {
		t.Errorf("after publishing again: %v %s", list, status)
	}
}

func TestDatabaseGuardsVersions(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	publish(t, db, edition(t, "course.yaml", "", ""))
	for _, statement := range []string{
		"UPDATE course_versions SET title = 'x'", "DELETE FROM course_versions",
		"UPDATE lessons SET html = 'x'", "DELETE FROM lessons",
		"UPDATE materials SET sum = 'x'", "DELETE FROM materials",
	} {
		err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "never changes") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

func TestHoursCountCheckedLessons(t *testing.T) {
	t.Parallel()
	rules := hours.RuleSet{Conversion: hours.Conversion{Lessons: []hours.LessonStep{{UpTo: 15, Hours: 25}, {UpTo: 29, Hours: 50}, {Hours: 100}}}}
	for name, c := range map[string]struct {
		approved hours.Amount
		lessons  []Lesson
		want     hours.Amount
	}{
		"by length":            {0, []Lesson{{Minutes: 15, Checked: true}, {Minutes: 16, Checked: true}, {Minutes: 30, Checked: true}}, 175},
		"unchecked is nothing": {0, []Lesson{{Minutes: 15, Checked: true}, {Minutes: 60}}, 25},
		"approved":             {300, []Lesson{{Minutes: 15, Checked: true}, {Minutes: 60}}, 300},
		"approved, no check":   {300, []Lesson{{Minutes: 60}}, 0},
		"no check":             {0, []Lesson{{Minutes: 60}}, 0},
	} {
		v := Version{Approved: c.approved, Lessons: c.lessons}
		listing := Listing{Approved: c.approved}
		for _, l := range c.lessons {
			listing.Lessons = append(listing.Lessons, ListedLesson{Minutes: l.Minutes, Checked: l.Checked})
		}
		if got, listed := v.Hours(rules), listing.Hours(rules); got != c.want || listed != c.want {
			t.Errorf("%s: version %s, list %s, want %s", name, got, listed, c.want)
		}
	}
}
