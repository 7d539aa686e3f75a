package bank

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz"
)

// desk is a database with two authors and a bank.
type desk struct {
	testing.TB
	db            *storage.DB
	keeper        Keeper
	author, other access.Actor
	bank          Bank
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	clock := func() time.Time { return time.Date(2026, 3, 5, 9, 0, 0, 0, calendar.Shanghai) }
	d := &desk{TB: t, db: storagetest.Open(t), keeper: NewKeeper(clock)}
	d.write(func(ctx context.Context, tx storage.WriteTx) error {
		for i, actor := range []*access.Actor{&d.author, &d.other} {
			cadre, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint(1001 + i), Name: "出题人"})
			if err != nil {
				return err
			}
			*actor = access.Actor{Cadre: cadre, Grants: []access.Grant{{Role: access.Author, UnitPath: "/1/"}}}
		}
		return nil
	})
	d.bank = d.open("法律常识")
	return d
}

func (d *desk) write(fn func(context.Context, storage.WriteTx) error) {
	d.Helper()
	if err := d.db.Write(d.Context(), fn); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) try(fn func(context.Context, storage.WriteTx) error) error {
	return d.db.Write(d.Context(), fn)
}

func (d *desk) read(fn func(tx storage.ReadTx) error) {
	d.Helper()
	if err := d.db.Read(d.Context(), fn); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) open(name string) (b Bank) {
	d.Helper()
	d.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		b, err = d.keeper.Open(ctx, tx, d.author, name)
		return err
	})
	return b
}

func (d *desk) add(draft Draft) (q Question, near []Likeness) {
	d.Helper()
	d.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		q, near, err = d.keeper.Add(ctx, tx, d.author, d.bank.ID, draft)
		return err
	})
	return q, near
}

// publish brings a version to where it may be drawn.
func (d *desk) publish(id VersionID) {
	d.Helper()
	d.write(func(ctx context.Context, tx storage.WriteTx) error {
		if err := d.keeper.Review(ctx, tx, d.other, id); err != nil {
			return err
		}
		return d.keeper.Publish(ctx, tx, d.author, id)
	})
}

func (d *desk) find(f Filter) (list []Question) {
	d.Helper()
	d.read(func(tx storage.ReadTx) (err error) {
		list, err = Find(d.Context(), tx, f)
		return err
	})
	return list
}

// single returns a single choice whose first option is right.
func single(text string, options ...string) quiz.Question {
	q := quiz.Question{Kind: quiz.SingleChoice, Text: text}
	for i, o := range options {
		q.Options = append(q.Options, quiz.Option{Text: o, Correct: i == 0})
	}
	return q
}

func draftOf(text string) Draft {
	return Draft{Content: single(text, "三十年", "五十年", "七十年")}
}

func TestBanks(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if again := d.open(" 法律常识 "); again.ID != d.bank.ID {
		t.Errorf("the bank was made twice: %+v", again)
	}
	first, _ := d.add(draftOf("耕地的承包期为多少年？"))
	d.add(draftOf("草地的承包期为多少年？一般说来"))
	d.publish(first.Version.ID)
	d.read(func(tx storage.ReadTx) error {
		banks, err := Banks(t.Context(), tx)
		if want := []Bank{{ID: d.bank.ID, Name: "法律常识", Questions: 2, Published: 1}}; !reflect.DeepEqual(banks, want) {
			t.Errorf("banks %+v, want %+v", banks, want)
		}
		if _, err := ByID(t.Context(), tx, d.bank.ID+1); !fault.Is(err, fault.NotFound) {
			t.Errorf("a bank that is not there: %v", err)
		}
		return err
	})
	for name, failing := range map[string]fault.Kind{" ": fault.Invalid, strings.Repeat("长", 81): fault.Invalid} {
		err := d.try(func(ctx context.Context, tx storage.WriteTx) error {
			_, err := d.keeper.Open(ctx, tx, d.author, name)
			return err
		})
		if !fault.Is(err, failing) {
			t.Errorf("a bank named %q: %v", name, err)
		}
	}
}

func TestAuthorsOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	q, _ := d.add(draftOf("耕地的承包期为多少年？"))
	reader := access.Actor{Cadre: d.other.Cadre, Grants: []access.Grant{{Role: access.Cadre}}}
	for name, act := range map[string]func(context.Context, storage.WriteTx) error{
		"open": func(ctx context.Context, tx storage.WriteTx) error {
			_, err := d.keeper.Open(ctx, tx, reader, "题库")
			return err
		},
		"add": func(ctx context.Context, tx storage.WriteTx) error {
			_, _, err := d.keeper.Add(ctx, tx, reader, d.bank.ID, draftOf("另一题"))
			return err
		},
		"revise": func(ctx context.Context, tx storage.WriteTx) error {
			_, _, err := d.keeper.Revise(ctx, tx, reader, q.Version.ID, draftOf("另一题"))
			return err
		},
		"review": func(ctx context.Context, tx storage.WriteTx) error {
			return d.keeper.Review(ctx, tx, reader, q.Version.ID)
		},
		"suspend": func(ctx context.Context, tx storage.WriteTx) error {
			return d.keeper.Suspend(ctx, tx, reader, q.Version.ID, "错了")
		},
		"import": func(ctx context.Context, tx storage.WriteTx) error {
			_, err := d.keeper.Import(ctx, tx, reader, d.bank.ID, []Draft{draftOf("另一题")}, true)
			return err
		},
	} {
		if err := d.try(act); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s by a reader: %v", name, err)
		}
	}
}

