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

// courseState is all that the page of a course depends on.
type courseState struct {
	version *course.Version
	status  course.Status
	where   progress.Course
	rules   hours.RuleSet
	duties  []dutyView
}

func (a *Area) showCourse(r *web.Request) error {
	id, err := r.ID("course")
	if err != nil {
		return err
	}
	var s courseState
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		s, err = a.courseState(r, tx, course.ID(id))
		return err
	})
	if err != nil {
		return err
	}
	if r.Fresh(s.version.ID, s.status, s.where, s.rules.ID, s.duties) { // versions and rule sets never change
		return r.NotModified()
	}
	v, err := newCourseView(r, s)
	if err != nil {
		return err
	}
	return a.coursePage.Render(r, v)
}

func (a *Area) courseState(r *web.Request, tx storage.ReadTx, id course.ID) (s courseState, err error) {
	var current course.VersionID
	if current, s.status, err = course.Current(r.Ctx(), tx, id); err != nil {
		return courseState{}, err
	}
	if s.where, err = progress.Of(r.Ctx(), tx, r.Actor.ID(), id); err != nil {
		return courseState{}, err
	}
	if s.where.Begun() {
		current = s.where.Version
	} else if s.status == course.Retired {
		return courseState{}, fault.New(fault.NotFound, "这门课程已经下架")
	}
	if s.version, err = a.Catalogue.Version(r.Ctx(), tx, current); err != nil {
		return courseState{}, err
	}
	if s.rules, err = a.Ledger.InForce(r.Ctx(), tx, r.Today()); err != nil {
		return courseState{}, err
	}
	s.duties, err = duties(r, tx, s.version)
	return s, err
}

func newCourseView(r *web.Request, s courseState) (courseView, error) {
	v := courseView{
		Version: s.version, Hours: s.version.Hours(s.rules), State: s.where.State, Start: start(s.version, s.where),
		Retired: s.status == course.Retired, Duties: s.duties,
	}
	v.Contents = contents(s.version, s.where, v.Hours, 0)
	var err error
	v.Rule, err = ruleOf(r, s.rules)
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
