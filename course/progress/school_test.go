package progress_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course"
	"xiangxue/course/hours"
	"xiangxue/course/progress"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// school is a database with two cadres, the default rules and a clock that the test moves.
type school struct {
	t       *testing.T
	db      *storage.DB
	keeper  *progress.Keeper
	now     time.Time
	attempt int64
	xiulan  roster.CadreID
	guoqing roster.CadreID
}

func newSchool(t *testing.T) *school {
	s := &school{t: t, db: storagetest.Open(t), now: time.Date(2026, 3, 5, 1, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return s.now }
	log, err := seal.Open(t.Context(), s.db, filepath.Join(t.TempDir(), "log.key"), "example.org/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	ledger := hours.NewLedger(log, clock)
	s.keeper = progress.NewKeeper(ledger, course.NewCatalogue(), clock)
	s.write(func(ctx context.Context, tx storage.WriteTx) error {
		for _, c := range []struct {
			id   *roster.CadreID
			name string
		}{{&s.xiulan, "何秀兰"}, {&s.guoqing, "周国庆"}} {
			added, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "YX" + c.name, Name: c.name})
			if err != nil {
				return err
			}
			*c.id = added.ID
		}
		_, err := ledger.AdoptDefault(ctx, tx)
		return err
	})
	return s
}

func (s *school) write(fn func(context.Context, storage.WriteTx) error) {
	s.t.Helper()
	if err := s.db.Write(s.t.Context(), fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *school) read(fn func(context.Context, storage.ReadTx) error) {
	s.t.Helper()
	if err := s.db.Read(s.t.Context(), func(tx storage.ReadTx) error { return fn(s.t.Context(), tx) }); err != nil {
		s.t.Fatal(err)
	}
}

// lesson is a lesson of an offered course: its declared minutes and whether it has questions.
type lesson struct {
	minutes int
	checked bool
}

// offer publishes a course with the lessons; a text in fields, as "hours: 2", is added to course.yaml.
func (s *school) offer(slug, fields string, lessons ...lesson) course.Published {
	s.t.Helper()
	yaml := fmt.Sprintf("slug: %s\ntitle: %s\nsubject: law\nsummary: 甲\nsource: 乙\n%s\nlessons:\n", slug, slug, fields)
	fsys := fstest.MapFS{}
	for i, l := range lessons {
		yaml += fmt.Sprintf("  - {title: 第%d课, minutes: %d}\n", i+1, l.minutes)
		fsys[fmt.Sprintf("lessons/%02d.md", i+1)] = &fstest.MapFile{Data: []byte("## 甲 {#s1}\n\n正文")}
		if l.checked {
			fsys[fmt.Sprintf("questions/%02d.gift", i+1)] = &fstest.MapFile{Data: []byte("::甲:: {T}")}
		}
	}
	fsys["course.yaml"] = &fstest.MapFile{Data: []byte(yaml)}
	draft, problems := course.ReadFolder(fsys)
	edition, more := course.Compile(draft)
	if all := append(problems, more...); len(all) > 0 {
		s.t.Fatal(all)
	}
	var p course.Published
	s.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		p, _, err = course.Publish(ctx, tx, s.now, 0, edition)
		return err
	})
	return p
}

// pass submits the check of a lesson with every answer right.
func (s *school) pass(cadre roster.CadreID, id course.LessonID) (progress.Passed, error) {
	s.attempt++
	evidence := course.Evidence{
		AttemptID: s.attempt, Owner: course.CheckOwner{Kind: course.OwnerLesson, ID: int64(id)}, PassedAt: s.now, Items: 3,
	}
	var p progress.Passed
	err := s.db.Write(s.t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		p, err = s.keeper.LessonPassed(ctx, tx, cadre, id, evidence)
		return err
	})
	return p, err
}

func (s *school) mustPass(cadre roster.CadreID, id course.LessonID) progress.Passed {
	s.t.Helper()
	p, err := s.pass(cadre, id)
	if err != nil {
		s.t.Fatalf("pass lesson %d: %v", id, err)
	}
	return p
}

func (s *school) state(cadre roster.CadreID, id course.ID) progress.Course {
	s.t.Helper()
	var c progress.Course
	s.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		c, err = progress.Of(ctx, tx, cadre, id)
		return err
	})
	return c
}

func (s *school) entries(cadre roster.CadreID) []hours.Entry {
	s.t.Helper()
	var entries []hours.Entry
	s.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		entries, err = hours.Entries(ctx, tx, roster.Only(cadre), hours.Year(s.now.Year()))
		return err
	})
	return entries
}

// rows prints every row that the tables of progress hold, without the columns left out.
func (s *school) rows(leaveOut ...string) string {
	s.t.Helper()
	var b strings.Builder
	for _, table := range []string{"course_starts", "lesson_passes", "reading_positions", "lesson_notes"} {
		s.read(func(ctx context.Context, tx storage.ReadTx) error {
			rows, err := storage.Select[map[string]any](ctx, tx, "SELECT * FROM "+table+" ORDER BY 1, 2")
			for _, row := range rows {
				for _, column := range leaveOut {
					delete(row, column)
				}
				fmt.Fprintln(&b, table, row)
			}
			return err
		})
	}
	return b.String()
}

// enrol adds a person.
func (s *school) enrol(number int64) (id roster.CadreID) {
	s.t.Helper()
	s.write(func(ctx context.Context, tx storage.WriteTx) error {
		added, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint("N", number), Name: "某某"})
		id = added.ID
		return err
	})
	return id
}
