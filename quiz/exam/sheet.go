package exam

import (
	"context"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Sheet is a running attempt as its page shows it (答题页): the questions with what is saved. It tells nothing about which
// answers are right.
type Sheet struct {
	Attempt  AttemptID
	Exam     ID
	Title    string
	Number   int
	Attempts int // allowed in all
	Most     quiz.Points
	PassMark quiz.Points
	DueAt    time.Time // zero: no limit
	Now      time.Time // by the server's clock
	Sections []SheetSection
}

// SheetSection is a section of a paper.
type SheetSection struct {
	Title string
	Each  quiz.Points
	Items []SheetItem
}

// SheetItem is a question with the answer that the server has.
type SheetItem struct {
	quiz.Asked
	Values   []string
	Revision int       // 0: nothing was saved yet
	SavedAt  time.Time // zero: nothing was saved yet
}

// Answered returns how many of the sheet's questions have an answer, and how many there are.
func (s Sheet) Answered() (answered, all int) {
	for _, section := range s.Sections {
		for _, it := range section.Items {
			all++
			if it.answered() {
				answered++
			}
		}
	}
	return answered, all
}

func (it SheetItem) answered() bool {
	for _, v := range it.Values {
		if v != "" {
			return true
		}
	}
	return false
}

// Sheet returns the actor's running attempt. One whose time is over is submitted first; then, and when it was submitted
// before, running is false. It fails with fault.NotFound when the attempt is not the actor's.
func (o *Office) Sheet(ctx context.Context, actor access.Actor, id AttemptID) (sheet Sheet, running bool, err error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return Sheet{}, false, err
	}
	var a Attempt
	now := o.now()
	err = o.DB.Read(ctx, func(tx storage.ReadTx) error {
		if a, err = attemptOf(ctx, tx, actor.ID(), id); err != nil || !a.IsRunning() || a.isLate(now) {
			return err
		}
		s, err := o.sitting(ctx, tx, a.Exam)
		if err != nil {
			return err
		}
		saved, err := savedOf(ctx, tx, id)
		sheet = s.sheet(a, saved, now)
		return err
	})
	if err != nil || !a.IsRunning() {
		return Sheet{}, false, err
	}
	if a.isLate(now) {
		_, err := o.submitLate(ctx, a)
		return Sheet{}, false, err
	}
	return sheet, true, nil
}

func (s *sitting) sheet(a Attempt, saved []Saved, now time.Time) Sheet {
	e := s.exam
	sheet := Sheet{
		Attempt: a.ID, Exam: e.ID, Title: e.Title, Number: a.Number, Attempts: e.Retake.Attempts, Most: a.Paper.Most(),
		PassMark: e.PassMark, DueAt: a.DueAt, Now: now, Sections: make([]SheetSection, len(e.Blueprint.Sections)),
	}
	for i, section := range e.Blueprint.Sections {
		sheet.Sections[i] = SheetSection{Title: section.Title, Each: section.Each}
	}
	answers := map[quiz.ItemKey]Saved{}
	for _, given := range saved {
		answers[given.Key] = given
	}
	for i, asked := range a.Paper.Questions(s.pool.Versions).Asked() {
		given := answers[asked.Key]
		section := &sheet.Sections[a.Paper.Items[i].Section]
		section.Items = append(section.Items, SheetItem{Asked: asked, Values: given.Values, Revision: given.Revision, SavedAt: given.SavedAt})
	}
	return sheet
}
