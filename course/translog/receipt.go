package translog

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const (
	receiptHeader = "c2sp.org/tlog-proof@v1"
	// maxPath is the longest inclusion proof that a tree of MaxSize leaves has.
	maxPath = 62
)

// Receipt proves offline that a leaf is in a log, in the form of C2SP tlog-proof: who has the
// entry and the log's verifier key needs nothing else.
type Receipt struct {
	// Index is the leaf's number, counted from 0.
	Index int64
	// Proof is the InclusionProof of the leaf in the tree of the checkpoint.
	Proof []Hash
	// Extra is optional and opaque. Nothing authenticates it.
	Extra []byte
	// Checkpoint is the signed note from SignCheckpoint.
	Checkpoint []byte
}

// Marshal returns the receipt's text. It fails when the receipt could not be read back the same.
func (rc Receipt) Marshal() ([]byte, error) {
	if err := rc.check(); err != nil {
		return nil, fmt.Errorf("marshal receipt: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, receiptHeader)
	if len(rc.Extra) > 0 {
		fmt.Fprintf(&b, "extra %s\n", base64.StdEncoding.EncodeToString(rc.Extra))
	}
	fmt.Fprintf(&b, "index %d\n", rc.Index)
	for _, hash := range rc.Proof {
		fmt.Fprintln(&b, hash)
	}
	b.WriteByte('\n')
	b.Write(rc.Checkpoint)
	return b.Bytes(), nil
}

// ParseReceipt reads the text of a receipt and accepts exactly what Marshal writes. It does not
// look into the checkpoint: only Verify makes a receipt worth anything.
func ParseReceipt(text []byte) (Receipt, error) {
	head, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || lines[0] != receiptHeader {
		return Receipt{}, fmt.Errorf("parse receipt: it does not begin with %s or has no checkpoint", receiptHeader)
	}
	rc := Receipt{Checkpoint: checkpoint}
	lines, err := rc.parseFields(lines[1:])
	if err != nil {
		return Receipt{}, fmt.Errorf("parse receipt: %w", err)
	}
	for _, line := range lines {
		hash, err := ParseHash(line)
		if err != nil {
			return Receipt{}, fmt.Errorf("parse receipt: %w", err)
		}
		rc.Proof = append(rc.Proof, hash)
	}
	if err := rc.check(); err != nil {
		return Receipt{}, fmt.Errorf("parse receipt: %w", err)
	}
	return rc, nil
}

// parseFields takes the optional extra line and the index line, and returns the lines after them.
func (rc *Receipt) parseFields(lines []string) ([]string, error) {
	var err error
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		rc.Extra, err = parseBase64(strings.TrimPrefix(lines[0], "extra "))
		if err != nil || len(rc.Extra) == 0 {
			return nil, fmt.Errorf("extra data is empty or malformed: %q", lines[0])
		}
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return nil, errors.New("the index line is missing")
	}
	if rc.Index, err = parseDecimal(strings.TrimPrefix(lines[0], "index ")); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	return lines[1:], nil
}

func (rc Receipt) check() error {
	switch {
	case rc.Index < 0 || rc.Index >= MaxSize:
		return fmt.Errorf("no log has a leaf %d", rc.Index)
	case len(rc.Proof) > maxPath:
		return fmt.Errorf("a proof of %d hashes is longer than any log needs", len(rc.Proof))
	case len(rc.Checkpoint) == 0:
		return errors.New("the checkpoint is empty")
	}
	return nil
}

// Verify returns the checkpoint under which the receipt proves leaf to be in the log named
// origin. It fails when the checkpoint does not open with the known keys or the proof is wrong.
func (rc Receipt) Verify(leaf Hash, origin string, known note.Verifiers) (Checkpoint, error) {
	cp, _, err := OpenCheckpoint(rc.Checkpoint, origin, known)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("verify receipt: %w", err)
	}
	if err := VerifyInclusion(rc.Proof, cp.Head, rc.Index, leaf); err != nil {
		return Checkpoint{}, fmt.Errorf("verify receipt: %w", err)
	}
	return cp, nil
}
