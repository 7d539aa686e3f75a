package group

import (
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz/exam"
)

// keyCorrection is a proposed correction of a key of a quiz. It is decided where its effect is shown.
type keyCorrection struct {
	exam.Correction
	Title    string // of the quiz
	Proposer string
	Own      bool // proposed by the reader, who then may not decide
}

// openKeys returns the corrections of keys that wait for a decision in the units where the reader decides.
func (a *Area) openKeys(r *web.Request, tx storage.ReadTx) ([]exam.Correction, error) {
	if !r.Actor.May(access.ApproveReversal) {
		return nil, nil
	}
	all, err := a.Exams.Corrections(r.Ctx(), tx, r.Actor, 0)
	return slices.DeleteFunc(all, func(c exam.Correction) bool { return !c.IsOpen() }), err
}

func (a *Area) addKeys(r *web.Request, tx storage.ReadTx, names people, v *correctionsView) error {
	open, err := a.openKeys(r, tx)
	if err != nil {
		return err
	}
	for _, c := range open {
		e, err := a.Exams.Find(r.Ctx(), tx, r.Actor, c.Exam)
		if err != nil {
			return err
		}
		row := keyCorrection{Correction: c, Title: e.Title, Own: c.ProposedBy == r.Actor.ID()}
		if row.Proposer, err = names.name(r, tx, c.ProposedBy); err != nil {
			return err
		}
		v.Keys = append(v.Keys, row)
	}
	return nil
}
