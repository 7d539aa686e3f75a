package review

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// dueCard returns a card last answered so many days before start.
func dueCard(name, subject string, stability float64, days int) Card[string] {
	return Card[string]{name, subject, State{
		Memory: Memory{stability, 5}, Phase: Reviewing, LastReviewedAt: start.AddDate(0, 0, -days), DueAt: start.AddDate(0, 0, -1),
	}}
}

func names(cards []Card[string]) []string {
	var all []string
	for _, c := range cards {
		all = append(all, c.Question)
	}
	return all
}

func TestToday(t *testing.T) {
	t.Parallel()
	later := dueCard("later", "农业", 5, 30)
	later.State.DueAt = start.Add(time.Minute)
	lost := dueCard("land lost", "土地", 0.05, 300)
	lost.State.Difficulty = 10
	cards := []Card[string]{
		dueCard("land firm", "土地", 40, 30), dueCard("land weak", "土地", 5, 30), dueCard("land weaker", "土地", 4, 30),
		lost, dueCard("law firm", "法律", 90, 30), later, {Question: "unseen", Subject: "农业"},
	}
	s := Daily(time.UTC)
	for most, want := range map[int][]string{
		Few: {"land weaker", "law firm", "land weak", "land lost", "land firm"},
		2:   {"land weaker", "law firm"}, 0: nil, -1: nil,
	} {
		if got := names(Today(s, cards, start, most)); !slices.Equal(got, want) {
			t.Errorf("at most %d: %q, want %q", most, got, want)
		}
	}
}

func drawCards(t *rapid.T) []Card[int] {
	var cards []Card[int]
	for i := range rapid.IntRange(0, 40).Draw(t, "cards") {
		last := start.AddDate(0, 0, -rapid.IntRange(0, 400).Draw(t, "age"))
		cards = append(cards, Card[int]{i, rapid.SampledFrom([]string{"土地", "法律", "农业", "党史"}).Draw(t, "subject"), State{
			Memory:         Memory{rapid.Float64Range(minStability, 1000).Draw(t, "stability"), 5},
			Phase:          rapid.SampledFrom([]Phase{Unseen, Reviewing}).Draw(t, "phase"),
			LastReviewedAt: last, DueAt: last.AddDate(0, 0, rapid.IntRange(1, 400).Draw(t, "interval")),
		}})
	}
	return cards
}

func TestTodayIsFairToSubjects(t *testing.T) {
	t.Parallel()
	s := Daily(time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		cards, most := drawCards(t), rapid.IntRange(0, 12).Draw(t, "most")
		today := Today(s, cards, start, most)
		all, asked, least := map[string]int{}, map[string]int{}, map[string]float64{}
		for _, c := range Today(s, cards, start, len(cards)) {
			all[c.Subject]++
		}
		for _, c := range today {
			if c.State.Phase == Unseen || c.State.DueAt.After(start) {
				t.Fatalf("question %d is not due", c.Question)
			}
			missed := s.missed(c.State, start)
			if before, found := least[c.Subject]; found && missed > before {
				t.Fatalf("%s: missed by %v comes after %v", c.Subject, missed, before)
			}
			least[c.Subject] = missed
			asked[c.Subject]++
		}
		sum := 0
		for a := range all {
			sum += all[a]
			for b := range all {
				if asked[a] > asked[b]+1 && asked[b] < all[b] {
					t.Fatalf("%d of %s and only %d of %d of %s", asked[a], a, asked[b], all[b], b)
				}
			}
		}
		if len(today) != min(most, sum) {
			t.Fatalf("%d questions of %d due, at most %d", len(today), sum, most)
		}
	})
}

func TestStillKnown(t *testing.T) {
	t.Parallel()
	cards := []Card[string]{
		dueCard("a", "法律", 10, 10), dueCard("b", "土地", 2.3065, 30), dueCard("c", "法律", 10, 365),
		{Question: "unseen", Subject: "农业"},
	}
	got := StillKnown(Daily(time.UTC), cards, start)
	if len(got) != 2 || got[0].Subject != "土地" || got[1].Subject != "法律" || got[1].Questions != 2 {
		t.Fatalf("known %+v", got)
	}
	if !agree(got[0].Share(), 0.6675263339, 10) || !agree(got[1].Expected, 0.9+0.5735586746, 10) || !agree(got[1].Share(), 0.7367793373, 9) {
		t.Errorf("known %+v", got)
	}
	if share := (Known{}).Share(); share != 0 {
		t.Errorf("of nothing %v is known", share)
	}
}
