package pages

import (
	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// resultView is what came of a submitted check of a required reading.
type resultView struct {
	Document library.Document
	Duty     plan.Duty
	Check    course.Check
	Right    []course.CheckItem
	Wrong    []wrongView
	Entry    *hours.Entry // what passing brought; nil while it is not passed
	Rule     string
}

// wrongView is a question that is not right yet, with the article to reread.
type wrongView struct {
	course.CheckItem
	Path string // empty when the document has no such article any more
}

func (a *Area) showResult(r *web.Request) error {
	duty, err := a.findDuty(r)
	if err != nil {
		return err
	}
	var v resultView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = a.result(r, tx, duty)
		return err
	})
	if err != nil {
		return err
	}
	return a.resultPage.Render(r, v)
}

func (a *Area) result(r *web.Request, tx storage.ReadTx, duty plan.Duty) (resultView, error) {
	check, found, err := a.Checks.Result(r.Ctx(), tx, r.Actor.ID(), plan.ReadingOwner(duty.ID))
	if err != nil {
		return resultView{}, err
	}
	if !found {
		return resultView{}, fault.New(fault.NotFound, "这份必读还没有交过卷")
	}
	v := resultView{Duty: duty, Check: check}
	if v.Document, err = library.Find(r.Ctx(), tx, library.DocumentID(duty.Ref)); err != nil {
		return resultView{}, err
	}
	articles, err := library.Articles(r.Ctx(), tx, v.Document.ID)
	if err != nil {
		return resultView{}, err
	}
	v.divide(check, articles)
	if check.Passed {
		err = v.findEntry(r, tx)
	}
	return v, err
}

func (v *resultView) divide(check course.Check, articles []library.Article) {
	paths := map[string]string{}
	for _, article := range articles {
		if _, known := paths[article.Point()]; !known {
			paths[article.Point()] = articlePath(v.Document.ID, article)
		}
	}
	for _, item := range check.Items {
		if item.State == course.Right {
			v.Right = append(v.Right, item)
		} else {
			v.Wrong = append(v.Wrong, wrongView{item, paths[item.Point]})
		}
	}
}

// findEntry finds what the reading brought in the person's ledger, and its rule.
func (v *resultView) findEntry(r *web.Request, tx storage.ReadTx) error {
	year := hours.Year(calendar.DateOf(v.Duty.FinishedAt).Year())
	entries, err := hours.Entries(r.Ctx(), tx, roster.Only(r.Actor.ID()), year)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Source == hours.SourceReading && e.Ref == v.Duty.Ref && !e.IsReversal() {
			v.Entry = &e
		}
	}
	if v.Entry == nil {
		return nil
	}
	rules, err := hours.FindRuleSet(r.Ctx(), tx, v.Entry.RuleSetID)
	if err != nil {
		return err
	}
	v.Rule = r.Say(rules.Cite(v.Entry.RuleArticle))
	return nil
}
