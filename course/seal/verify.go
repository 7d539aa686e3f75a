package seal

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// FactSource hands out all sealed facts of one kind. The package that owns the facts implements it.
type FactSource interface {
	// Kind returns the kind of the facts.
	Kind() Kind
	// Each calls yield with the number and the canonical bytes of every fact, worked out from the rows as they are
	// now, in the order of their numbers. It stops at the first error and returns it.
	Each(ctx context.Context, tx storage.ReadTx, yield func(id int64, fields []byte) error) error
}

// Verifier compares a database with its log.
type Verifier struct {
	Key     string       // the public key of the log, as VerifierKey returns it
	Sources []FactSource // one for each kind of fact
	Known   []string     // checkpoints kept outside the database, or the short codes of reports, as ReadKnown takes them
}

// Report is the outcome of a verification.
type Report struct {
	Latest      Checkpoint // the last checkpoint that is genuine; its Note is empty when there is none
	Leaves      int64      // leaves in the log
	Checkpoints int        // checkpoints that were compared
	Facts       int64      // facts that were compared
	Findings    []Finding  // what is wrong, by position, at most a hundred
	More        int64      // findings beyond those
}

// Clean reports whether everything is as it was sealed.
func (r Report) Clean() bool { return len(r.Findings) == 0 }

// Unsigned returns how many leaves are newer than the latest checkpoint.
func (r Report) Unsigned() int64 { return max(r.Leaves-r.Latest.Size, 0) }

// findingLimit keeps the report of a ruined database small.
const findingLimit = 100

func (r *Report) add(f Finding) {
	if len(r.Findings) == findingLimit {
		r.More++
		return
	}
	r.Findings = append(r.Findings, f)
}

// Verify works out every commitment, leaf, tree and root anew from the rows and reports the differences. It fails only
// when the database cannot be read, or when the key or a known checkpoint is none.
func (v Verifier) Verify(ctx context.Context, tx storage.ReadTx) (Report, error) {
	verifier, err := note.NewVerifier(v.Key)
	if err != nil {
		return Report{}, fault.New(fault.Invalid, "这不是封存日志的公钥")
	}
	var r Report
	heads, err := v.signedHeads(ctx, tx, verifier, &r)
	if err != nil {
		return Report{}, err
	}
	w := walk{heads: heads, report: &r}
	if err := w.run(ctx, tx); err != nil {
		return Report{}, fmt.Errorf("walk the log: %w", err)
	}
	if err := v.compareFacts(ctx, tx, &r); err != nil {
		return Report{}, err
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(uint64(a.Position), uint64(b.Position)) }) // None comes last
	return r, nil
}

// signedHeads returns the genuine checkpoints of the database and the known ones, by size.
func (v Verifier) signedHeads(ctx context.Context, tx storage.ReadTx, verifier note.Verifier, r *Report) ([]Known, error) {
	rows, err := selectCheckpoints(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the checkpoints: %w", err)
	}
	var heads []Known
	for _, row := range rows {
		stored, err := row.checkpoint()
		signed, _, openErr := translog.OpenCheckpoint([]byte(row.Note), verifier.Name(), note.VerifierList(verifier))
		if err != nil || openErr != nil || signed.Head != stored.Head {
			r.add(Finding{What: CheckpointAltered, Position: row.Size})
			continue
		}
		r.Latest = stored
		heads = append(heads, whole(signed.Head))
	}
	for i, text := range v.Known {
		known, err := ReadKnown(text, verifier)
		if err != nil {
			return nil, fault.New(fault.Invalid, "给出的第 %d 份检查点不是本系统签发的，也不是校验码", i+1)
		}
		heads = append(heads, known)
	}
	slices.SortStableFunc(heads, func(a, b Known) int { return cmp.Compare(a.Size, b.Size) })
	r.Checkpoints = len(heads)
	return heads, nil
}
