package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// ComplianceOrder says what a compliance report looks at and where it goes.
type ComplianceOrder struct {
	Year int    `help:"Study year; that of the day, or this one, when not given."`
	Unit string `help:"Code of a unit; everybody when not given."`
	AsOf string `help:"Last day whose events count, as 2026-09-30; today when not given." name:"as-of"`
	Path string `help:"The file, .xlsx or .csv." name:"out" short:"o" required:"" type:"path"`
}

// ReportCompliance writes the compliance of units and people as a file, in place of one that is there, and tells the
// operator. When it fails, no file is left behind and one that was there is still as it was. It fails with fault.Invalid
// for a day that is none and for another ending, and with fault.NotFound for an unknown unit.
func ReportCompliance(ctx context.Context, w io.Writer, db *storage.DB, reporter *report.Reporter, o ComplianceOrder) error {
	at, format, err := o.read()
	if err != nil {
		return err
	}
	var unit roster.Unit
	if o.Unit != "" {
		err := db.Read(ctx, func(tx storage.ReadTx) (err error) {
			unit, err = roster.FindUnitByCode(ctx, tx, o.Unit)
			return err
		})
		if err != nil {
			return err
		}
	}
	err = replaceFile(o.Path, func(file io.Writer) error {
		return reporter.ExportCompliance(ctx, db, access.Console(), unit.ID, at, format, file)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "已写入 %s\n", o.Path)
	return nil
}

// read returns the order as the reporter takes it.
func (o ComplianceOrder) read() (at report.AsOf, format report.Format, err error) {
	var f fault.Fields
	at.Year = o.Year
	if o.AsOf != "" {
		at.On, err = calendar.ParseDate(o.AsOf)
		f.Check(err == nil, "as-of", "“%s”不是日期，请写成 2026-03-31 这样", o.AsOf)
	}
	switch strings.ToLower(filepath.Ext(o.Path)) {
	case ".xlsx":
		format = report.XLSX
	case ".csv":
		format = report.CSV
	default:
		f.Add("o", "文件名要以 .xlsx 或 .csv 结尾")
	}
	return at, format, f.Err()
}

// replaceFile writes a file beside its place and puts it there when it is whole.
func replaceFile(path string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".report-*")
	if err != nil {
		return fmt.Errorf("make the file: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	if err := errors.Join(write(file), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
