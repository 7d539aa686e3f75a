package quiz

import (
	"context"
	"errors"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// errRaced says that the database is not as it was taken to be: another submission of the same person stored the round
// first, or the questions were changed.
var errRaced = errors.New("the round was submitted or its questions were changed meanwhile")

// Submit marks the actor's answers. The draw is made and marked before the write; the write stores the round, calls
// passed when every item is right, and leaves a trace in the audit trail, all or nothing. That no two
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
	h := handIn{actor.ID(), owner, source, fingerprint, answers, passed}
	if check, err := e.submitFirst(ctx, h); !errors.Is(err, errRaced) {
		return check, err
	}
	for {
		s, err := e.standingNow(ctx, h)
		if err != nil {
			return course.Check{}, err
		}
		if s.passed() || s.last != nil && s.last.fingerprint == fingerprint {
			return s.last.check(), nil
		}
		if err := s.accepts(fingerprint); err != nil {
			return s.check(), err
		}
		check, err := e.record(ctx, h, s.answer(h), nil)
		if !errors.Is(err, errRaced) {
			return check, err
		}
	}
}

// handIn is what a person submits, and what passing it brings about.
type handIn struct {
	cadre       roster.CadreID
	owner       course.CheckOwner
	source      course.QuestionSource
	fingerprint string
	answers     course.Answers
	passed      func(context.Context, storage.WriteTx, course.Evidence) error
}

// submitFirst marks the answers as a first round without looking into the database before the write: who submitted
// before has a first round already, and the write sees whether the source still asks what it asked when it was last
// shown. It fails with errRaced, storing nothing, when the answers are to anything but such a draw.
func (e *Examiner) submitFirst(ctx context.Context, h handIn) (course.Check, error) {
	last := e.sets.lastAsked(h.source)
	if last.set == nil {
		return course.Check{}, errRaced
	}
	s := standing{owner: h.owner, source: h.source, set: last.set.ID}
	var err error
	if s.draw, err = Draw(last.set.Points, nil, e.seed(h.cadre, h.owner)); err != nil || s.accepts(h.fingerprint) != nil {
		return course.Check{}, errRaced
	}
	return e.record(ctx, h, s.answer(h), &last.key)
}

func (e *Examiner) standingNow(ctx context.Context, h handIn) (s standing, err error) {
	err = e.db.Read(ctx, func(tx storage.ReadTx) error {
		s, err = e.standing(ctx, tx, h.cadre, h.owner, h.source)
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
func (s standing) answer(h handIn) attempt {
	given := make(map[ItemKey][]string, len(h.answers))
	for key, values := range h.answers {
		given[ItemKey(key)] = values
	}
	return attempt{
		cadre: h.cadre, owner: s.owner, source: s.source, set: s.set,
		fingerprint: h.fingerprint, paper: s.draw.Mark(given),
	}
}

// record stores the attempt with what passing it brings about. It fails with errRaced when the round is there already or
// the source no longer asks the set with the key, if one is given.
func (e *Examiner) record(ctx context.Context, h handIn, a attempt, key *setKey) (course.Check, error) {
	a.submittedAt = e.clock()
	row, err := a.row()
	if err != nil {
		return course.Check{}, err
	}
	err = e.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		if key != nil {
			if now, err := selectCurrentKey(ctx, tx.ReadTx, a.source); err != nil {
				return err
			} else if now != *key {
				return errRaced
			}
		}
		stored := row // a row of its own, for its id is filled in
		if err := storage.Insert(ctx, tx, &stored); storage.IsDuplicate(err) {
			return errRaced
		} else if err != nil {
			return fmt.Errorf("store an attempt at %s %d: %w", a.owner.Kind, a.owner.ID, err)
		}
		if !stored.Passed {
			return nil
		}
		evidence := course.Evidence{AttemptID: stored.ID, Owner: a.owner, PassedAt: a.submittedAt, Items: len(a.paper.Items)}
		if err := h.passed(ctx, tx, evidence); err != nil {
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
