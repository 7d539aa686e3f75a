package search

import (
	"cmp"
	"slices"
)

// The cost of what parts a typed name from a law's: of another character that sounds alike, and of any other difference.
const (
	soundsAlike = 1
	differs     = 2
)

// A name that was mistyped has at least shortestNear runes; one in nearShare of them may differ.
const (
	shortestNear = 3
	nearShare    = 4
)

// Near is a law that a question may have meant.
type Near struct {
	Title  string
	Number string // of the article that the question names; empty for none
}

// Near returns at most limit laws that a question nearly names, alone or with the number of an article: 土地成包法第十八条.
// It returns none when the question names one. It fails with fault.Busy while the index cannot be used.
func (x *Index) Near(question string, limit int) ([]Near, error) {
	var near []Near
	err := x.withNames(func(b *namebook) { near = b.near(question, limit) })
	return near, err
}

func (b *namebook) near(question string, limit int) []Near {
	q := newReading(question)
	if len(q.runes) > maxTyped {
		return nil
	}
	_, from, to := q.findNumber(0)
	number := string(q.runes[from:to])
	name := string(slices.Concat(q.runes[:from], q.runes[to:]))
	typed := spell(name, make(map[rune][]string))
	if len(typed) < shortestNear {
		return nil
	}
	var near []Near
	for _, g := range b.guess(typed) {
		if n := (Near{g.title, number}); len(near) < limit && !slices.Contains(near, n) {
			near = append(near, n)
		}
	}
	return near
}

// guess is a law with what parts its name from the typed one.
type guess struct {
	title string
	cost  int
}

// guess returns the laws whose names are near a typed one, the nearest first; none when it is a name.
func (b *namebook) guess(typed []spelled) (guesses []guess) {
	most := differs * max(1, len(typed)/nearShare)
	for _, law := range b.names {
		switch cost := distance(typed, law.spelled, most); {
		case cost == 0:
			return nil
		case cost <= most:
			guesses = append(guesses, guess{law.titles[0], cost})
		}
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(a.cost, b.cost) })
	return guesses
}

// distance is what parts two names at least, or more than most when that is certain.
func distance(a, b []spelled, most int) int {
	if gap := differs * max(len(a)-len(b), len(b)-len(a)); gap > most {
		return gap
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j * differs
	}
	for i := range a {
		diagonal, least := row[0], row[0]+differs
		row[0] = least
		for j := range b {
			cost := min(row[j], row[j+1]) + differs
			cost = min(cost, diagonal+a[i].parts(b[j]))
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > most {
			return least
		}
	}
	return row[len(b)]
}

// parts returns the cost of writing one character for another.
func (s spelled) parts(other spelled) int {
	switch {
	case s.char == other.char:
		return 0
	case s.sounds(other):
		return soundsAlike
	}
	return differs
}
