// Package study serves what a cadre does (学员页面): courses with their lessons and checks, the own hours, the meetings
// to attend and the make-ups to close.
//
// Nothing here measures time: a page that is only read sends nothing, and the same answers lead to the same hours
// whenever they are given.
package study

import (
	"context"
	"embed"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/progress"
	"xiangxue/course/reflection"
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
	Shelf     course.Shelf
	Checks    course.Checks
	Keeper    *progress.Keeper
	Ledger    *hours.Ledger
	Clerk     *attendance.Clerk
	Reporter  *report.Reporter
	// Document reads a document of the policy library, which make-ups may ask about.
	Document func(context.Context, storage.ReadTx, int64) (course.Text, error)
	// Declarations takes what people declare about their own study.
	Declarations *reflection.Clerk
	Objections   *objection.Clerk // takes what people object to corrections of their hours
	// Recall says how many questions of the own wrong-question book the person may be asked today.
	Recall func(context.Context, access.Actor) (int, error)
}

// Area is the pages of this package with what they need.
type Area struct {
	Needs
	homePage         *web.Page[homeView]
	coursesPage      *web.Page[coursesView]
	coursePage       *web.Page[courseView]
	lessonPage       *web.Page[lessonView]
	resultPage       *web.Page[resultView]
	completionPage   *web.Page[completionView]
	meetingsPage     *web.Page[meetingsView]
	meetingPage      *web.Page[meetingView]
	makeUpPage       *web.Page[makeUpView]
	makeUpResultPage *web.Page[makeUpResultView]
	recordPage       *web.Page[recordView]
	entryPage        *web.Page[entryView]
	selfStudyPage    *web.Page[selfStudyView]
	trainingsPage    *web.Page[trainingsView]
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		Needs:            n,
		homePage:         web.NewPage[homeView](site, html, "home"),
		coursesPage:      web.NewPage[coursesView](site, html, "courses"),
		coursePage:       web.NewPage[courseView](site, html, "course"),
		lessonPage:       web.NewPage[lessonView](site, html, "lesson"),
		resultPage:       web.NewPage[resultView](site, html, "result"),
		completionPage:   web.NewPage[completionView](site, html, "completion"),
		meetingsPage:     web.NewPage[meetingsView](site, html, "meetings"),
		meetingPage:      web.NewPage[meetingView](site, html, "meeting"),
		makeUpPage:       web.NewPage[makeUpView](site, html, "make-up"),
		makeUpResultPage: web.NewPage[makeUpResultView](site, html, "make-up-result"),
		recordPage:       web.NewPage[recordView](site, html, "record"),
		entryPage:        web.NewPage[entryView](site, html, "entry"),
		selfStudyPage:    web.NewPage[selfStudyView](site, html, "self-study"),
		trainingsPage:    web.NewPage[trainingsView](site, html, "trainings"),
	}
	return a, site.Add(a.routes())
}

func lessonPath(id course.LessonID) string { return fmt.Sprintf("/lessons/%d", id) }

func documentPath(id int64) string { return fmt.Sprintf("/policies/%d", id) }
