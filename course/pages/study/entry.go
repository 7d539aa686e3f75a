package study

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// entryView explains an entry of the person; of a reversal, with what the person objects to it.
type entryView struct {
	report.EntryReport
	Reversal  hours.EntryID        // what took the entry back; 0 for nothing
	Objection *objection.Objection // nil when the person has not objected
	MayObject bool
	Until     calendar.Date // the last day for it
	Text      string        // of the objection, as typed
}

// showEntry explains one of the person's own entries. Whoever audits or leads others has pages of their own for it.
func (a *Area) showEntry(r *web.Request) error {
	v, err := a.entry(r)
	if err != nil {
		return err
	}
	return a.entryPage.Render(r, v)
}

// entry reads the own entry that the path names.
func (a *Area) entry(r *web.Request) (v entryView, err error) {
	id, err := r.ID("entry")
	if err != nil {
		return v, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.EntryReport, err = a.Reporter.Entry(r.Ctx(), tx, r.Actor, hours.EntryID(id)); err != nil || !v.Entry.IsReversal() {
			return err
		}
		o, found, err := objection.To(r.Ctx(), tx, v.Entry.ID)
		if found {
			v.Objection = &o
		}
		return err
	})
	if err != nil {
		return v, err
	}
	if v.Cadre.ID != r.Actor.ID() {
		return v, fault.New(fault.NotFound, "没有这条学时记录")
	}
	v.Until = objection.Until(v.Entry)
	v.MayObject = v.Objection == nil && r.Today() <= v.Until
	for _, c := range v.Chain {
		if c.Entry.Reverses == v.Entry.ID {
			v.Reversal = c.Entry.ID
		}
	}
	return v, nil
}

// object keeps what the person objects to a reversal of an own entry.
func (a *Area) object(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.entry(r)
	if err != nil {
		return err
	}
	v.Text = form.Raw("text")
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := a.Objections.Object(ctx, tx, r.Actor, v.Entry.ID, v.Text)
		return err
	})
	if fault.Is(err, fault.Invalid) {
		return a.entryPage.Refuse(r, v, err)
	}
	if err != nil {
		return err
	}
	return r.SeeOther("/entries/%d#objection", v.Entry.ID)
}
