package notebook

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/review"
)

// CardID identifies a Card.
type CardID int64

// Origin is where a question is asked now, for whoever wants to read on.
type Origin struct {
	Kind  string // lesson, document or bank
	ID    int64
	Title string // of the lesson or document; empty for a bank
}

// Card is a question of a person's book as it stands now, with what is remembered of it.
type Card struct {
	ID       CardID
	Subject  string // in words; may be empty
	Question quiz.Question
	Origin   Origin
	State    review.State
}

// DueOn returns the day on which the question comes again.
func (c Card) DueOn() calendar.Date { return calendar.DateOf(c.State.DueAt) }

// Paper returns the question as it is asked on a day. The options lie in another order every day, so that nobody learns
// a letter.
func (c Card) Paper(on calendar.Date) quiz.Paper {
	seed := quiz.NewSeed(nil, "notebook", strconv.FormatInt(int64(c.ID), 10), strconv.Itoa(int(on)))
	return quiz.Paper{Round: 1, Items: []quiz.Item{{Question: c.Question, Order: quiz.Shuffled(c.Question, seed.Random())}}}
}

// memory decodes what is remembered.
func (r cardRow) memory() review.State {
	return review.State{
		Memory: review.Memory{Stability: r.Stability, Difficulty: r.Difficulty}, Phase: review.Reviewing,
		LastReviewedAt: r.LastOn.Time(), DueAt: r.DueOn.Time(),
	}
}

// remember encodes what is remembered.
func (r *cardRow) remember(st review.State) {
	r.Stability, r.Difficulty = st.Stability, st.Difficulty
	r.LastOn, r.DueOn = calendar.DateOf(st.LastReviewedAt), calendar.DateOf(st.DueAt)
}

func (r standingRow) card() (Card, error) {
	c := Card{
		ID: r.Row.ID, Subject: r.Subject, Origin: Origin{Kind: r.OriginKind, ID: r.OriginID, Title: r.Title}, State: r.Row.memory(),
	}
	if err := json.Unmarshal([]byte(r.Content), &c.Question); err != nil {
		return Card{}, fmt.Errorf("decode question %d of a %s: %w", r.QuestionID, r.OriginKind, err)
	}
	c.Question.ID = r.QuestionID
	return c, nil
}

// cardsOf returns the cards of a person that can be asked, by the day on which they are due.
func cardsOf(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]Card, error) {
	rows, err := selectStanding(ctx, tx, cadre)
	if err != nil {
		return nil, fmt.Errorf("read the notebook of cadre %d: %w", cadre, err)
	}
	cards := make([]Card, 0, len(rows))
	for i, r := range rows {
		if i > 0 && rows[i-1].Row.ID == r.Row.ID { // two lessons ask the same
			continue
		}
		c, err := r.card()
		if err != nil {
			return nil, err
		}
		cards = append(cards, c)
	}
	slices.SortStableFunc(cards, func(a, b Card) int {
		return cmp.Or(a.State.DueAt.Compare(b.State.DueAt), cmp.Compare(a.ID, b.ID))
	})
	return cards, nil
}
