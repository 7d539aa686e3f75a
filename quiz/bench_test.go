package quiz

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// The school of the benchmarks: its cadres, and what each of its courses asks.
const (
	benchCadres    = 1000
	benchLessons   = 3 // of a course
	benchPoints    = 4 // of a lesson, each with two questions
	benchAtOnce    = 128
	lessonsPerPass = benchCadres * benchLessons // checks that one course gives
)

// school is a database in which everybody may take courses, with all that a passed check brings about.
type school struct {
	testing.TB
	db       *storage.DB
	log      *seal.Log
	examiner *Examiner
	keeper   *progress.Keeper
	cadres   []access.Actor
	lessons  []course.LessonID
}

// newSchool makes a school with so many courses.
func newSchool(b testing.TB, db *storage.DB, cadres, courses int) *school {
	b.Helper()
	s := &school{TB: b, db: db}
	var err error
	if s.log, err = seal.Open(b.Context(), db, filepath.Join(b.TempDir(), "log.key"), "example.org/log", time.Now); err != nil {
		b.Fatal(err)
	}
	if s.examiner, err = NewExaminer(b.Context(), db, time.Now); err != nil {
		b.Fatal(err)
	}
	ledger := hours.NewLedger(s.log, time.Now)
	s.keeper = progress.NewKeeper(ledger, course.NewCatalogue(), time.Now)
	s.write(func(ctx context.Context, tx storage.WriteTx) error {
		for i := range cadres {
			cadre, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint(10000 + i), Name: "何秀兰"})
			if err != nil {
				return err
			}
			s.cadres = append(s.cadres, access.Actor{Cadre: cadre, Grants: []access.Grant{{Role: access.Cadre, UnitPath: "/1/"}}})
		}
		_, err := ledger.AdoptDefault(ctx, tx)
		return err
	})
	for i := range courses {
		s.offer(fmt.Sprintf("course-%d", i))
	}
	return s
}

func (s *school) write(fn func(context.Context, storage.WriteTx) error) {
	s.Helper()
	if err := s.db.Write(s.Context(), fn); err != nil {
		s.Fatal(err)
	}
}

// offer publishes a course with the questions of its lessons.
func (s *school) offer(slug string) {
	s.Helper()
	files := fstest.MapFS{}
	yaml := fmt.Sprintf("slug: %s\ntitle: 土地管理法要点\nsubject: law\nsummary: 甲\nsource: 乙\nlessons:\n", slug)
	for n := range benchLessons {
		yaml += fmt.Sprintf("  - {title: 第%d课, minutes: 25}\n", n+1)
		files[fmt.Sprintf("lessons/%02d.md", n+1)] = &fstest.MapFile{Data: []byte("## 甲 {#s1}\n\n正文")}
		files[fmt.Sprintf("questions/%02d.gift", n+1)] = &fstest.MapFile{Data: []byte("::甲:: {T}")}
	}
	files["course.yaml"] = &fstest.MapFile{Data: []byte(yaml)}
	draft, problems := course.ReadFolder(files)
	edition, more := course.Compile(draft)
	if all := append(problems, more...); len(all) > 0 {
		s.Fatal(all)
	}
	prepared, err := Prepare(wordy(village(benchPoints, 2)))
	if err != nil {
		s.Fatal(err)
	}
	s.write(func(ctx context.Context, tx storage.WriteTx) error {
		p, _, err := course.Publish(ctx, tx, time.Now(), 0, edition)
		if err != nil {
			return err
		}
		for _, id := range p.Lessons {
			source := course.QuestionSource{Kind: course.SourceLesson, ID: int64(id)}
			if _, err := prepared.Store(ctx, tx, time.Now(), 0, source); err != nil {
				return err
			}
		}
		s.lessons = append(s.lessons, p.Lessons...)
		return nil
	})
}

