package desk

import (
	"net/http"

	"xiangxue/course/access"
	"xiangxue/course/web"
)

// plansPlace is the place of the navigation that the pages of the plan belong to.
const plansPlace = "/plans"

// mostPlan is how large the form of a whole plan may be, in bytes: every Chinese character takes nine of them.
const mostPlan = 2 << 20

func (a *Area) routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Path: "/plans", Permission: access.ReadPlan, Place: plansPlace, Handle: a.listPlans},
		{Method: post, Path: "/plans", Permission: access.DraftPlan, Place: plansPlace, Handle: a.draftPlan},
		{Method: get, Path: "/plan-versions/:version", Permission: access.ReadPlan, Place: plansPlace, Handle: a.showVersion},
		{Method: post, Path: "/plan-versions/:version", Permission: access.DraftPlan, Place: plansPlace, MaxBody: mostPlan, Handle: a.saveVersion},
		{Method: post, Path: "/plan-versions/:version/submission", Permission: access.DraftPlan, Place: plansPlace, MaxBody: mostPlan, Handle: a.submitVersion},
		{Method: post, Path: "/plan-versions/:version/decision", Permission: access.ApprovePlan, Place: plansPlace, Handle: a.decideVersion},
		{Method: post, Path: "/plan-versions/:version/discard", Permission: access.DraftPlan, Place: plansPlace, Handle: a.discardVersion},
		{Method: get, Path: "/plan-versions/:version/effect", Permission: access.ReadPlan, Place: plansPlace, Handle: a.showEffect},
		{Method: get, Path: "/plan-versions/:version/comparison", Permission: access.ReadPlan, Place: plansPlace, Handle: a.showComparison},
		{Method: get, Path: "/plan-executions/:unit", Permission: access.ReadExecution, Place: plansPlace, Handle: a.showExecution},
		{Method: post, Path: "/plan-executions/:unit/explanations", Permission: access.DraftPlan, Place: plansPlace, Handle: a.explainTopic},
		{Method: post, Path: "/plan-executions/:unit/export", Permission: access.ReadExecution, Handle: a.exportExecution},
	}
}
