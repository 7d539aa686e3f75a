package quiz

import (
	"math/big"
	"strings"
	"unicode/utf8"
)

var hanDigits = map[rune]int64{
	'零': 0, '〇': 0, '○': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
}

var hanScales = map[rune]int64{
	'十': 10, '百': 100, '千': 1000, '万': 1e4, '亿': 1e8, '拾': 10, '佰': 100, '仟': 1000, '萬': 1e4, '億': 1e8,
}

// maxHan is where reading Chinese numerals stops; nothing in a lesson is larger.
const maxHan = int64(1e15)

// readHan reads Chinese numerals at the beginning of s: 三十, 一百零五, 二〇二六, 三点五.
func readHan(s string) (*big.Rat, string, bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return !isNumeral(r) })
	if end < 0 {
		end = len(s)
	}
	if end == 0 {
		return nil, "", false
	}
	value, ok := hanInteger([]rune(s[:end]))
	if !ok {
		return nil, "", false
	}
	number, rest := new(big.Rat).SetInt64(value), s[end:]
	if after, found := strings.CutPrefix(rest, "点"); found {
		if part, tail := hanFraction(after); part != "" {
			fraction, _ := decimal("0." + part)
			return number.Add(number, fraction), tail, true
		}
	}
	return number, rest, true
}

func isNumeral(r rune) bool {
	_, digit := hanDigits[r]
	_, scale := hanScales[r]
	return digit || scale
}

// hanFraction returns the digits after 点 in Arabic form and what follows them.
func hanFraction(s string) (digits, rest string) {
	for s != "" && len(digits) < maxDigits/2 {
		r, size := firstRune(s)
		d, ok := hanDigits[r]
		if !ok {
			break
		}
		digits += string(rune('0' + d))
		s = s[size:]
	}
	return digits, s
}

// hanInteger reads a whole number: either digits only (二〇二六) or with scales (两千零二十六, 十五, 三万五).
func hanInteger(runes []rune) (int64, bool) {
	n := hanNumber{unit: 10}
	for i, r := range runes {
		if scale, ok := hanScales[r]; ok {
			n.scale(scale, i == 0)
		} else {
			n.digit(hanDigits[r])
		}
		if n.broken || n.total+n.section > maxHan {
			return 0, false
		}
	}
	return n.value(), true
}

// hanNumber is a Chinese numeral while it is read from left to right.
type hanNumber struct {
	total, section int64 // finished parts of 万 and 亿, and the part below them
	pending        int64 // digits not yet multiplied by a scale
	digits         int   // how many of them
	unit           int64 // the last scale, for the short form 三万五
	zero, scaled   bool  // a zero was read after the last scale; any scale was read
	broken         bool
}

func (n *hanNumber) digit(d int64) {
	if d == 0 && n.digits == 0 && n.scaled {
		n.zero = true
		return
	}
	n.broken = n.broken || n.scaled && n.digits > 0 || n.digits >= 15
	n.pending = n.pending*10 + d
	n.digits++
}

func (n *hanNumber) scale(scale int64, first bool) {
	if n.digits > 1 || n.total+n.section+n.pending > maxHan/scale && scale >= 1e4 {
		n.broken = true
		return
	}
	amount := n.pending
	if n.digits == 0 && (first || scale == 10) {
		amount = 1
	}
	switch {
	case scale < 1e4:
		n.section += amount * scale
	case scale == 1e8 && n.total > 0:
		n.total = (n.total + n.section + n.pending) * scale
		n.section = 0
	case first:
		n.total = scale
	default:
		n.total += (n.section + n.pending) * scale
		n.section = 0
	}
	n.pending, n.digits, n.unit, n.zero, n.scaled = 0, 0, scale, false, true
}

// value returns the number read so far.
func (n *hanNumber) value() int64 {
	last := n.pending
	if n.scaled && n.unit > 10 && !n.zero && n.digits == 1 {
		last *= n.unit / 10
	}
	return n.total + n.section + last
}

func firstRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }
