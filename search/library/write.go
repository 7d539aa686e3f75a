package library

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/feed"
	"xiangxue/course/storage"
)

// A batch is written in one transaction. Both bounds keep it short for those who wait.
const (
	batchDocuments = 50
	batchArticles  = 2_000
)

// prepared is a document ready to be written.
type prepared struct {
	source Source
	hash   string
	text   string // hash of the text
}

// write reads the wanted bundles again, one batch at a time, and writes them.
func (i *importer) write(ctx context.Context, db *storage.DB, wanted []bundle) error {
	var batch []prepared
	articles, done := 0, 0
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error { return i.writeBatch(ctx, tx, batch) })
		if err != nil {
			return fmt.Errorf("write documents %d to %d: %w", done+1, done+len(batch), err)
		}
		done += len(batch)
		batch, articles = nil, 0
		i.progress(Progress{Writing: true, Done: done, Total: len(wanted)})
		return nil
	}
	for _, b := range wanted {
		p, err := i.prepare(ctx, b)
		if err != nil {
			return err
		}
		if len(batch) == batchDocuments || articles+len(p.source.Articles) > batchArticles {
			if err := flush(); err != nil {
				return err
			}
		}
		batch, articles = append(batch, p), articles+len(p.source.Articles)
	}
	return flush()
}

// prepare reads a bundle that compare found good.
func (i *importer) prepare(ctx context.Context, b bundle) (prepared, error) {
	l, problem := i.load(b)
	if problem != nil {
		return prepared{}, fmt.Errorf("read %s again: %s", problem.File, problem.Message)
	}
	source, problems, err := i.parse(ctx, b, l)
	if err != nil {
		return prepared{}, err
	}
	if len(problems) > 0 {
		return prepared{}, fmt.Errorf("%s changed while it was imported: %s", problems[0].File, problems[0].Message)
	}
	return prepared{source: source, hash: l.hash, text: textHash(source.Articles)}, nil
}

func (i *importer) writeBatch(ctx context.Context, tx storage.WriteTx, batch []prepared) error {
	var articles []articleRow
	var relations []relationRow
	ids := make([]int64, len(batch))
	var added []addition
	for n, p := range batch {
		id, isNew, err := i.writeDocument(ctx, tx, p)
		if err != nil {
			return fmt.Errorf("write %s: %w", p.source.File, err)
		}
		ids[n] = id
		if isNew {
			added = append(added, addition{DocumentID(id), p.source})
		}
		articles = append(articles, articleRows(id, p.source.Articles)...)
		relations = append(relations, relationRows(id, p.source.Relations)...)
	}
	if err := storage.InsertAll(ctx, tx, articles); err != nil {
		return fmt.Errorf("write articles: %w", err)
	}
	if err := storage.InsertAll(ctx, tx, relations); err != nil {
		return fmt.Errorf("write relations: %w", err)
	}
	if err := i.storeQuestions(ctx, tx, ids, batch); err != nil {
		return err
	}
	if err := i.outdate(ctx, tx, added); err != nil {
		return err
	}
	if err := i.announce(ctx, tx, ids); err != nil {
		return err
	}
	return audit.Add(ctx, tx, i.options.Clock(), audit.Event{
		Actor: i.options.By, Action: "library.import", Kind: FeedKind, Detail: fmt.Sprintf("documents=%d articles=%d", len(batch), len(articles)),
	})
}

// writeDocument adds the document or, when this version of its work is there, puts it in its place. It reports whether the
// document was added.
func (i *importer) writeDocument(ctx context.Context, tx storage.WriteTx, p prepared) (id int64, added bool, err error) {
	work, err := workOf(ctx, tx, titleKey(p.source.Title))
	if err != nil {
		return 0, false, err
	}
	row := rowOf(p.source.Document)
	row.WorkID, row.ContentHash, row.TextHash = work, p.hash, p.text
	row.ChangedAt = calendar.Millis(i.options.Clock())
	old, exists, err := selectSame(ctx, tx.ReadTx, row)
	if err != nil {
		return 0, false, err
	}
	if !exists {
		row.RecordedAt = row.ChangedAt
		err = storage.Insert(ctx, tx, &row)
		return row.ID, true, err
	}
	row.ID = old.ID
	if err := updateDocument(ctx, tx, row); err != nil {
		return 0, false, err
	}
	return row.ID, false, deleteParts(ctx, tx, row.ID)
}

func (i *importer) storeQuestions(ctx context.Context, tx storage.WriteTx, ids []int64, batch []prepared) error {
	if i.options.Companion == nil {
		return nil
	}
	for n, p := range batch {
		if err := i.options.Companion.Store(ctx, tx, DocumentID(ids[n]), p.source); err != nil {
			return fmt.Errorf("store the questions of %s: %w", p.source.File, err)
		}
	}
	return nil
}

// announce tells the change feed of the documents and of those whose status they may have changed.
func (i *importer) announce(ctx context.Context, tx storage.WriteTx, ids []int64) error {
	all := slices.Clone(ids)
	for _, id := range ids {
		touched, err := selectTouched(ctx, tx.ReadTx, id)
		if err != nil {
			return fmt.Errorf("find what document %d touches: %w", id, err)
		}
		all = append(all, touched...)
	}
	slices.Sort(all)
	for _, id := range slices.Compact(all) {
		change := feed.Change{Kind: FeedKind, ID: id, What: feed.Published}
		if err := feed.Add(ctx, tx, i.options.Clock(), change); err != nil {
			return err
		}
	}
	return nil
}
