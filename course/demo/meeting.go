package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// noticeDays is how many days before a meeting it is announced, when the year does not say.
const noticeDays = 30

func (m meetingAct) schedule(t *township, a act) {
	start := a.at.in(t.year)
	notice := start.AddDate(0, 0, -noticeDays)
	if m.notice != 0 {
		notice = dayOf(start.Year(), m.notice).at(usualTime)
	}
	t.put(notice, a.line, func(ctx context.Context) error { return t.announce(ctx, m, start, a.line) })
}

// occasion is one meeting of an act: that of the township, of the central group, or of one of the study groups.
type occasion struct {
	meetingAct
	name   string // of the group; empty for the township
	line   int
	chair  access.Actor // who runs it
	opened plan.Meeting
}

// announce opens the meetings of an act and puts what happens at them on the agenda.
func (t *township) announce(ctx context.Context, m meetingAct, start time.Time, line int) error {
	occasions, err := t.occasions(m, line)
	if err != nil {
		return err
	}
	topic, err := t.planned(ctx, m.title)
	if err != nil {
		return err
	}
	makeUp, err := t.source(m.makeUp)
	if err != nil {
		return err
	}
	for i := range occasions {
		o := &occasions[i]
		o.opened.Topic, o.opened.Title, o.opened.Subject, o.opened.Hours = topic.Key, topic.Title, topic.Subject, topic.Hours
		o.opened.StartsAt, o.opened.EndsAt = start, start.Add(length(topic.Hours))
		o.opened.Place, o.opened.Agenda, o.opened.MakeUp = m.place, strings.Join(m.agenda, "\n"), makeUp
		err := t.write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
			o.opened, err = t.planner.Open(ctx, tx, o.chair, o.opened)
			return err
		})
		if err != nil {
			return err
		}
		if m.off.Kind != "" {
			t.put(o.opened.EndsAt, line, func(ctx context.Context) error { return t.callOff(ctx, *o) })
			continue
		}
		t.meetings[m.title] = append(t.meetings[m.title], o.opened)
		t.follow(*o)
	}
	t.put(start, line, func(ctx context.Context) error { return t.expect(ctx, occasions) })
	return nil
}

// callOff has whoever called a meeting write that it came to nothing.
func (t *township) callOff(ctx context.Context, o occasion) error {
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return t.planner.Cancel(ctx, tx, o.chair, o.opened.ID, o.off)
	})
}

// length is how long a meeting lasts that counts so many hours.
func length(a hours.Amount) time.Duration {
	return time.Duration(a) * time.Hour / time.Duration(hours.Hour)
}

// occasions returns the meetings of an act with who runs them.
func (t *township) occasions(m meetingAct, line int) ([]occasion, error) {
	secretary, err := t.secretary()
	if err != nil {
		return nil, err
	}
	one := occasion{meetingAct: m, line: line, chair: secretary, opened: plan.Meeting{Mode: hours.Collective, Host: m.host}}
	if m.audience == wholeTown {
		one.opened.Unit = t.town().ID
		return []occasion{one}, nil
	}
	if m.audience == centralGroup {
		for name, g := range t.groups {
			if g.Kind == roster.CentralGroup {
				one.opened.Group, one.name = g.ID, name
			}
		}
		return []occasion{one}, nil
	}
	var list []occasion
	for _, g := range t.studyGroups() {
		each := one
		if each.chair, err = t.leader(g); err != nil {
			return nil, err
		}
		each.name, each.opened = g.Name, plan.Meeting{Mode: hours.Group, Group: g.ID, Host: each.chair.Cadre.Name}
		list = append(list, each)
	}
	return list, nil
}

// planned returns the topic of the plan in force.
func (t *township) planned(ctx context.Context, title string) (plan.Topic, error) {
	var v plan.Version
	err := t.read(ctx, func(tx storage.ReadTx) (err error) {
		v, _, err = plan.Approved(ctx, tx, t.town().ID, t.today().Year(), t.now)
		return err
	})
	if err != nil {
		return plan.Topic{}, err
	}
	for _, topic := range v.Content.Topics {
		if topic.Title == title {
			return topic, nil
		}
	}
	return plan.Topic{}, fmt.Errorf("现行的计划里没有专题“%s”", title)
}

// source returns where the questions of a material come from; none for no material.
func (t *township) source(m material) (course.QuestionSource, error) {
	if m.document != "" {
		d, err := t.document(m.document)
		return course.QuestionSource{Kind: course.SourceDocument, ID: int64(d.ID)}, err
	}
	if m.course == "" {
		return course.QuestionSource{}, nil
	}
	c, found := t.courses[m.course]
	if !found || m.lesson > len(c.Lessons) {
		return course.QuestionSource{}, fmt.Errorf("没有课程 %s 第 %d 节", m.course, m.lesson)
	}
	return course.QuestionSource{Kind: course.SourceLesson, ID: int64(c.Lessons[m.lesson-1])}, nil
}
