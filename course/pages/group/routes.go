package group

import (
	"net/http"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/kit"
	"xiangxue/course/web"
)

// The places of the navigation that these pages belong to.
const (
	groupsPlace   = "/groups"
	meetingsPlace = "/group-meetings"
)

// mostTable is how large an uploaded table may be, in bytes.
const mostTable = 5 << 20

const get, post = http.MethodGet, http.MethodPost

func (a *Area) routes() []web.Route {
	return slices.Concat(a.boardRoutes(), a.meetingRoutes(), a.trainingRoutes(), a.correctionRoutes())
}

// boardRoutes are the boards, what is assigned, and what the unit is asked about.
func (a *Area) boardRoutes() []web.Route {
	return []web.Route{
		{Method: get, Path: "/groups", Permission: access.SeeGroup, Place: groupsPlace, Handle: a.listPlaces},
		{Method: get, Path: "/groups/:group", Permission: access.SeeGroup, Place: groupsPlace, Handle: a.showGroup},
		{Method: get, Path: "/units/:unit/board", Permission: access.SeeGroup, Place: groupsPlace, Handle: a.showUnit},
		{Method: get, Path: "/members/:cadre", Permission: access.SeeGroup, Place: groupsPlace, Handle: a.showMember},

		{Method: get, Path: "/assignments", Permission: access.SeeGroup, Place: groupsPlace, Handle: a.listAssignments},
		{Method: post, Path: "/assignments", Permission: access.AssignStudy, Place: groupsPlace, Handle: a.assign},
		{Method: get, Path: "/assignments/new", Permission: access.AssignStudy, Place: groupsPlace, Handle: a.prepareAssignment},
		{Method: get, Path: "/assignments/:assignment", Permission: access.SeeGroup, Place: groupsPlace, Handle: a.showAssignment},
		{Method: post, Path: "/assignments/:assignment/withdrawal", Permission: access.AssignStudy, Place: groupsPlace, Handle: a.withdrawAssignment},

		{Method: get, Path: "/doubts", Permission: access.AnswerDoubts, Place: groupsPlace, Handle: a.showDoubts},
		{Method: post, Path: "/doubts", Permission: access.AnswerDoubts, Place: groupsPlace, Handle: a.answerDoubt},
	}
}

// meetingRoutes are meetings, their rolls, and leave from them.
func (a *Area) meetingRoutes() []web.Route {
	return []web.Route{
		{Method: get, Path: "/group-meetings", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.listMeetings},
		{Method: post, Path: "/group-meetings", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.openMeeting},
		{Method: get, Path: "/group-meetings/new", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.prepareMeeting},
		{Method: get, Path: "/group-meetings/:meeting", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.showMeeting},
		{Method: get, Path: "/group-meetings/:meeting/papers/:paper", Permission: access.RunMeetings, Handle: a.downloadPaper},
		{Method: get, Path: "/group-meetings/:meeting/kit", Permission: access.RunMeetings, Handle: a.downloadKit},
		{Method: post, Path: "/group-meetings/:meeting/results", Permission: access.RunMeetings, Place: meetingsPlace, MaxBody: kit.MostResult + 1<<16, Handle: a.uploadResult},
		{Method: get, Path: "/group-meetings/:meeting/results/:upload", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.showResult},
		{Method: post, Path: "/group-meetings/:meeting/results/:upload", Permission: access.RunMeetings, Place: meetingsPlace, MaxBody: mostRoll, Handle: a.mergeResult},
		{Method: get, Path: "/group-meetings/:meeting/change", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.reviseMeeting},
		{Method: post, Path: "/group-meetings/:meeting/change", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.changeMeeting},
		{Method: post, Path: "/group-meetings/:meeting/cancellation", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.cancelMeeting},
		{Method: post, Path: "/group-meetings/:meeting/roll", Permission: access.RunMeetings, Place: meetingsPlace, MaxBody: mostRoll, Handle: a.confirmRoll},
		{Method: post, Path: "/group-meetings/:meeting/proceedings", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.saveProceedings},
		{Method: post, Path: "/group-meetings/:meeting/corrections", Permission: access.ProposeReversal, Place: meetingsPlace, Handle: a.proposeCorrection},
		{Method: post, Path: "/leave-requests/:request/decision", Permission: access.RunMeetings, Place: meetingsPlace, Handle: a.decideLeave},
	}
}

// trainingRoutes are classes, hours from elsewhere and declared self-study.
func (a *Area) trainingRoutes() []web.Route {
	return []web.Route{
		{Method: get, Path: "/training-classes", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.listTrainings},
		{Method: post, Path: "/training-classes", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.saveTraining},
		{Method: get, Path: "/training-classes/new", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.prepareTraining},
		{Method: get, Path: "/training-classes/:class", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.showTraining},
		{Method: get, Path: "/training-classes/:class/change", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.reviseTraining},
		{Method: post, Path: "/training-classes/:class/change", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.saveTraining},
		{Method: post, Path: "/training-classes/:class/cancellation", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.cancelTraining},
		{Method: post, Path: "/training-classes/:class/roll", Permission: access.RecordTraining, Place: meetingsPlace, MaxBody: mostRoll, Handle: a.confirmTraining},
		{Method: get, Path: "/training-imports", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.prepareTrainingImport},
		{Method: post, Path: "/training-imports", Permission: access.RecordTraining, Place: meetingsPlace, MaxBody: mostTable, Handle: a.uploadTraining},
		{Method: get, Path: "/training-imports/template", Permission: access.RecordTraining, Handle: a.downloadTrainingTemplate},
		{Method: get, Path: "/training-imports/:upload", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.showIntake},
		{Method: post, Path: "/training-imports/:upload", Permission: access.RecordTraining, Place: meetingsPlace, Handle: a.importTraining},
		{Method: get, Path: "/declarations", Permission: access.DecideDeclared, Place: meetingsPlace, Handle: a.listDeclarations},
		{Method: post, Path: "/declarations/:declaration/decision", Permission: access.DecideDeclared, Place: meetingsPlace, Handle: a.decideDeclaration},
	}
}

// correctionRoutes are proposals to take hours back or to correct a roll, and who decides; and what people object
// to it afterwards.
func (a *Area) correctionRoutes() []web.Route {
	return []web.Route{
		{Method: get, Path: "/entries/:entry/reversal", Permission: access.ProposeReversal, Place: groupsPlace, Handle: a.prepareReversal},
		{Method: post, Path: "/entries/:entry/reversal", Permission: access.ProposeReversal, Place: groupsPlace, Handle: a.proposeReversal},
		{Method: get, Path: "/corrections", Permission: access.ApproveReversal, Place: groupsPlace, Handle: a.listCorrections},
		{Method: post, Path: "/corrections/:request/decision", Permission: access.ApproveReversal, Place: groupsPlace, Handle: a.decideCorrection},
		{Method: post, Path: "/reversals/:request/decision", Permission: access.ApproveReversal, Place: groupsPlace, Handle: a.decideReversal},
		{Method: get, Path: "/objections", Permission: access.AnswerObjections, Place: groupsPlace, Handle: a.listObjections},
		{Method: post, Path: "/objections/:objection/answer", Permission: access.AnswerObjections, Place: groupsPlace, Handle: a.answerObjection},
	}
}
