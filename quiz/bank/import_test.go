package bank

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

func (d *desk) load(into Bank, published bool, drafts ...Draft) (outcomes []Outcome) {
	d.Helper()
	d.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		outcomes, err = d.keeper.Import(ctx, tx, d.author, into.ID, drafts, published)
		return err
	})
	return outcomes
}

func fates(outcomes []Outcome) (list []Fate) {
	for _, o := range outcomes {
		list = append(list, o.Fate)
	}
	return list
}

func TestImportTellsWhatBecameOfEach(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	years := draftOf("耕地的承包期为多少年？")
	years.Subject, years.Difficulty = "土地承包", 2
	if got := d.load(d.bank, true, years, draftOf("林地的承包期从多少年起？请选择")); !reflect.DeepEqual(fates(got), []Fate{Added, Added}) {
		t.Fatalf("first import: %+v", got)
	}
	bare := draftOf(" 耕地的承包期为多少年？")
	bare.Content.Options[0], bare.Content.Options[2] = bare.Content.Options[2], bare.Content.Options[0]
	wrongKey := draftOf("林地的承包期从多少年起？请选择")
	wrongKey.Content.Options[0].Correct, wrongKey.Content.Options[1].Correct = false, true
	got := d.load(d.bank, true, draftOf("耕地的承包期为多少年？"), wrongKey, draftOf("宅基地可以继承吗？请说明理由"))
	if !reflect.DeepEqual(fates(got), []Fate{Unchanged, Revised, Added}) {
		t.Errorf("second import: %+v", got)
	}
	if q := d.find(Filter{})[0]; q.Version.Subject != "土地承包" || q.Version.Difficulty != 2 || q.Version.Number != 1 {
		t.Errorf("what the file did not say was lost: %+v", q)
	}
	other := d.open("另一个题库")
	if got := d.load(other, true, bare); got[0].Fate != Elsewhere || got[0].Bank != d.bank.ID {
		t.Errorf("into another bank: %+v", got)
	}
	if n := len(d.find(Filter{States: []State{Published}})); n != 3 {
		t.Errorf("%d questions are published, want 3", n)
	}
	d.load(other, false, draftOf("只是草稿的一道题目"))
	if list := d.find(Filter{Bank: other.ID}); len(list) != 1 || list[0].State != Drafted {
		t.Errorf("imported as a draft: %+v", list)
	}
}

func TestImportRefuses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, drafts := range map[string][]Draft{
		"nothing": nil, "too many": make([]Draft, MaxImport+1), "an invalid one": {draftOf("题"), {}},
		"a long tag":   {{Content: single("题", "甲", "乙"), Tags: []string{strings.Repeat("长", MaxTag+1)}}},
		"a difficulty": {{Content: single("题", "甲", "乙"), Difficulty: 6}},
		"a subject":    {{Content: single("题", "甲", "乙"), Subject: "两\n行"}},
	} {
		err := d.try(func(ctx context.Context, tx storage.WriteTx) error {
			_, err := d.keeper.Import(ctx, tx, d.author, d.bank.ID, drafts, true)
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(d.find(Filter{})); n != 0 {
		t.Errorf("%d questions were stored", n)
	}
}

func TestSimilarQuestionsAreNamed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first, none := d.add(Draft{Content: single("农村土地承包经营权流转的受让方应当具有什么能力？", "农业经营能力", "融资能力", "管理能力")})
	if len(none) != 0 {
		t.Errorf("alike in an empty bank: %+v", none)
	}
	close := single("农村土地承包经营权流转的受让方须具有什么能力？", "农业经营能力", "融资能力", "管理能力")
	_, near := d.add(Draft{Content: close})
	if len(near) != 1 || near[0].Question != first.ID || near[0].Same || near[0].Share < NearShare || !strings.Contains(near[0].Text, "受让方应当") {
		t.Errorf("near ones: %+v", near)
	}
	same := single("農村土地承包經營權流轉的受讓方 應當具有什麼能力", "管理能力", "融資能力。", "農業經營能力")
	d.read(func(tx storage.ReadTx) error {
		alike, err := Similar(t.Context(), tx, same, 5)
		if len(alike) != 2 || !alike[0].Same || alike[0].Question != first.ID || alike[1].Same {
			t.Errorf("alike: %+v", alike)
		}
		return err
	})
	err := d.try(func(ctx context.Context, tx storage.WriteTx) error {
		_, _, err := d.keeper.Add(ctx, tx, d.author, d.bank.ID, Draft{Content: same})
		return err
	})
	if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "题库“法律常识”里已有同一道题") {
		t.Errorf("the same question added: %v", err)
	}
	err = d.try(func(ctx context.Context, tx storage.WriteTx) error {
		_, _, err := d.keeper.Revise(ctx, tx, d.author, first.Version.ID, Draft{Content: close})
		return err
	})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("revised into another question: %v", err)
	}
}

