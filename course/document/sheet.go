package document

import (
	"fmt"
	"math"

	"github.com/signintech/gopdf"
)

// face is a weight of the font.
type face string

const (
	regular face = "regular"
	bold    face = "bold"
)

// sheet is the page of a PDF file that is being set.
type sheet struct {
	pdf      *gopdf.GoPdf
	page     int
	y        float64 // the top of the next line, from the top of the type area
	advances map[face]map[rune]float64
}

// look is how a line of text is set.
type look struct {
	face  face
	size  float64
	pitch float64 // of lines
	close float64 // what is added between characters
}

// looks are those of the roles, beside which there is only one font.
func (r role) look() look {
	l := look{face: regular, size: sizeBody, pitch: linePitch, close: charPitch - sizeBody}
	switch r {
	case title:
		l.face, l.size, l.close = bold, sizeTitle, 0
	case heading1, heading3:
		l.face = bold
	case note:
		l = small(regular)
	}
	return l
}

func small(f face) look { return look{face: f, size: sizeSmall, pitch: smallPitch} }

// element sets a paragraph or a table.
func (s *sheet) element(e element) error {
	if e.table != nil {
		return s.table(*e.table)
	}
	l := e.role.look()
	indent, left := 0.0, e.indent*charPitch
	switch e.role {
	case heading1, heading2, heading3:
		s.keep(2 * l.pitch) // a heading never stands last on a page
		indent = 2 * charPitch
	case body:
		indent = 2 * charPitch
	}
	advance, err := s.measure(l, e.text)
	if err != nil {
		return err
	}
	for n, line := range breakLines(e.text, indent, areaWidth-left, advance) {
		s.keep(l.pitch)
		x := left
		switch {
		case e.role == title:
			x = (areaWidth - total(line, advance)) / 2
		case n == 0:
			x += indent
		}
		if err := s.write(l, x, s.y, line); err != nil {
			return err
		}
		s.y += l.pitch
	}
	return nil
}

// keep turns the page unless the height is left on it.
func (s *sheet) keep(height float64) {
	if s.y+height > areaHeight+slack {
		s.turnPage()
	}
}

// turnPage begins a page, with its number below the type area at the outer edge (section 7.5).
func (s *sheet) turnPage() {
	s.pdf.AddPage()
	s.page++
	s.y = 0
	l := look{face: regular, size: sizeNumber, pitch: sizeNumber}
	number := fmt.Sprintf("— %d —", s.page)
	x := float64(sizeNumber)
	if advance, err := s.measure(l, number); err == nil && s.page%2 == 1 {
		x = areaWidth - sizeNumber - total(number, advance)
	}
	_ = s.write(l, x, areaHeight+numberBelow, number) // figures and dashes are in every font
}

// write sets a line that begins at x and whose top is at y, both from the type area's corner.
func (s *sheet) write(l look, x, y float64, text string) error {
	if text == "" {
		return nil
	}
	if err := s.choose(l); err != nil {
		return err
	}
	if err := s.pdf.SetCharSpacing(l.close); err != nil {
		return err
	}
	const ascent = 0.88 // of the size; where the base line of a Chinese character lies in its square
	s.pdf.SetXY(marginLeft+x, marginTop+y+(l.pitch-l.size)/2+ascent*l.size)
	return s.pdf.Text(text)
}

func (s *sheet) choose(l look) error { return s.pdf.SetFont(string(l.face), "", l.size) }

// measure returns how far the characters of a text advance.
func (s *sheet) measure(l look, text string) (func(rune) float64, error) {
	known := s.advances[l.face]
	for _, r := range text {
		if _, ok := known[r]; ok {
			continue
		}
		if err := s.pdf.SetFont(string(l.face), "", 1000); err != nil {
			return nil, err
		}
		if err := s.pdf.SetCharSpacing(0); err != nil {
			return nil, err
		}
		width, err := s.pdf.MeasureTextWidth(string(r))
		if err != nil {
			return nil, err
		}
		known[r] = math.Round(width) / 1000
	}
	return func(r rune) float64 { return known[r]*l.size + l.close }, nil
}

func total(text string, advance func(rune) float64) float64 {
	sum := 0.0
	for _, r := range text {
		sum += advance(r)
	}
	return sum
}
