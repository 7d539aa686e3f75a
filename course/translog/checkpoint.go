package translog

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

// Checkpoint is a log's statement about its own tree, in the form of C2SP tlog-checkpoint. Who
// holds a signed one can later prove that the log was not rewritten.
type Checkpoint struct {
	// Origin names the log, as a URL without its scheme.
	Origin string
	Head
	// Extensions are further lines, opaque here. C2SP advises against them.
	Extensions []string
}

// Marshal returns the text to be signed: origin, decimal size, base64 root and the extensions,
// one a line. It fails when the checkpoint could not be read back the same.
func (cp Checkpoint) Marshal() (string, error) {
	if err := cp.check(); err != nil {
		return "", fmt.Errorf("marshal checkpoint: %w", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%d\n%s\n", cp.Origin, cp.Size, cp.Root)
	for _, line := range cp.Extensions {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// ParseCheckpoint reads the text of a checkpoint, without signatures. It accepts exactly what
// Marshal writes.
func ParseCheckpoint(text string) (Checkpoint, error) {
	body, ended := strings.CutSuffix(text, "\n")
	lines := strings.Split(body, "\n")
	if !ended || len(lines) < 3 {
		return Checkpoint{}, errors.New("parse checkpoint: fewer than three whole lines")
	}
	size, err := parseDecimal(lines[1])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("parse checkpoint: size: %w", err)
	}
	root, err := ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("parse checkpoint: root: %w", err)
	}
	cp := Checkpoint{Origin: lines[0], Head: Head{Size: size, Root: root}}
	if len(lines) > 3 {
		cp.Extensions = lines[3:]
	}
	if err := cp.check(); err != nil {
		return Checkpoint{}, fmt.Errorf("parse checkpoint: %w", err)
	}
	return cp, nil
}

// check holds the rules that Marshal and ParseCheckpoint share.
func (cp Checkpoint) check() error {
	if err := checkOrigin(cp.Origin); err != nil {
		return err
	}
	if err := checkSize(cp.Size); err != nil {
		return err
	}
	if cp.Size == 0 && cp.Root != EmptyRoot() {
		return errors.New("the tree is empty, its root is not")
	}
	for i, line := range cp.Extensions {
		if line == "" || !utf8.ValidString(line) || strings.ContainsFunc(line, isControl) {
			return fmt.Errorf("extension line %d, %q, is empty or not plain text", i+1, line)
		}
	}
	return nil
}

// isControl tells the characters that a signed note cannot carry.
func isControl(r rune) bool { return r < 0x20 }

// SignCheckpoint returns the checkpoint as a signed note. One signer must be the log's own, with
// the origin as its name; others may co-sign. It fails on a checkpoint Marshal refuses, without
// the log's signer, and when a signer fails.
func SignCheckpoint(cp Checkpoint, signers ...note.Signer) ([]byte, error) {
	text, err := cp.Marshal()
	if err != nil {
		return nil, err
	}
	own := false
	for _, s := range signers {
		own = own || s.Name() == cp.Origin
	}
	if !own {
		return nil, fmt.Errorf("sign checkpoint: no signer is named %q", cp.Origin)
	}
	msg, err := note.Sign(&note.Note{Text: text}, signers...)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint of %q at %d: %w", cp.Origin, cp.Size, err)
	}
	return msg, nil
}

// OpenCheckpoint verifies a signed note and returns the checkpoint in it, and the note with its
// signatures; note.Sign on that note adds a co-signature. It fails when the note is malformed, a
// known key's signature is wrong, the checkpoint is of another origin, or the key that signed
// for the origin is not in known: a co-signature alone does not make a checkpoint.
func OpenCheckpoint(msg []byte, origin string, known note.Verifiers) (Checkpoint, *note.Note, error) {
	n, err := note.Open(msg, known)
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("open checkpoint: %w", err)
	}
	cp, err := ParseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, nil, err
	}
	if cp.Origin != origin {
		return Checkpoint{}, nil, fmt.Errorf("open checkpoint: origin is %q instead of %q", cp.Origin, origin)
	}
	for _, sig := range n.Sigs {
		if sig.Name == origin {
			return cp, n, nil
		}
	}
	return Checkpoint{}, nil, fmt.Errorf("open checkpoint: not signed by a known key of %q", origin)
}
