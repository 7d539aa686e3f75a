package quiz

import (
	"context"
	"errors"
	"testing"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// cited marks what cites the article as stale, or as confirmed by a person.
func (x *examination) cited(article string, stale bool) {
	x.Helper()
	x.write(func(ctx context.Context, tx storage.WriteTx) error {
		if stale {
			_, err := course.MarkStale(ctx, tx, course.Citation{Law: "土地管理法", Article: article}, 9)
			return err
		}
		list, err := course.StaleCitations(ctx, tx.ReadTx)
		for _, c := range list {
			if c.Article == article {
				err = errors.Join(err, course.Confirm(ctx, tx, x.clock(), 7, c.ID))
			}
		}
		return err
	})
}

// TestOutdatedQuestionsAreNotAsked marks the article that a drawn question cites as changed: another one is asked until
// somebody confirms it, and answers to the old draw are refused.
func TestOutdatedQuestionsAreNotAsked(t *testing.T) {
	t.Parallel()
	points := village(2, 2)
	points[0].Questions[0].Cites = []string{"《土地管理法》第一条"}
	points[0].Questions[1].Cites = []string{"《土地管理法》第二条"}
	x := newExamination(t, points)
	texts := func(c course.Check) [2]string { return [2]string{c.Items[0].Text, c.Items[1].Text} }
	check := x.show(lesson, text)
	drawn, other := "第一条", "第二条"
	if check.Items[0].Text == "题目 1-2" {
		drawn, other = other, drawn
	}
	x.cited(drawn, true)
	fresh, err := x.send(check, choose(check))
	if !fault.Is(err, fault.Stale) || fresh.Items[0].Text == check.Items[0].Text || fresh.Items[1].Text != check.Items[1].Text || x.attempts() != 0 {
		t.Fatalf("answers to the old draw: %v, %q then %q, %d attempts", err, texts(check), texts(fresh), x.attempts())
	}
	if again := x.show(lesson, text); again.Fingerprint != fresh.Fingerprint {
		t.Errorf("shown is %q", texts(again))
	}
	x.cited(other, true)
	if kept := x.show(lesson, text); len(kept.Items) != 2 || texts(kept) != texts(check) {
		t.Errorf("a point without any other question asks %q", texts(kept))
	}
	x.cited(other, false)
	if now := x.show(lesson, text); texts(now) != texts(fresh) {
		t.Errorf("with one confirmed: %q", texts(now))
	}
	x.cited(drawn, false)
	check = x.show(lesson, text)
	if marked := x.submit(check, choose(check)); !marked.Passed {
		t.Errorf("with both confirmed: %+v", marked)
	}
}