// TestImportNamesNearOnesOfTheSameFile holds for a large file, too.
func TestImportNamesNearOnesOfTheSameFile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	subjects := strings.Split("土地 林木 水源 道路 房屋 粮食 户籍 选举 财务 档案 防汛 消防 医保 养老 低保 教育 环境 治安 信访 统计", " ")
	var drafts []Draft
	for i, s := range subjects {
		drafts = append(drafts, Draft{Content: single(s+"管理由哪一级负责登记造册", s+"所属的村", s+"所属的乡", fmt.Sprint("第", i, "组"))})
	}
	text := "村务监督委员会的成员由村民会议或者村民代表会议在村民中推选产生"
	drafts = append(drafts, Draft{Content: single(text, "对", "不对")}, Draft{Content: single(text+"吗", "对", "不对")})
	for i, o := range d.load(d.bank, true, drafts...) {
		if want := i == len(drafts)-1; (len(o.Near) > 0) != want {
			t.Errorf("question %d is near %+v", i, o.Near)
		}
	}
}

// TestMovedOver runs what the migration does to banks that were sets of questions before.
func TestMovedOver(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := fmt.Sprintf("../../course/storage/migrations/%s/0013_bank.sql", d.db.Dialect())
	migration, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, moving, _ := strings.Cut(string(migration), "-- The banks were sets of questions before.")
	moving, _, _ = strings.Cut(moving, "-- Versions of the bank cite")
	d.write(func(ctx context.Context, tx storage.WriteTx) error {
		for _, statement := range append([]string{
			`INSERT INTO questions (id, source_kind, source_id, content, content_hash) VALUES
(7, 'bank', 1, '{"id":0,"point":"","kind":"true-false","text":"一户一宅。","options":[{"text":"对","correct":true},{"text":"错","correct":false}]}', 'a'),
(8, 'bank', 1, '{"id":0,"point":"","kind":"fill-in","text":"____ 年","accepted":[{"text":"三十"}]}', 'b')`,
			"INSERT INTO question_sets VALUES (3, 'bank', 1, 1, '[]', 'x', 5, 0), (4, 'bank', 1, 2, '[]', 'y', 6, 2)",
			"INSERT INTO set_questions VALUES (3, 0, 7), (4, 0, 8)",
		}, strings.Split(strings.TrimSpace(moving), ";")...) {
			if strings.TrimSpace(statement) == "" {
				continue
			}
			if _, err := storage.Exec(ctx, tx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	})
	list := d.find(Filter{})
	if len(list) != 1 || list[0].State != Published || list[0].Version.By != 2 || list[0].Version.Content.Accepted[0].Text != "三十" {
		t.Fatalf("moved over: %+v", list)
	}
	again := Draft{Content: quiz.Question{Kind: quiz.FillIn, Text: "____年", Accepted: []quiz.Accepted{{Text: "三十"}}}}
	if got := d.load(d.bank, true, again, draftOf("新的一道题目")); got[0].Question != list[0].ID || got[1].Fate != Added {
		t.Errorf("imported beside it: %+v", got)
	}
	if n := len(d.find(Filter{Text: "年"})); n != 2 {
		t.Errorf("%d questions are found by text, want 2", n)
	}
}
