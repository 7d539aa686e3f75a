package console

import (
	"context"
	"errors"
	"fmt"
	"io"

	"xiangxue/course/storage"
	"xiangxue/search"
	"xiangxue/search/library"
)

// ErrSkipped says that some of the files that were named could not be imported.
var ErrSkipped = errors.New("有的文件不能导入，见上面的说明")

// ImportPolicies imports policy documents from folders and files, one path after the other, and lists what was left out
// of them and what could not be taken. Progress goes to status. It fails with ErrSkipped, or as library.Import does, when
// files were left out that nobody allowed to be left out; the paths after such a one are not imported.
func ImportPolicies(ctx context.Context, w, status io.Writer, db *storage.DB, paths []string, o library.Options) error {
	o.Progress = func(p library.Progress) { printProgress(status, p) }
	var sum library.Report
	for _, path := range paths {
		report, err := library.ImportPath(ctx, db, path, o)
		printFiles(w, report)
		if err != nil {
			return err
		}
		sum.Added, sum.Changed, sum.Unchanged = sum.Added+report.Added, sum.Changed+report.Changed, sum.Unchanged+report.Unchanged
		sum.Skipped = append(sum.Skipped, report.Skipped...)
	}
	heading := "导入完成"
	if o.DryRun {
		heading = "试运行，没有改动任何内容"
	}
	fmt.Fprintf(w, "%s：新文件 %d 份，有改动的 %d 份，没有变化的 %d 份\n", heading, sum.Added, sum.Changed, sum.Unchanged)
	if len(sum.Skipped) > 0 && !o.Partial {
		return ErrSkipped
	}
	return nil
}

// printFiles lists the files about which there is something to say.
func printFiles(w io.Writer, r library.Report) {
	for _, repeated := range r.Repeated {
		fmt.Fprintln(w, describeProblem(repeated))
	}
	for _, note := range r.Notes {
		fmt.Fprintln(w, "请留意："+describeProblem(note))
	}
	for _, problem := range r.Skipped {
		fmt.Fprintln(w, "不能导入："+describeProblem(problem))
	}
}

func describeProblem(p library.Problem) string {
	if p.Line > 0 {
		return fmt.Sprintf("%s 第 %d 行：%s", p.File, p.Line, p.Message)
	}
	return p.File + "：" + p.Message
}

// every is how many files lie between two lines of progress.
const every = 200

func printProgress(w io.Writer, p library.Progress) {
	switch {
	case p.Writing:
		fmt.Fprintf(w, "已写入 %d/%d\n", p.Done, p.Total)
	case p.Done%every == 0 || p.Done == p.Total:
		fmt.Fprintf(w, "已读取 %d/%d\n", p.Done, p.Total)
	}
}

// Reindex makes the search index anew from the library. Progress goes to status.
func Reindex(ctx context.Context, w, status io.Writer, indexer *search.Indexer) error {
	articles := 0
	err := indexer.Rebuild(ctx, func(n int) {
		articles = n
		fmt.Fprintf(status, "已编入 %d 条\n", n)
	})
	if err == nil {
		fmt.Fprintf(w, "检索索引已重建，共 %d 条条文\n", articles)
	}
	return err
}
