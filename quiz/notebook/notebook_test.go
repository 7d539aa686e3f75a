package notebook_test

import (
	"testing"

	"xiangxue/course/fault"
	"xiangxue/quiz"
	"xiangxue/quiz/notebook"
	"xiangxue/quiz/review"
)

func TestWhatWasWrongComesAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.check("何秀兰", 2)
	if b := w.open("何秀兰"); len(b.Today) != 0 || len(b.Known) != 1 || b.Known[0].Subject != "科技" || b.Known[0].Questions != 2 {
		t.Fatalf("on the day itself %+v", b)
	}
	w.on(20260306)
	if n := w.due("何秀兰"); n != 2 {
		t.Fatalf("%d questions are due on the day after", n)
	}
	b := w.open("何秀兰")
	if len(b.Today) != 2 || b.Today[0].Origin != (notebook.Origin{Kind: "lesson", ID: w.lesson.ID, Title: "智慧农业"}) || b.Today[0].Question.Point == "" {
		t.Fatalf("on the day after %+v", b)
	}
	right := w.answer("何秀兰", b.Today[0], true)
	if right.Outcome.Result != quiz.Right || right.Outcome.Explanation != "讲解" || len(right.Outcome.Cites) != 1 || right.Card.DueOn() <= 20260306 {
		t.Errorf("answered right: %+v", right)
	}
	wrong := w.answer("何秀兰", b.Today[1], false)
	if wrong.Outcome.Result != quiz.Wrong || wrong.Outcome.Correct == "" || wrong.Card.DueOn() != 20260307 {
		t.Errorf("answered wrong: %+v", wrong)
	}
	if right.Card.State.Stability <= wrong.Card.State.Stability {
		t.Errorf("right is as stable as wrong: %v, %v", right.Card.State, wrong.Card.State)
	}
	if b := w.open("何秀兰"); len(b.Today) != 0 || w.due("何秀兰") != 0 {
		t.Errorf("after both %+v", b.Today)
	}
	w.on(20260307)
	if n := w.due("何秀兰"); n == 0 {
		t.Error("what was wrong does not come again")
	}
}

func TestAnsweringTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.check("何秀兰", 1)
	w.on(20260310)
	card := w.open("何秀兰").Today[0]
	first := w.answer("何秀兰", card, true)
	for _, right := range []bool{true, false} {
		again := w.answer("何秀兰", card, right)
		if again.Card.State != first.Card.State || (again.Outcome.Result == quiz.Right) != right {
			t.Errorf("answered again: %+v", again)
		}
	}
	if err := w.keeper.Skip(t.Context(), w.people["何秀兰"], card.ID); err != nil {
		t.Fatal(err)
	}
	if cards, _ := w.keeper.Questions(t.Context(), w.people["何秀兰"], "科技"); len(cards) != 1 || cards[0].State != first.Card.State {
		t.Errorf("skipping what is not due changed it to %+v", cards)
	}
}

func TestGrades(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.check("何秀兰", 3)
	w.on(20260310)
	today := w.open("何秀兰").Today
	good := w.answer("何秀兰", today[0], true)
	given := w.given(today[1], true)
	given.Hard = true
	hard, err := w.keeper.Answer(t.Context(), w.people["何秀兰"], today[1].ID, given)
	if err != nil || hard.Card.State.Stability >= good.Card.State.Stability || hard.Card.State.Difficulty <= good.Card.State.Difficulty {
		t.Errorf("hard %+v, good %+v, %v", hard.Card.State, good.Card.State, err)
	}
	given = w.given(today[2], true)
	given.Values = nil
	_, err = w.keeper.Answer(t.Context(), w.people["何秀兰"], today[2].ID, given)
	want(t, err, fault.Invalid)
	given.Forgotten = true
	forgotten, err := w.keeper.Answer(t.Context(), w.people["何秀兰"], today[2].ID, given)
	if err != nil || forgotten.Card.State.Stability >= hard.Card.State.Stability || forgotten.Outcome.Correct == "" {
		t.Errorf("forgotten %+v, %v", forgotten, err)
	}
}

func TestSkippingAndTakingOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.check("何秀兰", 2)
	w.on(20260310)
	me, today := w.people["何秀兰"], w.open("何秀兰").Today
	if err := w.keeper.Skip(t.Context(), me, today[0].ID); err != nil {
		t.Fatal(err)
	}
	if b := w.open("何秀兰"); len(b.Today) != 1 || b.Today[0].ID != today[1].ID {
		t.Errorf("after skipping %+v", b.Today)
	}
	if err := w.keeper.Remove(t.Context(), me, today[1].ID); err != nil {
		t.Fatal(err)
	}
	want(t, w.keeper.Remove(t.Context(), me, today[1].ID), fault.NotFound)
	_, err := w.keeper.Answer(t.Context(), me, today[1].ID, w.given(today[1], true))
	want(t, err, fault.NotFound)
	w.on(20260311)
	if b := w.open("何秀兰"); len(b.Today) != 1 || b.Today[0].ID != today[0].ID || b.Today[0].State.Memory != today[0].State.Memory {
		t.Errorf("on the next day %+v", b.Today)
	}
}

func TestADayAsksFew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.lesson = w.publish("soil", "测土配方", 12)
	w.check("何秀兰", 12)
	w.on(20260310)
	for asked := range review.Few {
		today := w.open("何秀兰").Today
		if len(today) != review.Few-asked || w.due("何秀兰") != len(today) {
			t.Fatalf("after %d questions %d are asked", asked, len(today))
		}
		if asked%2 == 0 {
			w.answer("何秀兰", today[0], true)
		} else if err := w.keeper.Skip(t.Context(), w.people["何秀兰"], today[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	if b := w.open("何秀兰"); len(b.Today) != 0 || w.due("何秀兰") != 0 || b.Known[0].Questions != 12 {
		t.Errorf("after the few %+v", b)
	}
	w.on(20260311)
	if n := w.due("何秀兰"); n != review.Few {
		t.Errorf("on the next day %d", n)
	}
}

// TestOnlyWhatStandsIsAsked follows a question through new versions of its course.
func TestOnlyWhatStandsIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.check("何秀兰", 3)
	w.on(20260310)
	card := w.open("何秀兰").Today[0]
	stale := w.given(card, true)
	stale.Fingerprint = "0123456789abcdef"
	_, err := w.keeper.Answer(t.Context(), w.people["何秀兰"], card.ID, stale)
	want(t, err, fault.Stale)

	next := w.publish("smart-farm", "智慧农业", 2) // the third point is gone, the others are as they were
	b := w.open("何秀兰")
	if len(b.Today) != 2 || b.Resting != 1 || b.Today[0].Origin.ID != next.ID {
		t.Fatalf("after the next version %+v", b)
	}
	w.exec("UPDATE courses SET status = 'retired'")
	if b := w.open("何秀兰"); len(b.Today) != 0 || b.Resting != 3 || len(b.Known) != 0 || w.due("何秀兰") != 0 {
		t.Errorf("after the course was retired %+v", b)
	}
	want(t, w.keeper.Skip(t.Context(), w.people["何秀兰"], card.ID), fault.NotFound)
}
