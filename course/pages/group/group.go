// Package group serves those who care for the study of others (组长与学习秘书页面): who of a group needs help and on what,
// what is assigned to whom, the study meetings from their announcement over the roll to a correction, training classes and
// hours from elsewhere, what people declare about their own study, and what somebody should look at in the records.
//
// People stand in the official order and are never ranked. A roll is one form with everybody present, of which only the
// exceptions are changed; what is refused comes back as it was sent, with the person named.
package group

import (
	"context"
	"embed"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/document"
	"xiangxue/course/hours"
	"xiangxue/course/inspection"
	"xiangxue/course/kit"
	"xiangxue/course/objection"
	"xiangxue/course/plan"
	"xiangxue/course/reflection"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/training"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
	"xiangxue/quiz/exam"
)

//go:embed html/*
var html embed.FS

// Needs are what the area works with.
type Needs struct {
	DB         *storage.DB
	Catalogue  *course.Catalogue
	Planner    *plan.Planner
	Clerk      *attendance.Clerk
	Kits       *kit.Office
	Document   func(context.Context, storage.ReadTx, int64) (course.Text, error) // a document of the library as something to read
	Ledger     *hours.Ledger
	Reporter   *report.Reporter
	Training   *training.Registrar
	Inspection *inspection.Desk // keeps the answers to doubts
	// Declarations takes the decisions on declared self-study.
	Declarations *reflection.Clerk
	Objections   *objection.Clerk // takes the answers to what people object to corrections
	Exams        *exam.Office     // offers the quizzes that can be assigned
	Press        *document.Press  // prints the papers of meetings
	Uploads      upload.Tray      // keeps a table of training hours between its preview and the confirmation
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
	kitPage         *web.Page[kitView]
	correctionsPage *web.Page[correctionsView]
	reversalPage    *web.Page[reversalView]
	objectionsPage  *web.Page[objectionsView]

	trainingsPage      *web.Page[trainingsView]
	trainingPage       *web.Page[trainingView]
	trainingFormPage   *web.Page[trainingFormView]
	trainingImportPage *web.Page[trainingImportView]
	intakePage         *web.Page[intakeView]
	declarationsPage   *web.Page[declarationsView]
	doubtsPage         *web.Page[doubtsView]
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
		kitPage:         web.NewPage[kitView](site, html, "kit"),
		correctionsPage: web.NewPage[correctionsView](site, html, "corrections"),
		reversalPage:    web.NewPage[reversalView](site, html, "reversal"),
		objectionsPage:  web.NewPage[objectionsView](site, html, "objections"),

		trainingsPage:      web.NewPage[trainingsView](site, html, "trainings"),
		trainingPage:       web.NewPage[trainingView](site, html, "training"),
		trainingFormPage:   web.NewPage[trainingFormView](site, html, "training-form"),
		trainingImportPage: web.NewPage[trainingImportView](site, html, "training-import"),
		intakePage:         web.NewPage[intakeView](site, html, "intake"),
		declarationsPage:   web.NewPage[declarationsView](site, html, "declarations"),
		doubtsPage:         web.NewPage[doubtsView](site, html, "doubts"),
	}
	return a, site.Add(a.routes())
}
