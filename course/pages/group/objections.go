package group

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// objectionsView is what people object to corrections of their hours.
type objectionsView struct {
	List     []objectionRow
	Corrects bool // the reader may propose corrections of rolls
	Typed    objectionForm
}

// objectionForm is an answer as it was typed.
type objectionForm struct {
	ID     objection.ID
	Upheld string
	Text   string
}

// objectionRow is an objection with the correction that it is about.
type objectionRow struct {
	objection.Objection
	Reversal hours.Entry
	Number   string // of the reversal
	OnRoll   bool   // the hours rest on a roll, which is where they are corrected again
	Decides  bool   // the reader had no part in the correction
	Form     objectionForm
}

// TextField returns the id of the field with the answer, which differs from objection to objection.
func (x objectionForm) TextField() string { return fmt.Sprintf("text-%d", x.ID) }

// UpheldField returns the id of the choice.
func (x objectionForm) UpheldField() string { return fmt.Sprintf("decision-%d", x.ID) }

func (a *Area) listObjections(r *web.Request) error {
	v, err := a.objections(r, objectionForm{})
	if err != nil {
		return err
	}
	return a.objectionsPage.Render(r, v)
}

func (a *Area) objections(r *web.Request, typed objectionForm) (v objectionsView, err error) {
	scope := r.Actor.Scope(access.AnswerObjections)
	v.Typed, v.Corrects = typed, r.Actor.May(access.ProposeReversal)
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		list, err := objection.List(r.Ctx(), tx, scope, r.Today())
		if err != nil {
			return err
		}
		for _, o := range list {
			row := objectionRow{Objection: o, Form: objectionForm{ID: o.ID}}
			if typed.ID == o.ID {
				row.Form = typed
			}
			if row.Reversal, err = a.Ledger.FindEntry(r.Ctx(), tx, scope, o.Entry); err != nil {
				return err
			}
			row.Number, row.OnRoll = report.Number(row.Reversal), row.Reversal.Evidence == attendance.EvidenceKind
			row.Decides = o.Answer == nil && objection.MayDecide(r.Actor.ID(), row.Reversal)
			v.List = append(v.List, row)
		}
		return nil
	})
	return v, err
}

func (a *Area) answerObjection(r *web.Request) error {
	id, err := r.ID("objection")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	typed := objectionForm{ID: objection.ID(id), Upheld: form.Choice("decision", accept, decline), Text: form.Raw("text")}
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			return a.Objections.Decide(ctx, tx, r.Actor, typed.ID, typed.Upheld == accept, typed.Text)
		})
	}
	if fault.Is(err, fault.Invalid) {
		v, failed := a.objections(r, typed)
		if failed != nil {
			return failed
		}
		return a.objectionsPage.Refuse(r, v, renaming(err, map[string]string{"text": typed.TextField(), "decision": typed.UpheldField()}))
	}
	if err != nil {
		return err
	}
	return r.SeeOther("/objections#o%d", id)
}
