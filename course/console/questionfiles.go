package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/importer"
)

// QuestionsTemplate writes an empty workbook for questions to a new file.
func QuestionsTemplate(path string) error {
	return writeNew(path, importer.WriteTemplate)
}

// ExportQuestions writes the bank of that name to a new file, in the format that its extension stands for, and says what
// the format could not carry.
func ExportQuestions(ctx context.Context, w io.Writer, db *storage.DB, name, path string) error {
	extension := strings.ToLower(filepath.Ext(path))
	formats := importer.Writable()
	i := slices.IndexFunc(formats, func(f importer.Format) bool { return f.Extensions[0] == extension })
	if i < 0 {
		return fault.New(fault.Invalid, "不能导出成 %s 文件，可以用 .xlsx、.gift、.xml（Moodle XML）或 .zip（QTI 3.0）", extension)
	}
	var exported importer.Exported
	err := db.Read(ctx, func(tx storage.ReadTx) error {
		from, found, err := bank.Named(ctx, tx, name)
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.NotFound, "没有题库“%s”", name)
		}
		return writeNew(path, func(f io.Writer) (err error) {
			exported, err = importer.Export(ctx, tx, access.Console(), f, from.ID, formats[i])
			return err
		})
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "已导出题库《%s》，%d 道题（%s）\n", name, exported.Questions, formats[i].Name)
	for _, lost := range exported.Lost {
		fmt.Fprintln(w, "提示：", lost)
	}
	return nil
}

// writeNew makes a file, which must not exist, and takes it away again when it cannot be written.
func writeNew(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if errors.Is(err, os.ErrExist) {
		return fault.New(fault.Conflict, "文件 %s 已经存在，请换一个名字", path)
	}
	if err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
