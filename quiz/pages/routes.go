package pages

import (
	"net/http"

	"xiangxue/course/access"
	"xiangxue/course/web"
)

// homePlace is the item of the navigation from which people reach the quizzes they are asked to sit.
const homePlace = "/home"

// mostAnswers bounds a form with all answers of a paper: written ones are long, and a Chinese character takes nine bytes.
const mostAnswers = 2 << 20

func (a *Area) routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
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
