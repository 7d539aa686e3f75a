package library

import (
	"strconv"
	"strings"
)

// maxNumeral bounds a numeral; it is more than the articles of any law and the year of any date.
const maxNumeral = 99_999

// figures are the Chinese figures by value; zero has further forms.
const figures = "零一二三四五六七八九"

// numeral reads the number at the head of s, in digits (18), Chinese with units (一百二十) or Chinese figure by figure
// (二〇一八), and returns it with its length in bytes. The length is 0 when there is none or it is too large.
func numeral(s string) (value, length int) {
	figure, pending := 0, false
	for at, r := range s {
		switch d, unit := digit(r), unitOf(r); {
		case d >= 0:
			figure, pending = figure*10+d, true
		case unit > 0:
			if !pending || figure == 0 {
				figure = 1
			}
			value, figure, pending = value+figure*unit, 0, false
		default:
			return value + figure, at
		}
		if value+figure > maxNumeral {
			return 0, 0
		}
		length = at + len(string(r))
	}
	return value + figure, length
}

// digit returns the value of a figure, ASCII, full-width or Chinese, or -1.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	case r == '〇' || r == '○' || r == 'Ｏ':
		return 0
	case r == '两':
		return 2
	}
	if at := strings.IndexRune(figures, r); at >= 0 {
		return at / len("零")
	}
	return -1
}

func unitOf(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return 0
}

// articleNumber is the number of an article: the 120 and the 1 of 第一百二十条之一.
type articleNumber struct{ main, inserted int }

// follows reports whether n is the number after o.
func (n articleNumber) follows(o articleNumber) bool {
	if n.inserted != 0 {
		return n.main == o.main && n.inserted == o.inserted+1
	}
	return n.main == o.main+1
}

// key returns the number in digits: 120-1.
func (n articleNumber) key() string {
	if n.inserted == 0 {
		return strconv.Itoa(n.main)
	}
	return strconv.Itoa(n.main) + "-" + strconv.Itoa(n.inserted)
}

// readArticleNumber reads 第十条 or 第一百二十条之一 at the head of s and returns it with its length in bytes, 0 when there
// is none.
func readArticleNumber(s string) (n articleNumber, length int) {
	rest, found := strings.CutPrefix(s, "第")
	if !found {
		return n, 0
	}
	main, used := numeral(strings.TrimLeft(rest, " "))
	rest = strings.TrimLeft(rest, " ")[used:]
	rest, found = strings.CutPrefix(strings.TrimLeft(rest, " "), "条")
	if used == 0 || main == 0 || !found {
		return n, 0
	}
	n.main = main
	if tail, found := strings.CutPrefix(rest, "之"); found {
		if inserted, used := numeral(tail); used > 0 && inserted > 0 {
			n.inserted, rest = inserted, tail[used:]
		}
	}
	return n, len(s) - len(rest)
}
