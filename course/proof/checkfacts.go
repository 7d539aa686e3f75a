package proof

import (
	"bytes"
	"cmp"
	"slices"

	"xiangxue/course/seal"
	"xiangxue/course/translog"
)

// facts checks every fact against its leaf, and every leaf against the tree.
func (c *check) facts(m manifest, parts map[string][]byte) {
	facts, _ := parseFacts(parts[factsPart])
	lines, whole := parseLeaves(parts[leavesPart])
	c.report.Facts = len(facts)
	if listed := c.intact[leavesPart] || whole && c.tree && len(lines) == m.Facts && c.inTree(lines); listed {
		c.compareListed(facts, lines)
	} else {
		c.compareAlone(facts)
	}
	c.inOrder(facts)
	c.people(parts[peoplePart], facts)
}

// inTree reports whether every line is a leaf of the tree, and names those that are none.
func (c *check) inTree(lines []leafLine) bool {
	sound := true
	for _, l := range lines {
		if !c.holds(l.position, l.entry) {
			sound = false
			c.find(Finding{What: Altered, Kind: l.key.kind, ID: l.key.id, Position: l.position})
		}
	}
	return sound
}

// holds reports whether the log entry is that of the leaf at a place.
func (c *check) holds(position int64, entry []byte) bool {
	return position < int64(len(c.hashes)) && c.hashes[position] == translog.LeafHash(entry)
}

// compareListed compares the facts with the list of those that belong there.
func (c *check) compareListed(facts []seal.Opening, lines []leafLine) {
	listed := make(map[key]leafLine, len(lines))
	for _, l := range lines {
		listed[l.key] = l
		if c.tree && !c.holds(l.position, l.entry) {
			c.find(Finding{What: Altered, Kind: l.key.kind, ID: l.key.id, Position: l.position})
		}
	}
	seen := make(map[key]bool, len(facts))
	for _, f := range facts {
		k := key{f.Kind, f.ID}
		l, belongs := listed[k]
		finding := Finding{Kind: f.Kind, ID: f.ID, Position: f.Position}
		switch {
		case !belongs || seen[k]:
			finding.What = Inserted
		case f.Position != l.position || !bytes.Equal(f.Entry(), l.entry):
			finding.What, finding.Position = Altered, l.position
		}
		if finding.What != "" {
			c.find(finding)
		}
		seen[k] = true
	}
	for _, l := range lines {
		if !seen[l.key] {
			c.find(Finding{What: Missing, Kind: l.key.kind, ID: l.key.id, Position: l.position})
		}
	}
}

// compareAlone compares the facts with the tree, when the list of those that belong there is damaged.
func (c *check) compareAlone(facts []seal.Opening) {
	seen := make(map[key]bool, len(facts))
	for _, f := range facts {
		finding := Finding{Kind: f.Kind, ID: f.ID, Position: f.Position}
		switch k := (key{f.Kind, f.ID}); {
		case seen[k]:
			finding.What = Inserted
		case c.tree && !c.holds(f.Position, f.Entry()):
			finding.What = Altered
		}
		if finding.What != "" {
			c.find(finding)
		}
		seen[key{f.Kind, f.ID}] = true
	}
}

// inOrder finds facts that do not stand by the places of their leaves.
func (c *check) inOrder(facts []seal.Opening) {
	sorted := slices.SortedStableFunc(slices.Values(facts), func(a, b seal.Opening) int { return cmp.Compare(a.Position, b.Position) })
	for i, f := range facts {
		if f.Position != sorted[i].Position {
			c.find(Finding{What: Reordered, Kind: f.Kind, ID: f.ID, Position: f.Position})
		}
	}
}
