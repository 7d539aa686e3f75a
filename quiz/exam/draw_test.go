package exam_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

func seeds(name string) exam.Seeds {
	return func(number int) quiz.Seed { return quiz.NewSeed([]byte("secret"), name, fmt.Sprint(number)) }
}

// poolOf makes a pool whose picks draw from the ids given; version n is a version of question n.
func poolOf(picks ...[]bank.VersionID) exam.Pool {
	pool := exam.Pool{Candidates: map[exam.Place][]bank.VersionID{}, Versions: map[bank.VersionID]bank.Version{}}
	for i, ids := range picks {
		pool.Candidates[exam.Place{Section: 0, Pick: i + 1}] = ids
		for _, id := range ids {
			v := bank.Version{ID: id, Question: bank.QuestionID(id)}
			v.Content = quiz.Question{Kind: quiz.SingleChoice, Options: []quiz.Option{{Text: "甲"}, {Text: "乙"}, {Text: "丙"}, {Text: "丁"}}}
			pool.Versions[id] = v
		}
	}
	return pool
}

func picking(counts ...int) exam.Blueprint {
	s := exam.Section{Title: "甲", Each: 100}
	for _, n := range counts {
		s.Picks = append(s.Picks, exam.Pick{Count: n})
	}
	return exam.Blueprint{Sections: []exam.Section{s}}
}

func upTo(n int) (ids []bank.VersionID) {
	for i := range n {
		ids = append(ids, bank.VersionID(i+1))
	}
	return ids
}

func TestDrawIsDecidedByTheSeed(t *testing.T) {
	t.Parallel()
	draw := func(name string, number int) exam.Paper {
		p, err := exam.Draw(picking(5), poolOf(upTo(40)), number, seeds(name))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if a, b := draw("何秀兰", 1), draw("何秀兰", 1); !slices.EqualFunc(a.Items, b.Items, sameItem) {
		t.Errorf("the same seed gave %v and %v", a, b)
	}
	if a, b := draw("何秀兰", 1), draw("宋国强", 1); slices.EqualFunc(a.Items, b.Items, sameItem) {
		t.Errorf("two seeds gave %v", a)
	}
}

// TestDrawMakesWay draws where the first pick may take the only question of the second.
func TestDrawMakesWay(t *testing.T) {
	t.Parallel()
	for n := range 50 {
		p, err := exam.Draw(picking(2, 1, 1), poolOf(upTo(4), upTo(2), upTo(1)), 1, seeds(fmt.Sprint(n)))
		if err != nil {
			t.Fatalf("draw %d: %v", n, err)
		}
		if ids := p.Versions(); ids[3] != 1 || ids[2] != 2 {
			t.Errorf("draw %d: %v", n, ids)
		}
	}
}

func TestDrawFailsWhereNoPaperExists(t *testing.T) {
	t.Parallel()
	if p, err := exam.Draw(picking(2, 1, 1), poolOf(upTo(4), upTo(1), upTo(1)), 1, seeds("")); err == nil {
		t.Errorf("got %v: two picks have one question between them", p)
	}
}

// TestDrawsGiveWhatTheBlueprintSays holds any draw against its blueprint and against Hall's condition.
func TestDrawsGiveWhatTheBlueprintSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.IntRange(1, 12).Draw(t, "questions")
		var counts []int
		var picks [][]bank.VersionID
		for range rapid.IntRange(1, 4).Draw(t, "picks") {
			counts = append(counts, rapid.IntRange(1, 4).Draw(t, "count"))
			picks = append(picks, rapid.SliceOfDistinct(rapid.Custom(func(t *rapid.T) bank.VersionID {
				return bank.VersionID(rapid.IntRange(1, all).Draw(t, "id"))
			}), func(id bank.VersionID) bank.VersionID { return id }).Draw(t, "candidates"))
		}
		paper, err := exam.Draw(picking(counts...), poolOf(picks...), rapid.IntRange(1, 3).Draw(t, "number"), seeds("x"))
		if possible(counts, picks) != (err == nil) {
			t.Fatalf("drawing %v from %v: %v", counts, picks, err)
		}
		if err != nil {
			return
		}
		items, seen := paper.Items, map[bank.VersionID]bool{}
		for i, n := range counts {
			for _, it := range items[:n] {
				if seen[it.Version] || !slices.Contains(picks[i], it.Version) {
					t.Fatalf("pick %d of %v got %d", i, picks, it.Version)
				}
				seen[it.Version] = true
			}
			items = items[n:]
		}
	})
}

// possible reports whether every set of picks has as many candidates as it asks for.
func possible(counts []int, picks [][]bank.VersionID) bool {
	for set := range 1 << len(counts) {
		asked, union := 0, map[bank.VersionID]bool{}
		for i := range counts {
			if set&(1<<i) == 0 {
				continue
			}
			asked += counts[i]
			for _, id := range picks[i] {
				union[id] = true
			}
		}
		if asked > len(union) {
			return false
		}
	}
	return true
}

func TestFurtherDrawsAskWhatWasNotAskedBefore(t *testing.T) {
	t.Parallel()
	pool, seen := poolOf(upTo(9)), map[bank.VersionID]int{}
	for number := 1; number <= 3; number++ {
		p, err := exam.Draw(picking(3), pool, number, seeds("何秀兰"))
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range p.Versions() {
			seen[id]++
		}
	}
	if len(seen) != 9 {
		t.Errorf("three draws of three from nine asked %v", seen)
	}
}

func TestMaximaAddUpToTheWorth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		shares := rapid.SliceOfN(rapid.IntRange(1, 100), 1, quiz.MaxCriteria).Draw(t, "shares")
		worth := quiz.Points(rapid.IntRange(1, 10000).Draw(t, "worth"))
		rubric := make([]quiz.Criterion, len(shares))
		for i, s := range shares {
			rubric[i].Share = s
		}
		var sum quiz.Points
		for _, most := range exam.Maxima(rubric, worth) {
			if most < 0 {
				t.Fatalf("a criterion is worth %s", most)
			}
			sum += most
		}
		if sum != worth {
			t.Fatalf("the criteria of %s are worth %s together", worth, sum)
		}
	})
}
