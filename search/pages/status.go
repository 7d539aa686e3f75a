package pages

import (
	"context"

	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// statusForm is what somebody found out about a document, as it was typed.
type statusForm struct {
	State, Since, Source string
	Sent                 bool
}

// recordStatus records that the person looked up whether a document is in force.
func (a *Area) recordStatus(r *web.Request) error {
	id, err := r.ID("document")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	found := library.Finding{
		State:  library.State(form.Choice("state", string(library.InForce), string(library.Repealed))),
		Since:  form.Date("since"),
		Source: form.Required("source", 200),
	}
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			return library.Check(ctx, tx, r.Now(), r.Actor.ID(), library.DocumentID(id), found)
		})
	}
	if err != nil {
		return a.refuseStatus(r, form, err)
	}
	return r.SeeOther("/policies/%d", id)
}

// refuseStatus shows the document with the form as it was typed.
func (a *Area) refuseStatus(r *web.Request, form *web.Form, failure error) error {
	v, err := a.document(r)
	if err != nil {
		return err
	}
	v.Check = statusForm{State: form.Raw("state"), Since: form.Raw("since"), Source: form.Raw("source"), Sent: true}
	return a.documentPage.Refuse(r, v, failure)
}
