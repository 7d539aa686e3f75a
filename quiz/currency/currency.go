// Package currency keeps authors up to date with the law (法条时效): it lists what is on offer now and cites an article that
// was changed or repealed since, and lets a person confirm that a lesson or question still holds. It also tells what cites
// a given law.
//
// A question that is listed is not drawn until it has been confirmed, or written anew: the bank and the checks see to that.
// A lesson stays readable, for it may hold much besides.
package currency

import (
	"context"
	"encoding/json"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Item is something on offer that cites an article which has changed.
type Item struct {
	course.Use
	ID       int64 // of the citation
	Law      string
	Document int64 // of the library, that changed or repealed the article; 0 when it is not known
}

// Cites returns what the item cites.
func (i Item) Cites() course.Citation { return course.Citation{Law: i.Law, Article: i.Article} }

// Outdated returns what cites changed articles, by law and article: lessons of the courses on offer, questions that
// lessons and documents ask now, and the current versions of the bank's questions.
func Outdated(ctx context.Context, tx storage.ReadTx) ([]Item, error) {
	rows, err := selectOutdated(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read what cites changed articles: %w", err)
	}
	items := make([]Item, len(rows))
	for i, r := range rows {
		items[i] = Item{ID: r.ID, Law: r.Law, Document: r.DocumentID}
		if items[i].Use, err = r.use(); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// Uses returns what is on offer and cites an article of a law under one of its titles, by article; lessons come first.
func Uses(ctx context.Context, tx storage.ReadTx, titles []string) ([]course.Use, error) {
	rows, err := selectUses(ctx, tx, titles)
	if err != nil {
		return nil, fmt.Errorf("read what cites a law: %w", err)
	}
	uses := make([]course.Use, len(rows))
	for i, r := range rows {
		if uses[i], err = r.use(); err != nil {
			return nil, err
		}
	}
	return uses, nil
}

func (r citingRow) use() (course.Use, error) {
	u := course.Use{Kind: r.Kind, Ref: r.Ref, Article: r.Article, Title: r.Title}
	if r.Kind == course.UsedByLesson {
		return u, nil
	}
	var q quiz.Question
	if err := json.Unmarshal([]byte(r.Title), &q); err != nil {
		return u, fmt.Errorf("decode the question that citation %d stands in: %w", r.ID, err)
	}
	u.Title = q.Text
	return u, nil
}

// Count returns how many there are of what Outdated returns.
func Count(ctx context.Context, tx storage.ReadTx) (int, error) {
	n, err := countOutdated(ctx, tx)
	if err != nil {
		return 0, fmt.Errorf("count what cites changed articles: %w", err)
	}
	return n, nil
}

// Author confirms what still holds.
type Author struct{ clock calendar.Clock }

// NewAuthor returns an author who works by the clock.
func NewAuthor(clock calendar.Clock) Author { return Author{clock} }

// Confirm notes that the actor looked at the citations and that what cites them still holds: questions are drawn again. It
// fails with fault.Invalid when none is given, with fault.Conflict when one of them is not outdated any more, and with
// fault.Forbidden when the actor is no author.
func (a Author) Confirm(ctx context.Context, tx storage.WriteTx, actor access.Actor, citations []int64) error {
	if err := access.Require(actor, access.AuthorContent); err != nil {
		return err
	}
	if len(citations) == 0 {
		return fault.New(fault.Invalid, "请先勾选核对过的条目")
	}
	for _, id := range citations {
		if err := course.Confirm(ctx, tx, a.clock(), actor.ID(), id); err != nil {
			return err
		}
	}
	return nil
}
