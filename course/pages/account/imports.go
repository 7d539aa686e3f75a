package account

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
)

// importsView is the form that takes a roster file.
type importsView struct {
	Bare bool // nobody but administrators is on the roster yet
	Done bool // a file was imported just now
}

func (a *Area) showImports(r *web.Request) error {
	if err := a.uploads.Sweep(r.Now()); err != nil {
		return err
	}
	view, err := a.importsView(r)
	if err != nil {
		return err
	}
	view.Done = r.QueryParam("done") != ""
	return a.importsPage.Render(r, view)
}

func (a *Area) importsView(r *web.Request) (importsView, error) {
	state, err := a.gate.Installation(r.Ctx())
	return importsView{Bare: !state.IsStaffed}, err
}

// refuseFile shows the form again with what is wrong with the file.
func (a *Area) refuseFile(r *web.Request, failure error) error {
	view, err := a.importsView(r)
	if err != nil {
		return err
	}
	return a.importsPage.Refuse(r, view, upload.Unusable(failure, "roster"))
}

func (a *Area) uploadRoster(r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return a.refuseFile(r, err)
	}
	name, content, err := upload.File(r, "roster")
	if err != nil {
		return a.refuseFile(r, err)
	}
	if _, _, err := roster.ReadRoster(name, content); err != nil {
		return a.refuseFile(r, err)
	}
	kept, err := a.uploads.Keep(r.Now(), content)
	if err != nil {
		return err
	}
	return r.SeeOther("/imports/roster/" + kept + "?file=" + url.QueryEscape(name))
}

func (a *Area) showDifference(r *web.Request) error {
	view := differenceView{File: upload.FileName(r.QueryParam("file")), Upload: r.Param("upload")}
	d, err := a.importFile(r, view.File, roster.Order{Partial: true, DryRun: true})
	if err != nil {
		return a.refuseFile(r, err)
	}
	view.fill(d)
	return a.differencePage.Render(r, view)
}

func (a *Area) applyRoster(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	view := differenceView{File: upload.FileName(form.Raw("file")), Upload: r.Param("upload")}
	d, err := a.importFile(r, view.File, roster.Order{Partial: form.Checked("partial")})
	if faults := office.RowErrors(nil); errors.As(err, &faults) {
		view.fill(d)
		return a.differencePage.Refuse(r, view, fault.New(fault.Invalid, "有 %d 行有错，没有导入。请改好文件重新选择，或者勾选只导入没有错的行", len(faults)))
	}
	if err != nil {
		return a.refuseFile(r, err)
	}
	if err := a.uploads.Drop(view.Upload); err != nil {
		return err
	}
	return r.SeeOther("/imports?done=roster")
}

// importFile imports the file that the path names, within what the actor may import.
func (a *Area) importFile(r *web.Request, name string, o roster.Order) (roster.Difference, error) {
	content, err := a.uploads.Read(r.Now(), r.Param("upload"))
	if err != nil {
		return roster.Difference{}, err
	}
	o.By, o.Within = r.Actor.ID(), r.Actor.Scope(access.ImportRoster)
	return a.registrar.Import(r.Ctx(), name, content, o)
}

func (a *Area) downloadTemplate(r *web.Request) error {
	var b bytes.Buffer
	if err := roster.WriteTemplate(&b); err != nil {
		return err
	}
	r.Response().Header().Set("Content-Disposition", "attachment; filename=roster.xlsx; filename*=UTF-8''"+url.PathEscape("花名册模板.xlsx"))
	return r.Blob(http.StatusOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b.Bytes())
}
