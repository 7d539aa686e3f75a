package library

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// citedForm is a citation as people type it: 《农村土地承包法》第三十六条, 土地承包法第36条, 《…办法》（云政发〔2026〕3号）第六条.
var citedForm = regexp.MustCompile(`^《?([^《》]{2,80}?)》?\s*(?:\([^()]{1,40}\))?\s*(第[〇零○一二三四五六七八九十百千\d]{1,12}条(?:之[一二三四五六七八九十])?)`)

// Cited returns the article that a citation names, in the version of the law that holds as of a day, else in the newest
// one. A title that the library does not hold stands for the shortest title that holds it: 土地承包法. It fails with fault.Invalid when the text is no citation, and with fault.NotFound when the library does not hold
// the law or the law has no such article.
func Cited(ctx context.Context, tx storage.ReadTx, citation string, asOf calendar.Date) (Document, Article, error) {
	m := citedForm.FindStringSubmatch(width.Fold.String(strings.TrimSpace(citation)))
	if m == nil {
		return Document{}, Article{}, fault.New(fault.Invalid, "请写成《农村土地承包法》第三十六条这样的法名和条号")
	}
	document, err := holding(ctx, tx, m[1], asOf)
	if err != nil {
		return Document{}, Article{}, err
	}
	articles, err := Articles(ctx, tx, document.ID)
	if err != nil {
		return Document{}, Article{}, err
	}
	at := slices.IndexFunc(articles, func(a Article) bool { return a.Number != "" && sameNumber(a.Number, m[2]) })
	if at < 0 {
		return Document{}, Article{}, fault.New(fault.NotFound, "《%s》里没有%s", document.Title, m[2])
	}
	return document, articles[at], nil
}

// holding returns the version of a law that holds as of a day, else the newest one.
func holding(ctx context.Context, tx storage.ReadTx, title string, asOf calendar.Date) (Document, error) {
	versions, err := versionsTitled(ctx, tx, title, asOf)
	if err != nil {
		return Document{}, err
	}
	if len(versions) == 0 {
		if versions, err = abbreviated(ctx, tx, title, asOf); err != nil {
			return Document{}, err
		}
	}
	if len(versions) == 0 {
		return Document{}, fault.New(fault.NotFound, "政策库里没有《%s》", title)
	}
	for _, v := range versions {
		if s := v.Status.State; s == InForce || s == Effective || s == Unverified {
			return v.Document, nil
		}
	}
	return versions[0].Document, nil
}

// versionsTitled returns the versions of the work that a citation calls by the title, newest first.
func versionsTitled(ctx context.Context, tx storage.ReadTx, title string, asOf calendar.Date) ([]Version, error) {
	work, exists, err := selectWork(ctx, tx, titleKey(title))
	if err != nil {
		return nil, fmt.Errorf("find the work that %q means: %w", title, err)
	}
	if !exists {
		return nil, nil
	}
	return Versions(ctx, tx, WorkID(work.ID), asOf)
}

// abbreviated returns the versions of the law whose title holds the words, when it is the shortest such title: 土地承包法.
func abbreviated(ctx context.Context, tx storage.ReadTx, title string, asOf calendar.Date) ([]Version, error) {
	rows, err := selectTitled(ctx, tx, []string{titleKey(title)}, selected)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	shortest := slices.MinFunc(rows, func(a, b documentRow) int { return len(a.Title) - len(b.Title) })
	return Versions(ctx, tx, WorkID(shortest.WorkID), asOf)
}

// sameNumber reports whether two numbers of articles mean the same: 第36条 and 第三十六条.
func sameNumber(a, b string) bool {
	a, b = strings.TrimPrefix(a, "第"), strings.TrimPrefix(b, "第")
	m, inA := numeral(a)
	n, inB := numeral(b)
	return inA > 0 && inB > 0 && m == n && a[inA:] == b[inB:]
}

// At returns the article that stands at a point of a document, as Article.Point names it. It fails with fault.NotFound.
func At(ctx context.Context, tx storage.ReadTx, id DocumentID, point string) (Article, error) {
	row, exists, err := selectArticle(ctx, tx, id, point)
	if err != nil {
		return Article{}, fmt.Errorf("find an article of document %d: %w", id, err)
	}
	if !exists {
		return Article{}, fault.New(fault.NotFound, "没有这一条")
	}
	return row.article(), nil
}
