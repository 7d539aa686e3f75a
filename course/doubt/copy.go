package doubt

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// What makes two texts near copies of each other. Texts are compared as the sets of their runs of characters (shingles),
// punctuation and blanks left aside, by the share that the sets have in common (Jaccard's index): Broder, On the resemblance
// and containment of documents, 1997. Four characters are about two Chinese words; a name or a figure put in place of
// another changes four runs of hundreds.
const (
	shingle      = 4  // characters of a run
	shortestText = 30 // characters that are compared at all: of a sentence, many are alike
	nearCopy     = 70 // per cent in common that raise a question
)

// Few texts are compared each with each. Of more, those are that have the same smallest hashes in one of the bands: texts
// with 70 % in common share a band of three with a chance of 99.98 %, and are then compared run by run, too, so that none
// is asked about that should not be.
const (
	fewTexts     = 200
	bands        = 20
	hashesOfBand = 3
	mostCompared = 200 // earlier texts that one text is compared with
)

// Text is what somebody wrote, that should be their own.
type Text struct {
	Person // who wrote it, with the entry; zero for the record of a meeting
	At     Place
	Topic  string // texts of one topic may be alike: groups agree on one record of a meeting that they prepare together
	Body   string
}

// copies asks about each text that is a near copy of an earlier one, naming the earliest.
func (f finder) copies(texts []Text) {
	texts = slices.Clone(texts)
	slices.SortFunc(texts, func(a, b Text) int {
		return cmp.Or(cmp.Compare(a.At.On, b.At.On), a.At.compare(b.At))
	})
	var kept []compared
	var earlier index
	for _, t := range texts {
		c := compared{Text: t, runs: runsOf(t.Body)}
		if c.runs == nil {
			continue
		}
		for _, n := range earlier.candidates(c, kept) {
			if share := c.share(kept[n]); share >= nearCopy {
				f.copied(t, kept[n].Text, share)
				break
			}
		}
		earlier.add(c, len(kept))
		kept = append(kept, c)
	}
}

// copied adds the doubt about a text, whose key names that text alone: which earlier ones a reader may see differs.
func (f finder) copied(later, first Text, share int) {
	d := Doubt{
		Ground: NearCopy, Title: later.At.Title, Other: first.At.Title, OtherOn: first.At.On, Share: share, On: later.At.On,
		Places: []Place{first.At, later.At},
	}
	f.add(d, later.Person, later.At.number())
}

// compared is a text with its runs in the order of their hashes.
type compared struct {
	Text
	runs []uint64
}

// runsOf returns the hashes of the runs of a text, each once and in order; nil when the text is too short.
func runsOf(body string) []uint64 {
	letters := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, body))
	if len(letters) < shortestText {
		return nil
	}
	runs := make([]uint64, 0, len(letters))
	for n := range len(letters) - shingle + 1 {
		h := uint64(0)
		for _, r := range letters[n : n+shingle] {
			h = mixed(h ^ uint64(r))
		}
		runs = append(runs, h)
	}
	slices.Sort(runs)
	return slices.Compact(runs)
}

// mixed spreads the bits of a number: the finaliser of SplitMix64.
func mixed(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// share returns how much of all runs of two texts both have, in whole per cent; 0 for texts of one topic.
func (c compared) share(o compared) int {
	if c.Topic != "" && c.Topic == o.Topic {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < len(c.runs) && j < len(o.runs); {
		switch cmp.Compare(c.runs[i], o.runs[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return 100 * both / (len(c.runs) + len(o.runs) - both)
}

// index finds texts that may have much in common with another.
type index map[[2]uint64][]int // by band and its hashes

// candidates returns which of the earlier texts to compare with, the earliest first.
func (x index) candidates(c compared, earlier []compared) []int {
	var list []int
	if len(earlier) <= fewTexts {
		for n := range earlier {
			list = append(list, n)
		}
		return list
	}
	for band, key := range c.bands() {
		list = append(list, x[[2]uint64{uint64(band), key}]...)
	}
	slices.Sort(list)
	list = slices.Compact(list)
	return list[:min(len(list), mostCompared)]
}

// add makes a text known under its number.
func (x *index) add(c compared, number int) {
	if *x == nil {
		*x = index{}
	}
	for band, key := range c.bands() {
		at := [2]uint64{uint64(band), key}
		if len((*x)[at]) < mostCompared {
			(*x)[at] = append((*x)[at], number)
		}
	}
}

// bands returns the smallest hashes of a text under different hash functions, those of a band as one number (MinHash).
func (c compared) bands() [bands]uint64 {
	var all [bands]uint64
	for band := range all {
		for n := range hashesOfBand {
			least := ^uint64(0)
			for _, run := range c.runs {
				least = min(least, mixed(run^uint64(band*hashesOfBand+n+1)))
			}
			all[band] = mixed(all[band] ^ least)
		}
	}
	return all
}
