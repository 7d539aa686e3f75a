package ofd

import (
	"strconv"
	"strings"
	"unicode"

	"xiangxue/course/office"
	"xiangxue/search/library/layout"
)

// ascent is how much of a letter's size lies above the line on which it stands.
const ascent = 0.86

// textRuns returns the letters of a text object, each at its place.
func textRuns(object *office.Node) []layout.Run {
	place := transform(object)
	size := number(object.Attr("Size"))
	var runs []layout.Run
	x, y := 0.0, 0.0
	for _, code := range object.All("TextCode") {
		x, y = start(code.Attr("X"), x), start(code.Attr("Y"), y) // a code without a place goes on where the last one began
		letters := []rune(code.Content())
		across, down := deltas(code.Attr("DeltaX"), len(letters)), deltas(code.Attr("DeltaY"), len(letters))
		left, base := x, y
		for i, r := range letters {
			wide := size
			if r < 0x2000 {
				wide = size / 2
			}
			if i < len(across) {
				wide = min(wide, across[i])
			}
			runs = append(runs, place.run(string(r), left, base, max(wide, 0), size))
			switch {
			case i < len(across):
				left += across[i]
			case i >= len(down):
				left += wide
			}
			if i < len(down) {
				base += down[i]
			}
		}
	}
	return runs
}

func start(s string, otherwise float64) float64 {
	if strings.TrimSpace(s) == "" {
		return otherwise
	}
	return number(s)
}

func number(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return 0
	}
	return n
}

// deltas reads the distances between n letters: figures, and g 3 2.5 for three times 2.5.
func deltas(s string, n int) []float64 {
	fields := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	var found []float64
	for i := 0; i < len(fields) && len(found) < n; i++ {
		if fields[i] != "g" || i+2 >= len(fields) {
			found = append(found, number(fields[i]))
			continue
		}
		for times := min(int(min(number(fields[i+1]), float64(n))), n-len(found)); times > 0; times-- {
			found = append(found, number(fields[i+2]))
		}
		i += 2
	}
	return found
}

// matrix takes places within an object to the page.
type matrix struct{ a, b, c, d, e, f float64 }

func transform(object *office.Node) matrix {
	m := matrix{a: 1, d: 1}
	if n := numbers(object.Attr("CTM")); len(n) == 6 {
		m = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
	}
	if box := numbers(object.Attr("Boundary")); len(box) >= 2 {
		m.e, m.f = m.e+box[0], m.f+box[1]
	}
	return m
}

// run places a letter; those that stand askew are taken for upright ones at the same place.
func (m matrix) run(text string, left, base, wide, size float64) layout.Run {
	x, y := m.a*left+m.c*base+m.e, m.b*left+m.d*base+m.f
	scale := max(abs(m.d), abs(m.b))
	high := size * scale
	return layout.Run{Text: text, X: x, Y: y - ascent*high, W: wide * max(abs(m.a), abs(m.c)), H: high}
}

func abs(n float64) float64 { return max(n, -n) }
