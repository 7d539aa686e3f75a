package library

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// Version is a document with its status.
type Version struct {
	Document
	Status Status
}

// Related is the other end of a relation.
type Related struct {
	Relation
	Document DocumentID // the newest version here, 0 when it is not here
}

// Heading is a line of a document's contents.
type Heading struct {
	Level  int // from 1
	Title  string
	Anchor string // of the first article under it
}

// Page is a document as it is read.
type Page struct {
	Document Document
	Status   Status
	Articles []Article
	Versions []Version // all versions of the work, newest first
	Related  []Related // what the document says about others
	Relating []Related // what others say about it; Title and DocNumber are theirs
}

// Contents returns the headings of the document in order.
func (p Page) Contents() []Heading { return contents(p.Articles) }

func contents(articles []Article) []Heading {
	var all []Heading
	var open []string
	for _, a := range articles {
		path := a.Chapter
		if a.Number == "" && a.Title != "" {
			path = append(path[:len(path):len(path)], a.Title)
		}
		same := 0
		for same < len(path) && same < len(open) && path[same] == open[same] {
			same++
		}
		for level := same; level < len(path); level++ {
			all = append(all, Heading{Level: level + 1, Title: path[level], Anchor: a.Anchor})
		}
		open = path
	}
	return all
}

// Find returns a document without its articles. It fails with fault.NotFound.
func Find(ctx context.Context, tx storage.ReadTx, id DocumentID) (Document, error) {
	row, exists, err := selectDocument(ctx, tx, id)
	if err != nil {
		return Document{}, fmt.Errorf("find document %d: %w", id, err)
	}
	if !exists {
		return Document{}, notFound()
	}
	return row.document(), nil
}

// Articles returns the articles of a document in order; none when there is no such document.
func Articles(ctx context.Context, tx storage.ReadTx, id DocumentID) ([]Article, error) {
	rows, err := selectArticles(ctx, tx, []int64{int64(id)})
	if err != nil {
		return nil, fmt.Errorf("read the articles of document %d: %w", id, err)
	}
	articles := make([]Article, len(rows))
	for i, r := range rows {
		articles[i] = r.article()
	}
	return articles, nil
}

// Versions returns all versions of a work with their status as of a day, newest first.
func Versions(ctx context.Context, tx storage.ReadTx, work WorkID, asOf calendar.Date) ([]Version, error) {
	rows, err := selectVersions(ctx, tx, work)
	if err != nil {
		return nil, fmt.Errorf("read the versions of work %d: %w", work, err)
	}
	return withStatus(ctx, tx, documents(rows), asOf)
}

func withStatus(ctx context.Context, tx storage.ReadTx, all []Document, asOf calendar.Date) ([]Version, error) {
	ids := make([]DocumentID, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	statuses, err := Statuses(ctx, tx, ids, asOf)
	if err != nil {
		return nil, err
	}
	versions := make([]Version, len(all))
	for i, d := range all {
		versions[i] = Version{Document: d, Status: statuses[d.ID]}
	}
	return versions, nil
}

// PageOf returns a document as it is read, with its status as of a day. It fails with fault.NotFound.
func PageOf(ctx context.Context, tx storage.ReadTx, id DocumentID, asOf calendar.Date) (Page, error) {
	document, err := Find(ctx, tx, id)
	if err != nil {
		return Page{}, err
	}
	p := Page{Document: document}
	if p.Articles, err = Articles(ctx, tx, id); err != nil {
		return Page{}, err
	}
	if p.Versions, err = Versions(ctx, tx, document.Work, asOf); err != nil {
		return Page{}, err
	}
	for _, v := range p.Versions {
		if v.ID == id {
			p.Status = v.Status
		}
	}
	if p.Related, err = related(ctx, tx, id, selectRelated); err != nil {
		return Page{}, err
	}
	p.Relating, err = related(ctx, tx, id, selectRelating)
	return p, err
}

func related(ctx context.Context, tx storage.ReadTx, id DocumentID,
	read func(context.Context, storage.ReadTx, DocumentID) ([]relatedRow, error),
) ([]Related, error) {
	rows, err := read(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read the relations of document %d: %w", id, err)
	}
	all := make([]Related, len(rows))
	for i, r := range rows {
		all[i] = Related{
			Relation: Relation{Kind: RelationKind(r.Kind), Title: r.Title, DocNumber: r.DocNumber, On: r.TakesOn, Article: r.Article},
			Document: DocumentID(r.OtherID),
		}
	}
	return all, nil
}
