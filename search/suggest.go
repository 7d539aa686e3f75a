package search

import (
	"cmp"
	"fmt"
	"slices"
)

// maxTyped is how many runes of a typed name are read.
const maxTyped = 40

// Suggest returns at most limit titles of laws whose name, short name or alias the typed text begins or is part of, in
// characters, pinyin or the initials of pinyin: tdcb, tudichengbao and 土地cb find the law of 土地承包. Names that begin with
// it go before those that hold it, and what other laws cite often before the rest. It fails with fault.Busy while the
// index cannot be used.
func (x *Index) Suggest(typed string, limit int) ([]string, error) {
	var titles []string
	err := x.withNames(func(b *namebook) { titles = b.suggest(typed, limit) })
	return titles, err
}

// withNames calls do with the names of the newest snapshot.
func (x *Index) withNames(do func(*namebook)) error {
	x.serving.RLock()
	defer x.serving.RUnlock()
	if x.live == nil {
		return x.notReady()
	}
	v, err := x.live.view()
	if err != nil {
		return fmt.Errorf("read index: %w", err)
	}
	defer v.Close()
	do(v.book())
	return nil
}

// namebook is the names of the laws of a snapshot, spelled.
type namebook struct{ names []namedLaw }

// namedLaw is one name of a law.
type namedLaw struct {
	name    string // bare
	spelled []spelled
	titles  []string
	citing  float32 // of the first title
}

// newNamebook spells the names that the columns know, those of often cited laws first.
func newNamebook(c *columns) *namebook {
	standing := make(map[string]float32, len(c.law.values))
	for i, title := range c.law.values {
		standing[title] = c.standings[i].citing
	}
	b, readings := new(namebook), make(map[rune][]string)
	for name, titles := range c.names.laws {
		b.names = append(b.names, namedLaw{name, spell(name, readings), titles, standing[titles[0]]})
	}
	slices.SortFunc(b.names, func(a, b namedLaw) int {
		return cmp.Or(cmp.Compare(b.citing, a.citing), cmp.Compare(len(a.name), len(b.name)), cmp.Compare(a.name, b.name))
	})
	return b
}

// suggest returns the titles that a typed text may mean.
func (b *namebook) suggest(typed string, limit int) []string {
	name := []rune(bare(typed))
	name = name[:min(len(name), maxTyped)]
	if len(name) == 0 {
		return nil
	}
	var ranked [3][]string
	for _, law := range b.names {
		if place := law.place(name); place < len(ranked) {
			ranked[place] = append(ranked[place], law.titles...)
		}
	}
	var titles []string
	for _, title := range slices.Concat(ranked[:]...) {
		if len(titles) < limit && !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	return titles
}

// place returns how a typed text stands to the name: 0 when it is the name, 1 at its beginning, 2 further on, 3 when it
// is not there.
func (l namedLaw) place(typed []rune) int {
	switch {
	case l.name == string(typed):
		return 0
	case begins(typed, l.spelled):
		return 1
	case len(typed) > 1 && l.holds(typed):
		return 2
	}
	return 3
}

// holds reports whether a typed text begins anywhere in the name but at its beginning.
func (l namedLaw) holds(typed []rune) bool {
	for start := 1; start < len(l.spelled); start++ {
		if begins(typed, l.spelled[start:]) {
			return true
		}
	}
	return false
}
