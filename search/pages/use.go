package pages

import (
	"fmt"
	"slices"
	"strings"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// useView is a lesson or question that cites articles of a document.
type useView struct {
	course.Use
	Path     string
	Articles string // their numbers
}

// mostUses is how many lessons and questions a page lists.
const mostUses = 40

// uses returns the lessons that cite the document's law, and for authors the questions.
func (a *Area) uses(r *web.Request, tx storage.ReadTx, d library.Document) ([]useView, error) {
	all, err := a.Uses(r.Ctx(), tx, titlesOf(d))
	var views []useView
	for _, u := range all {
		if u.Kind != course.UsedByLesson && !r.Actor.May(access.AuthorContent) {
			continue
		}
		same := func(v useView) bool { return v.Kind == u.Kind && v.Ref == u.Ref && v.Title == u.Title }
		if at := slices.IndexFunc(views, same); at >= 0 {
			views[at].Articles += "、" + u.Article
		} else if len(views) < mostUses {
			views = append(views, useView{Use: u, Path: usePath(u), Articles: u.Article})
		}
	}
	return views, err
}

// titlesOf returns how texts call a document.
func titlesOf(d library.Document) []string {
	titles := []string{d.Title, d.ShortName, strings.TrimPrefix(d.Title, "中华人民共和国"), strings.TrimSuffix(d.Title, "（示例）")}
	slices.Sort(titles)
	return slices.DeleteFunc(slices.Compact(titles), func(t string) bool { return t == "" })
}

// usePath returns the page of what cites.
func usePath(u course.Use) string {
	switch u.Kind {
	case course.UsedByLesson, course.UsedByLessonQuestion:
		return fmt.Sprintf("/lessons/%d", u.Ref)
	case course.UsedByDocumentQuestion:
		return fmt.Sprintf("%s/%d", place, u.Ref)
	}
	return fmt.Sprintf("/questions/%d", u.Ref)
}
