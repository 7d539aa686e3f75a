package seal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// Cosignature is what a witness elsewhere has signed: that the log, when it had so many leaves, began with all that the
// witness had seen before.
type Cosignature struct {
	Size     int64
	Witness  string    // name of the key
	SignedAt time.Time // by the clock of the witness
	Line     string    // as it stands below a checkpoint
}

// Accept keeps the cosignatures of witnesses that a checkpoint bears, and returns those that are new. It fails with
// fault.Invalid when this log did not sign the checkpoint or no witness did, and with fault.Conflict when the log has no such
// checkpoint: then two histories were signed, or this is an old copy.
func (l *Log) Accept(ctx context.Context, tx storage.WriteTx, signed []byte, witnesses []note.Verifier) (added []Cosignature, err error) {
	cp, n, err := translog.OpenCheckpoint(signed, l.Origin(), note.VerifierList(append([]note.Verifier{l.key.verifier}, witnesses...)...))
	if err != nil {
		return nil, fault.New(fault.Invalid, "这不是本系统签发的检查点，或者签名不对")
	}
	row, found, err := selectCheckpoint(ctx, tx.ReadTx, cp.Size)
	if err != nil {
		return nil, fmt.Errorf("find the checkpoint at %d: %w", cp.Size, err)
	}
	if !found || string(row.Root) != string(cp.Root[:]) {
		return nil, fault.New(fault.Conflict, "见证的检查点（共 %d 条）与本系统的日志不是同一份，请立即核验并保存证据", cp.Size)
	}
	known := false
	for _, sig := range n.Sigs {
		if sig.Name == l.Origin() {
			continue
		}
		known = true
		c, err := l.keep(ctx, tx, cp.Size, sig)
		if err != nil {
			return nil, err
		}
		if c.Line != "" {
			added = append(added, c)
		}
	}
	if !known {
		return nil, fault.New(fault.Invalid, "检查点上没有已登记见证方的签名")
	}
	return added, nil
}

// keep stores a cosignature; of one that is there already it returns none.
func (l *Log) keep(ctx context.Context, tx storage.WriteTx, size int64, sig note.Signature) (Cosignature, error) {
	at, err := translog.CosignedAt(sig)
	if err != nil {
		return Cosignature{}, err
	}
	c := Cosignature{Size: size, Witness: sig.Name, SignedAt: at, Line: fmt.Sprintf("— %s %s\n", sig.Name, sig.Base64)}
	added, err := insertCosignature(ctx, tx, c, l.clock())
	if err != nil || !added {
		return Cosignature{}, err
	}
	return c, nil
}

// Cosignatures returns the latest cosignatures, those of the largest log first, at most limit.
func (l *Log) Cosignatures(ctx context.Context, tx storage.ReadTx, limit int) ([]Cosignature, error) {
	rows, err := selectCosignatures(ctx, tx, limit)
	if err != nil {
		return nil, fmt.Errorf("read the cosignatures: %w", err)
	}
	list := make([]Cosignature, len(rows))
	for i, r := range rows {
		list[i] = Cosignature{Size: r.Size, Witness: r.Witness, SignedAt: time.Unix(r.SignedAt, 0).In(calendar.Shanghai), Line: r.Line}
	}
	return list, nil
}

// Witnessed returns the largest checkpoint that a witness has signed, as a note with its cosignatures. It fails with
// fault.NotFound while there is none.
func (l *Log) Witnessed(ctx context.Context, tx storage.ReadTx) (string, error) {
	latest, err := l.Cosignatures(ctx, tx, 1)
	if err == nil && len(latest) == 0 {
		err = fault.New(fault.NotFound, "还没有见证方签过检查点")
	}
	if err != nil {
		return "", err
	}
	row, found, err := selectCheckpoint(ctx, tx, latest[0].Size)
	if err == nil && !found {
		err = errors.New("its checkpoint is gone")
	}
	if err != nil {
		return "", fmt.Errorf("read the witnessed checkpoint at %d: %w", latest[0].Size, err)
	}
	return withCosignatures(ctx, tx, row.Size, row.Note)
}

// withCosignatures returns the note with the signatures of witnesses below that of the log.
func withCosignatures(ctx context.Context, tx storage.ReadTx, size int64, signed string) (string, error) {
	rows, err := selectCosignaturesOf(ctx, tx, size)
	for _, r := range rows {
		signed += r.Line
	}
	return signed, err
}
