package demo

import (
	"context"
	"embed"
	"time"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/training"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
	"xiangxue/quiz/importer"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
)

// input holds the files of the demo.
//
//go:embed courses documents plan quizzes roster training rules.yaml year.txt
var input embed.FS

// written is the year for which the documents were written. Months and days of their names count in every year.
const written = 2026

// township is the demo while it is enacted. All its parts share a clock that shows the moment of the act.
type township struct {
	people
	agenda
	db       *storage.DB
	log      *seal.Log
	year     int       // the study year that is enacted
	present  time.Time // nothing later is enacted
	progress func(string)
	paces    paces

	ledger    *hours.Ledger
	planner   *plan.Planner
	clerk     *attendance.Clerk
	keeper    *progress.Keeper
	examiner  *quiz.Examiner
	importer  *importer.Importer
	registrar roster.Registrar
	training  *training.Registrar
	exams     *exam.Office

	declarations *reflection.Clerk
	objections   *objection.Clerk
	enquiries    enquiry.Clerk

	courses   map[string]publishedCourse // by slug
	documents map[string]library.Document
	meetings  map[string][]plan.Meeting // by title
	assigned  map[plan.ItemKind]int     // how many assignments there were
	keys      map[course.QuestionSource]*quiz.Set
}

// publishedCourse is a course as it was imported.
type publishedCourse struct {
	course.Published
	title string
}

func newTownship(ctx context.Context, d Deps, present time.Time, tell func(string)) (*township, error) {
	year, err := readYear("year.txt")
	if err != nil {
		return nil, err
	}
	t := &township{
		db: d.DB, log: d.Log, year: calendar.DateOf(present).Year(), present: present, progress: tell, paces: year.paces,
		courses: map[string]publishedCourse{}, meetings: map[string][]plan.Meeting{}, assigned: map[plan.ItemKind]int{},
		keys: map[course.QuestionSource]*quiz.Set{},
	}
	clock := calendar.Clock(func() time.Time { return t.now })
	t.now = calendar.NewDate(t.year-1, time.January, 4).Time().Add(9 * time.Hour)
	t.ledger = hours.NewLedger(d.Log, clock)
	t.planner = plan.NewPlanner(d.Log, t.ledger, clock)
	t.clerk = attendance.NewClerk(d.Log, t.ledger, clock)
	t.keeper = progress.NewKeeper(t.ledger, course.NewCatalogue(), clock)
	t.training = training.NewRegistrar(d.Log, t.ledger, clock)
	t.declarations = reflection.NewClerk(t.ledger, clock)
	t.objections = objection.NewClerk(t.ledger, clock)
	t.enquiries = enquiry.NewClerk(clock)
	t.importer = importer.New(d.DB, d.Shelf, clock)
	t.registrar = roster.Registrar{DB: d.DB, Clock: clock}
	if t.examiner, err = quiz.NewExaminer(ctx, d.DB, clock); err != nil {
		return nil, err
	}
	t.exams = exam.NewOffice(exam.Needs{DB: d.DB, Clock: clock, Ledger: t.ledger, Planner: t.planner, Source: exam.Banks{}, Seed: t.examiner.Seed})
	for _, a := range year.acts {
		a.do.schedule(t, a)
	}
	return t, nil
}

func (t *township) write(ctx context.Context, fn func(context.Context, storage.WriteTx) error) error {
	return t.db.Write(ctx, fn)
}

func (t *township) read(ctx context.Context, fn func(storage.ReadTx) error) error {
	return t.db.Read(ctx, fn)
}

// today returns the date of the act.
func (t *township) today() calendar.Date { return calendar.DateOf(t.now) }
