package study

import (
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// showEntry explains one of the person's own entries. Whoever audits or leads others has pages of their own for it.
func (a *Area) showEntry(r *web.Request) error {
	id, err := r.ID("entry")
	if err != nil {
		return err
	}
	var v report.EntryReport
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		v, err = a.Reporter.Entry(r.Ctx(), tx, r.Actor, hours.EntryID(id))
		return err
	})
	if err != nil {
		return err
	}
	if v.Cadre.ID != r.Actor.ID() {
		return fault.New(fault.NotFound, "没有这条学时记录")
	}
	return a.entryPage.Render(r, v)
}
