package pages

import (
	"context"
	"fmt"
	"net/url"

	"xiangxue/course"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz/currency"
)

// citationsView is what cites articles that have changed, one law after the other.
type citationsView struct {
	Laws    []outdatedLaw
	Checked map[int64]bool // what was ticked before the form was refused
}

// outdatedLaw is an article that has changed, with what cites it.
type outdatedLaw struct {
	course.Citation
	Path     string // where the library shows the article
	Document int64  // that changed it; 0 when it is not known
	Items    []outdatedItem
}

type outdatedItem struct {
	currency.Item
	Path string
}

func (a *Area) listCitations(r *web.Request) error {
	v, err := a.citations(r)
	if err != nil {
		return err
	}
	return a.citationsPage.Render(r, v)
}

func (a *Area) citations(r *web.Request) (v citationsView, err error) {
	var items []currency.Item
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		items, err = currency.Outdated(r.Ctx(), tx)
		return err
	})
	for _, item := range items {
		if n := len(v.Laws); n == 0 || v.Laws[n-1].Citation != item.Cites() {
			v.Laws = append(v.Laws, outdatedLaw{Citation: item.Cites(), Document: item.Document, Path: "/policies?q=" + url.QueryEscape(item.Cites().String())})
		}
		law := &v.Laws[len(v.Laws)-1]
		law.Items = append(law.Items, outdatedItem{item, citingPath(item)})
	}
	return v, err
}

// citingPath returns the page of what cites.
func citingPath(item currency.Item) string {
	switch item.Kind {
	case course.UsedByLesson, course.UsedByLessonQuestion:
		return fmt.Sprintf("/lessons/%d", item.Ref)
	case course.UsedByDocumentQuestion:
		return fmt.Sprintf("/policies/%d", item.Ref)
	}
	return fmt.Sprintf("/questions/%d", item.Ref)
}

// confirmCitations notes that the ticked lessons and questions still hold.
func (a *Area) confirmCitations(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	ids := form.IDs("citation")
	failure := form.Err()
	if failure == nil {
		failure = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			return a.Currency.Confirm(ctx, tx, r.Actor, ids)
		})
	}
	if failure == nil {
		return r.SeeOther("/citations")
	}
	v, err := a.citations(r)
	if err != nil {
		return err
	}
	v.Checked = map[int64]bool{}
	for _, id := range ids {
		v.Checked[id] = true
	}
	return a.citationsPage.Refuse(r, v, failure)
}
