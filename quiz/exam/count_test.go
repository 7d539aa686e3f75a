package exam_test

import (
	"context"
	"io"
	"strconv"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

func number[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

func given(item, revision int, values ...string) []exam.Given {
	return []exam.Given{{Key: quiz.Key(item), Values: values, Revision: revision}}
}

// statements returns how many SQL statements fn runs.
func (w *world) statements(fn func() error) int64 {
	w.Helper()
	before := w.db.Statements()
	if err := fn(); err != nil {
		w.Fatal(err)
	}
	return w.db.Statements() - before
}

// TestFewStatements bounds what an attempt costs the database. The paper is long, so that nothing grows with its items.
func TestFewStatements(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(choices(60, "土地")...)
	terms := usual(drawn(50, "土地"))
	terms.PassMark = 200
	e := w.publish(terms)
	w.begin("宋国强", e.ID) // what never changes is in memory now
	var a exam.Attempt
	for _, tt := range []struct {
		name string
		most int64
		do   func() error
	}{
		{"begin", 4, func() (err error) { a, err = w.office.Begin(t.Context(), w.who("何秀兰"), e.ID); return err }},
		{"save", 1, func() error { _, err := w.save("何秀兰", a, 0, 1, right(a, 0)); return err }},
		{"save anew", 1, func() error { _, err := w.save("何秀兰", a, 0, 2, right(a, 0)); return err }},
		{"sheet", 2, func() error { _, _, err := w.office.Sheet(t.Context(), w.who("何秀兰"), a.ID); return err }},
		{"submit and pass", 18, func() error { _, err := w.office.Submit(t.Context(), w.who("何秀兰"), a.ID, nil); return err }},
		{"submit again", 2, func() error { _, err := w.office.Submit(t.Context(), w.who("何秀兰"), a.ID, nil); return err }},
		{"outcome", 3, func() error {
			return w.db.Read(t.Context(), func(tx storage.ReadTx) error {
				_, err := w.office.Outcome(t.Context(), tx, w.who("何秀兰"), a.ID)
				return err
			})
		}},
	} {
		if got := w.statements(tt.do); got > tt.most || got == 0 {
			t.Errorf("%s: %d statements, want at most %d", tt.name, got, tt.most)
		}
	}
	failing := w.begin("宋国强", e.ID)
	if got := w.statements(func() error { _, err := w.office.Submit(t.Context(), w.who("宋国强"), failing.ID, nil); return err }); got > 5 {
		t.Errorf("submit and fail: %d statements", got)
	}
}

// TestListsTakeNoMoreStatementsWithMoreRows compares a list of few with a list of many.
func TestListsTakeNoMoreStatementsWithMoreRows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(2, "土地")...)
	crowd := w.crowd(20)
	lists := map[string]func(exam.ID) func() error{
		"results": func(id exam.ID) func() error {
			return func() error {
				return w.db.Read(t.Context(), func(tx storage.ReadTx) error {
					_, err := w.office.Results(context.WithoutCancel(t.Context()), tx, w.who("吴晓梅"), id)
					return err
				})
			}
		},
		"mine": func(exam.ID) func() error {
			return func() error {
				return w.db.Read(t.Context(), func(tx storage.ReadTx) error {
					_, err := w.office.Mine(t.Context(), tx, w.who("何秀兰"))
					return err
				})
			}
		},
		"export": func(id exam.ID) func() error {
			return func() error { return w.office.Export(t.Context(), w.who("吴晓梅"), id, io.Discard) }
		},
		"analysis": func(id exam.ID) func() error {
			return func() error {
				return w.db.Read(t.Context(), func(tx storage.ReadTx) error {
					_, err := w.office.Analysis(t.Context(), tx, w.who("吴晓梅"), id)
					return err
				})
			}
		},
	}
	e := w.publish(usual(fixed(ids...)))
	w.sit("何秀兰", e.ID, 0)
	few := map[string]int64{}
	for name, list := range lists {
		w.statements(list(e.ID)) // fills the caches
		few[name] = w.statements(list(e.ID))
	}
	for _, person := range crowd {
		w.sit(person.Cadre.Name, e.ID, 1)
	}
	for range 3 {
		other := w.publish(usual(fixed(ids...)))
		w.sit("何秀兰", other.ID, 1)
	}
	for name, list := range lists {
		if many := w.statements(list(e.ID)); many != few[name] {
			t.Errorf("%s: %d statements for many rows, %d for few", name, many, few[name])
		}
	}
}
