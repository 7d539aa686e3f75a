package study

import (
	"net/http"

	"xiangxue/course/access"
	"xiangxue/course/web"
)

func (a *Area) routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Path: "/home", Permission: access.Learn, Place: "/home", Handle: a.showHome},
		{Method: get, Path: "/readings/:assignment", Permission: access.Learn, Place: "/home", Handle: a.openReading},

		{Method: get, Path: "/courses", Permission: access.Learn, Place: "/courses", Handle: a.listCourses},
		{Method: get, Path: "/courses/:course", Permission: access.Learn, Place: "/courses", Handle: a.showCourse},
		{Method: get, Path: "/courses/:course/completion", Permission: access.Learn, Place: "/courses", Handle: a.showCompletion},
		{Method: get, Path: "/lessons/:lesson", Permission: access.Learn, Place: "/courses", Handle: a.showLesson},
		{Method: post, Path: "/lessons/:lesson/check", Permission: access.Learn, Place: "/courses", Handle: a.submitCheck},
		{Method: get, Path: "/lessons/:lesson/result", Permission: access.Learn, Place: "/courses", Handle: a.showResult},
		{Method: post, Path: "/lessons/:lesson/reading", Permission: access.Learn, Place: "/courses", Handle: a.confirmRead},
		{Method: post, Path: "/lessons/:lesson/note", Permission: access.Learn, Place: "/courses", Handle: a.saveNote},
		{Method: get, Path: "/materials/:sum", Permission: access.Learn, Place: "/courses", Handle: a.serveMaterial},

		{Method: get, Path: "/meetings", Permission: access.Learn, Place: "/meetings", Handle: a.listMeetings},
		{Method: get, Path: "/meetings/:meeting", Permission: access.Learn, Place: "/meetings", Handle: a.showMeeting},
		{Method: post, Path: "/meetings/:meeting/leave", Permission: access.Learn, Place: "/meetings", Handle: a.askLeave},
		{Method: get, Path: "/make-ups/:makeUp", Permission: access.Learn, Place: "/meetings", Handle: a.showMakeUp},
		{Method: post, Path: "/make-ups/:makeUp/check", Permission: access.Learn, Place: "/meetings", Handle: a.checkMakeUp},
		{Method: get, Path: "/make-ups/:makeUp/result", Permission: access.Learn, Place: "/meetings", Handle: a.showMakeUpResult},

		{Method: get, Path: "/record", Permission: access.Learn, Place: "/record", Handle: a.showRecord},
		{Method: get, Path: "/self-study", Permission: access.Learn, Place: "/record", Handle: a.showSelfStudy},
		{Method: post, Path: "/self-study", Permission: access.Learn, Place: "/record", Handle: a.declare},
		{Method: post, Path: "/self-study/:declaration/withdrawal", Permission: access.Learn, Place: "/record", Handle: a.withdrawDeclaration},
		{Method: get, Path: "/trainings", Permission: access.Learn, Place: "/record", Handle: a.listTrainings},
		{Method: get, Path: "/entries/:entry", Permission: access.Learn, Place: "/record", Handle: a.showEntry},
		{Method: post, Path: "/entries/:entry/objection", Permission: access.Learn, Place: "/record", Handle: a.object},
	}
}
