package sample_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/sample"
)

const root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

func person(staffNo, unit, category string) sample.Person {
	return sample.Person{StaffNo: staffNo, Stratum: sample.Stratum{Unit: unit, Category: category}}
}

// drawn returns the staff numbers that were drawn, in the order of the tickets.
func drawn(tickets []sample.Ticket) []string {
	var list []string
	for _, t := range tickets {
		if t.Drawn {
			list = append(list, t.StaffNo)
		}
	}
	return list
}

// TestDrawIsWhatWasDrawnBefore pins the algorithm: whoever changes it makes all earlier draws impossible to redo.
func TestDrawIsWhatWasDrawnBefore(t *testing.T) {
	t.Parallel()
	var people []sample.Person
	for n := range 12 {
		people = append(people, person(fmt.Sprintf("YX%03d", n+1), []string{"YX-NY", "YX-DZ", "YX-NY"}[n%3], []string{"section_level", "staff"}[n/6]))
	}
	tickets, err := sample.Order{Root: root, Seed: "2026年11月24日福彩3D：4 7 1", Size: 6}.Draw(people)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := drawn(tickets), []string{"YX002", "YX008", "YX006", "YX004", "YX007", "YX012"}; !slices.Equal(got, want) {
		t.Errorf("drawn %v, want %v", got, want)
	}
	lines := root + "\n2026年11月24日福彩3D：4 7 1\nYX-DZ\nsection_level\n" + tickets[0].StaffNo + "\n"
	if want := fmt.Sprintf("%x", sha256.Sum256([]byte(lines))); tickets[0].Number != want {
		t.Errorf("ticket %s, want the sum of the five lines, %s", tickets[0].Number, want)
	}
}

func TestEveryStratumGivesItsShare(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		people []int // of each stratum
		size   int
		want   []int
	}{
		"one of each":                       {[]int{40, 3, 1}, 3, []int{1, 1, 1}},
		"in proportion to who is left":      {[]int{21, 11}, 8, []int{5, 3}},
		"the largest remainder first":       {[]int{6, 5, 5}, 5, []int{2, 2, 1}},
		"of equal remainders the first":     {[]int{3, 3, 3}, 4, []int{2, 1, 1}},
		"everybody":                         {[]int{4, 1, 2}, 7, []int{4, 1, 2}},
		"a stratum of one gives one":        {[]int{1, 9}, 5, []int{1, 4}},
		"strata of one each, and all drawn": {[]int{1, 1}, 2, []int{1, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var people []sample.Person
			for s, n := range c.people {
				for i := range n {
					people = append(people, person(fmt.Sprintf("%d-%d", s, i), fmt.Sprintf("U%d", s), ""))
				}
			}
			tickets, err := sample.Order{Root: root, Seed: "x", Size: c.size}.Draw(people)
			if err != nil {
				t.Fatal(err)
			}
			got := make([]int, len(c.people))
			for _, k := range tickets {
				if k.Drawn {
					got[k.Unit[1]-'0']++
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("the strata give %v, want %v", got, c.want)
			}
		})
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	t.Parallel()
	two := []sample.Person{person("1", "A", ""), person("2", "B", "")}
	for name, c := range map[string]struct {
		order  sample.Order
		people []sample.Person
		want   error
	}{
		"nobody there":         {sample.Order{Size: 1}, nil, sample.ErrSize},
		"fewer than strata":    {sample.Order{Size: 1}, two, sample.ErrSize},
		"more than people":     {sample.Order{Size: 3}, two, sample.ErrSize},
		"a seed of two lines":  {sample.Order{Size: 2, Seed: "a\nb"}, two, sample.ErrLine},
		"the same person":      {sample.Order{Size: 2}, []sample.Person{two[0], two[0]}, sample.ErrPerson},
		"a negative size":      {sample.Order{Size: -1}, two, sample.ErrSize},
		"a unit of two lines":  {sample.Order{Size: 1}, []sample.Person{person("1", "A\n", "")}, sample.ErrLine},
		"a number of two line": {sample.Order{Size: 1}, []sample.Person{person("1\n", "A", "")}, sample.ErrLine},
	} {
		if _, err := c.order.Draw(c.people); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestDrawHasItsSizeAndDependsOnNoOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var people []sample.Person
		for n := range rapid.IntRange(1, 60).Draw(t, "people") {
			unit, category := rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "unit"), rapid.SampledFrom([]string{"", "x"}).Draw(t, "category")
			people = append(people, person(fmt.Sprint(n), unit, category))
		}
		strata := sample.Strata(people)
		order := sample.Order{Root: root, Seed: rapid.StringMatching(`[0-9]{1,4}`).Draw(t, "seed"), Size: rapid.IntRange(len(strata), len(people)).Draw(t, "size")}
		tickets, err := order.Draw(people)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(drawn(tickets)); got != order.Size || len(tickets) != len(people) {
			t.Fatalf("%d drawn of %d, want %d of %d", got, len(tickets), order.Size, len(people))
		}
		for _, s := range strata {
			if !slices.ContainsFunc(tickets, func(k sample.Ticket) bool { return k.Drawn && k.Stratum == s.Stratum }) {
				t.Fatalf("nobody of %v", s)
			}
		}
		again, err := order.Draw(rapid.Permutation(people).Draw(t, "order"))
		if err != nil || !slices.Equal(again, tickets) {
			t.Fatalf("in another order %v (%v), want %v", drawn(again), err, drawn(tickets))
		}
	})
}
