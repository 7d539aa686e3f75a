package group

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/office"
	"xiangxue/course/training"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
)

// trainingImportView is the form that takes a table of training hours.
type trainingImportView struct{}

// intakeView shows what a table would add, for the reader to confirm.
type intakeView struct {
	training.Intake
	Upload  string            // names the kept content
	Shown   []office.RowError // the first of what is wrong
	Booked  int               // rows that lead to entries
	InTotal hours.Amount
}

// mostComplaints is how many complaints the page lists; the others are only counted.
const mostComplaints = 200

func (a *Area) prepareTrainingImport(r *web.Request) error {
	if err := a.Uploads.Sweep(r.Now()); err != nil {
		return err
	}
	return a.trainingImportPage.Render(r, trainingImportView{})
}

func (a *Area) refuseTrainingFile(r *web.Request, failure error) error {
	var rows office.RowErrors
	if errors.As(failure, &rows) { // columns are missing
		var f fault.Fields
		f.Add("file", "这份文件不能用：%s", rows.Error())
		failure = f.Err()
	}
	return a.trainingImportPage.Refuse(r, trainingImportView{}, upload.Unusable(failure, "file"))
}

// uploadTraining keeps a table and leads to what it would add.
func (a *Area) uploadTraining(r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return a.refuseTrainingFile(r, err)
	}
	name, content, err := upload.File(r, "file")
	if err != nil {
		return a.refuseTrainingFile(r, err)
	}
	if _, err := a.Training.Import(r.Ctx(), a.DB, r.Actor, name, content, training.Order{DryRun: true, Partial: true}); err != nil {
		return a.refuseTrainingFile(r, err)
	}
	kept, err := a.Uploads.Keep(r.Now(), content)
	if err != nil {
		return err
	}
	return r.SeeOther("/training-imports/" + kept + "?file=" + url.QueryEscape(name))
}

func (a *Area) showIntake(r *web.Request) error {
	v, err := a.intake(r, r.QueryParam("file"), training.Order{Partial: true, DryRun: true})
	if err != nil {
		return a.refuseTrainingFile(r, err)
	}
	return a.intakePage.Render(r, v)
}

// intake imports the file that the path names.
func (a *Area) intake(r *web.Request, file string, o training.Order) (intakeView, error) {
	v := intakeView{Upload: r.Param("upload")}
	content, err := a.Uploads.Read(r.Now(), v.Upload)
	if err != nil {
		return v, err
	}
	v.Intake, err = a.Training.Import(r.Ctx(), a.DB, r.Actor, upload.FileName(file), content, o)
	v.Shown, _ = v.Refused.First(mostComplaints)
	v.Booked, v.InTotal = v.Recognised()
	return v, err
}

// importTraining carries out what the page showed.
func (a *Area) importTraining(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.intake(r, form.Raw("file"), training.Order{Partial: form.Checked("partial")})
	var rows office.RowErrors
	switch {
	case errors.As(err, &rows) && len(v.Refused) > 0:
		return a.intakePage.Refuse(r, v, fault.New(fault.Invalid, "有 %d 处有错，没有导入。请改好文件重新选择，或者勾选只导入没有错的行", len(v.Refused)))
	case err != nil:
		return a.refuseTrainingFile(r, err)
	}
	if err := a.Uploads.Drop(v.Upload); err != nil {
		return err
	}
	return r.SeeOther("/training-classes?imported=%d", v.Rows())
}

func (a *Area) downloadTrainingTemplate(r *web.Request) error {
	var b bytes.Buffer
	if err := office.WriteXLSX(&b, training.Template()); err != nil {
		return err
	}
	r.Response().Header().Set("Content-Disposition", "attachment; filename=training.xlsx; filename*=UTF-8''"+url.PathEscape("学时名册模板.xlsx"))
	return r.Blob(http.StatusOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b.Bytes())
}
