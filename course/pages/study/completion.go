package study

import (
	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/progress"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// completionView is a finished course with the entry that it brought, and where the person stands now.
type completionView struct {
	Course   course.ID
	Title    string
	Entry    hours.Entry
	Booked   bool
	Rule     string
	Passes   []passView
	Papers   int // how many of them rest on a paper
	Standing report.Standing
	Ring     *ring        // nil when the plan asks nothing
	Offers   []courseCard // what may come next when nothing is missing
}

type passView struct {
	Lesson course.Lesson
	Pass   progress.Pass
}

func (a *Area) showCompletion(r *web.Request) error {
	id, err := r.ID("course")
	if err != nil {
		return err
	}
	var v completionView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = a.completion(r, tx, course.ID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.completionPage.Render(r, v)
}

func (a *Area) completion(r *web.Request, tx storage.ReadTx, id course.ID) (completionView, error) {
	where, err := progress.Of(r.Ctx(), tx, r.Actor.ID(), id)
	if err != nil {
		return completionView{}, err
	}
	if !where.Finished() {
		return completionView{}, fault.New(fault.NotFound, "这门课程还没有学完")
	}
	version, err := a.Catalogue.Version(r.Ctx(), tx, where.Version)
	if err != nil {
		return completionView{}, err
	}
	v := completionView{Course: id, Title: version.Title}
	for _, pass := range where.Passes {
		if lesson, ok := version.Lesson(pass.Lesson); ok {
			v.Passes = append(v.Passes, passView{lesson, pass})
		}
		if pass.Attempt != 0 {
			v.Papers++
		}
	}
	if err := a.readBooking(r, tx, &v, where.Entry); err != nil {
		return completionView{}, err
	}
	home, err := a.Reporter.Home(r.Ctx(), tx, r.Actor)
	if err != nil {
		return completionView{}, err
	}
	v.Standing, v.Ring = home.Standing, newRing(r, home.Standing.Total)
	if len(v.Standing.Steps) == 0 {
		v.Offers, err = a.unfinished(r, tx)
	}
	return v, err
}

// readBooking keeps the entry of a finished course and how its rule is cited.
func (a *Area) readBooking(r *web.Request, tx storage.ReadTx, v *completionView, id hours.EntryID) (err error) {
	if id == 0 {
		return nil
	}
	if v.Entry, err = a.Ledger.FindEntry(r.Ctx(), tx, roster.Only(r.Actor.ID()), id); err != nil {
		return err
	}
	rules, err := hours.FindRuleSet(r.Ctx(), tx, v.Entry.RuleSetID)
	if err != nil {
		return err
	}
	v.Booked, v.Rule = true, r.Say(rules.Cite(v.Entry.RuleArticle))
	return nil
}

// unfinished returns at most three courses to go on with, begun ones first.
func (a *Area) unfinished(r *web.Request, tx storage.ReadTx) ([]courseCard, error) {
	cards, err := a.cards(r, tx)
	if err != nil {
		return nil, err
	}
	var next []courseCard
	for _, state := range []string{begun, notBegun} {
		for _, c := range cards {
			if c.State == state && len(next) < 3 {
				next = append(next, c)
			}
		}
	}
	return next, nil
}
