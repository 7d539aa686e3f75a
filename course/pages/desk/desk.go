// Package desk serves those who plan study and those who look after it (计划与督学页面): the study plan with its
// versions, drafts and approvals, and what became of it.
//
// A plan is one page for every role: whoever may not do something does not see its control. Nothing that somebody typed
// is lost: a form that is refused comes back as it was sent, with what is wrong beside its fields.
package desk

import (
	"context"
	"embed"

	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

//go:embed html/*
var html embed.FS

// Needs are what the area works with.
type Needs struct {
	DB        *storage.DB
	Planner   *plan.Planner
	Reporter  *report.Reporter
	Documents Titles
	Questions Questions
}

// Titles finds at most limit documents of the policy library by words of their title.
type Titles func(ctx context.Context, tx storage.ReadTx, words string, limit int) ([]plan.Reading, error)

// Questions returns the questions of villagers that nobody has answered and whose township the actor plans for, by subject.
type Questions func(ctx context.Context, tx storage.ReadTx, actor access.Actor) ([]plan.Unanswered, error)

// Area is the pages of this package with what they need.
type Area struct {
	Needs
	plansPage      *web.Page[plansView]
	versionPage    *web.Page[versionView]
	comparisonPage *web.Page[comparisonView]
	effectPage     *web.Page[effectView]
	executionPage  *web.Page[executionView]
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		Needs:          n,
		plansPage:      web.NewPage[plansView](site, html, "plans"),
		versionPage:    web.NewPage[versionView](site, html, "plan-version"),
		comparisonPage: web.NewPage[comparisonView](site, html, "plan-comparison"),
		effectPage:     web.NewPage[effectView](site, html, "plan-effect"),
		executionPage:  web.NewPage[executionView](site, html, "execution"),
	}
	return a, site.Add(a.routes())
}
