package library

import (
	"cmp"
	"slices"
)

// Change says what became of an article from one version to a later one.
type Change string

// The changes. An article that has another number and the same text is Same.
const (
	Same    Change = "same"
	Changed Change = "changed"
	Added   Change = "added"
	Removed Change = "removed"
)

// Stretch is a piece of an article's text. Marked pieces stand in one version only.
type Stretch struct {
	Text   string
	Marked bool
}

// Pair is an article in two versions. Of an added one there is no old text, of a removed one no new text.
type Pair struct {
	Change   Change
	Old, New *Article
	OldText  []Stretch
	NewText  []Stretch
}

// Renumbered reports whether the article stands under another number.
func (p Pair) Renumbered() bool { return p.Old != nil && p.New != nil && p.Old.Number != p.New.Number }

const (
	alike    = 0.5 // from this likeness on two texts are versions of one, whatever their numbers
	akin     = 0.2 // from this likeness on two texts of the same number are
	frequent = 60  // a pair of letters in so many articles tells nothing about any of them
)

// Compare pairs the articles of two versions of a document: those of the same text; of the rest, those of the same number
// and a like text; then those of like texts, the likest first, for articles are renumbered; then those of the same number
// and an akin text. The pairs come in the order of the new version, with removed articles where they stood.
func Compare(old, new []Article) []Pair {
	m := &matcher{old: sidesOf(old), new: sidesOf(new)}
	m.bySameText()
	m.byNumber(alike)
	m.byLikeness()
	m.byNumber(akin)
	return m.pairs(old, new)
}

// side is an article of one version while it is being paired.
type side struct {
	point   string
	text    string
	grams   map[gram]int
	partner int // index in the other version, -1 for none
}

func sidesOf(articles []Article) []side {
	all := make([]side, len(articles))
	for i, a := range articles {
		all[i] = side{point: a.Point(), text: a.Title + "\n" + a.Text, grams: gramsOf(a.Title + "\n" + a.Text), partner: -1}
	}
	return all
}

// matcher pairs articles.
type matcher struct{ old, new []side }

func (m *matcher) join(o, n int) { m.old[o].partner, m.new[n].partner = n, o }

// bySameText pairs equal texts; of several, those of the same number first, then in their order.
func (m *matcher) bySameText() {
	for _, sameNumber := range []bool{true, false} {
		places := map[string][]int{}
		for n, s := range m.new {
			if s.partner < 0 {
				key := s.key(sameNumber)
				places[key] = append(places[key], n)
			}
		}
		for o, s := range m.old {
			key := s.key(sameNumber)
			if found := places[key]; s.partner < 0 && len(found) > 0 {
				m.join(o, found[0])
				places[key] = found[1:]
			}
		}
	}
}

func (s side) key(withNumber bool) string {
	if withNumber {
		return s.point + "\n" + s.text
	}
	return s.text
}

// byNumber pairs articles of the same number whose texts are at least so like.
func (m *matcher) byNumber(least float64) {
	places := map[string]int{}
	for n, s := range m.new {
		if s.partner < 0 {
			places[s.point] = n
		}
	}
	for o, s := range m.old {
		n, found := places[s.point]
		if found && s.partner < 0 && m.new[n].partner < 0 && likeness(s, m.new[n]) >= least {
			m.join(o, n)
		}
	}
}

// match is two articles that may be versions of one.
type match struct {
	old, new int
	likeness float64
}

// byLikeness pairs like texts, the likest first; of equally like ones, those that stand nearest.
func (m *matcher) byLikeness() {
	holders := map[gram][]int{}
	for n, s := range m.new {
		if s.partner < 0 {
			for g := range s.grams {
				holders[g] = append(holders[g], n)
			}
		}
	}
	var found []match
	for o, s := range m.old {
		if s.partner < 0 {
			found = append(found, m.candidates(o, holders)...)
		}
	}
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(max(a.old-a.new, a.new-a.old), max(b.old-b.new, b.new-b.old)),
			cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
	})
	for _, f := range found {
		if m.old[f.old].partner < 0 && m.new[f.new].partner < 0 {
			m.join(f.old, f.new)
		}
	}
}

// candidates returns the new articles that are like an old one, looking only at those with which it has a rare pair of
// letters in common.
func (m *matcher) candidates(o int, holders map[gram][]int) []match {
	seen := map[int]bool{}
	var found []match
	for g := range m.old[o].grams {
		if len(holders[g]) > frequent {
			continue
		}
		for _, n := range holders[g] {
			if seen[n] {
				continue
			}
			seen[n] = true
			if l := likeness(m.old[o], m.new[n]); l >= alike {
				found = append(found, match{old: o, new: n, likeness: l})
			}
		}
	}
	return found
}

// pairs writes down what was found.
func (m *matcher) pairs(old, new []Article) []Pair {
	pairs := make([]Pair, 0, len(new))
	next := 0 // the first old article that is not written down
	removed := func(until int) {
		for ; next < until; next++ {
			if m.old[next].partner < 0 {
				pairs = append(pairs, Pair{Change: Removed, Old: &old[next], OldText: whole(old[next].Text)})
			}
		}
	}
	for n := range new {
		o := m.new[n].partner
		if o < 0 {
			pairs = append(pairs, Pair{Change: Added, New: &new[n], NewText: whole(new[n].Text)})
			continue
		}
		removed(o)
		p := Pair{Change: Changed, Old: &old[o], New: &new[n]}
		if m.old[o].text == m.new[n].text {
			p.Change = Same
		}
		p.OldText, p.NewText = differences(old[o].Text, new[n].Text)
		pairs = append(pairs, p)
	}
	removed(len(old))
	return pairs
}

func whole(text string) []Stretch {
	if text == "" {
		return nil
	}
	return []Stretch{{Text: text, Marked: true}}
}
