package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/feed"
	"xiangxue/course/storage"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
)

// Indexer keeps the index what the policy library is: it follows the change feed from the position that the index
// holds, and tells it the day. It may be stopped or killed at any moment and goes on from
// there.
type Indexer struct {
	db     *storage.DB
	index  *Index
	clock  calendar.Clock
	recall bool // the index knows the confirmed answers as they stand at its position; used by CatchUp alone
}

// NewIndexer returns the indexer of the library in db. At most one may work on an index.
func NewIndexer(db *storage.DB, index *Index, clock calendar.Clock) *Indexer {
	return &Indexer{db: db, index: index, clock: clock}
}

const (
	pause = time.Second // between two looks at the feed
	rest  = 30 * time.Second
	step  = 200 // entries of the feed that one change to the index takes at most
)

// Run keeps the index current until ctx ends. It tells failed of what went wrong, rests and tries again.
func (x *Indexer) Run(ctx context.Context, failed func(error)) {
	for {
		wait := pause
		if err := x.CatchUp(ctx); err != nil && ctx.Err() == nil {
			failed(err)
			wait = rest
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// CatchUp brings the index to the end of the feed and to the present day; it rebuilds an index that needs it.
func (x *Indexer) CatchUp(ctx context.Context) error {
	if x.index.NeedsRebuild() != nil {
		x.recall = false
		if err := x.Rebuild(ctx, nil); err != nil {
			return err
		}
	}
	for moved := true; moved; {
		var err error
		if moved, err = x.advance(ctx); err != nil {
			return err
		}
	}
	return x.remember(ctx)
}

// Rebuild makes a new index from the whole library. Searches use the old one, when it can be used, until the new one is
// finished; Index.Rebuilding tells how far it is. It calls progress, when given, with the number of articles written.
func (x *Indexer) Rebuild(ctx context.Context, progress func(articles int)) error {
	return x.db.Read(ctx, func(tx storage.ReadTx) error {
		last, err := feed.Last(ctx, tx)
		if err != nil {
			return err
		}
		total, err := library.CountArticles(ctx, tx)
		if err != nil {
			return err
		}
		x.index.rebuilding.Store(&Progress{Total: total})
		defer x.index.rebuilding.Store(nil)
		at := Position{Cursor: last, Day: calendar.DateOf(x.clock())}
		return x.index.Rebuild(ctx, x.index.counted(whole(ctx, tx), total), at, progress)
	})
}

// errEnough stops the walk through the library when nobody wants more articles.
var errEnough = errors.New("enough")

// whole yields every article of the library with its document's life.
func whole(ctx context.Context, tx storage.ReadTx) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		err := library.Each(ctx, tx, func(d library.Document, life library.Life, articles []library.Article) error {
			for _, a := range articles {
				if !yield(article(d, life, a), nil) {
					return errEnough
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(Article{}, err)
		}
	}
}

// advance takes the next step and reports whether there was one: the next entries of the feed, and with them the day.
// What a new day begins and ends is in the index already.
func (x *Indexer) advance(ctx context.Context) (moved bool, err error) {
	at, err := x.index.Position()
	if err != nil {
		return false, err
	}
	var changes Changes
	var s stretch
	err = x.db.Read(ctx, func(tx storage.ReadTx) error {
		if s, err = next(ctx, tx, at, calendar.DateOf(x.clock())); err != nil || s.to == at {
			return err
		}
		changes, err = replacing(ctx, tx, s.documents)
		return err
	})
	if err != nil || s.to == at {
		return false, err
	}
	x.recall = x.recall && !s.answers && len(s.documents) == 0
	return true, x.index.Apply(ctx, changes, s.to)
}

// stretch is what one step takes.
type stretch struct {
	documents []library.DocumentID // to index anew
	answers   bool                 // questions were answered
	to        Position             // that the index then has
}

// next returns the next step; it ends where it begins when there is none.
func next(ctx context.Context, tx storage.ReadTx, at Position, today calendar.Date) (stretch, error) {
	entries, err := feed.After(ctx, tx, at.Cursor, step)
	s := stretch{to: Position{Cursor: at.Cursor, Day: today}}
	for _, e := range entries {
		switch e.Kind {
		case library.FeedKind:
			s.documents = append(s.documents, library.DocumentID(e.ID))
		case enquiry.FeedKind:
			s.answers = true
		}
		s.to.Cursor = e.Cursor
	}
	slices.Sort(s.documents)
	s.documents = slices.Compact(s.documents)
	return s, err
}

// remember tells the index the confirmed answers to villagers' questions when they or the documents have changed.
func (x *Indexer) remember(ctx context.Context) error {
	if x.recall {
		return nil
	}
	var confirmed []Confirmed
	err := x.db.Read(ctx, func(tx storage.ReadTx) error {
		return enquiry.Confirmed(ctx, tx, func(p enquiry.Pair) error {
			a, err := library.At(ctx, tx, p.Document, p.Point)
			if err == nil {
				confirmed = append(confirmed, Confirmed{p.Question, articleID(p.Document, a)})
			} else if !fault.Is(err, fault.NotFound) { // the document has lost the article since
				return err
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	x.index.Remember(confirmed)
	x.recall = true
	return nil
}

// replacing returns the changes that make the index hold the documents as they are in the library; those that are not
// there any more are removed.
func replacing(ctx context.Context, tx storage.ReadTx, ids []library.DocumentID) (Changes, error) {
	documents, err := library.Documents(ctx, tx, ids)
	if err != nil {
		return Changes{}, err
	}
	lives, err := library.Lives(ctx, tx, ids)
	if err != nil {
		return Changes{}, err
	}
	var changes Changes
	for _, id := range ids {
		changes.Documents = append(changes.Documents, int64(id))
	}
	for id, d := range documents {
		articles, err := library.Articles(ctx, tx, id)
		if err != nil {
			return Changes{}, err
		}
		for _, a := range articles {
			changes.Upserts = append(changes.Upserts, article(d, lives[id], a))
		}
	}
	return changes, nil
}

// article returns an article of the library as the index holds it.
func article(d library.Document, life library.Life, a library.Article) Article {
	path := a.Chapter
	if a.Number == "" && a.Title != "" {
		path = append(path[:len(path):len(path)], a.Title)
	}
	return Article{
		ID: articleID(d.ID, a), DocumentID: int64(d.ID), Law: d.Title, ShortName: d.ShortName,
		Number: a.Number, Ordinal: a.Ordinal, Title: a.Title, Anchor: a.Anchor, Chapter: strings.Join(path, " "), Text: a.Text,
		Category: d.Category, Issuer: d.Issuer, Year: d.Year(), Region: d.HoldsIn(), Life: life.String(),
	}
}

// articleID is the id of an article in the index.
func articleID(document library.DocumentID, a library.Article) string {
	return fmt.Sprintf("%d-%d", document, a.Ordinal)
}
