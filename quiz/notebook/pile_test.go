package notebook

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/quiz"
	"xiangxue/quiz/review"
)

func drawWrong(t *rapid.T) []quiz.Answered {
	wrong := make([]quiz.Answered, rapid.IntRange(0, 30).Draw(t, "answers"))
	for i := range wrong {
		wrong[i] = quiz.Answered{Wrong: true, On: calendar.Date(20260301).AddDays(rapid.IntRange(0, 60).Draw(t, "day"))}
		if n := rapid.IntRange(1, 6).Draw(t, "question"); n%2 == 0 {
			wrong[i].Question.Bank = int64(n)
		} else {
			wrong[i].Question.ContentHash = fmt.Sprint("hash", n)
		}
	}
	slices.SortStableFunc(wrong, func(a, b quiz.Answered) int { return int(a.On - b.On) })
	return wrong
}

// rows returns what a pile holds, each card once.
func (p *pile) rows() []cardRow {
	var rows []cardRow
	for _, card := range p.cards {
		rows = append(rows, *card)
	}
	return rows
}

func sameCards(a, b *pile) bool {
	return maps.EqualFunc(a.cards, b.cards, func(x, y *cardRow) bool { return *x == *y })
}

// TestItDoesNotMatterHowOftenSomebodyComesBy enters answers all at once and in any parts.
func TestItDoesNotMatterHowOftenSomebodyComesBy(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		wrong := drawWrong(t)
		s := review.Daily(calendar.Shanghai)
		once, parts := newPile(s, 1, nil), newPile(s, 1, nil)
		once.enter(slices.Clone(wrong), nil)
		for rest := wrong; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "part")
			parts.enter(slices.Clone(rest[:n]), nil)
			parts = newPile(s, 1, parts.rows()) // as stored and read again
			rest = rest[n:]
		}
		if !sameCards(once, parts) {
			t.Fatalf("at once %+v, in parts %+v", once.rows(), parts.rows())
		}
	})
}

func TestCardsStaySound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		wrong := drawWrong(t)
		p := newPile(review.Daily(calendar.Shanghai), 1, nil)
		p.enter(slices.Clone(wrong), nil)
		last := map[quiz.Identity]calendar.Date{}
		for _, a := range wrong {
			last[a.Question] = a.On
		}
		if len(p.cards) != len(last) {
			t.Fatalf("%d cards of %d questions", len(p.cards), len(last))
		}
		for question, card := range p.cards {
			if card.LastOn != last[question] || card.DueOn <= card.LastOn || card.Stability <= 0 || card.Difficulty < 1 || card.Difficulty > 10 {
				t.Fatalf("%+v, last wrong on %s", card, last[question])
			}
			if back := (cardRow{}); !back.holds(card.memory()) {
				t.Fatalf("%+v does not survive being stored", card)
			}
		}
	})
}

// holds reports whether the memory is the same after it was stored.
func (r *cardRow) holds(st review.State) bool {
	r.remember(st)
	return r.memory() == st
}

func TestLaterReviewOutweighsAnEarlierWrongAnswer(t *testing.T) {
	t.Parallel()
	s := review.Daily(calendar.Shanghai)
	row := cardRow{ID: 7, CadreID: 1, BankQuestionID: 3}
	row.remember(s.Schedule(review.State{}, review.Good, calendar.Date(20260320).Time()))
	p := newPile(s, 1, []cardRow{row})
	p.enter([]quiz.Answered{{Question: quiz.Identity{Bank: 3}, On: 20260310, Wrong: true}}, nil)
	if got := *p.cards[quiz.Identity{Bank: 3}]; got != row || len(p.touched) != 0 {
		t.Errorf("the card is now %+v", got)
	}
}

func TestCorrectedKeys(t *testing.T) {
	t.Parallel()
	s := review.Daily(calendar.Shanghai)
	kept := cardRow{ID: 7, CadreID: 1, BankQuestionID: 3}
	kept.remember(s.Schedule(review.State{}, review.Again, calendar.Date(20260305).Time()))
	answer := func(bank int64, wrong, corrected bool) quiz.Answered {
		return quiz.Answered{Question: quiz.Identity{Bank: bank}, On: 20260305, Wrong: wrong, Corrected: corrected}
	}
	for name, tt := range map[string]struct {
		marked quiz.Marked
		want   []int64 // bank questions that are in the book afterwards
	}{
		"right by the corrected key":      {quiz.Marked{Again: true, Answers: []quiz.Answered{answer(3, false, true)}}, nil},
		"still wrong":                     {quiz.Marked{Again: true, Answers: []quiz.Answered{answer(3, true, true)}}, []int64{3}},
		"wrong by the corrected key only": {quiz.Marked{Again: true, Answers: []quiz.Answered{answer(4, true, true)}}, []int64{3, 4}},
		"not corrected":                   {quiz.Marked{Again: true, Answers: []quiz.Answered{answer(3, false, false), answer(4, true, false)}}, []int64{3}},
		"corrected before it was entered": {quiz.Marked{Answers: []quiz.Answered{answer(3, false, true), answer(4, true, true)}}, []int64{3, 4}},
	} {
		p := newPile(s, 1, []cardRow{kept})
		p.enter(nil, []quiz.Marked{tt.marked})
		var got []int64
		for question := range p.cards {
			got = append(got, question.Bank)
		}
		slices.Sort(got)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: the book has %v, want %v", name, got, tt.want)
		}
	}
}
