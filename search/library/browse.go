package library

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// FeedKind is the kind under which documents stand in the change feed and in the audit trail.
const FeedKind = "document"

// Category is a category with the number of its documents.
type Category struct {
	Name      string
	Documents int
}

// Categories returns the categories, the largest first.
func Categories(ctx context.Context, tx storage.ReadTx) ([]Category, error) {
	all, err := selectCategories(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("count the documents: %w", err)
	}
	return all, nil
}

// Browse returns at most limit documents of a category, newest first, with their status as of a day; an empty
// category means all.
func Browse(ctx context.Context, tx storage.ReadTx, category string, limit int, asOf calendar.Date) ([]Version, error) {
	rows, err := selectCategory(ctx, tx, category, limit)
	if err != nil {
		return nil, fmt.Errorf("browse %q: %w", category, err)
	}
	return withStatus(ctx, tx, documents(rows), asOf)
}

// Titled returns the documents that have one of the titles, newest first, with their status as of a day.
func Titled(ctx context.Context, tx storage.ReadTx, titles []string, asOf calendar.Date) ([]Version, error) {
	rows, err := selectTitles(ctx, tx, titles)
	if err != nil {
		return nil, fmt.Errorf("find documents by their titles: %w", err)
	}
	return withStatus(ctx, tx, documents(rows), asOf)
}

// Documents returns some documents by id, without their articles; those that do not exist are left out.
func Documents(ctx context.Context, tx storage.ReadTx, ids []DocumentID) (map[DocumentID]Document, error) {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		numbers[i] = int64(id)
	}
	rows, err := selectDocuments(ctx, tx, numbers)
	if err != nil {
		return nil, fmt.Errorf("find documents: %w", err)
	}
	all := make(map[DocumentID]Document, len(rows))
	for _, r := range rows {
		all[DocumentID(r.ID)] = r.document()
	}
	return all, nil
}

// CountArticles returns the number of articles of all documents.
func CountArticles(ctx context.Context, tx storage.ReadTx) (int, error) {
	n, err := sumArticles(ctx, tx)
	if err != nil {
		return 0, fmt.Errorf("count the articles: %w", err)
	}
	return n, nil
}

// Title is what a document is called.
type Title struct{ Title, ShortName string }

// Titles returns the names of all works.
func Titles(ctx context.Context, tx storage.ReadTx) ([]Title, error) {
	all, err := selectNames(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("list the titles of the documents: %w", err)
	}
	return all, nil
}

// streamed is how many documents Each holds at once.
const streamed = 50

// Each calls fn for every document in the order of ids, with its life and its articles. It stops at the first error,
// which it returns.
func Each(ctx context.Context, tx storage.ReadTx, fn func(Document, Life, []Article) error) error {
	register, err := wholeRegister(ctx, tx)
	if err != nil {
		return fmt.Errorf("judge all documents: %w", err)
	}
	for after := int64(0); ; {
		rows, err := selectAfter(ctx, tx, after, streamed)
		if err != nil {
			return fmt.Errorf("read the documents after %d: %w", after, err)
		}
		if len(rows) == 0 {
			return nil
		}
		articles, err := articlesOf(ctx, tx, rows)
		if err != nil {
			return err
		}
		for _, r := range rows {
			id := DocumentID(r.ID)
			if err := fn(r.document(), register.life(register.editions[id]), articles[id]); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].ID
	}
}

func articlesOf(ctx context.Context, tx storage.ReadTx, rows []documentRow) (map[DocumentID][]Article, error) {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	found, err := selectArticles(ctx, tx, ids)
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	articles := make(map[DocumentID][]Article, len(rows))
	for _, a := range found {
		id := DocumentID(a.DocumentID)
		articles[id] = append(articles[id], a.article())
	}
	return articles, nil
}
