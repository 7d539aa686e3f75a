package group

import (
	"fmt"
	"strings"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/web"
)

// meetingOf reads what a form says about a meeting, but for its audience and its topic.
func meetingOf(form *web.Form) plan.Meeting {
	on := form.Date("on")
	form.Check(!on.IsZero(), "on", "请填写")
	m := plan.Meeting{
		Mode: hours.Mode(form.Text("mode", 20)), Title: form.Text("title", 200), Subject: form.Text("subject", 40),
		StartsAt: clockOf(form, "starts_at", on), EndsAt: clockOf(form, "ends_at", on),
		Place: form.Text("place", 200), Host: form.Text("host", 200), Agenda: form.Text("agenda", 10000),
		MakeUp: sourceOf(form.Raw("make_up")),
	}
	amount, err := hours.ParseAmount(form.Raw("hours"))
	form.Check(err == nil, "hours", "请填学时，如 2.5")
	m.Hours = amount
	return m
}

// clockOf reads a time of the day as browsers send it.
func clockOf(form *web.Form, name string, on calendar.Date) time.Time {
	t, err := time.Parse("15:04", strings.TrimSpace(form.Raw(name)))
	form.Check(err == nil, name, "请写成 14:30 这样的时间")
	if err != nil || on.IsZero() {
		return time.Time{}
	}
	return on.Time().Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
}

// sourceOf returns the lesson or document that an option stands for, and nothing for the empty one.
func sourceOf(value string) course.QuestionSource {
	kind, id, found := strings.Cut(value, "-")
	if !found {
		return course.QuestionSource{}
	}
	return course.QuestionSource{Kind: kind, ID: number(id)}
}

func sourceValue(s course.QuestionSource) string {
	if s == (course.QuestionSource{}) {
		return ""
	}
	return fmt.Sprintf("%s-%d", s.Kind, s.ID)
}

// take keeps what was typed.
func (v *announceView) take(form *web.Form) {
	for name, field := range map[string]*string{
		"topic": &v.Topic, "plan": &v.Plan, "audience": &v.Audience, "mode": &v.Mode, "title": &v.Title, "subject": &v.Subject,
		"on": &v.On, "starts_at": &v.StartsAt, "ends_at": &v.EndsAt, "place": &v.Place, "host": &v.Host, "hours": &v.Hours,
		"agenda": &v.Agenda, "make_up": &v.MakeUp,
	} {
		*field = form.Raw(name)
	}
}

// announced returns the form as a meeting fills it.
func announced(m plan.Meeting) announceView {
	return announceView{
		Meeting: m.ID, Revision: m.Revision, Topic: m.Topic, Of: m.AudienceOf, Mode: string(m.Mode), Title: m.Title, Subject: m.Subject,
		On: m.On().String(), StartsAt: printClock(m.StartsAt), EndsAt: printClock(m.EndsAt),
		Place: m.Place, Host: m.Host, Hours: m.Hours.String(), Agenda: m.Agenda, MakeUp: sourceValue(m.MakeUp),
	}
}

// printClock prints a time of the day as the field of a form takes it.
func printClock(t time.Time) string { return t.In(calendar.Shanghai).Format("15:04") }
