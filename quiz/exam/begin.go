package exam

import (
	"context"
	"errors"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// standing is where a person stands in an exam.
type standing struct {
	sitting  *sitting
	state    State // of the exam now
	duty     plan.Duty
	asked    bool        // duty stands
	insider  bool        // has seen the questions
	attempts []attempted // in their order
}

// attempted is an attempt with the result that counts, without paper and answers.
type attempted struct {
	ID          AttemptID
	ExamID      ID
	Number      int
	State       string
	BegunAt     int64
	DueAt       int64
	SubmittedAt int64
	Total       int64
	Most        int64
	Complete    bool
	Passed      bool
}

func (a attempted) running() bool { return a.State == "running" }

// passed reports whether the person has passed the exam.
func (s standing) passed() bool {
	for _, a := range s.attempts {
		if a.Passed {
			return true
		}
	}
	return false
}

// last returns the last attempt and whether there is one.
func (s standing) last() (attempted, bool) {
	if len(s.attempts) == 0 {
		return attempted{}, false
	}
	return s.attempts[len(s.attempts)-1], true
}

// opensAt returns the instant from which the next attempt may begin.
func (s standing) opensAt() time.Time {
	from := s.sitting.exam.From
	last, again := s.last()
	if days := s.sitting.exam.Retake.WaitDays; again && days > 0 {
		next := calendar.DateOf(instant(last.SubmittedAt)).AddDays(days + 1).Time()
		if next.After(from) {
			return next
		}
	}
	return from
}

// refusal reports why the person cannot begin an attempt now, if so.
func (s standing) refusal(now time.Time) error {
	e := s.sitting.exam
	last, again := s.last()
	switch {
	case !s.asked:
		return fault.New(fault.NotFound, "没有布置您参加这场测验")
	case s.state == Withdrawn:
		return fault.New(fault.Conflict, "测验已经撤回，不能再开始")
	case s.passed():
		return fault.New(fault.Conflict, "您已经合格，不用再考")
	case again && !last.running() && !last.Complete:
		return fault.New(fault.Conflict, "上一次的主观题还没有评完，请等结果")
	case s.insider:
		return errInsider
	case len(s.attempts) >= e.Retake.Attempts:
		return fault.New(fault.Conflict, "最多考 %d 次，次数已经用完", e.Retake.Attempts)
	case e.isOver(now):
		return fault.New(fault.Conflict, "测验已经结束")
	case now.Before(s.opensAt()):
		return fault.New(fault.Conflict, "现在还不能开始，%s 以后可以", s.opensAt().In(calendar.Shanghai).Format("2006-01-02 15:04"))
	}
	return nil
}

func (o *Office) standing(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id ID) (s standing, err error) {
	if s.sitting, err = o.sitting(ctx, tx, id); err != nil {
		return s, err
	}
	row, err := selectStanding(ctx, tx, id, cadre)
	if err != nil {
		return s, fmt.Errorf("read the state of exam %d: %w", id, err)
	}
	s.state, s.insider = row.State, row.Insider
	if s.duty, s.asked, err = plan.DutyFor(ctx, tx, cadre, item(id)); err != nil {
		return s, err
	}
	if s.attempts, err = selectAttempted(ctx, tx, id, cadre); err != nil {
		return s, fmt.Errorf("read the attempts at exam %d: %w", id, err)
	}
	return s, nil
}

// errRaced says that another request of the same person was faster.
var errRaced = errors.New("another request was faster")

// Begin begins an attempt at an exam, or returns the one that runs: after a closed browser or on another device the
// person goes on where he or she was. The paper is drawn and its end set by the server's clock.
//
// It fails with fault.Forbidden when the actor may not learn, with fault.NotFound when nobody asked the actor to sit the
// exam, and with fault.Conflict when the exam is not open or withdrawn, when the actor has seen
// its questions, when it is passed, when no attempt is left or the
// next one may not begin yet, or while written answers of the last one are graded.
func (o *Office) Begin(ctx context.Context, actor access.Actor, id ID) (Attempt, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return Attempt{}, err
	}
	now := o.now()
	for {
		a, running, err := o.next(ctx, actor, id, now)
		if err != nil || running {
			return a, err
		}
		if a, err = o.begin(ctx, a); !errors.Is(err, errRaced) {
			return a, err
		}
	}
}

// next returns the running attempt of the person, or the one to begin.
func (o *Office) next(ctx context.Context, actor access.Actor, id ID, now time.Time) (a Attempt, running bool, err error) {
	err = o.DB.Read(ctx, func(tx storage.ReadTx) error {
		s, err := o.standing(ctx, tx, actor.ID(), id)
		if err != nil {
			return err
		}
		if last, again := s.last(); again && last.running() {
			running = true
			a, err = attemptOf(ctx, tx, actor.ID(), last.ID)
			return err
		}
		if err := s.refusal(now); err != nil {
			return err
		}
		e := s.sitting.exam
		a = Attempt{Exam: id, Cadre: actor.ID(), Number: len(s.attempts) + 1, BegunAt: now, DueAt: e.dueAt(now)}
		a.Paper, err = Draw(e.Blueprint, s.sitting.pool, a.Number, o.seeds(e, actor.ID()))
		return err
	})
	if err != nil || !running || !a.isLate(now) {
		return a, running, err
	}
	if _, err := o.submitLate(ctx, a); err != nil {
		return Attempt{}, false, err
	}
	return o.next(ctx, actor, id, now)
}

// begin stores the attempt. It fails with errRaced when the person has it already.
func (o *Office) begin(ctx context.Context, a Attempt) (Attempt, error) {
	row, err := a.row()
	if err != nil {
		return Attempt{}, err
	}
	err = o.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		stored := row // a row of its own, for its id is filled in
		if err := storage.Insert(ctx, tx, &stored); storage.IsDuplicate(err) {
			return errRaced
		} else if err != nil {
			return fmt.Errorf("begin an attempt at exam %d: %w", a.Exam, err)
		}
		a.ID = stored.ID
		return nil
	})
	return a, err
}
