package bank

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

func TestMentioning(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	use := func(text string) course.Use {
		q, _ := d.add(draftOf(text))
		return course.Use{Kind: course.UsedByBankQuestion, Ref: int64(q.ID), Title: text}
	}
	meadow, field := use("草地的承包期为多少年？"), use("耕地的承包期为多少年？")
	d.read(func(tx storage.ReadTx) error {
		for text, want := range map[string][]course.Use{
			"承包期 耕地": {field, meadow}, "耕地承包期是多长": {field}, "耕地": {field}, "林地承包谁来管": {}, "林地": {}, "": nil, "%": nil,
			strings.Repeat("耕地的承包期为多少年", 30): {field, meadow},
		} {
			if got, err := Mentioning(t.Context(), tx, text, 5); err != nil || !slices.Equal(got, want) {
				t.Errorf("%q: %+v, %v", text, got, err)
			}
		}
		return nil
	})
}

// TestFindCountAndSelectAgree asks for the same in three ways.
func TestFindCountAndSelectAgree(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	trueFalse := Draft{Content: quiz.Question{Kind: quiz.TrueFalse, Text: "農村一户一宅。", Options: quiz.TrueFalseOptions(true)}, Subject: "土地管理法", Difficulty: 3}
	drafts := []Draft{draftOf("耕地的承包期为多少年？"), trueFalse, {Content: single("村民会议由谁召集？", "村民委员会", "乡镇政府"), Subject: "村民自治", Tags: []string{"会议", "村委会"}}}
	var ids []VersionID
	for i, draft := range drafts {
		q, _ := d.add(draft)
		ids = append(ids, q.Version.ID)
		if i > 0 {
			d.publish(q.Version.ID)
		}
	}
	other := d.open("另一个题库")
	for _, c := range []struct {
		name     string
		filter   Filter
		found    []VersionID
		selected []VersionID
	}{
		{"everything", Filter{}, ids, ids[1:]},
		{"bank", Filter{Bank: d.bank.ID}, ids, ids[1:]},
		{"another bank", Filter{Bank: other.ID}, nil, nil},
		{"subject", Filter{Subject: "村民自治"}, ids[2:], ids[2:]},
		{"tag", Filter{Tag: "会议"}, ids[2:], ids[2:]},
		{"no such tag", Filter{Tag: "会"}, nil, nil},
		{"kind", Filter{Kind: quiz.SingleChoice}, []VersionID{ids[0], ids[2]}, ids[2:]},
		{"difficulty", Filter{Difficulty: 3}, ids[1:2], ids[1:2]},
		{"state", Filter{States: []State{Drafted, Suspended}}, ids[:1], ids[1:]},
		{"text in another script", Filter{Text: "农村"}, ids[1:2], ids[1:2]},
		{"text of an option", Filter{Text: "鄉鎮政府"}, ids[2:], ids[2:]},
		{"two words", Filter{Text: "召集 村民"}, ids[2:], ids[2:]},
		{"only signs", Filter{Text: "%_"}, ids, ids[1:]},
		{"two conditions", Filter{Subject: "村民自治", Kind: quiz.TrueFalse}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var found []VersionID
			for _, q := range d.find(c.filter) {
				found = append(found, q.Version.ID)
			}
			d.read(func(tx storage.ReadTx) error {
				n, err := Count(t.Context(), tx, c.filter)
				if err != nil || n != len(c.found) || !reflect.DeepEqual(found, c.found) {
					t.Errorf("found %v, counted %d, want %v (%v)", found, n, c.found, err)
				}
				selected, err := Select(t.Context(), tx, c.filter)
				if !reflect.DeepEqual(selected, c.selected) {
					t.Errorf("selected %v, want %v", selected, c.selected)
				}
				return err
			})
		})
	}
}

func TestFindGoesThroughPages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var drafts []Draft
	for i := range 7 {
		drafts = append(drafts, draftOf(fmt.Sprintf("第 %d 题问的是什么？", i)))
	}
	d.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := d.keeper.Import(ctx, tx, d.author, d.bank.ID, drafts, false)
		return err
	})
	var pages []int
	for after := QuestionID(0); ; {
		page := d.find(Filter{After: after, Limit: 3})
		if len(page) == 0 {
			break
		}
		pages, after = append(pages, len(page)), page[len(page)-1].ID
	}
	if !reflect.DeepEqual(pages, []int{3, 3, 1}) {
		t.Errorf("pages of %v", pages)
	}
}

func TestVersionsComeInTheOrderAskedFor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a, _ := d.add(draftOf("耕地的承包期为多少年？"))
	b, _ := d.add(Draft{Content: single("村民会议由谁召集？", "村民委员会", "乡镇政府"), Subject: "自治", Tags: []string{"甲"}})
	d.read(func(tx storage.ReadTx) error {
		got, err := Versions(t.Context(), tx, []VersionID{b.Version.ID, a.Version.ID, b.Version.ID})
		if err != nil || len(got) != 3 || got[0].ID != b.Version.ID || got[1].ID != a.Version.ID || !reflect.DeepEqual(got[0], got[2]) {
			t.Errorf("versions %+v, %v", got, err)
		}
		if _, err := Versions(t.Context(), tx, []VersionID{a.Version.ID, 99}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a version that is not there: %v", err)
		}
		subjects, err := Subjects(t.Context(), tx)
		tags, err2 := Tags(t.Context(), tx)
		if !reflect.DeepEqual(subjects, []string{"自治"}) || !reflect.DeepEqual(tags, []string{"甲"}) || err2 != nil {
			t.Errorf("subjects %v, tags %v, %v", subjects, tags, err2)
		}
		return err
	})
}

// TestOutdatedQuestionsAreNotDrawn marks the article that a question cites as changed: no paper takes it until somebody
// has confirmed it.
func TestOutdatedQuestionsAreNotDrawn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cites := draftOf("甲题问什么？")
	cites.Content.Cites = []string{"《土地管理法》第六十二条"}
	one, _ := d.add(cites)
	other, _ := d.add(draftOf("乙题另问什么？"))
	d.publish(one.Version.ID)
	d.publish(other.Version.ID)
	selected := func(want ...VersionID) {
		t.Helper()
		d.read(func(tx storage.ReadTx) error {
			got, err := Select(t.Context(), tx, Filter{})
			if !slices.Equal(got, want) {
				t.Errorf("a paper may take %v, want %v", got, want)
			}
			return err
		})
	}
	selected(one.Version.ID, other.Version.ID)
	d.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := course.MarkStale(ctx, tx, course.Citation{Law: "土地管理法", Article: "第六十二条"}, 9)
		return err
	})
	selected(other.Version.ID)
	d.write(func(ctx context.Context, tx storage.WriteTx) error {
		stale, err := course.StaleCitations(ctx, tx.ReadTx)
		for _, c := range stale {
			err = errors.Join(err, course.Confirm(ctx, tx, time.Now(), 7, c.ID))
		}
		return err
	})
	selected(one.Version.ID, other.Version.ID)
}
