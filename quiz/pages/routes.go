package pages

import (
	"net/http"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/web"
)

// homePlace is the item of the navigation from which people reach the quizzes they are asked to sit.
const homePlace = "/home"

// banksPlace is the item of the navigation under which authors work.
const banksPlace = "/banks"

// groupsPlace is the item of the navigation under which the study of others is looked after.
const groupsPlace = "/groups"

// mostAnswers bounds a form with all answers of a paper: written ones are long, and a Chinese character takes nine bytes.
const mostAnswers = 2 << 20

func (a *Area) routes() []web.Route {
	return slices.Concat(learnerRoutes(a), authorRoutes(a), examRoutes(a), notebookRoutes(a))
}

const get, post = http.MethodGet, http.MethodPost

func learnerRoutes(a *Area) []web.Route {
	return []web.Route{
		{Method: get, Path: "/quizzes", Permission: access.Learn, Place: homePlace, Handle: a.listQuizzes},
		{Method: get, Path: "/quizzes/:quiz", Permission: access.Learn, Place: homePlace, Handle: a.showQuiz},
		{Method: post, Path: "/quizzes/:quiz/attempts", Permission: access.Learn, Place: homePlace, Handle: a.beginAttempt},
		{Method: get, Path: "/attempts/:attempt", Permission: access.Learn, Place: homePlace, Handle: a.showAttempt},
		{Method: post, Path: "/attempts/:attempt/answers", Permission: access.Learn, Place: homePlace, MaxBody: mostAnswers, Handle: a.saveAnswers},
		{Method: post, Path: "/attempts/:attempt/answers/:item", Permission: access.Learn, Place: homePlace, Handle: a.saveAnswer},
		{Method: post, Path: "/attempts/:attempt/review", Permission: access.Learn, Place: homePlace, MaxBody: mostAnswers, Handle: a.reviewAnswers},
		{Method: get, Path: "/attempts/:attempt/submission", Permission: access.Learn, Place: homePlace, Handle: a.confirmSubmission},
		{Method: post, Path: "/attempts/:attempt/submission", Permission: access.Learn, Place: homePlace, Handle: a.submitAttempt},
		{Method: get, Path: "/attempts/:attempt/result", Permission: access.Learn, Place: homePlace, Handle: a.showResult},
	}
}

func authorRoutes(a *Area) []web.Route {
	return []web.Route{
		{Method: get, Path: "/citations", Permission: access.AuthorContent, Place: banksPlace, Handle: a.listCitations},
		{Method: post, Path: "/citations/confirmations", Permission: access.AuthorContent, Place: banksPlace, Handle: a.confirmCitations},
		{Method: get, Path: "/banks", Permission: access.AuthorContent, Place: banksPlace, Handle: a.listBanks},
		{Method: post, Path: "/banks", Permission: access.AuthorContent, Place: banksPlace, Handle: a.openBank},
		{Method: get, Path: "/banks/:bank", Permission: access.AuthorContent, Place: banksPlace, Handle: a.showBank},
		{Method: get, Path: "/banks/:bank/questions/new", Permission: access.AuthorContent, Place: banksPlace, Handle: a.prepareQuestion},
		{Method: post, Path: "/banks/:bank/questions", Permission: access.AuthorContent, Place: banksPlace, Handle: a.addQuestion},
		{Method: get, Path: "/banks/:bank/imports", Permission: access.AuthorContent, Place: banksPlace, Handle: a.prepareImport},
		{Method: post, Path: "/banks/:bank/imports", Permission: access.AuthorContent, Place: banksPlace, MaxBody: mostUpload, Handle: a.uploadQuestions},
		{Method: get, Path: "/banks/:bank/imports/:upload", Permission: access.AuthorContent, Place: banksPlace, Handle: a.previewImport},
		{Method: post, Path: "/banks/:bank/imports/:upload", Permission: access.AuthorContent, Place: banksPlace, Handle: a.importQuestions},
		{Method: get, Path: "/bank-template", Permission: access.AuthorContent, Place: banksPlace, Handle: a.downloadTemplate},
		{Method: get, Path: "/banks/:bank/exports", Permission: access.AuthorContent, Place: banksPlace, Handle: a.prepareExport},
		{Method: get, Path: "/banks/:bank/exports/file", Permission: access.AuthorContent, Place: banksPlace, Handle: a.downloadExport},
		{Method: get, Path: "/questions/:question", Permission: access.AuthorContent, Place: banksPlace, Handle: a.showQuestion},
		{Method: get, Path: "/questions/:question/change", Permission: access.AuthorContent, Place: banksPlace, Handle: a.reviseQuestion},
		{Method: post, Path: "/questions/:question/change", Permission: access.AuthorContent, Place: banksPlace, Handle: a.changeQuestion},
		{Method: post, Path: "/questions/:question/review", Permission: access.AuthorContent, Place: banksPlace, Handle: a.reviewVersion},
		{Method: post, Path: "/questions/:question/publication", Permission: access.AuthorContent, Place: banksPlace, Handle: a.publishVersion},
		{Method: post, Path: "/questions/:question/suspension", Permission: access.AuthorContent, Place: banksPlace, Handle: a.suspendVersion},
	}
}

// examRoutes are shared by authors, those who assign study and those who look after it or audit it: staff lets only them
// pass, and the operations of the office check who may do what, and for whom.
func examRoutes(a *Area) []web.Route {
	return []web.Route{
		{Method: get, Path: "/exams", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.listExams)},
		{Method: post, Path: "/exams", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.createExam)},
		{Method: get, Path: "/exams/new", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.prepareExam)},
		{Method: get, Path: "/exams/:exam", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.showExam)},
		{Method: get, Path: "/exams/:exam/change", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.reviseExam)},
		{Method: post, Path: "/exams/:exam/change", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.changeExam)},
		{Method: get, Path: "/exams/:exam/paper", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.showPaper)},
		{Method: get, Path: "/exams/:exam/results", Permission: access.SignedIn, Place: groupsPlace, Handle: staff(a.showResults)},
		{Method: get, Path: "/exams/:exam/results/file", Permission: access.SignedIn, Place: groupsPlace, Handle: staff(a.downloadResults)},
		{Method: get, Path: "/attempts/:attempt/answers", Permission: access.SignedIn, Place: groupsPlace, Handle: staff(a.showAnswers)},
		{Method: get, Path: "/exams/:exam/gradings", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.showGrading)},
		{Method: post, Path: "/exams/:exam/gradings", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.gradeAnswer)},
		{Method: get, Path: "/exams/:exam/questions", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.showAnalysis)},
		{Method: post, Path: "/exams/:exam/corrections", Permission: access.SignedIn, Place: banksPlace, Handle: staff(a.proposeCorrection)},
		{Method: post, Path: "/exams/:exam/corrections/:correction/decision", Permission: access.ApproveReversal, Place: groupsPlace, Handle: a.decideCorrection},
		{Method: get, Path: "/exams/:exam/assignments/new", Permission: access.AssignStudy, Place: groupsPlace, Handle: a.prepareAssignment},
		{Method: post, Path: "/exams/:exam/assignments", Permission: access.AssignStudy, Place: groupsPlace, Handle: a.assignExam},
		{Method: post, Path: "/exams/:exam/publication", Permission: access.AssignStudy, Place: banksPlace, Handle: a.publishExam},
		{Method: post, Path: "/exams/:exam/withdrawal", Permission: access.AssignStudy, Place: banksPlace, Handle: a.withdrawExam},
	}
}
