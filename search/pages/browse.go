package pages

import (
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// browsed is how many documents of a category are listed; who wants more searches.
const browsed = 50

// browseView is the library by categories.
type browseView struct {
	Categories []library.Category
	Category   string // the one that is listed; empty for all
	Documents  int    // in all categories
	Count      int    // in the one that is listed
	Listed     []lawView
}

// browse shows the library by categories, also while nothing can be searched.
func (a *Area) browse(r *web.Request, q question) error {
	v := searchView{Asked: q, MaxText: maxText, Script: a.script, Tabs: tabs(r, place, "")}
	if a.Index.NeedsRebuild() != nil {
		at := a.Index.Rebuilding()
		v.Busy = &at
	}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Browse, err = browsing(r, tx, q.Category); err != nil || q.Category != "" {
			return err
		}
		v.Recent, err = recentSearches(r, tx)
		return err
	})
	if err != nil {
		return err
	}
	return a.searchPage.Render(r, v)
}

func browsing(r *web.Request, tx storage.ReadTx, category string) (*browseView, error) {
	categories, err := library.Categories(r.Ctx(), tx)
	if err != nil {
		return nil, err
	}
	versions, err := library.Browse(r.Ctx(), tx, category, browsed, r.Today())
	if err != nil {
		return nil, err
	}
	v := &browseView{Categories: categories, Category: category}
	for _, c := range categories {
		v.Documents += c.Documents
		if category == "" || c.Name == category {
			v.Count += c.Documents
		}
	}
	for _, version := range versions {
		v.Listed = append(v.Listed, lawView{Version: version, Ended: ended(version.Status)})
	}
	return v, nil
}
