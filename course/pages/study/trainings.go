package study

import (
	"slices"
	"strconv"

	"xiangxue/course/storage"
	"xiangxue/course/training"
	"xiangxue/course/web"
)

// trainingsView is the training classes of the person in a year.
type trainingsView struct {
	Year  int
	Years []int
	Ahead []training.Own
	Over  []training.Own // with what the roll says, or waiting for it
}

func (a *Area) listTrainings(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	this := r.Today().Year()
	v := trainingsView{Year: this, Years: []int{this - 1, this, this + 1}}
	if year, err := strconv.Atoi(form.Raw("year")); err == nil && slices.Contains(v.Years, year) {
		v.Year = year
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		list, err := training.Of(r.Ctx(), tx, r.Actor.ID(), v.Year)
		for _, own := range list {
			if own.Line == nil && own.Span.To >= r.Today() {
				v.Ahead = append(v.Ahead, own)
			} else {
				v.Over = append(v.Over, own)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.trainingsPage.Render(r, v)
}
