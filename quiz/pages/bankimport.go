package pages

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/importer"
)

// mostUpload bounds a file of questions, in bytes.
const mostUpload = 20 << 20

// shownItems is how many questions of a file, and how many remarks on it, are shown before it is imported.
const shownItems = 30

// importView is the form that takes a file of questions.
type importView struct {
	bank.Bank
	Formats []importer.Format
	Done    string // what an import did just now
}

// previewView is what a file would do.
type previewView struct {
	bank.Bank
	File, Upload string
	importer.Report
	First        []readQuestionView // the first questions of the file
	Remarks      office.RowErrors
	MoreProblems int // that are not shown
	MoreRemarks  int
}

// readQuestionView is a question of a file with its answers in words.
type readQuestionView struct {
	quiz.Question
	Answers []string
}

// IsUsable reports whether the file holds a question that can be imported.
func (v previewView) IsUsable() bool { return v.Report.Questions > 0 }

func (a *Area) prepareImport(r *web.Request) error {
	v, err := a.importView(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	if form.Raw("added") != "" {
		v.Done = r.T("导入完成：新增 %d 题，更新 %d 题，原有 %d 题。", form.Int("added", 0, 1e6), form.Int("revised", 0, 1e6), form.Int("known", 0, 1e6))
	}
	return a.importPage.Render(r, v)
}

func (a *Area) importView(r *web.Request) (importView, error) {
	id, err := r.ID("bank")
	if err != nil {
		return importView{}, err
	}
	v := importView{Formats: importer.Formats()}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v.Bank, err = bank.ByID(r.Ctx(), tx, bank.ID(id))
		return err
	})
	return v, err
}

// refuseFile shows the form again with what is wrong with the file.
func (a *Area) refuseFile(r *web.Request, v importView, failure error) error {
	if problems := office.RowErrors(nil); errors.As(failure, &problems) { // the head of a table is wrong
		var f fault.Fields
		f.Add("file", "这份文件不能用：%s", problems.Error())
		failure = f.Err()
	}
	return a.importPage.Refuse(r, v, upload.Unusable(failure, "file"))
}

func (a *Area) uploadQuestions(r *web.Request) error {
	v, err := a.importView(r)
	if err != nil {
		return err
	}
	if _, err := r.Form(); err != nil {
		return a.refuseFile(r, v, err)
	}
	name, content, err := upload.File(r, "file")
	if err != nil {
		return a.refuseFile(r, v, err)
	}
	if _, err := importer.Read(name, content); err != nil {
		return a.refuseFile(r, v, err)
	}
	kept, err := a.Uploads.Keep(r.Now(), content)
	if err != nil {
		return err
	}
	return r.SeeOther(fmt.Sprintf("/banks/%d/imports/%s?file=%s", v.ID, kept, url.QueryEscape(name)))
}

func (a *Area) previewImport(r *web.Request) error {
	in, err := a.importView(r)
	if err != nil {
		return err
	}
	v := previewView{Bank: in.Bank, File: upload.FileName(r.QueryParam("file")), Upload: r.Param("upload")}
	if err := a.preview(r, &v); err != nil {
		return a.refuseFile(r, in, err)
	}
	return a.previewPage.Render(r, v)
}

// preview reads the file and finds out what it would do, without doing it.
func (a *Area) preview(r *web.Request, v *previewView) error {
	content, err := a.Uploads.Read(r.Now(), v.Upload)
	if err != nil {
		return err
	}
	reading, err := importer.Read(v.File, content)
	if err != nil {
		return err
	}
	v.Report, err = a.Importer.Questions(r.Ctx(), r.Actor, v.File, content, importer.Options{DryRun: true, Partial: true, Bank: v.Bank.Name})
	if problems := office.RowErrors(nil); errors.As(err, &problems) {
		v.Skipped, err = problems, nil
	}
	if err != nil {
		return err
	}
	for _, it := range reading.Items[:min(len(reading.Items), shownItems)] {
		v.First = append(v.First, readQuestionView{it.Content, answersOf(it.Content)})
	}
	v.Skipped, v.MoreProblems = shorten(v.Skipped)
	v.Remarks, v.MoreRemarks = shorten(v.Notes)
	return nil
}

// shorten returns the first of the remarks and how many it leaves out.
func shorten(list office.RowErrors) (office.RowErrors, int) {
	if len(list) <= shownItems {
		return list, 0
	}
	return list[:shownItems], len(list) - shownItems
}

func (a *Area) importQuestions(r *web.Request) error {
	in, err := a.importView(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	v := previewView{Bank: in.Bank, File: upload.FileName(form.Raw("file")), Upload: r.Param("upload")}
	content, err := a.Uploads.Read(r.Now(), v.Upload)
	if err != nil {
		return a.refuseFile(r, in, err)
	}
	report, err := a.Importer.Questions(r.Ctx(), r.Actor, v.File, content, importer.Options{Partial: form.Checked("partial"), Bank: in.Name})
	if problems := office.RowErrors(nil); errors.As(err, &problems) {
		if err := a.preview(r, &v); err != nil {
			return err
		}
		return a.previewPage.Refuse(r, v, fault.New(fault.Invalid, "有 %d 处有错，没有导入。请改好文件重新选择，或者勾选只导入没有错的题", len(problems)))
	}
	if err != nil {
		return a.refuseFile(r, in, err)
	}
	if err := a.Uploads.Drop(v.Upload); err != nil {
		return err
	}
	return r.SeeOther("/banks/%d/imports?added=%d&revised=%d&known=%d", in.ID, report.Added, report.Revised, report.Known)
}

// downloadTemplate answers with an empty workbook for questions.
func (a *Area) downloadTemplate(r *web.Request) error {
	var b bytes.Buffer
	if err := importer.WriteTemplate(&b); err != nil {
		return err
	}
	return attach(r, "题目模板.xlsx", "questions.xlsx", b.Bytes())
}

// attach answers with a file to keep. The plain name is for browsers that cannot read the other.
func attach(r *web.Request, name, plain string, content []byte) error {
	r.Response().Header().Set("Content-Disposition", "attachment; filename="+plain+"; filename*=UTF-8''"+url.PathEscape(name))
	return r.Blob(http.StatusOK, "application/octet-stream", content)
}
