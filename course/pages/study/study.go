// Package study serves what a cadre does (学员页面): courses with their lessons and checks, the own hours, the meetings
// to attend and the make-ups to close.
//
// Nothing here measures time: a page that is only read sends nothing, and the same answers lead to the same hours
// whenever they are given.
package study

import (
	"embed"

	"xiangxue/course"
	"xiangxue/course/hours"
	"xiangxue/course/progress"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

//go:embed html/*
var html embed.FS

// Needs are what the area works with.
type Needs struct {
	DB        *storage.DB
	Catalogue *course.Catalogue
	Shelf     course.Shelf
	Checks    course.Checks
	Keeper    *progress.Keeper
	Ledger    *hours.Ledger
}

// Area is the pages of this package with what they need.
type Area struct {
	Needs
	coursesPage    *web.Page[coursesView]
	coursePage     *web.Page[courseView]
	lessonPage     *web.Page[lessonView]
	resultPage     *web.Page[resultView]
	completionPage *web.Page[completionView]
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		Needs:          n,
		coursesPage:    web.NewPage[coursesView](site, html, "courses"),
		coursePage:     web.NewPage[courseView](site, html, "course"),
		lessonPage:     web.NewPage[lessonView](site, html, "lesson"),
		resultPage:     web.NewPage[resultView](site, html, "result"),
		completionPage: web.NewPage[completionView](site, html, "completion"),
	}
	return a, site.Add(a.routes())
}