func TestVersionsNeverChange(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.add(Draft{Content: single("题", "甲", "乙"), Tags: []string{"一"}})
	for table, column := range map[string]string{"bank_versions": "content", "bank_tags": "tag"} {
		for _, statement := range []string{fmt.Sprintf("UPDATE %s SET %s = %s", table, column, column), "DELETE FROM " + table} {
			err := d.try(func(ctx context.Context, tx storage.WriteTx) error {
				_, err := storage.Exec(ctx, tx, statement)
				return err
			})
			if err == nil || !strings.Contains(err.Error(), "never changes") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
}

func TestReviseMakesTheNextVersion(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	draft := draftOf("耕地的承包期为多少年？")
	draft.Subject, draft.Tags, draft.Difficulty = "农村土地承包法", []string{"承包期", " 耕地 ", "承包期"}, 2
	draft.Content.Cites = []string{"《农村土地承包法》第二十一条"}
	first, _ := d.add(draft)
	d.publish(first.Version.ID)
	draft.Content.Explanation, draft.Change = "耕地三十年。", "补解析"
	revise := func(before VersionID) (q Question, err error) {
		err = d.try(func(ctx context.Context, tx storage.WriteTx) error {
			q, _, err = d.keeper.Revise(ctx, tx, d.other, before, draft)
			return err
		})
		return q, err
	}
	second, err := revise(first.Version.ID)
	if err != nil || second.Version.Number != 2 || second.State != Drafted || second.ID != first.ID || second.Version.By != d.other.ID() {
		t.Fatalf("revised: %+v, %v", second, err)
	}
	if !reflect.DeepEqual(second.Version.Tags, []string{"承包期", "耕地"}) || second.Version.Content.ID != quiz.QuestionID(second.Version.ID) {
		t.Errorf("version 2 is %+v", second.Version)
	}
	if same, err := revise(second.Version.ID); err != nil || same.Version.ID != second.Version.ID {
		t.Errorf("nothing new: %+v, %v", same.Version, err)
	}
	if _, err := revise(first.Version.ID); !fault.Is(err, fault.Stale) {
		t.Errorf("revised an old version: %v", err)
	}
	d.read(func(tx storage.ReadTx) error {
		history, err := History(t.Context(), tx, first.ID)
		if err != nil || len(history) != 2 || history[1].Content.Explanation != "" || history[0].Change != "补解析" {
			t.Errorf("history %+v, %v", history, err)
		}
		cites, err := course.CitationsOf(t.Context(), tx, course.CitationSource{Kind: CitedBy, ID: int64(second.Version.ID)})
		if len(cites) != 1 || cites[0].Law != "农村土地承包法" {
			t.Errorf("citations %+v", cites)
		}
		return err
	})
}

func TestStates(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	q, _ := d.add(draftOf("耕地的承包期为多少年？"))
	id := q.Version.ID
	step := func(name string, want fault.Kind, act func(context.Context, storage.WriteTx) error) {
		t.Helper()
		err := d.try(act)
		if want == fault.Internal && err != nil || want != fault.Internal && !fault.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	review := func(a access.Actor) func(context.Context, storage.WriteTx) error {
		return func(ctx context.Context, tx storage.WriteTx) error { return d.keeper.Review(ctx, tx, a, id) }
	}
	publish := func(ctx context.Context, tx storage.WriteTx) error { return d.keeper.Publish(ctx, tx, d.author, id) }
	suspend := func(reason string) func(context.Context, storage.WriteTx) error {
		return func(ctx context.Context, tx storage.WriteTx) error {
			return d.keeper.Suspend(ctx, tx, d.other, id, reason)
		}
	}
	step("publish a draft", fault.Conflict, publish)
	step("review one's own", fault.Conflict, review(d.author))
	step("review", fault.Internal, review(d.other))
	step("review again", fault.Conflict, review(d.other))
	step("publish", fault.Internal, publish)
	step("suspend without reason", fault.Invalid, suspend(" "))
	step("suspend", fault.Internal, suspend("法条已修改"))
	if got := d.find(Filter{})[0]; got.State != Suspended || got.Reason != "法条已修改" || got.StateBy != d.other.ID() {
		t.Errorf("suspended: %+v", got)
	}
	step("publish a suspended one", fault.Conflict, publish)
	step("review a suspended one", fault.Internal, review(d.other))
	step("publish anew", fault.Internal, publish)
	id++
	step("a version that is not there", fault.NotFound, publish)
}
