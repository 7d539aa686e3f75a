// Package group serves those who care for the study of others (组长与学习秘书页面): who of a group needs help and on what,
// what is assigned to whom, and the study meetings from their announcement over the roll to a correction.
//
// People stand in the official order and are never ranked. A roll is one form with everybody present, of which only the
// exceptions are changed; what is refused comes back as it was sent, with the person named.
package group

import (
	"embed"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/hours"
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
	Catalogue *course.Catalogue
	Planner   *plan.Planner
	Clerk     *attendance.Clerk
	Ledger    *hours.Ledger
	Reporter  *report.Reporter
}

// Area is the pages of this package with what they need.
type Area struct {
	Needs
	placesPage      *web.Page[placesView]
	boardPage       *web.Page[boardView]
	memberPage      *web.Page[memberView]
	assignmentsPage *web.Page[assignmentsView]
	assignmentPage  *web.Page[assignmentView]
	assignPage      *web.Page[assignView]
	meetingsPage    *web.Page[meetingsView]
	announcePage    *web.Page[announceView]
	meetingPage     *web.Page[meetingView]
	correctionsPage *web.Page[correctionsView]
	reversalPage    *web.Page[reversalView]
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		Needs:           n,
		placesPage:      web.NewPage[placesView](site, html, "places"),
		boardPage:       web.NewPage[boardView](site, html, "board"),
		memberPage:      web.NewPage[memberView](site, html, "member"),
		assignmentsPage: web.NewPage[assignmentsView](site, html, "assignments"),
		assignmentPage:  web.NewPage[assignmentView](site, html, "assignment"),
		assignPage:      web.NewPage[assignView](site, html, "assign"),
		meetingsPage:    web.NewPage[meetingsView](site, html, "meetings"),
		announcePage:    web.NewPage[announceView](site, html, "announce"),
		meetingPage:     web.NewPage[meetingView](site, html, "meeting"),
		correctionsPage: web.NewPage[correctionsView](site, html, "corrections"),
		reversalPage:    web.NewPage[reversalView](site, html, "reversal"),
	}
	return a, site.Add(a.routes())
}
