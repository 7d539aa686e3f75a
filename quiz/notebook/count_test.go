package notebook_test

import (
	"testing"

	"xiangxue/quiz/exam"
)

// statements returns how many SQL statements fn runs.
func (w *world) statements(fn func() error) int64 {
	w.Helper()
	before := w.db.Statements()
	if err := fn(); err != nil {
		w.Fatal(err)
	}
	return w.db.Statements() - before
}

// TestFewStatements bounds what a book costs. Nothing grows with its questions but the write that enters them.
func TestFewStatements(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.lesson = w.publish("soil", "测土配方", 30)
	w.check("何秀兰", 30)
	w.sit("何秀兰", w.exam(exam.AfterWindow, w.stock(2)[:2]...).ID)
	me := w.people["何秀兰"]
	open := func() error { _, err := w.keeper.Open(t.Context(), me); return err }
	due := func() error { _, err := w.keeper.Due(t.Context(), me); return err }
	if got := w.statements(due); got > 12 {
		t.Errorf("entering 30 wrong answers takes %d statements", got)
	}
	w.on(20260310)
	card := w.open("何秀兰").Today[0]
	w.on(20260402) // the answers of the exam may be seen
	if got := w.statements(open); got > 20 {
		t.Errorf("entering an exam takes %d statements", got)
	}
	for _, tt := range []struct {
		name string
		most int64
		do   func() error
	}{
		{"due", 1, due},
		{"open", 2, open},
		{"questions", 2, func() error { _, err := w.keeper.Questions(t.Context(), me, "科技"); return err }},
		{"answer", 4, func() error { _, err := w.keeper.Answer(t.Context(), me, card.ID, w.given(card, true)); return err }},
		{"answer again", 1, func() error { _, err := w.keeper.Answer(t.Context(), me, card.ID, w.given(card, true)); return err }},
		{"take out", 1, func() error { return w.keeper.Remove(t.Context(), me, card.ID) }},
	} {
		if got := w.statements(tt.do); got > tt.most || got == 0 {
			t.Errorf("%s: %d statements, want at most %d", tt.name, got, tt.most)
		}
	}
}

// TestAnsweringCostsNothingForTheBook: a check and an exam are submitted without a statement about it.
func TestAnsweringCostsNothingForTheBook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.check("何秀兰", 2)
	w.sit("何秀兰", w.exam(exam.AtOnce, w.stock(2)[:2]...).ID)
	for _, table := range []string{"notebooks", "notebook_exams", "notebook_cards"} {
		if n := w.count("SELECT COUNT(*) FROM " + table); n != 0 {
			t.Errorf("%s has %d rows before its owner came by", table, n)
		}
	}
	if w.open("何秀兰").Known == nil {
		t.Error("nothing was entered when its owner came by")
	}
}
