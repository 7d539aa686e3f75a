// Package sample draws people for an inspection (抽样): nobody can foresee who is drawn, and everybody can draw again and
// gets the same people.
//
// A draw follows from three things only: the root hash of a signed checkpoint of the log, which nobody chooses; a public
// seed, which whoever draws makes known; and the people to draw from, each in the stratum (组) of their unit and
// category. It goes like this:
//
//  1. Every stratum gives one person. What is left of the size is divided among the strata in proportion to the people
//     they have left, rounded down; what is still left goes one by one to the strata with the largest remainders, of equal
//     ones to the first in order. Strata are ordered by the bytes of their unit's code, then of their category.
//  2. Each person gets a ticket: the SHA-256, in hexadecimal, of five lines, each ended by a line feed: the root in
//     base64, the seed, the unit's code, the category, the staff number.
//  3. Of every stratum those with the smallest tickets are drawn.
package sample

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// Person is somebody to draw from.
type Person struct {
	StaffNo string // unique among all
	Stratum
}

// Stratum is a part of the people that is represented in every draw.
type Stratum struct {
	Unit     string // code of the unit
	Category string // code of the category; empty for none
}

// Order is what a draw follows from, apart from the people.
type Order struct {
	Root string // root hash of the checkpoint, in base64
	Seed string // public, one line
	Size int    // how many people to draw
}

// Ticket is a person's place in the draw.
type Ticket struct {
	Person
	Number string // SHA-256 in hexadecimal
	Drawn  bool
}

// The reasons why nothing can be drawn.
var (
	ErrSize   = errors.New("the size is below the number of strata or above the number of people")
	ErrLine   = errors.New("a field holds a line feed")
	ErrPerson = errors.New("a staff number occurs twice")
)

// Draw returns the tickets of all people, stratum by stratum in their order, the smallest number first. It fails with
// ErrSize when not every stratum can be represented or there are too few people, with ErrLine when a field would run into
// the next, and with ErrPerson when a staff number occurs twice.
func (o Order) Draw(people []Person) ([]Ticket, error) {
	tickets := make([]Ticket, len(people))
	seen := make(map[string]bool, len(people))
	for n, p := range people {
		if strings.Contains(o.Root+o.Seed+p.Unit+p.Category+p.StaffNo, "\n") {
			return nil, ErrLine
		}
		if seen[p.StaffNo] {
			return nil, ErrPerson
		}
		seen[p.StaffNo] = true
		tickets[n] = Ticket{Person: p, Number: o.number(p)}
	}
	slices.SortFunc(tickets, func(a, b Ticket) int { return cmp.Or(a.compare(b.Stratum), cmp.Compare(a.Number, b.Number)) })
	strata := Strata(people)
	shares, err := divide(o.Size, strata)
	if err != nil {
		return nil, err
	}
	first := 0
	for n, s := range strata {
		for i := range shares[n] {
			tickets[first+i].Drawn = true
		}
		first += s.People
	}
	return tickets, nil
}

func (o Order) number(p Person) string {
	lines := []string{o.Root, o.Seed, p.Unit, p.Category, p.StaffNo, ""}
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

func (s Stratum) compare(o Stratum) int {
	return cmp.Or(cmp.Compare(s.Unit, o.Unit), cmp.Compare(s.Category, o.Category))
}
