package exam

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Needs are what an Office works with.
type Needs struct {
	DB      *storage.DB
	Clock   calendar.Clock
	Ledger  *hours.Ledger
	Planner *plan.Planner
	Source  Source
	Seed    func(parts ...string) quiz.Seed // derives seeds from the installation's secret, as quiz.Examiner.Seed does
}

// Office is the examination office (考务): it keeps exams, lets people sit them, marks what they answered and books what
// they passed. Each operation checks that the actor may do it; whatever somebody else must answer for leaves a record in
// the trail. It is safe for concurrent use, and keeps in memory only what never changes.
type Office struct {
	Needs
	sittings sittingCache
}

// NewOffice returns an office.
func NewOffice(n Needs) *Office { return &Office{Needs: n} }

// now returns the present instant in the precision in which it is stored.
func (o *Office) now() time.Time { return calendar.FromMillis(calendar.Millis(o.Clock())) }

// record leaves what the actor did in the trail.
func (o *Office) record(ctx context.Context, tx storage.WriteTx, actor roster.CadreID, action string, id ID, detail string, args ...any) error {
	return audit.Add(ctx, tx, o.now(), audit.Event{
		Actor: int64(actor), Action: action, Kind: "exam", ID: int64(id), Detail: fmt.Sprintf(detail, args...),
	})
}

// seeds returns the seeds of a person's draws; of an exam with one paper for all they are the same for everybody.
func (o *Office) seeds(e Exam, cadre roster.CadreID) Seeds {
	if e.Blueprint.Same {
		cadre = 0
	}
	return func(number int) quiz.Seed {
		return o.Seed("exam", number64(e.ID), number64(cadre), strconv.Itoa(number))
	}
}

func number64[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

var errNoExam = fault.New(fault.NotFound, "没有这场测验")

// setters returns the units whose exams the actor may write: authors, and those who assign study there.
func setters(actor access.Actor) roster.Scope {
	return actor.Scope(access.AuthorContent).Or(actor.Scope(access.AssignStudy))
}

// requireAny fails with fault.Forbidden when the actor has none of the permissions.
func requireAny(actor access.Actor, permissions ...access.Permission) (err error) {
	for _, p := range permissions {
		if err = access.Require(actor, p); err == nil {
			return nil
		}
	}
	return err
}
