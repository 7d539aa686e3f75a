package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// ErrNotClean says that the ledger or its log is not as it was sealed.
var ErrNotClean = errors.New("核验没有通过：台账或日志与封存时不一致")

// ReadCheckpoints reads checkpoints that were kept elsewhere: one from each file, or a short code as it was printed.
func ReadCheckpoints(kept []string) ([]string, error) {
	const limit = 64 << 10 // bytes; a checkpoint has some 200
	notes := make([]string, len(kept))
	for i, file := range kept {
		if seal.IsCode(file) {
			notes[i] = file
			continue
		}
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(io.LimitReader(f, limit))
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("read the checkpoint in %s: %w", file, err)
		}
		notes[i] = string(b)
	}
	return notes, nil
}

// Verify recomputes the log from the rows and prints what it finds. It fails with ErrNotClean when anything differs.
func Verify(ctx context.Context, w io.Writer, db *storage.DB, verifier seal.Verifier) error {
	var report seal.Report
	err := db.Read(ctx, func(tx storage.ReadTx) (err error) {
		report, err = verifier.Verify(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "核对事实 %d 件，日志叶 %d 片，检查点 %d 个，尚未签名 %d 片\n", report.Facts, report.Leaves, report.Checkpoints, report.Unsigned())
	fmt.Fprintf(w, "验证公钥：%s\n", verifier.Key)
	if report.Latest.Note != "" {
		fmt.Fprintf(w, "最新检查点：\n%s", report.Latest.Note)
	}
	for _, finding := range report.Findings {
		fmt.Fprintln(w, "不一致：", finding.Message())
	}
	if report.More > 0 {
		fmt.Fprintf(w, "另有 %d 处不一致未列出\n", report.More)
	}
	if !report.Clean() {
		return ErrNotClean
	}
	fmt.Fprintln(w, "核验通过：与封存时完全一致")
	return nil
}