// wordy gives questions the length that those of the shipped courses have.
func wordy(points []Point) []Point {
	for _, p := range points {
		for i := range p.Questions {
			q := &p.Questions[i]
			q.Text += "：" + strings.Repeat("农村村民一户只能拥有一处宅基地，", 3)
			q.Explanation += strings.Repeat("宅基地的面积不得超过省、自治区、直辖市规定的标准。", 3)
			q.Cites = []string{"《土地管理法》第六十二条"}
			q.Options = append(q.Options, Option{Text: "由乡镇人民政府审核批准；占用农用地的，依法办理转用审批手续"})
		}
	}
	return points
}

// submission is a check with every answer right, ready to be sent.
type submission struct {
	actor       access.Actor
	lesson      course.LessonID
	fingerprint string
	answers     course.Answers
}

// prepare looks at n checks that nobody has taken, so that the cadres take turns and finish each course in order.
func (s *school) prepare(n int) []submission {
	s.Helper()
	list := make([]submission, n)
	err := s.db.Read(s.Context(), func(tx storage.ReadTx) error {
		for i := range list {
			x := submission{actor: s.cadres[i%len(s.cadres)], lesson: s.lessons[i/len(s.cadres)]}
			check, err := s.examiner.Show(s.Context(), tx, x.actor.ID(), ownerOf(x.lesson), sourceOf(x.lesson))
			if err != nil {
				return err
			}
			x.fingerprint, x.answers = check.Fingerprint, choose(check)
			list[i] = x
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
	return list
}

func ownerOf(id course.LessonID) course.CheckOwner {
	return course.CheckOwner{Kind: course.OwnerLesson, ID: int64(id)}
}

func sourceOf(id course.LessonID) course.QuestionSource {
	return course.QuestionSource{Kind: course.SourceLesson, ID: int64(id)}
}

// take submits a check as the page of a lesson does.
func (s *school) take(x submission) error {
	ctx := s.Context()
	me := x.actor.ID()
	check, err := s.examiner.Submit(ctx, x.actor, ownerOf(x.lesson), sourceOf(x.lesson), x.fingerprint, x.answers,
		func(ctx context.Context, tx storage.WriteTx, e course.Evidence) error {
			passed, err := s.keeper.LessonPassed(ctx, tx, me, x.lesson, e)
			if err != nil {
				return err
			}
			item := plan.Item{Kind: plan.LessonItem, Ref: int64(x.lesson)}
			if err := plan.Fulfil(ctx, tx, me, item, e.PassedAt, 0); err != nil || !passed.Finished {
				return err
			}
			item = plan.Item{Kind: plan.CourseItem, Ref: passed.Entry.Ref}
			return plan.Fulfil(ctx, tx, me, item, e.PassedAt, passed.Entry.ID)
		})
	if err == nil && !check.Passed {
		err = fmt.Errorf("lesson %d is not passed", x.lesson)
	}
	return err
}

// BenchmarkSubmit measures durable submissions of checks by 128 persons at once, every one passed, every third
// finishing a course. It reports the processor time of one, and how many statements it ran.
func BenchmarkSubmit(b *testing.B) {
	storagetest.EachDurable(b, func(b *testing.B, db *storage.DB) {
		s := newSchool(b, db, benchCadres, (b.N+lessonsPerPass-1)/lessonsPerPass)
		list := s.prepare(b.N)
		b.ReportAllocs()
		before, statements := processorTime(b), db.Statements()
		b.ResetTimer()
		s.atOnce(b, list)
		b.StopTimer()
		b.ReportMetric(float64(processorTime(b)-before)/1e3/float64(b.N), "cpu-µs/op")
		b.ReportMetric(float64(db.Statements()-statements)/float64(b.N), "statements/op")
	})
}

// atOnce takes all checks in their order, 128 at a time.
func (s *school) atOnce(b *testing.B, list []submission) {
	var next atomic.Int64
	b.SetParallelism(benchAtOnce / 2)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := s.take(list[next.Add(1)-1]); err != nil {
				b.Error(err)
			}
		}
	})
}

// processorTime returns how long this process has kept the processors busy, the system's work for it included.
func processorTime(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
