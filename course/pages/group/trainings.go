package group

import (
	"slices"
	"strconv"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/reflection"
	"xiangxue/course/storage"
	"xiangxue/course/training"
	"xiangxue/course/web"
)

// trainingsView is the training classes of a year.
type trainingsView struct {
	Rolls     rollsNav
	Year      int
	Years     []int
	ToConfirm []training.Listed // over, and the roll not confirmed
	Coming    []training.Listed
	Confirmed []training.Listed
	Imported  int // rows that were imported just now
}

// IsEmpty reports whether there is no class at all.
func (v trainingsView) IsEmpty() bool {
	return len(v.ToConfirm)+len(v.Coming)+len(v.Confirmed) == 0
}

func (a *Area) listTrainings(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	this := r.Today().Year()
	v := trainingsView{Year: this, Years: []int{this - 1, this, this + 1}, Imported: int(number(form.Raw("imported")))}
	if year, err := strconv.Atoi(form.Raw("year")); err == nil && slices.Contains(v.Years, year) {
		v.Year = year
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		list, err := training.Classes(r.Ctx(), tx, r.Actor.Scope(access.RecordTraining), calendar.StudyYear(v.Year))
		if err != nil {
			return err
		}
		for _, c := range list {
			v.add(c, r.Today())
		}
		slices.Reverse(v.Coming)
		v.Rolls, err = navOf(r, tx, trainingTab)
		return err
	})
	if err != nil {
		return err
	}
	return a.trainingsPage.Render(r, v)
}

func (v *trainingsView) add(c training.Listed, today calendar.Date) {
	switch {
	case c.State == training.Confirmed:
		v.Confirmed = append(v.Confirmed, c)
	case c.Span.To > today:
		v.Coming = append(v.Coming, c)
	default:
		v.ToConfirm = append(v.ToConfirm, c)
	}
}

// The tabs of the pages beside the meetings.
const (
	meetingsTab     = "meetings"
	trainingTab     = "training"
	declarationsTab = "declarations"
)

// rollsNav leads from one to another of the pages on which hours are confirmed.
type rollsNav struct {
	Current  string
	Training bool // the reader records training
	Waiting  int  // declarations that wait for the reader
}

func navOf(r *web.Request, tx storage.ReadTx, current string) (rollsNav, error) {
	waiting, err := reflection.Waiting(r.Ctx(), tx, r.Actor.Scope(access.DecideDeclared), r.Today())
	n := rollsNav{Current: current, Training: r.Actor.May(access.RecordTraining)}
	for _, d := range waiting {
		if d.Cadre != r.Actor.ID() {
			n.Waiting++
		}
	}
	return n, err
}
