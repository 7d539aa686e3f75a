package pages

import (
	"bytes"
	"io"

	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/importer"
)

// exportView lets the author choose a format, and says what the chosen one cannot carry.
type exportView struct {
	bank.Bank
	Formats []string
	Format  string // the chosen one; empty before
	File    string // name of the file
	Lost    office.RowErrors
	More    int // losses that are not shown
}

func (a *Area) prepareExport(r *web.Request) error {
	v, drafts, err := a.exported(r)
	if err != nil {
		return err
	}
	for _, f := range importer.Formats() {
		if f.Write != nil {
			v.Formats = append(v.Formats, f.Name)
		}
	}
	if v.Format != "" {
		if v.Lost, err = write(io.Discard, &v, drafts); err != nil {
			return err
		}
		v.Lost, v.More = shorten(v.Lost)
	}
	return a.exportPage.Render(r, v)
}

// exported returns the bank with its questions.
func (a *Area) exported(r *web.Request) (v exportView, drafts []bank.Draft, err error) {
	id, err := r.ID("bank")
	if err != nil {
		return v, nil, err
	}
	v.Format = r.QueryParam("format")
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Bank, err = bank.ByID(r.Ctx(), tx, bank.ID(id)); err != nil || v.Format == "" {
			return err
		}
		drafts, err = allOf(r, tx, v.ID)
		return err
	})
	return v, drafts, err
}

// exportedAtOnce is how many questions are read at a time.
const exportedAtOnce = 500

// allOf returns the current versions of the bank's questions, by id.
func allOf(r *web.Request, tx storage.ReadTx, id bank.ID) (drafts []bank.Draft, err error) {
	filter := bank.Filter{Bank: id, Limit: exportedAtOnce}
	for {
		questions, err := bank.Find(r.Ctx(), tx, filter)
		if err != nil {
			return nil, err
		}
		for _, q := range questions {
			drafts = append(drafts, q.Version.Draft)
			filter.After = q.ID
		}
		if len(questions) < exportedAtOnce {
			return drafts, nil
		}
	}
}

// write writes the questions in the chosen format and returns what it could not carry.
func write(w io.Writer, v *exportView, drafts []bank.Draft) (office.RowErrors, error) {
	format, found := importer.FormatNamed(v.Format)
	if !found || format.Write == nil {
		return nil, fault.New(fault.NotFound, "没有这种导出格式")
	}
	v.File = v.Name + format.Extensions[0]
	return format.Write(w, v.Name, drafts)
}

// downloadExport answers with the file.
func (a *Area) downloadExport(r *web.Request) error {
	v, drafts, err := a.exported(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if _, err := write(&b, &v, drafts); err != nil {
		return err
	}
	return attach(r, v.File, "questions"+v.File[len(v.Name):], b.Bytes())
}
