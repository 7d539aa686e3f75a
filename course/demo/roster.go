package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"xiangxue/course/calendar"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// sheets are the tables of a roster folder, each a file of the name, and the sheets of the workbook they make.
var sheets = [...]string{"单位", "人员", "学习小组"}

// workbook makes the roster workbook that a folder of tables stands for.
func workbook(folder string) ([]byte, error) {
	var book []office.Sheet
	for _, name := range sheets {
		file := path.Join("roster", folder, name+".csv")
		text, err := input.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		table, err := office.ReadTable(file, text, office.Limits{})
		if err != nil {
			return nil, err
		}
		book = append(book, sheetOf(name, table))
	}
	if len(book) == 0 {
		return nil, fmt.Errorf("没有 %s 这份花名册", folder)
	}
	var b bytes.Buffer
	if err := office.WriteXLSX(&b, book); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func sheetOf(name string, t office.Table) office.Sheet {
	sheet := office.Sheet{Name: name}
	for _, title := range t.Header {
		sheet.Columns = append(sheet.Columns, office.Column{Title: title})
	}
	for _, row := range t.Rows {
		cells := make([]any, len(t.Header))
		for i := range cells {
			cells[i] = row.At(i)
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	return sheet
}

func (r rosterAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.importRoster(ctx, r.folder) })
}

// importRoster imports a folder of tables as a workbook. The first one holds from the beginning of its year, so that those
// on it study for the whole of it.
func (t *township) importRoster(ctx context.Context, folder string) error {
	t.progress("花名册 " + folder)
	book, err := workbook(folder)
	if err != nil {
		return err
	}
	on := t.today()
	if len(t.actors) == 0 {
		on = calendar.StudyYear(on.Year()).From
	}
	if _, err := t.registrar.Import(ctx, folder+".xlsx", book, roster.Order{Within: roster.Everyone(), On: on}); err != nil {
		return err
	}
	return t.read(ctx, func(tx storage.ReadTx) (err error) {
		t.people, err = meet(ctx, tx, t.today())
		return err
	})
}
