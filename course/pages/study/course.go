package study

import (
	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/progress"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// courseView is a course with where the person is in it.
type courseView struct {
	Version  *course.Version
	Hours    hours.Amount
	Rule     string // as the ledger cites it
	State    progress.State
	Contents contentsView
	Start    course.LessonID // where the main button leads
	Retired  bool            // no longer offered to those who have not begun it
	Duties   []dutyView      // who asks for it, by due date
}

// contentsView is the table of contents of a course.
type contentsView struct {
	Title   string
	Course  course.ID
	Hours   hours.Amount
	Passed  int
	Lessons []contentsItem
}

type contentsItem struct {
	ID              course.LessonID
	Number, Minutes int
	Title           string
	Passed, Current bool
}

func (a *Area) showCourse(r *web.Request) error {
	id, err := r.ID("course")
	if err != nil {
		return err
	}
	var v courseView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = a.course(r, tx, course.ID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.coursePage.Render(r, v)
}

func (a *Area) course(r *web.Request, tx storage.ReadTx, id course.ID) (courseView, error) {
	current, status, err := course.Current(r.Ctx(), tx, id)
	if err != nil {
		return courseView{}, err
	}
	where, err := progress.Of(r.Ctx(), tx, r.Actor.ID(), id)
	if err != nil {
		return courseView{}, err
	}
	if where.Begun() {
		current = where.Version
	} else if status == course.Retired {
		return courseView{}, fault.New(fault.NotFound, "这门课程已经下架")
	}
	version, err := a.Catalogue.Version(r.Ctx(), tx, current)
	if err != nil {
		return courseView{}, err
	}
	rules, err := hours.InForce(r.Ctx(), tx, r.Today())
	if err != nil {
		return courseView{}, err
	}
	v := courseView{Version: version, Hours: version.Hours(rules), State: where.State, Retired: status == course.Retired}
	v.Contents = contents(version, where, v.Hours, 0)
	v.Start = start(version, where)
	if v.Duties, err = duties(r, tx, version); err != nil {
		return courseView{}, err
	}
	v.Rule, err = ruleOf(r, rules)
	return v, err
}

// start returns the lesson at which to go on.
func start(v *course.Version, where progress.Course) course.LessonID {
	switch {
	case where.Next != 0:
		return where.Next
	case where.Resume != 0:
		return where.Resume
	case len(v.Lessons) > 0:
		return v.Lessons[0].ID
	}
	return 0
}

func contents(v *course.Version, where progress.Course, worth hours.Amount, current course.LessonID) contentsView {
	c := contentsView{Title: v.Title, Course: v.Course, Hours: worth}
	for _, l := range v.Lessons {
		item := contentsItem{ID: l.ID, Number: l.Number, Minutes: l.Minutes, Title: l.Title, Passed: where.HasPassed(l.ID), Current: l.ID == current}
		if item.Passed {
			c.Passed++
		}
		c.Lessons = append(c.Lessons, item)
	}
	return c
}

// ruleOf returns how the rules in force are cited for a course.
func ruleOf(r *web.Request, rules hours.RuleSet) (string, error) {
	rule, err := rules.Rule(hours.ActivityCourse)
	if err != nil {
		return "", err
	}
	return r.Say(rules.Cite(rule.Article)), nil
}
