package pages

import (
	"context"
	"strings"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// readingView is the document as a required reading of the person.
type readingView struct {
	Duty     plan.Duty
	Check    course.Check // without questions when the document has none
	Asked    int          // questions to answer now
	Carried  int          // questions that were right in an earlier round
	Hours    hours.Amount // what passing brings
	Rule     string
	Finished bool // the check is passed
	Answered bool // there is a marked round to look at
}

// reading returns the required reading that asks the person to study the document; nil when nobody asked for it.
func (a *Area) reading(r *web.Request, tx storage.ReadTx, id library.DocumentID) (*readingView, error) {
	if !r.Actor.May(access.Learn) {
		return nil, nil
	}
	duty, found, err := dutyOf(r, tx, int64(id))
	if err != nil || !found {
		return nil, err
	}
	v := &readingView{Duty: duty, Finished: duty.How == plan.Checked}
	owner := plan.ReadingOwner(duty.ID)
	if v.Finished {
		_, v.Answered, err = a.Checks.Result(r.Ctx(), tx, r.Actor.ID(), owner)
		return v, err
	}
	if v.Check, err = a.Checks.Show(r.Ctx(), tx, r.Actor.ID(), owner, sourceOf(duty)); err != nil {
		return nil, err
	}
	for _, item := range v.Check.Items {
		if item.Carried {
			v.Carried++
		} else {
			v.Asked++
		}
	}
	v.Hours, v.Rule, err = worth(r, tx)
	return v, err
}

// dutyOf returns the duty to read the document, open or finished.
func dutyOf(r *web.Request, tx storage.ReadTx, document int64) (plan.Duty, bool, error) {
	open, err := plan.Due(r.Ctx(), tx, r.Actor.ID(), r.Today())
	if err != nil {
		return plan.Duty{}, false, err
	}
	done, err := plan.Finished(r.Ctx(), tx, r.Actor.ID(), calendar.Date(0))
	for _, duty := range append(open, done...) {
		if duty.Kind == plan.DocumentItem && duty.Ref == document {
			return duty, true, err
		}
	}
	return plan.Duty{}, false, err
}

func sourceOf(duty plan.Duty) course.QuestionSource {
	return course.QuestionSource{Kind: course.SourceDocument, ID: duty.Ref}
}

// worth returns what a passed reading brings today, and by which rule.
func worth(r *web.Request, tx storage.ReadTx) (hours.Amount, string, error) {
	rules, err := hours.InForce(r.Ctx(), tx, r.Today())
	if err != nil {
		return 0, "", err
	}
	rule, err := rules.Rule(hours.ActivityReading)
	if err != nil {
		return 0, "", err
	}
	return rule.Value, r.Say(rules.Cite(rule.Article)), nil
}

// findDuty returns the required reading that the address names.
func (a *Area) findDuty(r *web.Request) (duty plan.Duty, err error) {
	id, err := r.ID("assignment")
	if err != nil {
		return plan.Duty{}, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		duty, err = plan.FindReading(r.Ctx(), tx, r.Actor.ID(), plan.AssignmentID(id))
		return err
	})
	return duty, err
}

func (a *Area) submitCheck(r *web.Request) error {
	duty, err := a.findDuty(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	_, err = a.Checks.Submit(r.Ctx(), r.Actor, plan.ReadingOwner(duty.ID), sourceOf(duty), form.Text("fingerprint", 64), answersOf(form),
		func(ctx context.Context, tx storage.WriteTx, e course.Evidence) error {
			_, err := a.Planner.FinishReading(ctx, tx, r.Actor, duty.ID, e)
			return err
		})
	if fault.Is(err, fault.Stale) {
		return a.askAgain(r, duty, err)
	}
	if err != nil {
		return err
	}
	return r.SeeOther("/readings/%d/result", duty.ID)
}

// askAgain shows the document with the questions that are to be answered now.
func (a *Area) askAgain(r *web.Request, duty plan.Duty, failure error) error {
	v, err := a.documentOf(r, library.DocumentID(duty.Ref))
	if err != nil {
		return err
	}
	return a.documentPage.Refuse(r, v, failure)
}

// answersOf collects the fields of a check's questions.
func answersOf(form *web.Form) course.Answers {
	answers := course.Answers{}
	for _, name := range form.Names("q") {
		for _, value := range form.All(name) {
			answers[name] = append(answers[name], strings.TrimSpace(value))
		}
	}
	return answers
}

// markRead fulfils the duty and books nothing.
func (a *Area) markRead(r *web.Request) error {
	duty, err := a.findDuty(r)
	if err != nil {
		return err
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Planner.MarkRead(ctx, tx, r.Actor, duty.ID)
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/policies/%d#check", duty.Ref)
}
