package proof

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// bundleForm is the form that a bundle's manifest is attested as.
const bundleForm = "xiangxue bundle v1"

// The parts of a bundle, in their order in the file.
const (
	readmePart      = "README.txt"
	manifestPart    = "manifest.json"
	attestationPart = "manifest.note"   // attests the manifest
	checkpointPart  = "checkpoint"      // signed note, C2SP tlog-checkpoint
	keyPart         = "public-key.txt"  // verifier key of signed notes
	peoplePart      = "people.json"     // who, with totals
	leavesPart      = "leaves.txt"      // place and log entry of each fact
	factsPart       = "facts.txt"       // salt and canonical bytes of each fact
	hashesPart      = "leaf-hashes.bin" // of the whole log, 32 bytes each: the data of its tiles of level 0
)

func partNames() []string {
	return []string{readmePart, manifestPart, attestationPart, checkpointPart, keyPart, peoplePart, leavesPart, factsPart, hashesPart}
}

// manifest says what a bundle is and what its parts are.
type manifest struct {
	Form         string    `json:"form"`
	Installation string    `json:"installation"`
	Origin       string    `json:"origin"`
	Scope        string    `json:"scope"`
	From         string    `json:"from"` // days of the events
	To           string    `json:"to"`
	MadeAt       time.Time `json:"made_at"`
	Size         int64     `json:"size"` // leaves under the checkpoint
	Root         string    `json:"root"`
	Code         string    `json:"code"` // short code of the checkpoint
	Facts        int       `json:"facts"`
	Unsealed     []string  `json:"unsealed,omitempty"` // facts without a leaf
	Parts        []part    `json:"parts"`
}

type part struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// Made tells what was written: how many facts, of how many people, under which checkpoint.
type Made struct {
	Facts, People int
	Checkpoint    seal.Checkpoint
}

// WriteBundle signs a checkpoint and writes a bundle with the facts of the scope. The caller has made sure that they may be
// shown, and records it. It fails with fault.Conflict while nothing is sealed and with fault.Invalid for more than MostFacts.
func (p *Prover) WriteBundle(ctx context.Context, w io.Writer, s Scope) (Made, error) {
	if _, err := p.log.Checkpoint(ctx); err != nil {
		return Made{}, fmt.Errorf("sign a checkpoint before writing a bundle: %w", err)
	}
	var e evidence
	var hashes []byte
	err := p.db.Read(ctx, func(tx storage.ReadTx) (err error) {
		if e, err = p.gather(ctx, tx, s); err != nil {
			return err
		}
		hashes = make([]byte, 0, e.checkpoint.Size*int64(len(translog.Hash{})))
		return p.log.EachHash(ctx, tx, e.checkpoint.Size, func(h translog.Hash) error {
			hashes = append(hashes, h[:]...)
			return nil
		})
	})
	if err != nil {
		return Made{}, fmt.Errorf("gather the facts of a bundle: %w", err)
	}
	parts, err := p.parts(s, e, hashes)
	if err != nil {
		return Made{}, err
	}
	made := Made{Facts: len(e.openings), People: len(e.people), Checkpoint: e.checkpoint}
	return made, writeParts(w, parts, p.clock())
}

// parts returns the content of every part.
func (p *Prover) parts(s Scope, e evidence, hashes []byte) (map[string][]byte, error) {
	listed, err := json.MarshalIndent(e.people, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write the people: %w", err)
	}
	parts := map[string][]byte{
		readmePart: []byte(readme), checkpointPart: []byte(e.checkpoint.Note), keyPart: []byte(p.log.VerifierKey() + "\n"),
		peoplePart: append(listed, '\n'), leavesPart: leavesText(e.openings), factsPart: factsText(e.openings), hashesPart: hashes,
	}
	m := manifest{
		Form: bundleForm, Installation: p.installation, Origin: p.log.Origin(), Scope: s.Title, From: s.Span.From.String(), To: s.Span.To.String(),
		MadeAt: p.clock().UTC().Truncate(time.Second), Size: e.checkpoint.Size, Root: e.checkpoint.Root.String(), Code: e.checkpoint.Code(),
		Facts: len(e.openings), Unsealed: e.unsealed,
	}
	for _, name := range partNames() {
		if content, filled := parts[name]; filled {
			m.Parts = append(m.Parts, partOf(name, content))
		}
	}
	content, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	parts[manifestPart] = append(content, '\n')
	parts[attestationPart], err = p.log.Attest(bundleForm, parts[manifestPart])
	return parts, err
}

func partOf(name string, content []byte) part {
	sum := sha256.Sum256(content)
	return part{Name: name, Size: len(content), SHA256: hex.EncodeToString(sum[:])}
}

// writeParts writes the zip file.
func writeParts(w io.Writer, parts map[string][]byte, at time.Time) error {
	z := zip.NewWriter(w)
	for _, name := range partNames() {
		method := zip.Deflate
		if name == hashesPart { // of no use to compress
			method = zip.Store
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: at})
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		if _, err := io.Copy(f, bytes.NewReader(parts[name])); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return z.Close()
}
