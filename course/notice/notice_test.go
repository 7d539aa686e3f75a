package notice

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, calendar.Shanghai)

// world is a database with two persons.
type world struct {
	*testing.T
	db         *storage.DB
	who, other roster.CadreID
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: storagetest.Open(t)}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		for i, id := range []*roster.CadreID{&w.who, &w.other} {
			c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint("N", i), Name: "何秀兰"})
			if err != nil {
				return err
			}
			*id = c.ID
		}
		return nil
	})
	return w
}

func (w *world) write(fn func(context.Context, storage.WriteTx) error) {
	w.Helper()
	if err := w.db.Write(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

func (w *world) post(list ...Notice) {
	w.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error { return Post(ctx, tx, noon, list...) })
}

// titles returns the titles in a person's inbox, the unread ones with a star.
func (w *world) titles(who roster.CadreID, at time.Time) []string {
	w.Helper()
	var titles []string
	err := w.db.Read(w.Context(), func(tx storage.ReadTx) error {
		list, err := Inbox(w.Context(), tx, who, at, 100)
		for _, n := range list {
			star := ""
			if !n.IsRead {
				star = "*"
			}
			titles = append(titles, n.Title+star)
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return titles
}

func (w *world) want(who roster.CadreID, at time.Time, titles ...string) {
	w.Helper()
	if got := w.titles(who, at); !slices.Equal(got, titles) {
		w.Errorf("the inbox holds %q, want %q", got, titles)
	}
}

func TestANoticeIsToldOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.post(Notice{To: w.who, Kind: MakeUpDue, Ref: 1, Title: "一"})
	w.post(Notice{To: w.who, Kind: MakeUpDue, Ref: 1, Title: "again"}, Notice{To: w.who, Kind: MakeUpDue, Ref: 2, Title: "二"})
	w.want(w.who, noon, "二*", "一*")
	w.want(w.other, noon)
}

// TestAFailedFactTellsNobody: the notice goes with the transaction of the fact.
func TestAFailedFactTellsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	err := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		if err := Post(ctx, tx, noon, Notice{To: w.who, Kind: MakeUpDue, Ref: 1}); err != nil {
			return err
		}
		return fault.New(fault.Conflict, "another was faster")
	})
	if !fault.Is(err, fault.Conflict) {
		t.Fatal(err)
	}
	w.want(w.who, noon)
}

func TestReadingIsTheOwnersAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	later := noon.Add(time.Hour)
	w.post(Notice{To: w.who, Kind: MakeUpDue, Ref: 1, Title: "一"}, Notice{To: w.who, Kind: MakeUpDue, Ref: 2, Title: "二"},
		Notice{To: w.who, Kind: MakeUpDue, Ref: 3, Title: "晚", ShownAt: later}, Notice{To: w.other, Kind: MakeUpDue, Ref: 1, Title: "别人"})
	w.want(w.who, noon, "二*", "一*")
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		list, err := Inbox(ctx, tx.ReadTx, w.who, later, 10)
		if err != nil {
			return err
		}
		for _, x := range []struct {
			who roster.CadreID
			id  ID
			at  time.Time
		}{{w.other, list[1].ID, noon}, {w.who, list[0].ID, noon}, {w.who, 999, noon}} {
			if _, err := Mark(ctx, tx, x.who, x.id, true, x.at); !fault.Is(err, fault.NotFound) {
				t.Errorf("%+v was marked: %v", x, err)
			}
		}
		n, err := Mark(ctx, tx, w.who, list[1].ID, true, noon)
		if !n.IsRead || n.Path() != "/make-ups/2" || n.Sentence().String() != "没有到会，可以补学：二" {
			t.Errorf("%+v, %s, %s", n, n.Path(), n.Sentence())
		}
		return err
	})
	w.want(w.who, noon, "二", "一*")
	w.write(func(ctx context.Context, tx storage.WriteTx) error { return MarkAll(ctx, tx, w.who, noon) })
	w.want(w.who, later, "晚*", "二", "一")
	w.want(w.other, noon, "别人*")
}

// TestEveryKindSaysSomething: each has a text with a place for the title, and a page.
func TestEveryKindSaysSomething(t *testing.T) {
	t.Parallel()
	for kind := range said {
		n := Notice{Kind: kind, Ref: 7, Title: "题目"}
		if s := n.Sentence().String(); n.Path() == "" || s == "" || s == n.Kind.text() {
			t.Errorf("%s says %q and leads to %q", kind, s, n.Path())
		}
	}
}
