package quiz

import (
	"context"
	"errors"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// errRaced says that another submission of the same person stored the round first.
var errRaced = errors.New("the round was submitted meanwhile")

// Submit marks the actor's answers. The draw is made and marked on a read transaction; the write stores the round,
// calls passed when every item is right, and leaves a trace in the audit trail, all or nothing. That no two
// submissions store the same round is seen to by the unique index of the attempts: the later one starts over, finds the
// stored round, and gets its result.
//
// The round submitted last can be sent again and gives the stored result, whatever the answers are now; a passed check
// gives the passed result. Neither writes nor calls passed. When the fingerprint names any other draw, Submit returns
// the draw to be answered now and fails with fault.Stale. It fails with fault.Conflict when nothing is asked, and
// with fault.Forbidden when the actor may not learn.
func (e *Examiner) Submit(ctx context.Context, actor access.Actor, owner course.CheckOwner, source course.QuestionSource, fingerprint string,
	answers course.Answers, passed func(context.Context, storage.WriteTx, course.Evidence) error) (course.Check, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return course.Check{}, err
	}
	for {
		s, err := e.standingNow(ctx, actor, owner, source)
		if err != nil {
			return course.Check{}, err
		}
		if s.passed() || s.last != nil && s.last.fingerprint == fingerprint {
			return s.last.check(), nil
		}
		if err := s.accepts(fingerprint); err != nil {
			return s.check(), err
		}
		check, err := e.record(ctx, s.answer(actor, fingerprint, answers), passed)
		if !errors.Is(err, errRaced) {
			return check, err
		}
	}
}

func (e *Examiner) standingNow(ctx context.Context, actor access.Actor, owner course.CheckOwner, source course.QuestionSource) (s standing, err error) {
	err = e.db.Read(ctx, func(tx storage.ReadTx) error {
		s, err = e.standing(ctx, tx, actor.ID(), owner, source)
		return err
	})
	return s, err
}

// accepts reports why answers to the draw with the fingerprint cannot be taken, if so.
func (s standing) accepts(fingerprint string) error {
	if len(s.draw.Items) == 0 {
		return fault.New(fault.Conflict, "这里没有要答的题")
	}
	if s.draw.Fingerprint() != fingerprint {
		return fault.New(fault.Stale, "题目已经更新，请按下面的题重新作答")
	}
	return nil
}

// answer returns the draw, which has the fingerprint, with the answers, marked.
func (s standing) answer(actor access.Actor, fingerprint string, answers course.Answers) attempt {
	given := make(map[ItemKey][]string, len(answers))
	for key, values := range answers {
		given[ItemKey(key)] = values
	}
	return attempt{
		cadre: actor.ID(), owner: s.owner, source: s.source, set: s.set,
		fingerprint: fingerprint, paper: s.draw.Mark(given),
	}
}

// record stores the attempt with what passing it brings about. It fails with errRaced when the round is there already.
func (e *Examiner) record(ctx context.Context, a attempt, passed func(context.Context, storage.WriteTx, course.Evidence) error) (course.Check, error) {
	a.submittedAt = e.clock()
	row, err := a.row()
	if err != nil {
		return course.Check{}, err
	}
	err = e.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		stored := row // a row of its own, for its id is filled in
		if err := storage.Insert(ctx, tx, &stored); storage.IsDuplicate(err) {
			return errRaced
		} else if err != nil {
			return fmt.Errorf("store an attempt at %s %d: %w", a.owner.Kind, a.owner.ID, err)
		}
		if !a.passed() {
			return nil
		}
		evidence := course.Evidence{AttemptID: stored.ID, Owner: a.owner, PassedAt: a.submittedAt, Items: len(a.paper.Items)}
		if err := passed(ctx, tx, evidence); err != nil {
			return err
		}
		return audit.Add(ctx, tx, a.submittedAt, passEvent(a, stored.ID))
	})
	if err != nil {
		return course.Check{}, err
	}
	return a.check(), nil
}

// passEvent is the trace of a passed check. A failed round leaves none: nobody but its owner needs to know.
func passEvent(a attempt, id int64) audit.Event {
	return audit.Event{
		Actor: int64(a.cadre), Action: "quiz.check.pass", Kind: "attempt", ID: id,
		Detail: fmt.Sprintf("%s=%d items=%d", a.owner.Kind, a.owner.ID, len(a.paper.Items)),
	}
}
