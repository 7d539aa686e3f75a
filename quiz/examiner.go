package quiz

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"strconv"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Examiner asks the check questions and judges the answers; it is the product's course.Checks.
//
// What a person has to answer follows from the installation's secret, the person, the owner of the check, the current
// set of its source and the last submitted round. So nothing is written when a check is shown, and a submission is
// held against the same draw made once more. An Examiner is safe for concurrent use.
type Examiner struct {
	db     *storage.DB
	clock  calendar.Clock
	secret []byte
	sets   setCache
}

var _ course.Checks = (*Examiner)(nil)

// NewExaminer returns the examiner of the database. The first one makes the installation's secret, which is kept in
// the database, so that a restored copy draws the same.
func NewExaminer(ctx context.Context, db *storage.DB, clock calendar.Clock) (*Examiner, error) {
	offered := make([]byte, sha256.Size)
	rand.Read(offered) // never fails
	e := &Examiner{db: db, clock: clock}
	err := db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		e.secret, err = secretOf(ctx, tx, offered)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the secret of the draws: %w", err)
	}
	return e, nil
}

// Show returns what the person has to answer now. After a failed round the items answered right are carried, the others
// drawn anew; a passed check is returned as it was passed. A source that asks nothing gives a check without items.
func (e *Examiner) Show(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, owner course.CheckOwner, source course.QuestionSource) (course.Check, error) {
	s, err := e.standing(ctx, tx, cadre, owner, source)
	if err != nil {
		return course.Check{}, err
	}
	return s.check(), nil
}

// Result returns the round that the person submitted last, marked, with the correct answers and explanations, and
// whether there is one. It is for the eyes of that person only.
func (e *Examiner) Result(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, owner course.CheckOwner) (course.Check, bool, error) {
	last, err := lastAttempt(ctx, tx, cadre, owner)
	if err != nil || last == nil {
		return course.Check{}, false, err
	}
	return last.check(), true, nil
}

// standing is where a person stands in a check.
type standing struct {
	owner  course.CheckOwner
	source course.QuestionSource
	last   *attempt // nil before the first
	set    SetID
	draw   Paper // to be answered now; without items when the check is passed or asks nothing
}

func (s standing) passed() bool { return s.last != nil && s.last.passed() }

// check returns what is to be answered, or the passed check.
func (s standing) check() course.Check {
	if s.passed() {
		return s.last.check()
	}
	c := unmarked(s.draw)
	c.Owner, c.Source = s.owner, s.source
	return c
}

func (e *Examiner) standing(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, owner course.CheckOwner, source course.QuestionSource) (standing, error) {
	s := standing{owner: owner, source: source}
	var err error
	if s.last, err = lastAttempt(ctx, tx, cadre, owner); err != nil || s.passed() {
		return s, err
	}
	set, err := e.currentSet(ctx, tx, source)
	if err != nil || set == nil {
		return s, err
	}
	s.set = set.ID
	if s.draw, err = Draw(set.Points, s.previous(), e.seed(cadre, owner)); err != nil {
		return s, fmt.Errorf("draw from question set %d: %w", set.ID, err)
	}
	return s, nil
}

// previous returns the paper that the next draw follows. When the owner asks about another source than it did, only the
// round is taken on: points of two texts may share an id.
func (s standing) previous() *Paper {
	switch {
	case s.last == nil:
		return nil
	case s.last.source != s.source:
		return &Paper{Round: s.last.paper.Round}
	}
	return &s.last.paper
}

// Seed derives a seed from the installation's secret, as NewSeed does.
func (e *Examiner) Seed(parts ...string) Seed { return NewSeed(e.secret, parts...) }

func (e *Examiner) seed(cadre roster.CadreID, owner course.CheckOwner) Seed {
	return NewSeed(e.secret, owner.Kind, strconv.FormatInt(owner.ID, 10), strconv.FormatInt(int64(cadre), 10))
}

// currentSet returns what the source asks now without the questions that are suspended, nil when it never asked anything.
func (e *Examiner) currentSet(ctx context.Context, tx storage.ReadTx, source course.QuestionSource) (*Set, error) {
	row, found, err := selectAsked(ctx, tx, source)
	if err != nil || !found {
		return nil, err
	}
	key := row.key()
	set := e.sets.set(key)
	if set == nil {
		if set, err = loadSet(ctx, tx, row.Row); err != nil {
			return nil, err
		}
		set.suspend(row.Suspended)
		e.sets.keep(key, set)
	}
	e.sets.noteAsked(source, asked{key, set})
	return set, nil
}
