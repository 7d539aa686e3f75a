package pages

import (
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search"
	"xiangxue/search/library"
)

// searchView is the search page: results, or the library by categories.
type searchView struct {
	Asked    question
	MaxText  int
	Script   string // of the search box
	Tabs     []tabLink
	Busy     *search.Progress // of the index that is being made; nil when there is one
	Total    int              // articles found
	Count    int              // documents that they belong to
	Lookup   string
	Meant    []suggestion // laws whose name was nearly written
	Recent   []suggestion // what the person searched for last
	Unkept   string       // why this search is not among them
	Laws     []lawView    // the versions of the law that was asked for by its name alone
	Found    []foundView
	Sorts    []sortLink
	Chips    []chip
	Clear    string
	Filters  []filter
	Pages    []pageLink
	Previous string
	Next     string
	Browse   *browseView
}

func (a *Area) find(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	q := questionOf(form)
	var problems fault.Fields
	problems.Check(q.AsOf != 0 || form.Raw("asof") == "", "asof", "请写成 2026-03-05 这样的日期")
	if err := problems.Err(); err != nil { // as of today would be another question
		return a.searchPage.Refuse(r, searchView{Asked: q, MaxText: maxText, Script: a.script, Tabs: tabs(r, place, "")}, err)
	}
	if q.Text == "" {
		return a.browse(r, question{Category: q.Category, Page: 1, For: q.For})
	}
	result, err := a.Index.Search(r.Ctx(), q.request())
	if fault.Is(err, fault.Busy) {
		return a.meanwhile(r, q)
	}
	if err != nil {
		return err
	}
	v, err := a.answer(r, q, result)
	if err != nil {
		return err
	}
	if v.Meant, err = a.nearly(q, result); err != nil {
		return err
	}
	if v.Unkept, err = a.keep(r, q); err != nil {
		return err
	}
	return a.searchPage.Render(r, v)
}

// meanwhile answers what the library alone can answer and says how far the new index is.
func (a *Area) meanwhile(r *web.Request, q question) error {
	at := a.Index.Rebuilding()
	var result search.Result
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		result, err = a.Index.LookUp(r.Ctx(), tx, q.request(), q.day(r))
		return err
	})
	if err != nil {
		return err
	}
	v, err := a.answer(r, q, result)
	if err != nil {
		return err
	}
	v.Busy = &at
	return a.searchPage.Render(r, v)
}

// answer makes the page of a result.
func (a *Area) answer(r *web.Request, q question, result search.Result) (searchView, error) {
	v := searchView{Asked: q, MaxText: maxText, Script: a.script, Tabs: tabs(r, place, q.Text), Total: result.Total, Count: result.Documents, Lookup: lookup(r, result)}
	v.Chips, v.Clear = chips(r, q), q.plain().Path()
	v.Filters = filters(r, q, result.Facets)
	v.Sorts = sorts(r, q)
	if q.Document != 0 {
		v.turn(q, result.Total)
	} else {
		v.turn(q, result.Documents)
	}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if result.Route == search.WholeLaw && !q.filtered() && q.Page == 1 {
			if v.Laws, err = laws(r, tx, result.Laws, q.day(r)); err != nil {
				return err
			}
		}
		if v.Found, err = documents(r, tx, result, q); err != nil {
			return err
		}
		v.Found = slices.DeleteFunc(v.Found, v.named) // it stands above
		if len(v.Found)+len(v.Laws) > 0 {
			return nil
		}
		if v.Browse, err = browsing(r, tx, ""); err == nil {
			v.Browse.Listed = nil // what was added last is no answer
		}
		return err
	})
	return v, err
}

// named reports whether the document was asked for by its name alone.
func (v *searchView) named(f foundView) bool {
	return slices.ContainsFunc(v.Laws, func(l lawView) bool { return l.ID == f.Document.ID })
}

// lookup says how a question was understood that names a law or an article; it is empty for any other.
func lookup(r *web.Request, result search.Result) string {
	law := ""
	if len(result.Laws) > 0 {
		law = result.Laws[0]
	}
	switch result.Route {
	case search.LawArticle:
		return r.T("按法名和条号直接查到《%s》的这一条，其他条文排在后面。", law)
	case search.LawTopic:
		return r.T("先列《%s》里的条文，其他文件排在后面。", law)
	case search.WholeLaw:
		return r.T("按名称直接查到《%s》，想查其中某条，加上条号或者关键词。", law)
	case search.NumberTopic:
		return r.T("先列条号相同的条文。")
	}
	return ""
}

// lawView is one version of a law that was asked for by name.
type lawView struct {
	library.Version
	Ended bool
}

func laws(r *web.Request, tx storage.ReadTx, titles []string, day calendar.Date) ([]lawView, error) {
	versions, err := library.Titled(r.Ctx(), tx, titles, day)
	all := make([]lawView, len(versions))
	for i, v := range versions {
		all[i] = lawView{Version: v, Ended: ended(v.Status)}
	}
	return all, err
}

// ended reports whether a document must not be cited any more.
func ended(s library.Status) bool {
	return s.State == library.Superseded || s.State == library.Repealed
}
