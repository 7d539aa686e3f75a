package library

import "slices"

const (
	maxCells = 4 << 20 // of the table with which two texts are compared; larger ones differ as a whole
	tooShort = 2       // letters in common between two differences that would only tear them apart
)

// differences returns two texts in stretches; those that are not marked stand in both, in the same order.
func differences(old, new string) (before, after []Stretch) {
	a, b := []rune(old), []rune(new)
	head, tail := ends(a, b)
	keep := common(a[head:len(a)-tail], b[head:len(b)-tail])
	d := &divider{a: a, b: b}
	d.same(head)
	for _, s := range keep {
		d.marked(head+s.a, head+s.b)
		d.same(s.length)
	}
	d.marked(len(a)-tail, len(b)-tail)
	d.same(tail)
	return d.before, d.after
}

// ends returns how much two texts have in common at their beginnings and ends. A figure is never torn in two.
func ends(a, b []rune) (head, tail int) {
	most := min(len(a), len(b))
	for head < most && a[head] == b[head] {
		head++
	}
	for head > 0 && figure(a[head-1]) && (head < len(a) && figure(a[head]) || head < len(b) && figure(b[head])) {
		head--
	}
	for tail < most-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	for tail > 0 && figure(a[len(a)-tail]) && (tail < len(a)-head && figure(a[len(a)-1-tail]) || tail < len(b)-head && figure(b[len(b)-1-tail])) {
		tail--
	}
	return head, tail
}

func figure(r rune) bool { return r >= '0' && r <= '9' }

// shared is a stretch that stands in two texts at the places a and b.
type shared struct{ a, b, length int }

// common returns the longest common subsequence of two texts in stretches, without those that are too short.
func common(a, b []rune) []shared {
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > maxCells {
		return nil
	}
	width := len(b) + 1
	table := make([]int32, (len(a)+1)*width) // longest from a[i:] and b[j:]
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i*width+j] = table[(i+1)*width+j+1] + 1
			} else {
				table[i*width+j] = max(table[(i+1)*width+j], table[i*width+j+1])
			}
		}
	}
	var found []shared
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			if last := len(found) - 1; last >= 0 && found[last].a+found[last].length == i && found[last].b+found[last].length == j {
				found[last].length++
			} else {
				found = append(found, shared{a: i, b: j, length: 1})
			}
			i, j = i+1, j+1
		case table[(i+1)*width+j] >= table[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	kept := found[:0]
	for _, s := range found {
		text := a[s.a : s.a+s.length]
		if s.length >= tooShort && slices.ContainsFunc(text, func(r rune) bool { return !figure(r) }) {
			kept = append(kept, s)
		}
	}
	return kept
}

// divider cuts two texts from their beginnings on.
type divider struct {
	a, b          []rune
	i, j          int // what is cut already
	before, after []Stretch
}

// same cuts off a stretch that stands in both.
func (d *divider) same(length int) {
	d.before = add(d.before, d.a[d.i:d.i+length], false)
	d.after = add(d.after, d.b[d.j:d.j+length], false)
	d.i, d.j = d.i+length, d.j+length
}

// marked cuts off what stands in one text only, up to the places i and j.
func (d *divider) marked(i, j int) {
	d.before, d.after = add(d.before, d.a[d.i:i], true), add(d.after, d.b[d.j:j], true)
	d.i, d.j = i, j
}

func add(stretches []Stretch, text []rune, marked bool) []Stretch {
	if len(text) == 0 {
		return stretches
	}
	if last := len(stretches) - 1; last >= 0 && stretches[last].Marked == marked {
		stretches[last].Text += string(text)
		return stretches
	}
	return append(stretches, Stretch{Text: string(text), Marked: marked})
}
