package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"xiangxue/course/access"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

// TrainingTemplate writes an empty table of training hours to a new file.
func TrainingTemplate(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return fmt.Errorf("make the template: %w", err)
	}
	return errors.Join(office.WriteXLSX(f, training.Template()), f.Close())
}

// ImportTraining imports a table of training hours and lists what it put on the rolls or, in a dry run, what it would.
func ImportTraining(ctx context.Context, w io.Writer, db *storage.DB, registrar *training.Registrar, path string, order training.Order) error {
	b, err := read(path)
	if err != nil {
		return err
	}
	in, err := registrar.Import(ctx, db, access.Console(), filepath.Base(path), b, order)
	if refused := office.RowErrors(nil); err != nil && !errors.As(err, &refused) {
		return err
	}
	if err == nil {
		listTaken(w, in)
	}
	for _, refused := range in.Refused {
		fmt.Fprintln(w, "没有导入：", refused)
	}
	if err != nil {
		return fmt.Errorf("有 %d 处要改，什么也没有导入；要先导入没有错的行，请加 -partial", len(in.Refused))
	}
	rows, sum := in.Recognised()
	fmt.Fprintf(w, "%s %d 行新增，其中 %d 行入账，共 %s 学时；%d 行已经记过，没有变化", done(order.DryRun), in.Rows(), rows, sum, in.Unchanged)
	if len(in.Refused) > 0 {
		fmt.Fprintf(w, "，%d 处有误", len(in.Refused))
	}
	fmt.Fprintf(w, "\n文件校验值（SHA-256）：%s\n", in.FileSum)
	return in.Refused.Err()
}

// listTaken lists the classes with the people whom a file adds to them.
func listTaken(w io.Writer, in training.Intake) {
	for _, c := range in.Classes {
		fmt.Fprintf(w, "%s《%s》（%s，%s 至 %s）：%d 人\n", c.Kind.Label(), c.Title, c.Organiser, c.Span.From, c.Span.To, len(c.Lines))
		for _, l := range c.Lines {
			if !l.Recognised {
				fmt.Fprintf(w, "  %s（%s）请假 %s 学时，超过规定，记入名册但不认定\n", l.Name, l.StaffNo, l.Away)
			}
		}
	}
}
