// Package pages serves quizzes and the question bank (测验与题库页面): sitting a quiz and reading its result, writing and
// importing questions, putting a quiz together, and looking after who passed it.
//
// A page of a quiz works as a plain form; with script every answer is saved as it is given. What was given is never lost
// in silence: it is on the server, or the page says that it is not. Nobody is watched while answering, and nobody is
// ranked by what he or she scored.
package pages

import (
	"embed"

	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/currency"
	"xiangxue/quiz/exam"
	"xiangxue/quiz/importer"
	"xiangxue/quiz/notebook"
	"xiangxue/static"
)

//go:embed html/*
var html embed.FS

// Needs are what the area works with.
type Needs struct {
	DB       *storage.DB
	Office   *exam.Office
	Keeper   bank.Keeper
	Importer *importer.Importer
	Notebook *notebook.Keeper
	Currency currency.Author
	Uploads  upload.Tray // keeps a file between its preview and its import
	Files    *static.Files
}

// Area is the pages of this package with what they need.
type Area struct {
	Needs
	script         string // path of the script that saves answers
	quizzesPage    *web.Page[quizzesView]
	quizPage       *web.Page[quizView]
	attemptPage    *web.Page[attemptView]
	submissionPage *web.Page[submissionView]
	resultPage     *web.Page[resultView]
	banksPage      *web.Page[banksView]
	bankPage       *web.Page[bankView]
	questionPage   *web.Page[questionPageView]
	editPage       *web.Page[editView]
	importPage     *web.Page[importView]
	previewPage    *web.Page[previewView]
	exportPage     *web.Page[exportView]
	examsPage      *web.Page[examsView]
	examPage       *web.Page[examView]
	examEditPage   *web.Page[examEditView]
	paperPage      *web.Page[paperView]
	notebookPage   *web.Page[notebookView]
	recalledPage   *web.Page[recalledView]
	keptPage       *web.Page[keptView]
	assignPage     *web.Page[assignView]
	resultsPage    *web.Page[resultsView]
	answersPage    *web.Page[answersView]
	gradingPage    *web.Page[gradingView]
	analysisPage   *web.Page[analysisView]
	citationsPage  *web.Page[citationsView]
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		Needs: n, script: n.Files.URL("js/attempt.js"),
		quizzesPage:    web.NewPage[quizzesView](site, html, "quizzes"),
		quizPage:       web.NewPage[quizView](site, html, "quiz"),
		attemptPage:    web.NewPage[attemptView](site, html, "attempt"),
		submissionPage: web.NewPage[submissionView](site, html, "submission"),
		resultPage:     web.NewPage[resultView](site, html, "outcome"),
		banksPage:      web.NewPage[banksView](site, html, "banks"),
		bankPage:       web.NewPage[bankView](site, html, "bank"),
		questionPage:   web.NewPage[questionPageView](site, html, "question"),
		editPage:       web.NewPage[editView](site, html, "question-edit"),
		importPage:     web.NewPage[importView](site, html, "import"),
		previewPage:    web.NewPage[previewView](site, html, "import-preview"),
		exportPage:     web.NewPage[exportView](site, html, "export"),
		examsPage:      web.NewPage[examsView](site, html, "exams"),
		examPage:       web.NewPage[examView](site, html, "exam"),
		examEditPage:   web.NewPage[examEditView](site, html, "exam-edit"),
		paperPage:      web.NewPage[paperView](site, html, "paper"),
		notebookPage:   web.NewPage[notebookView](site, html, "notebook"),
		recalledPage:   web.NewPage[recalledView](site, html, "recalled"),
		keptPage:       web.NewPage[keptView](site, html, "notebook-questions"),
		assignPage:     web.NewPage[assignView](site, html, "assign"),
		resultsPage:    web.NewPage[resultsView](site, html, "results"),
		answersPage:    web.NewPage[answersView](site, html, "answers"),
		gradingPage:    web.NewPage[gradingView](site, html, "grading"),
		analysisPage:   web.NewPage[analysisView](site, html, "analysis"),
		citationsPage:  web.NewPage[citationsView](site, html, "citations"),
	}
	return a, site.Add(a.routes())
}
