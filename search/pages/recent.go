package pages

import (
	"context"

	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/recent"
)

// keep notes a search among those that the person alone sees, unless it is the last one there or only turns a page or
// narrows one. It returns what to say when that failed: a search is answered all the same, also while nothing can be
// written.
func (a *Area) keep(r *web.Request, q question) (trouble string, err error) {
	if q.Page > 1 || q.filtered() || q.AsOf != 0 || q.ByDate {
		return "", nil
	}
	var kept []string
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		kept, err = recent.Searches(r.Ctx(), tx, r.Actor.ID())
		return err
	})
	if err != nil || len(kept) > 0 && kept[0] == q.Text {
		return "", err
	}
	failure := a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return recent.Keep(ctx, tx, r.Actor.ID(), q.Text)
	})
	if failure != nil {
		return r.T("这次查询没能记进“最近查过”，不影响结果。"), nil
	}
	return "", nil
}

// recentSearches returns the links to what the person searched for last.
func recentSearches(r *web.Request, tx storage.ReadTx) ([]suggestion, error) {
	texts, err := recent.Searches(r.Ctx(), tx, r.Actor.ID())
	links := make([]suggestion, len(texts))
	for i, text := range texts {
		links[i] = suggestionOf(text, question{})
	}
	return links, err
}

// forgetSearches removes what the person searched for.
func (a *Area) forgetSearches(r *web.Request) error {
	err := a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return recent.Forget(ctx, tx, r.Actor.ID())
	})
	if err != nil {
		return err
	}
	return r.SeeOther(place)
}
