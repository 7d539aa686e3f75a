package exam_test

import (
	"context"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/quiz/exam"
)

// TestWhoHasSeenTheQuestionsDoesNotSitTheExam: everybody of the township is asked, those who know the paper too.
func TestWhoHasSeenTheQuestionsDoesNotSitTheExam(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	terms := usual(fixed(w.stock(choices(2, "土地")...)...))
	e, err := w.draft(terms) // by 林若溪
	if err != nil {
		t.Fatal(err)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if e, err = w.office.Revise(ctx, tx, w.who("叶知秋"), e.ID, e.Revision, terms); err != nil {
			return err
		}
		if e, err = w.office.Publish(ctx, tx, w.who("吴晓梅"), e.ID, e.Revision); err != nil {
			return err
		}
		_, err = w.office.Assign(ctx, tx, w.who("吴晓梅"), e.ID, calendar.DateOf(w.now()).AddDays(9), "", plan.Target{Unit: w.town.ID})
		return err
	})
	preview := func(who string) error {
		_, _, err := w.office.Preview(t.Context(), w.who(who), e.ID, 1)
		return err
	}
	for _, who := range []string{"林若溪", "叶知秋"} {
		_, err := w.office.Begin(t.Context(), w.who(who), e.ID)
		want(t, err, fault.Conflict)
		w.read(func(ctx context.Context, tx storage.ReadTx) error {
			card, err := w.office.Card(ctx, tx, w.who(who), e.ID)
			if !fault.Is(card.Refusal, fault.Conflict) {
				t.Errorf("the card of %s says %v", who, card.Refusal)
			}
			if open, err := (exam.Papers{Office: w.office}).OpenQuizzes(ctx, tx, w.who(who).ID(), []int64{int64(e.ID)}); len(open) != 0 || err != nil {
				t.Errorf("%s can sit %+v, %v", who, open, err)
			}
			mine, _ := w.office.Mine(ctx, tx, w.who(who))
			if len(mine) != 1 || !fault.Is(mine[0].Refusal, fault.Conflict) {
				t.Errorf("the list of %s says %+v", who, mine)
			}
			return err
		})
	}
	w.sit("何秀兰", e.ID, 2)
	a := w.begin("吴晓梅", e.ID) // published it without a look at the paper
	want(t, preview("吴晓梅"), fault.Conflict)
	w.submit("吴晓梅", a)
	for range 2 {
		if err := preview("吴晓梅"); err != nil {
			t.Fatal(err)
		}
	}
	_, err = w.office.Begin(t.Context(), w.who("吴晓梅"), e.ID)
	want(t, err, fault.Conflict)
}

func TestSaveAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	if _, err := w.save("何秀兰", a, 1, 2, "B"); err != nil { // on another device
		t.Fatal(err)
	}
	form := []exam.Given{{Key: "q1", Values: []string{"A"}, Revision: 1}, {Key: "q2", Values: []string{"C"}, Revision: 1},
		{Key: "q3", Values: []string{"A"}, Revision: 0}, {Key: "q9", Values: []string{"A"}, Revision: 1}}
	for range 2 { // sent twice, it does the same
		refused, err := w.office.SaveAll(t.Context(), w.who("何秀兰"), a.ID, form)
		if err != nil || len(refused) != 3 {
			t.Fatalf("refused %v, %v", refused, err)
		}
		want(t, refused["q2"], fault.Stale)
		want(t, refused["q3"], fault.Invalid)
		want(t, refused["q9"], fault.NotFound)
	}
	sheet, _, err := w.office.Sheet(t.Context(), w.who("何秀兰"), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"A", "B", ""} {
		item := sheet.Sections[0].Items[i]
		if got := len(item.Values) == 0 && want == "" || len(item.Values) == 1 && item.Values[0] == want; !got {
			t.Errorf("item %d has %q, want %q", i+1, item.Values, want)
		}
	}
	_, err = w.office.SaveAll(t.Context(), w.who("宋国强"), a.ID, form[:1])
	want(t, err, fault.NotFound)
	w.submit("何秀兰", a)
	_, err = w.office.SaveAll(t.Context(), w.who("何秀兰"), a.ID, []exam.Given{{Key: "q3", Values: []string{"A"}, Revision: 1}})
	want(t, err, fault.Conflict)
}

func TestSaveAllTakesOneWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(choices(20, "土地")...)
	e := w.publish(usual(drawn(20, "土地")))
	a := w.begin("何秀兰", e.ID)
	var form []exam.Given
	for i := range a.Paper.Items {
		form = append(form, given(i, 1, right(a, i))...)
	}
	if got := w.statements(func() error { _, err := w.office.SaveAll(t.Context(), w.who("何秀兰"), a.ID, form); return err }); got != 20 {
		t.Errorf("%d statements for 20 answers", got)
	}
}
