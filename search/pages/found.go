package pages

import (
	"fmt"
	"net/url"

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
	Hits     []hitView
	Rest     int    // articles that were found besides
	Path     string // where all of them are listed
}

// hitView is one article found.
type hitView struct {
	Label   string // its number or heading; empty for a preamble
	Path    string
	Cite    string
	Snippet []search.Fragment

	For   int64  // the villager's question that it may be taken for; 0 for none
	Value string // as the forms of that question name it
}

// documents returns the documents of a result, with their status on the day that the question is as of. One that left the
// library since it was indexed is not shown.
func documents(r *web.Request, tx storage.ReadTx, result search.Result, q question) ([]foundView, error) {
	if len(result.Hits) > 0 { // all of one document
		result.Groups = []search.Group{{Document: q.Document, Hits: result.Hits, Articles: len(result.Hits)}}
	}
	ids := make([]library.DocumentID, len(result.Groups))
	for i, g := range result.Groups {
		ids[i] = library.DocumentID(g.Document)
	}
	known, err := library.Documents(r.Ctx(), tx, ids)
	if err != nil {
		return nil, err
	}
	statuses, err := library.Statuses(r.Ctx(), tx, ids, q.day(r))
	if err != nil {
		return nil, err
	}
	var found []foundView
	for i, g := range result.Groups {
		document, exists := known[ids[i]]
		if !exists {
			continue
		}
		f := foundView{Document: document, Status: statuses[ids[i]], Hits: hitsOf(document, g.Hits, q.For), Rest: g.Articles - len(g.Hits)}
		f.Ended, f.Path = ended(f.Status), q.in(g.Document).Path()
		found = append(found, f)
	}
	return found, nil
}

func hitsOf(document library.Document, hits []search.Hit, asked int64) []hitView {
	var own []hitView
	for _, hit := range hits {
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
