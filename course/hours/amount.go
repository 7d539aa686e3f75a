// Package hours keeps the study-hour ledger (学时台账) and the rules by which hours are recognised (学时认定办法). An event
// that somebody passed or confirmed becomes one entry, worked out by the version of the rules in force on the day of
// the event; the entry names that version and the article.
//
// The ledger is append-only: a correction is a reversal plus, when needed, a new entry, with a reason and a second
// person. Every entry is sealed in the transaction that writes it. All amounts are whole hundredths; nothing here is
// measured by a clock.
package hours

import (
	"fmt"
	"strconv"
	"strings"
)

// Amount is a number of study hours (学时) in hundredths.
type Amount int64

// Hour is one study hour.
const Hour Amount = 100

// Days is a number of training days (天) in hundredths.
type Days int64

// Day is one training day.
const Day Days = 100

// maxParsed is the largest whole number that ParseAmount and ParseDays accept: no plan or rule needs more.
const maxParsed = 100_000

// String returns the hours with as few decimals as needed, at most two, as "61.5".
func (a Amount) String() string { return hundredths(int64(a)) }

// String returns the days with as few decimals as needed, at most two, as "0.5".
func (d Days) String() string { return hundredths(int64(d)) }

// ParseAmount reads hours as people write them: "90", "61.5", "0.25". It fails on anything else, on more than two
// decimals, on a sign and on more than 100,000.
func ParseAmount(s string) (Amount, error) {
	n, err := parseHundredths(s)
	return Amount(n), err
}

// ParseDays reads days like ParseAmount.
func ParseDays(s string) (Days, error) {
	n, err := parseHundredths(s)
	return Days(n), err
}

func hundredths(n int64) string {
	sign := ""
	if n < 0 {
		sign = "-"
	}
	whole, part := n/100, n%100
	text := sign + strconv.FormatUint(magnitude(whole), 10)
	if part == 0 {
		return text
	}
	return text + strings.TrimRight(fmt.Sprintf(".%02d", magnitude(part)), "0")
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

func parseHundredths(s string) (int64, error) {
	s = strings.TrimSpace(s)
	whole, decimals, pointed := strings.Cut(s, ".")
	if !digits(whole) || len(whole) > 6 || (pointed && (!digits(decimals) || len(decimals) > 2)) {
		return 0, fmt.Errorf("%q is not a number with at most two decimals", s)
	}
	n, err := strconv.ParseInt(whole+(decimals + "00")[:2], 10, 64)
	if err != nil || n > maxParsed*100 {
		return 0, fmt.Errorf("%q is too large", s)
	}
	return n, nil
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
