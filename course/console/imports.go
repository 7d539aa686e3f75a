package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz/importer"
)

// RosterTemplate writes an empty roster workbook to a new file.
func RosterTemplate(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return fmt.Errorf("make the template: %w", err)
	}
	return errors.Join(roster.WriteTemplate(f), f.Close())
}

// mostRules is how large a file of rules may be, in bytes.
const mostRules = 1 << 20

// ImportRoster imports a roster file and lists what changed or, in a dry run, what would.
func ImportRoster(ctx context.Context, w io.Writer, registrar roster.Registrar, path string, order roster.Order) error {
	b, err := read(path)
	if err != nil {
		return err
	}
	difference, err := registrar.Import(ctx, filepath.Base(path), b, order)
	if err != nil {
		return err
	}
	for _, change := range difference.Changes {
		fmt.Fprintln(w, change)
	}
	for _, member := range difference.Missing {
		fmt.Fprintf(w, "名单里没有，保持不变：%s（%s，%s）\n", member.Cadre.Name, member.Cadre.StaffNo, member.Unit.Name)
	}
	for _, refused := range difference.Refused {
		fmt.Fprintln(w, "没有导入：", refused)
	}
	fmt.Fprintf(w, "%s %d 处变动", done(order.DryRun), len(difference.Changes))
	if len(difference.Refused) > 0 {
		fmt.Fprintf(w, "，%d 行有误", len(difference.Refused))
	}
	fmt.Fprintln(w)
	return difference.Refused.Err()
}

func done(dryRun bool) string {
	if dryRun {
		return "试运行，没有改动任何内容。将有"
	}
	return "导入完成，"
}

// ImportCourse imports a course folder with its questions. Links in it lead to nothing outside of it.
func ImportCourse(ctx context.Context, w io.Writer, im *importer.Importer, dir string, options importer.Options) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fault.New(fault.NotFound, "打不开文件夹 %s", dir)
	}
	defer root.Close()
	report, err := im.Course(ctx, access.Console(), root.FS(), options)
	if err != nil {
		return err
	}
	printImport(w, report.Report, options)
	return nil
}

// ImportQuestions imports files of questions, each into the bank named like its file.
func ImportQuestions(ctx context.Context, w io.Writer, im *importer.Importer, paths []string, options importer.Options) error {
	var failed error
	for i, path := range paths {
		if len(paths) > 1 {
			fmt.Fprintf(w, "[%d/%d] ", i+1, len(paths))
		}
		b, err := read(path)
		if err == nil {
			var report importer.Report
			if report, err = im.Questions(ctx, access.Console(), filepath.Base(path), b, options); err == nil {
				printQuestions(w, report, options)
				err = report.Skipped.Err()
			}
		}
		if err != nil {
			fmt.Fprintln(w, Describe(err))
			failed = errors.Join(failed, fmt.Errorf("%s 没有全部导入", filepath.Base(path)))
		}
	}
	return failed
}

func printImport(w io.Writer, report importer.Report, options importer.Options) {
	switch {
	case !report.Changed:
		fmt.Fprintf(w, "《%s》内容没有变化，不需要导入\n", report.Name)
	case options.DryRun:
		fmt.Fprintf(w, "试运行，没有改动任何内容。《%s》将导入 %d 道题\n", report.Name, report.Questions)
	default:
		fmt.Fprintf(w, "已导入《%s》，%d 道题\n", report.Name, report.Questions)
	}
}

// printQuestions says what an import did, or would do, to a bank.
func printQuestions(w io.Writer, report importer.Report, options importer.Options) {
	if report.Changed && options.DryRun {
		fmt.Fprint(w, "试运行，没有改动任何内容。")
	}
	fmt.Fprintf(w, "题库《%s》（%s）：读到 %d 道题，新增 %d 道，改为新版本 %d 道，已有 %d 道\n",
		report.Name, report.Format, report.Questions, report.Added, report.Revised, report.Known)
	for _, note := range report.Notes {
		fmt.Fprintln(w, "提示：", note)
	}
}

// ImportRules adopts a version of the rules for recognising hours.
func ImportRules(ctx context.Context, w io.Writer, db *storage.DB, ledger *hours.Ledger, path string, dryRun bool) error {
	b, err := readUpTo(path, mostRules)
	if err != nil {
		return err
	}
	rules, err := hours.ReadRuleSet(bytes.NewReader(b))
	if err != nil {
		return err
	}
	if dryRun {
		fmt.Fprintf(w, "试运行，没有改动任何内容。%s 可以采用，自 %s 起\n", rules.Title, rules.Span.From)
		return nil
	}
	err = db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		rules, err = ledger.Adopt(ctx, tx, rules, 0)
		return err
	})
	if err == nil {
		fmt.Fprintf(w, "已采用%s第 %d 版，自 %s 起\n", rules.Title, rules.Number, rules.Span.From)
	}
	return err
}
