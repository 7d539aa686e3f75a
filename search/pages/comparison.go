package pages

import (
	"net/url"
	"strconv"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// comparisonView is two versions of a document side by side.
type comparisonView struct {
	Document library.Document  // from which the reader came
	Versions []library.Version // all of the work, newest first
	Older    library.Version
	Newer    library.Version
	All      bool // articles that have not changed are shown, too
	Rows     []comparisonRow
	Changed  int
	Added    int
	Removed  int
	Same     int
}

// comparisonRow is an article in two versions.
type comparisonRow struct {
	library.Pair
	Anchor  string
	Name    string // in the newer version, or in the older one when it is only there
	OldName string // when the article was renumbered
	OldPath string
	NewPath string
}

func (a *Area) compareVersions(r *web.Request) error {
	id, err := r.ID("document")
	if err != nil {
		return err
	}
	var v comparisonView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = comparison(r, tx, library.DocumentID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.comparisonPage.Render(r, v)
}

// comparison compares a document with the version that the address names, else with the one before it.
func comparison(r *web.Request, tx storage.ReadTx, id library.DocumentID) (comparisonView, error) {
	v := comparisonView{All: r.QueryParam("show") == "all"}
	var err error
	if v.Document, err = library.Find(r.Ctx(), tx, id); err != nil {
		return v, err
	}
	if v.Versions, err = library.Versions(r.Ctx(), tx, v.Document.Work, r.Today()); err != nil {
		return v, err
	}
	if err := v.choose(r.QueryParam("with")); err != nil || v.Older.ID == 0 {
		return v, err
	}
	old, err := library.Articles(r.Ctx(), tx, v.Older.ID)
	if err != nil {
		return v, err
	}
	current, err := library.Articles(r.Ctx(), tx, v.Newer.ID)
	if err != nil {
		return v, err
	}
	v.fill(library.Compare(old, current))
	return v, nil
}

// choose finds the two versions; there are none when the document has only one. It fails with fault.NotFound when with
// names no version of the document.
func (v *comparisonView) choose(with string) error {
	here, other := -1, -1
	for i, version := range v.Versions {
		switch {
		case version.ID == v.Document.ID:
			here = i
		case with == strconv.FormatInt(int64(version.ID), 10):
			other = i
		}
	}
	if with != "" && other < 0 {
		return fault.New(fault.NotFound, "没有这个版本")
	}
	if len(v.Versions) < 2 || here < 0 {
		return nil
	}
	if other < 0 {
		if other = here + 1; other == len(v.Versions) {
			other = here - 1
		}
	}
	v.Newer, v.Older = v.Versions[min(here, other)], v.Versions[max(here, other)]
	return nil
}

func (v *comparisonView) fill(pairs []library.Pair) {
	counts := map[library.Change]int{}
	for i, p := range pairs {
		counts[p.Change]++
		if p.Change == library.Same && !p.Renumbered() && !v.All {
			continue
		}
		row := comparisonRow{Pair: p, Anchor: "k" + strconv.Itoa(i+1)}
		if p.Old != nil {
			row.Name, row.OldPath = articleName(*p.Old), articlePath(v.Older.ID, *p.Old)
		}
		if p.New != nil {
			if p.Renumbered() {
				row.OldName = row.Name
			}
			row.Name, row.NewPath = articleName(*p.New), articlePath(v.Newer.ID, *p.New)
		}
		v.Rows = append(v.Rows, row)
	}
	v.Changed, v.Added, v.Removed, v.Same = counts[library.Changed], counts[library.Added], counts[library.Removed], counts[library.Same]
}

// articleName returns how an article is called in a list; a preamble has no name.
func articleName(a library.Article) string {
	if a.Number != "" {
		return a.Number
	}
	return a.Title
}

// Other returns the version that stands beside the document from which the reader came.
func (v comparisonView) Other() library.DocumentID {
	if v.Older.ID == v.Document.ID {
		return v.Newer.ID
	}
	return v.Older.ID
}

// Swap returns the address of the same comparison with all articles or only the changed ones.
func (v comparisonView) Swap() string {
	q := url.Values{"with": {strconv.FormatInt(int64(v.Other()), 10)}}
	if !v.All {
		q.Set("show", "all")
	}
	return "/policies/" + strconv.FormatInt(int64(v.Document.ID), 10) + "/comparison?" + q.Encode()
}
