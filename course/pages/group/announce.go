package group

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// announceView is the form by which a meeting is announced or changed, as it was filled in so far.
type announceView struct {
	Meeting  plan.MeetingID // 0 for a new one
	Revision int
	Topic    string // key of the plan's topic; empty for none
	TopicOf  string // its title
	Plan     string // id of the version that has it
	Audience string // unit-5 or group-3
	Of       string // name of the audience of a meeting that is changed
	Mode     string
	Title    string
	Subject  string
	On       string
	StartsAt string
	EndsAt   string
	Place    string
	Host     string
	Hours    string
	Agenda   string
	MakeUp   string            // lesson-3, document-7 or nothing
	Cancel   plan.Cancellation // as it was filled in so far

	Groups    []choice
	Units     []choice
	Subjects  []course.Subject
	Modes     []choice
	Lessons   []choice // with check questions
	Documents []choice // with check questions
	Topics    []topicLink
}

func (a *Area) prepareMeeting(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v := announceView{Mode: string(hours.Collective), Audience: form.Raw("audience"), Topic: form.Raw("topic"), Plan: form.Raw("plan")}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if err := v.takeTopic(r, tx, true); err != nil {
			return err
		}
		if v.Topic == "" {
			if v.Topics, err = topicsOfYear(r, tx); err != nil {
				return err
			}
		}
		return a.offer(r, tx, &v)
	})
	if err != nil {
		return err
	}
	return a.announcePage.Render(r, v)
}

// topicsOfYear returns the topics of this year without a meeting.
func topicsOfYear(r *web.Request, tx storage.ReadTx) ([]topicLink, error) {
	year := r.Today().Year()
	list, err := plan.Meetings(r.Ctx(), tx, r.Actor.Scope(access.RunMeetings), calendar.StudyYear(year))
	if err != nil {
		return nil, err
	}
	return openTopics(r, tx, year, list)
}

// takeTopic names the topic of the plan, and forgets one that the plan does not have; with values it also fills in what the
// plan says about it.
func (v *announceView) takeTopic(r *web.Request, tx storage.ReadTx, values bool) error {
	if v.Topic == "" {
		return nil
	}
	version, err := plan.FindVersion(r.Ctx(), tx, r.Actor, plan.VersionID(number(v.Plan)))
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	topic, found := version.Content.Topic(v.Topic)
	if !found {
		v.Topic = ""
		return nil
	}
	v.TopicOf = topic.Title
	if values {
		v.Title, v.Mode, v.Subject, v.Hours, v.On = topic.Title, string(topic.Mode), topic.Subject, topic.Hours.String(), topic.On.String()
		v.MakeUp = requiredSource(topic.Required)
	}
	return nil
}

// requiredSource returns the first required reading that can serve as a make-up.
func requiredSource(required []plan.Reading) string {
	for _, reading := range required {
		if reading.Kind == plan.LessonItem || reading.Kind == plan.DocumentItem {
			return fmt.Sprintf("%s-%d", reading.Kind, reading.Ref)
		}
	}
	return ""
}

// offer adds what can be chosen.
func (a *Area) offer(r *web.Request, tx storage.ReadTx, v *announceView) (err error) {
	v.Modes = []choice{{Value: string(hours.Collective), Title: hours.Collective.Label()}, {Value: string(hours.Group), Title: hours.Group.Label()}}
	if v.Groups, v.Units, err = audiences(r, tx, r.Actor.Scope(access.RunMeetings)); err != nil {
		return err
	}
	if v.Subjects, err = course.Subjects(r.Ctx(), tx); err != nil {
		return err
	}
	if v.Lessons, err = a.lessonChoices(r, tx, true); err != nil {
		return err
	}
	v.Documents, err = askedDocuments(r, tx)
	return err
}

func (a *Area) openMeeting(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	meeting := meetingOf(form)
	meeting.Topic = form.Text("topic", 20)
	meeting.Unit, meeting.Group = audienceOf(form.Raw("audience"))
	if err := form.Err(); err != nil {
		return a.refuseMeeting(r, form, announceView{}, err)
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		meeting, err = a.Planner.Open(ctx, tx, r.Actor, meeting)
		return err
	})
	if err != nil {
		return a.refuseMeeting(r, form, announceView{}, err)
	}
	return r.SeeOther("/group-meetings/%d", meeting.ID)
}

func (a *Area) refuseMeeting(r *web.Request, form *web.Form, v announceView, failure error) error {
	v.take(form)
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Meeting == 0 {
			if err := v.takeTopic(r, tx, false); err != nil {
				return err
			}
		}
		return a.offer(r, tx, &v)
	})
	if err != nil {
		return err
	}
	return a.announcePage.Refuse(r, v, failure)
}

// CancelKinds are the ways in which a meeting can come to nothing.
func (announceView) CancelKinds() []plan.CancelKind { return plan.CancelKinds() }
