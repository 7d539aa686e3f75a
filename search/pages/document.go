package pages

import (
	"strconv"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// documentView is a document as it is read.
type documentView struct {
	library.Page
	Ended    bool
	Articles []articleView
	Contents []library.Heading
	Asked    string // the article that the address names
	Cited    *articleView
	Citation string // of the article asked for, with its text; else of the document
	Says     []relationView
	Said     []relationView // by other documents
	Reading  *readingView
	Uses     []useView // lessons, and for authors questions, that cite it
	MayCheck bool      // the person may record whether the document is in force
	Check    statusForm
}

// articleView is an article with the headings that begin with it.
type articleView struct {
	library.Article
	Headings []library.Heading
	Cite     string
	Path     string
	Here     bool   // it is the one asked for
	Now      string // where it stands in the newer version; empty when there is none
}

// relationView is what one document says about another.
type relationView struct {
	library.Related
	Label string
	Path  string // empty when the document is not here
}

func (a *Area) showDocument(r *web.Request) error {
	v, err := a.document(r)
	if err != nil {
		return err
	}
	return a.documentPage.Render(r, v)
}

// document makes the page of the document that the address names.
func (a *Area) document(r *web.Request) (documentView, error) {
	id, err := r.ID("document")
	if err != nil {
		return documentView{}, err
	}
	return a.documentOf(r, library.DocumentID(id))
}

func (a *Area) documentOf(r *web.Request, id library.DocumentID) (v documentView, err error) {
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		page, err := library.PageOf(r.Ctx(), tx, id, r.Today())
		if err != nil {
			return err
		}
		v = newDocumentView(page, r.QueryParam("article"))
		v.MayCheck = r.Actor.May(access.AuthorContent)
		if v.Uses, err = a.uses(r, tx, page.Document); err != nil {
			return err
		}
		v.Reading, err = a.reading(r, tx, id)
		return err
	})
	return v, err
}

func newDocumentView(p library.Page, asked string) documentView {
	v := documentView{
		Page: p, Ended: ended(p.Status), Contents: p.Contents(), Asked: asked,
		Says: relations(p.Related, saying), Said: relations(p.Relating, said),
	}
	begin := map[string][]library.Heading{}
	for _, h := range v.Contents {
		begin[h.Anchor] = append(begin[h.Anchor], h)
	}
	v.Articles = make([]articleView, len(p.Articles))
	for i, a := range p.Articles {
		v.Articles[i] = articleView{
			Article: a, Headings: begin[a.Anchor], Cite: citation(p.Document, a), Path: articlePath(p.Document.ID, a),
		}
		if v.Cited == nil && asked != "" && a.Point() == asked {
			v.Articles[i].Here, v.Articles[i].Now = true, newer(p, a)
			v.Cited = &v.Articles[i]
		}
	}
	if len(v.Contents) == 0 {
		v.Contents = numbers(p.Articles)
	}
	v.Citation = citation(p.Document, library.Article{})
	if v.Cited != nil {
		v.Citation = v.Cited.Cite + "：“" + strings.Join(v.Cited.Paragraphs(), "") + "”"
	}
	return v
}

// newer returns where the article stands in the version that replaced the page's; empty when none did.
func newer(p library.Page, a library.Article) string {
	if p.Status.State != library.Superseded || a.Number == "" {
		return ""
	}
	return articlePath(p.Status.ByDocument, a)
}

// numbers returns contents for a document without headings: its articles.
func numbers(articles []library.Article) []library.Heading {
	var all []library.Heading
	for _, a := range articles {
		if a.Number != "" {
			all = append(all, library.Heading{Level: 1, Title: a.Number, Anchor: a.Anchor})
		}
	}
	return all
}

// saying and said name a relation from the side of the document that says it and of the one it is said of.
func saying(k library.RelationKind) string {
	switch k {
	case library.Repeals:
		return "废止了"
	case library.Amends:
		return "修改了"
	case library.Implements:
		return "贯彻落实"
	}
	return "依据"
}

func said(k library.RelationKind) string {
	switch k {
	case library.Repeals:
		return "有条文废止它的"
	case library.Amends:
		return "修改它的"
	case library.Implements:
		return "贯彻落实它的"
	}
	return "依据它制定的"
}

func relations(all []library.Related, label func(library.RelationKind) string) []relationView {
	views := make([]relationView, len(all))
	for i, one := range all {
		views[i] = relationView{Related: one, Label: label(one.Kind)}
		if one.Document != 0 {
			views[i].Path = place + "/" + strconv.FormatInt(int64(one.Document), 10)
		}
	}
	return views
}
