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

// ImportPolicies imports policy documents from a folder or a file and lists what could not be taken. Progress goes to
// status. It fails with ErrSkipped, or as library.Import does, when files were left out that nobody allowed to be left
// out.
func ImportPolicies(ctx context.Context, w, status io.Writer, db *storage.DB, path string, o library.Options) error {
	o.Progress = func(p library.Progress) { printProgress(status, p) }
	report, err := library.ImportPath(ctx, db, path, o)
	for _, repeated := range report.Repeated {
		fmt.Fprintf(w, "%s：%s\n", repeated.File, repeated.Message)
	}
	for _, problem := range report.Skipped {
		fmt.Fprintln(w, "不能导入："+describeProblem(problem))
	}
	if err != nil {
		return err
	}
	heading := "导入完成"
	if o.DryRun {
		heading = "试运行，没有改动任何内容"
	}
	fmt.Fprintf(w, "%s：新文件 %d 份，有改动的 %d 份，没有变化的 %d 份\n", heading, report.Added, report.Changed, report.Unchanged)
	if len(report.Skipped) > 0 && !o.Partial {
		return ErrSkipped
	}
	return nil
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
