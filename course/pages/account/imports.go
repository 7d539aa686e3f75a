package account

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/web"
)

// mostFileName is how many characters of a file's name are kept.
const mostFileName = 120

// importsView is the form that takes a roster file.
type importsView struct {
	Bare bool // nobody but administrators is on the roster yet
	Done bool // a file was imported just now
}

func (a *Area) showImports(r *web.Request) error {
	if err := a.uploads.sweep(r.Now()); err != nil {
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
	return a.importsPage.Refuse(r, view, unusable(failure))
}

// unusable says of a file that cannot be read as a whole what the person can do about it.
func unusable(err error) error {
	text := ""
	if format := (*office.FormatError)(nil); errors.As(err, &format) {
		text = format.Error()
	} else if limit := (*office.LimitError)(nil); errors.As(err, &limit) {
		text = limit.Error()
	} else {
		return err
	}
	var fields fault.Fields
	fields.Add("roster", "这份文件不能用：%s", text)
	return fields.Err()
}

func (a *Area) uploadRoster(r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return a.refuseFile(r, err)
	}
	name, content, err := uploaded(r, "roster")
	if err != nil {
		return a.refuseFile(r, err)
	}
	if _, _, err := roster.ReadRoster(name, content); err != nil {
		return a.refuseFile(r, err)
	}
	upload, err := a.uploads.keep(r.Now(), content)
	if err != nil {
		return err
	}
	return r.SeeOther("/imports/roster/" + upload + "?file=" + url.QueryEscape(name))
}

// uploaded returns the file of a form's field. It fails with fault.Invalid when none was chosen.
func uploaded(r *web.Request, field string) (name string, content []byte, err error) {
	file, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		var fields fault.Fields
		fields.Add(field, "请选择文件")
		return "", nil, fields.Err()
	}
	if err != nil {
		return "", nil, fmt.Errorf("take the uploaded file: %w", err)
	}
	opened, err := file.Open()
	if err != nil {
		return "", nil, fmt.Errorf("open the uploaded file: %w", err)
	}
	defer opened.Close()
	if content, err = io.ReadAll(opened); err != nil {
		return "", nil, fmt.Errorf("read the uploaded file: %w", err)
	}
	return fileName(file.Filename), content, nil
}

// fileName bounds the name under which complaints speak of a file.
func fileName(name string) string {
	if runes := []rune(name); len(runes) > mostFileName {
		name = string(runes[len(runes)-mostFileName:])
	}
	return name
}

func (a *Area) showDifference(r *web.Request) error {
	view := differenceView{File: fileName(r.QueryParam("file")), Upload: r.Param("upload")}
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
	view := differenceView{File: fileName(form.Raw("file")), Upload: r.Param("upload")}
	d, err := a.importFile(r, view.File, roster.Order{Partial: form.Checked("partial")})
	if faults := office.RowErrors(nil); errors.As(err, &faults) {
		view.fill(d)
		return a.differencePage.Refuse(r, view, fault.New(fault.Invalid, "有 %d 行有错，没有导入。请改好文件重新选择，或者勾选只导入没有错的行", len(faults)))
	}
	if err != nil {
		return a.refuseFile(r, err)
	}
	if err := a.uploads.drop(view.Upload); err != nil {
		return err
	}
	return r.SeeOther("/imports?done=roster")
}

// importFile imports the file that the path names, within what the actor may import.
func (a *Area) importFile(r *web.Request, name string, o roster.Order) (roster.Difference, error) {
	content, err := a.uploads.read(r.Now(), r.Param("upload"))
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
