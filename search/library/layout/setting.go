package layout

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// setting is how a document is set: the size of most letters, where most lines begin and end, and how far apart they are.
type setting struct {
	size        float64
	left, right float64
	pitch       float64
}

func newSetting(all []row) setting {
	sizes, lefts := map[float64]int{}, map[float64]int{}
	for _, r := range all {
		sizes[r.size] += utf8.RuneCountInString(r.text)
	}
	s := setting{size: max(most(sizes), 1e-6)}
	rights, letters := map[float64]int{}, 0
	var pitches []float64
	for i, r := range all {
		if math.Abs(r.size-s.size) > s.size/5 {
			continue
		}
		lefts[math.Round(r.left/s.size*2)]++
		n := utf8.RuneCountInString(r.text)
		rights[r.right] += n
		letters += n
		if i > 0 && all[i-1].page == r.page && r.middle() > all[i-1].middle() {
			pitches = append(pitches, r.middle()-all[i-1].middle())
		}
	}
	s.left = leftmost(lefts) / 2 * s.size
	s.right, s.pitch = rightmost(rights, letters), median(pitches)
	if len(all) > 0 { // a page of short lines has none that reaches its margin
		s.right = max(s.right, s.left+0.45*(all[0].width-2*s.left))
	}
	return s
}

// leftmost returns the place furthest left where more than a tenth of the lines begin.
func leftmost(lefts map[float64]int) float64 {
	total := 0
	for _, n := range lefts {
		total += n
	}
	found := math.Inf(1)
	for place, n := range lefts {
		if n*10 > total && place < found {
			found = place
		}
	}
	if math.IsInf(found, 1) {
		for place := range lefts {
			found = min(found, place)
		}
	}
	return found
}

// rightmost returns the place to which the lines with the last tenth of the letters reach.
func rightmost(rights map[float64]int, letters int) float64 {
	places := slices.Sorted(maps.Keys(rights))
	before := 0
	for _, place := range places {
		if before += rights[place]; before*10 >= letters*9 {
			return place
		}
	}
	return 0
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}

// paragraphs puts lines together.
func (s setting) paragraphs(all []row) []Paragraph {
	var found []Paragraph
	for i, r := range all {
		title := s.title(r)
		if i > 0 && s.continues(all[i-1], r) {
			last := &found[len(found)-1]
			last.Text = bind(last.Text, r.text)
			continue
		}
		found = append(found, Paragraph{Page: r.page, Size: r.size / s.size, Title: title, Text: r.text})
	}
	return found
}

// title reports whether a line stands in the middle of the page in larger letters.
func (s setting) title(r row) bool {
	return r.size > 1.15*s.size && math.Abs((r.left+r.right)/2-r.width/2) < r.width/12
}

// opening is how a paragraph begins that needs no indent to be seen as a new one.
var opening = regexp.MustCompile(`^(?:第[零〇一二三四五六七八九十百千\d]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、])`)

// continues reports whether next goes on with the paragraph that the line before it belongs to.
func (s setting) continues(before, next row) bool {
	if math.Abs(before.size-next.size) > s.size/8 {
		return false
	}
	if s.title(before) || s.title(next) {
		return s.title(before) && s.title(next) && before.page == next.page && s.near(before, next, 1.6*next.size/s.size)
	}
	if before.page == next.page && !s.near(before, next, 1.7) {
		return false
	}
	if opening.MatchString(next.text) && strings.ContainsAny(lastOf(before.text), "。；：.;:") {
		return false
	}
	return before.right > s.right-2.2*s.size && next.left < s.left+1.2*s.size
}

// near reports whether two lines are not further apart than some times the usual distance.
func (s setting) near(before, next row, times float64) bool {
	return s.pitch == 0 || next.middle()-before.middle() < times*s.pitch
}

func lastOf(s string) string {
	r, _ := utf8.DecodeLastRuneInString(s)
	return string(r)
}

// bind joins two lines, with a blank where words of a script with blanks meet.
func bind(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if narrow(last) && narrow(first) {
		return a + " " + b
	}
	return a + b
}
