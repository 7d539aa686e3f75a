package proof

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/fault"
	"xiangxue/course/seal"
	"xiangxue/course/translog"
)

// Trust is what the one who checks has from elsewhere.
type Trust struct {
	Key   string   // the public key of the log; empty: the one in the file is taken, which proves little by itself
	Known []string // checkpoints or short codes that were kept
}

// Report is the outcome of a check.
type Report struct {
	Installation string
	Scope        string
	Checkpoint   translog.Head // zero when it is not genuine
	Key          string        // the public key that was used
	OwnKey       bool          // it comes from the file itself
	Facts        int           // that were read
	People       []Person      // with totals as the file says them
	Agreed       int           // kept checkpoints that agree
	Findings     []Finding     // at most a hundred
	More         int
}

// Clean reports whether everything is as it was sealed, and agrees with what was kept.
func (r Report) Clean() bool { return len(r.Findings) == 0 }

const findingLimit = 100

// check is a check under way.
type check struct {
	report   Report
	key      note.Verifier
	attested bool            // the manifest is genuine
	tree     bool            // the hashes have the signed root
	hashes   []translog.Hash // of all leaves
	intact   map[string]bool // parts that are as the manifest says
}

func (c *check) find(f Finding) {
	if slices.Contains(c.report.Findings, f) {
		return
	}
	if len(c.report.Findings) == findingLimit {
		c.report.More++
		return
	}
	c.report.Findings = append(c.report.Findings, f)
}

// whole returns a finding that is about no fact.
func whole(what What) Finding { return Finding{What: what, Position: seal.None} }

// CheckBundle checks a bundle of size bytes: its signatures, every commitment, the place of every leaf, the totals of every
// person, and what was kept elsewhere. It fails with fault.Invalid when the key, or one of the checkpoints kept elsewhere, is
// none.
func CheckBundle(file io.ReaderAt, size int64, trust Trust) (Report, error) {
	c := check{intact: map[string]bool{}}
	damaged := map[string]bool{}
	parts := readParts(file, size, func(name string) { damaged[name] = true })
	if damaged[""] {
		c.find(whole(FileDamaged))
		return c.report, nil
	}
	if err := c.trust(trust, parts[keyPart]); err != nil {
		return Report{}, err
	}
	m := c.manifest(parts, damaged)
	c.checkpoint(parts[checkpointPart])
	c.readHashes(parts[hashesPart])
	c.facts(m, parts)
	if err := c.compareKept(trust.Known); err != nil {
		return Report{}, err
	}
	slices.SortStableFunc(c.report.Findings, order)
	return c.report, nil
}

// trust takes the key that everything is checked with.
func (c *check) trust(t Trust, own []byte) error {
	c.report.Key = strings.TrimSpace(t.Key)
	if c.report.OwnKey = c.report.Key == ""; c.report.OwnKey {
		c.report.Key = strings.TrimSuffix(string(own), "\n")
	}
	key, err := note.NewVerifier(c.report.Key)
	if err != nil && !c.report.OwnKey {
		return fault.New(fault.Invalid, "给出的公钥不是公钥")
	}
	c.key = key // nil when the file has none; then nothing is signed
	return nil
}

// manifest compares every part with what the attested manifest says of it.
func (c *check) manifest(parts map[string][]byte, damaged map[string]bool) (m manifest) {
	content := parts[manifestPart]
	c.attested = c.key != nil && seal.CheckAttestation(parts[attestationPart], bundleForm, content, c.key) == nil
	if !c.attested {
		c.find(whole(NotAttested))
	}
	if json.Unmarshal(content, &m) != nil || m.Form != bundleForm {
		damaged[manifestPart] = true
	}
	for _, p := range m.Parts {
		c.intact[p.Name] = partOf(p.Name, parts[p.Name]) == p && !damaged[p.Name]
		damaged[p.Name] = damaged[p.Name] || !c.intact[p.Name]
	}
	for _, name := range slices.Sorted(maps.Keys(damaged)) {
		if damaged[name] {
			c.find(Finding{What: PartDamaged, Part: name, Position: seal.None})
		}
	}
	for _, name := range m.Unsealed {
		c.find(Finding{What: Unsealed, Part: name, Position: seal.None})
	}
	c.report.Installation, c.report.Scope = m.Installation, m.Scope
	return m
}

func (c *check) checkpoint(signed []byte) {
	if c.key != nil {
		cp, _, err := translog.OpenCheckpoint(signed, c.key.Name(), note.VerifierList(c.key))
		if err == nil {
			c.report.Checkpoint = cp.Head
			return
		}
	}
	c.find(whole(NotSigned))
}

// readHashes builds the tree anew.
func (c *check) readHashes(joined []byte) {
	const width = len(translog.Hash{})
	var tree translog.Frontier
	for ; len(joined) >= width; joined = joined[width:] {
		c.hashes = append(c.hashes, translog.Hash(joined[:width]))
		tree.Add(nil, c.hashes[len(c.hashes)-1])
	}
	c.tree = len(joined) == 0 && c.report.Checkpoint.Size > 0 && tree.Head() == c.report.Checkpoint
	if !c.tree && c.report.Checkpoint.Size > 0 {
		c.find(whole(RootDiffers))
	}
}

// compareKept compares what was kept elsewhere with the tree as it was at that size.
func (c *check) compareKept(kept []string) error {
	for i, text := range kept {
		if c.key == nil {
			c.find(whole(NotComparable))
			continue
		}
		known, err := seal.ReadKnown(text, c.key)
		if err != nil {
			return fault.New(fault.Invalid, "给出的第 %d 份检查点不是这把公钥签发的，也不是校验码", i+1)
		}
		if what, differs := c.compare(known); differs {
			c.find(Finding{What: what, Position: known.Size})
			continue
		}
		c.report.Agreed++
	}
	return nil
}

func (c *check) compare(known seal.Known) (What, bool) {
	switch {
	case !c.tree:
		return NotComparable, true
	case known.Size > c.report.Checkpoint.Size:
		return OlderThanKnown, true
	}
	var tree translog.Frontier
	for _, h := range c.hashes[:known.Size] {
		tree.Add(nil, h)
	}
	return Forked, !known.Agrees(tree.Root())
}

// people reads people.json and compares the totals with what the facts add up to.
func (c *check) people(content []byte, facts []seal.Opening) {
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(&c.report.People); err != nil {
		c.report.People = nil
		return // the part is damaged, which has been found
	}
	totals, broken := totalsOf(facts)
	for _, o := range broken {
		c.find(Finding{What: Altered, Kind: o.Kind, ID: o.ID, Position: o.Position})
	}
	for _, p := range c.report.People {
		if !p.Totals.equals(totals[p.Cadre]) {
			c.find(Finding{What: TotalsDiffer, Cadre: p.Cadre, Position: seal.None})
		}
		delete(totals, p.Cadre)
	}
	for _, id := range slices.Sorted(maps.Keys(totals)) {
		c.find(Finding{What: TotalsDiffer, Cadre: id, Position: seal.None})
	}
}
