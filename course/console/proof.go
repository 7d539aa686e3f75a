package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/proof"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// BundleOrder says what a bundle for checking elsewhere holds and where it goes.
type BundleOrder struct {
	Year int    `help:"Study year; this one when not given."`
	Unit string `help:"Code of a unit; everybody when not given."`
	Out  string `help:"The file, .zip." short:"o" required:"" type:"path"`
}

// Bundle writes a bundle in place of a file that is there and tells the operator. It fails with fault.NotFound for an
// unknown unit, and as proof.Prover.ExportBundle does.
func Bundle(ctx context.Context, w io.Writer, db *storage.DB, prover *proof.Prover, o BundleOrder, clock calendar.Clock) error {
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
	if o.Year == 0 {
		o.Year = clock.Today().Year()
	}
	var made proof.Made
	err := replaceFile(o.Out, func(file io.Writer) (err error) {
		made, err = prover.ExportBundle(ctx, access.Console(), unit.ID, o.Year, file)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "已写入 %s：%d 人，%d 件事实\n检查点校验码：%s\n", o.Out, made.People, made.Facts, made.Checkpoint.Code())
	return nil
}

// VerifyFile verifies a file anywhere, without server or data directory: a bundle or, with the vault, a backup.
func VerifyFile(ctx context.Context, w io.Writer, vault Vault, path string, trust proof.Trust) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !proof.IsBundle(file, info.Size()) {
		vault.Known = trust.Known
		return vault.Verify(ctx, w, path)
	}
	report, err := proof.CheckBundle(file, info.Size(), trust)
	if err != nil {
		return err
	}
	return told(w, "核验包", report)
}

// told prints the outcome of a check. It returns ErrNotClean when anything differs.
func told(w io.Writer, what string, r proof.Report) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s：%s　%s\n核对事实 %d 件，%d 人\n验证公钥：%s\n", what, r.Installation, r.Scope, r.Facts, len(r.People), r.Key)
	if r.OwnKey {
		fmt.Fprintln(&b, "公钥取自文件本身：请与单位公布的公钥对照，或者用 -log-key 指明")
	}
	fmt.Fprintf(&b, "检查点：共 %d 条，校验码 %s\n", r.Checkpoint.Size, seal.CodeOf(r.Checkpoint))
	if r.Agreed > 0 {
		fmt.Fprintf(&b, "与留存的检查点一致：%d 份\n", r.Agreed)
	}
	for _, f := range r.Findings {
		fmt.Fprintln(&b, "不一致：", f.Message())
	}
	if r.More > 0 {
		fmt.Fprintf(&b, "另有 %d 处不一致未列出\n", r.More)
	}
	if r.Clean() {
		fmt.Fprintln(&b, "核验通过：每一件都与封存时完全一致，合计相符")
	}
	if _, err := b.WriteTo(w); err != nil {
		return err
	}
	if !r.Clean() {
		return ErrNotClean
	}
	return nil
}
