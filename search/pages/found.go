package pages

import (
	"fmt"
	"net/url"
	"slices"

	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
)

// foundView is a document with those of its articles that were found.
type foundView struct {
	Document library.Document
	Status   library.Status
	Ended    bool
	Hits     []hitView // the best ones
	More     []hitView // those that are folded away
}

// shown is how many hits of one document are seen at once, so that one law does not hide the others.
const shown = 3

// hitView is one article found.
type hitView struct {
	Label   string // its number or heading; empty for a preamble
	Path    string
	Cite    string
	Snippet []search.Fragment

	For   int64  // the villager's question that it may be taken for; 0 for none
	Value string // as the forms of that question name it
}

// group puts the hits of one document together, in the order of its best one; documents that have ended come last. A
// document that left the library since it was indexed is not shown. Asked is the villager's question that they are looked
// for, 0 for none.
func group(r *web.Request, tx storage.ReadTx, hits []search.Hit, asked int64) ([]foundView, error) {
	var ids []library.DocumentID
	for _, hit := range hits {
		if id := library.DocumentID(hit.Article.DocumentID); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	documents, err := library.Documents(r.Ctx(), tx, ids)
	if err != nil {
		return nil, err
	}
	statuses, err := library.Statuses(r.Ctx(), tx, ids, r.Today())
	if err != nil {
		return nil, err
	}
	var current, past []foundView
	for _, id := range ids {
		document, exists := documents[id]
		if !exists {
			continue
		}
		own := hitsOf(document, hits, asked)
		best := min(shown, len(own))
		f := foundView{Document: document, Status: statuses[id], Ended: ended(statuses[id]), Hits: own[:best], More: own[best:]}
		if f.Ended {
			past = append(past, f)
		} else {
			current = append(current, f)
		}
	}
	return append(current, past...), nil
}

func hitsOf(document library.Document, hits []search.Hit, asked int64) []hitView {
	var own []hitView
	for _, hit := range hits {
		if library.DocumentID(hit.Article.DocumentID) != document.ID {
			continue
		}
		article := library.Article{Number: hit.Article.Number, Title: hit.Article.Title, Anchor: hit.Article.Anchor}
		h := hitView{Label: article.Number, Path: articlePath(document.ID, article), Cite: citation(document, article), Snippet: hit.Snippet}
		if h.Label == "" {
			h.Label = article.Title
		}
		h.For, h.Value = asked, enquiry.Article{Document: document.ID, Point: article.Point()}.String()
		own = append(own, h)
	}
	return own
}

// articlePath returns the address of a document's page with one article marked and in sight.
func articlePath(id library.DocumentID, a library.Article) string {
	return fmt.Sprintf("%s/%d?article=%s#%s", place, id, url.QueryEscape(a.Point()), url.PathEscape(a.Anchor))
}

// citation names an article as a letter would: 《…办法》（云政发〔2026〕3号）第六条.
func citation(d library.Document, a library.Article) string {
	title := library.Cite(d, library.Article{})
	article := library.Cite(d, a)[len(title):]
	if d.DocNumber == "" {
		return title + article
	}
	return title + "（" + d.DocNumber + "）" + article
}
