package report

import (
	"context"
	"slices"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

// offered is something to do with the sentence that says what is missing without it.
type offered struct {
	compliance.Offer
	about course.Subject
	why   fault.Message
}

// worth returns what the rules would give for an event today; nothing where they give nothing.
func (i individual) worth(f hours.Fact) hours.Recognition {
	var used hours.Amount
	for _, e := range i.entries {
		if e.Activity == f.Activity {
			used += e.Amount
		}
	}
	r, err := i.rules.Recognise(f, used)
	if err != nil {
		return hours.Recognition{} // the rules do not know this activity
	}
	return r
}

func (i individual) makeUpWorth(m attendance.MakeUp) hours.Recognition {
	return i.worth(hours.Fact{Activity: hours.ActivityMakeUp, Amount: m.Hours, Mode: m.Mode})
}

func (i individual) readingWorth() hours.Recognition {
	return i.worth(hours.Fact{Activity: hours.ActivityReading, Mode: hours.Self})
}

func (i individual) courseWorth(l course.Listing) hours.Recognition {
	return i.worth(hours.Fact{Activity: hours.ActivityCourse, Amount: l.Hours(i.rules)})
}

func (i individual) quizWorth(q Quiz) hours.Recognition {
	if q.Hours == 0 {
		return hours.Recognition{}
	}
	return i.worth(hours.Fact{Activity: hours.ActivityQuiz, Amount: q.Hours})
}

// offers returns everything that brings hours, each with its reason.
func (i individual) offers(a ahead) []offered {
	var list []offered
	for _, m := range a.makeUps {
		list = append(list, i.offered(compliance.Offer{
			Kind: compliance.MakeUp, Ref: int64(m.ID), Title: m.Title, Assigned: true,
			Activity: hours.ActivityMakeUp, Subject: m.Subject, DueOn: m.DueOn,
		}, i.makeUpWorth(m), whyMakeUp(m, a.missed[m.ID])))
	}
	for _, d := range a.duties {
		if d.Kind == plan.DocumentItem {
			list = append(list, i.offered(compliance.Offer{
				Kind: compliance.Reading, Ref: int64(d.ID), Title: d.Title, Assigned: true,
				Activity: hours.ActivityReading, Subject: d.Subject, DueOn: d.DueOn,
			}, i.readingWorth(), fault.Message{Text: "必读《%s》还没有答对理解题", Args: []any{bare(d.Title)}}))
		}
	}
	for _, d := range a.duties {
		if q, known := a.quizzes[d.Ref]; known && d.Kind == plan.QuizItem {
			list = append(list, i.offered(q.offer(d, i.On), i.quizWorth(q), fault.Message{Text: "测验《%s》还没有合格", Args: []any{bare(d.Title)}}))
		}
	}
	for _, c := range a.courses {
		list = append(list, i.offered(c.offer(), i.courseWorth(c.listing), c.why()))
	}
	for _, m := range a.meetings {
		if m.On().Year() == i.Year {
			list = append(list, i.offeredMeeting(m))
		}
	}
	for _, c := range a.classes {
		if c.Span.To.Year() == i.Year {
			list = append(list, i.offeredClass(c))
		}
	}
	return slices.DeleteFunc(list, func(o offered) bool { return o.Brings.Hours <= 0 })
}

// offered completes an offer by what the rules give for it.
func (i individual) offered(o compliance.Offer, worth hours.Recognition, why fault.Message) offered {
	o.Brings = compliance.Quantity{Hours: worth.Amount, Times: 1}
	o.Buckets, o.Mode = worth.Buckets, worth.Mode
	next := offered{Offer: o, why: why}
	if o.Subject != "" {
		next.about = i.byCode.of(o.Subject)
	}
	return next
}

func (i individual) offeredMeeting(m plan.Meeting) offered {
	worth := i.worth(hours.Fact{Activity: m.Activity(), Amount: m.Hours, Mode: m.Mode})
	why := fault.Message{Text: "%s的学习会《%s》", Args: []any{m.On(), bare(m.Title)}}
	return i.offered(compliance.Offer{
		Kind: compliance.Meeting, Ref: int64(m.ID), Title: m.Title, Activity: m.Activity(), Subject: m.Subject, DueOn: m.On(),
	}, worth, why)
}

// offer returns the quiz as something to do: when the assignment's day is over, it can be done until its own.
func (q Quiz) offer(d plan.Duty, on calendar.Date) compliance.Offer {
	o := compliance.Offer{
		Kind: compliance.Quiz, Ref: d.Ref, Title: d.Title, Assigned: true, Activity: hours.ActivityQuiz, Subject: q.Subject, DueOn: q.Until,
	}
	if d.DueOn >= on && (q.Until.IsZero() || d.DueOn < q.Until) {
		o.DueOn = d.DueOn
	}
	return o
}

func (c openCourse) offer() compliance.Offer {
	o := compliance.Offer{
		Kind: compliance.Course, Ref: int64(c.listing.Course), Title: c.listing.Title,
		Activity: hours.ActivityCourse, Subject: c.listing.Subject.Code, Minutes: c.remainingMinutes(),
	}
	if c.duty != nil {
		o.Assigned, o.DueOn = true, c.duty.DueOn
	}
	return o
}

func (c openCourse) why() fault.Message {
	all, passed := c.lessons()
	if !c.state.Begun() {
		return fault.Message{Text: "《%s》还没有开始学，共 %d 节", Args: []any{bare(c.listing.Title), all}}
	}
	return fault.Message{Text: "《%s》还有 %d 节没通过", Args: []any{bare(c.listing.Title), all - passed}}
}

func whyMakeUp(m attendance.MakeUp, missed attendance.Attendance) fault.Message {
	text := "%s《%s》没有到会，尚未补学"
	switch missed.Presence {
	case attendance.OnLeave:
		text = "%s《%s》请假，尚未补学"
	case attendance.OfficialDuty:
		text = "%s《%s》公出，尚未补学"
	}
	return fault.Message{Text: text, Args: []any{m.On, bare(m.Title)}}
}

// bare returns a title without the quotation marks around it, for a sentence that has its own.
func bare(title string) string {
	runes := []rune(title)
	if n := len(runes); n > 2 && runes[0] == '《' && runes[n-1] == '》' {
		return string(runes[1 : n-1])
	}
	return title
}

// propose adds to a standing what to do next. Only of today something can still be done.
func (r *Reporter) propose(s *Standing, i individual, a ahead) {
	offers := i.offers(a)
	plain := make([]compliance.Offer, len(offers))
	for n, o := range offers {
		plain[n] = o.Offer
	}
	proposal := compliance.NextSteps(i.verdict, plain)
	for _, step := range proposal.Steps {
		for _, o := range offers {
			if o.Kind == step.Kind && o.Ref == step.Ref {
				s.Steps = append(s.Steps, Step{Step: step, About: o.about, Why: o.why})
				break
			}
		}
	}
	for _, gap := range proposal.Open {
		for _, result := range i.verdict.Results {
			if result.Key == gap.Key {
				s.Open = append(s.Open, Gap{Result: result, Need: gap.Need})
			}
		}
	}
	if s.Total != nil {
		if after, reached := proposal.Reaches(s.Total.Key); reached {
			s.After = &after
		}
	}
}

// now returns the standing of a person with what to do next, and what that was chosen from.
func (r *Reporter) now(ctx context.Context, tx storage.ReadTx, i individual) (Standing, ahead, error) {
	a, err := r.ahead(ctx, tx, i)
	if err != nil {
		return Standing{}, ahead{}, err
	}
	s := i.standing()
	r.propose(&s, i, a)
	return s, a, nil
}
