package console

import (
	"context"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// AcceptCosigned keeps what witnesses have signed below the checkpoint in a file; keys are the public keys of those that the
// installation trusts. It fails as seal.Log.Accept does, and with fault.Invalid for a key that is none.
func AcceptCosigned(ctx context.Context, w io.Writer, db *storage.DB, log *seal.Log, clock calendar.Clock, file string, keys []string) error {
	const limit = 64 << 10 // bytes
	signed, err := readUpTo(file, limit)
	if err != nil {
		return err
	}
	var witnesses []note.Verifier
	for _, key := range keys {
		verifier, err := translog.NewCosignatureVerifier(strings.TrimSpace(key))
		if err != nil {
			return fault.New(fault.Invalid, "“%s”不是见证方的公钥", key)
		}
		witnesses = append(witnesses, verifier)
	}
	return db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		added, err := log.Accept(ctx, tx, signed, witnesses)
		if err != nil {
			return err
		}
		for _, c := range added {
			fmt.Fprintf(w, "已收下见证：%s，%d 条，%s\n", c.Witness, c.Size, c.SignedAt.In(calendar.Shanghai).Format("2006-01-02 15:04:05"))
			event := audit.Event{Action: "log.cosign", Kind: "installation", Detail: fmt.Sprintf("size=%d", c.Size)}
			if err := audit.Add(ctx, tx, clock(), event); err != nil {
				return err
			}
		}
		if len(added) == 0 {
			fmt.Fprintln(w, "这些见证以前已经收下")
		}
		return nil
	})
}
