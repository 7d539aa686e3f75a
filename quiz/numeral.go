package quiz

import (
	"math/big"
	"strings"
)

// maxDigits bounds the numbers that are read, so that an answer cannot make grading slow.
const maxDigits = 40

// decimal reads a plain decimal number: a sign, digits, a fraction. No exponent, no separators.
func decimal(s string) (*big.Rat, bool) {
	digits := strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	whole, fraction, point := strings.Cut(digits, ".")
	if len(s) > maxDigits || len(s)-len(digits) > 1 || !allDigits(whole) || point && !allDigits(fraction) {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// quantity is a number with the text that follows it, usually a unit: 30 and 年.
type quantity struct {
	value *big.Rat
	unit  string
}

// readQuantity reads a folded text that begins with a number in Arabic or Chinese numerals, or with a fraction of
// them (三分之二, 2/3). It reports false when the text does not begin with a number.
func readQuantity(s string) (quantity, bool) {
	negative := strings.HasPrefix(s, "-") || strings.HasPrefix(s, "负")
	s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "-"), "负"), "+")
	value, rest, ok := readNumber(s)
	if !ok {
		return quantity{}, false
	}
	if after, found := strings.CutPrefix(rest, "分之"); found {
		if upper, tail, ok := readNumber(after); ok && value.Sign() != 0 {
			value, rest = upper.Quo(upper, value), tail
		}
	} else if after, found := strings.CutPrefix(rest, "/"); found {
		if lower, tail, ok := readNumber(after); ok && lower.Sign() != 0 {
			value, rest = value.Quo(value, lower), tail
		}
	}
	if negative {
		value.Neg(value)
	}
	return quantity{value, rest}, true
}

// arabic rewrites every number in a folded text in one way, so that 三月五日 and 3月5日 read the same.
func arabic(s string) string {
	var b strings.Builder
	for s != "" {
		value, rest, ok := readNumber(s)
		if ok {
			b.WriteString(value.RatString())
			s = rest
			continue
		}
		_, size := firstRune(s)
		b.WriteString(s[:size])
		s = s[size:]
	}
	return b.String()
}

// plain writes a percentage as the number it is: 60% is 0.6.
func (q quantity) plain() quantity {
	rest, found := strings.CutPrefix(q.unit, "%")
	if !found {
		return q
	}
	return quantity{new(big.Rat).Quo(q.value, big.NewRat(100, 1)), rest}
}

// near reports whether the numbers differ by at most tolerance.
func near(a, b, tolerance *big.Rat) bool {
	gap := new(big.Rat).Sub(a, b)
	return gap.Abs(gap).Cmp(tolerance) <= 0
}

// readNumber reads the number at the beginning of s and returns what follows it.
func readNumber(s string) (*big.Rat, string, bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return r != '.' && r != ',' && (r < '0' || r > '9') })
	if end < 0 {
		end = len(s)
	}
	if end == 0 {
		return readHan(s)
	}
	value, ok := decimal(ungroup(s[:end]))
	if !ok {
		return nil, "", false
	}
	rest := s[end:]
	for {
		r, size := firstRune(rest)
		scale, found := hanScales[r]
		if !found {
			return value, rest, true
		}
		value.Mul(value, big.NewRat(scale, 1))
		rest = rest[size:]
		if value.Num().BitLen() > 4*maxDigits {
			return nil, "", false
		}
	}
}

// ungroup removes the commas between thousands; it leaves misplaced ones, which make the number unreadable.
func ungroup(s string) string {
	whole, fraction, point := strings.Cut(s, ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if len(g) > 3 && len(groups) > 1 || i > 0 && len(g) != 3 {
			return s
		}
	}
	if !point {
		return strings.Join(groups, "")
	}
	return strings.Join(groups, "") + "." + fraction
}
