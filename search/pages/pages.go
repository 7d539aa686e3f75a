// Package pages serves the policy library (查政策): the search box with its results down to the article, the courses and
// lessons that share words with a question, browsing by category, the document with its status, versions and citations,
// two versions side by side, the check of a required reading, and the questions of villagers (群众问题) with their answers.
//
// What somebody searched for last is kept for that person alone. A status is always shown with its ground and day.
package pages

import (
	"context"
	"embed"

	"xiangxue/course"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search"
	"xiangxue/search/enquiry"
	"xiangxue/static"
)

//go:embed html/*.html
var html embed.FS

// Needs are what the area works with.
type Needs struct {
	DB      *storage.DB
	Index   *search.Index
	Checks  course.Checks
	Planner *plan.Planner

	Catalogue *course.Catalogue
	Enquiries enquiry.Clerk
	Uses      Uses
	Questions Questions
	Files     *static.Files
}

// Uses returns the lessons and questions on offer that cite an article of a law under one of its titles, lessons first.
type Uses func(ctx context.Context, tx storage.ReadTx, titles []string) ([]course.Use, error)

// Questions returns at most limit questions of the banks that hold at least a third of the words of text, the fullest first.
type Questions func(ctx context.Context, tx storage.ReadTx, text string, limit int) ([]course.Use, error)

// Area is the pages of this package with what they need.
type Area struct {
	Needs
	script       string // address of the script of the search box
	finder       *search.Lessons
	searchPage   *web.Page[searchView]
	documentPage *web.Page[documentView]
	resultPage   *web.Page[resultView]

	comparisonPage *web.Page[comparisonView]
	coursesPage    *web.Page[coursesView]

	enquiriesPage    *web.Page[enquiriesView]
	enquiryPage      *web.Page[enquiryView]
	enquiryDraftPage *web.Page[enquiryDraftView]
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		Needs: n, script: n.Files.URL("js/suggest.js"), finder: search.NewLessons(n.Catalogue),
		searchPage:   web.NewPage[searchView](site, html, "policies"),
		documentPage: web.NewPage[documentView](site, html, "document"),
		resultPage:   web.NewPage[resultView](site, html, "reading-result"),

		comparisonPage: web.NewPage[comparisonView](site, html, "policy-comparison"),
		coursesPage:    web.NewPage[coursesView](site, html, "courses"),

		enquiriesPage:    web.NewPage[enquiriesView](site, html, "villager-questions"),
		enquiryPage:      web.NewPage[enquiryView](site, html, "villager-question"),
		enquiryDraftPage: web.NewPage[enquiryDraftView](site, html, "villager-question-draft"),
	}
	return a, site.Add(a.routes())
}
