package library

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// stocked is a library of a law in two versions, a rule that rests on it and one that the rule repeals.
func stocked(t *testing.T) *storage.DB {
	t.Helper()
	db := storagetest.Open(t)
	newer := "# 中华人民共和国甲法\n2020年1月1日 通过\n2024年1月1日 修订\n<!-- INFO END -->\n## 第一章 总则\n第一条 甲。\n## 第二章 附则\n第二条 本法自2024年7月1日起施行。"
	rule := "# 乙办法\n文号：临政规〔2025〕3号\n发布日期：2025-06-10\n施行日期：2025-07-01\n分类：土地\n<!-- INFO END -->\n" +
		"第一条 根据《甲法》，制定本办法。\n第二条 本办法自2025年7月1日起施行。《丙办法》（临政规〔2021〕6号）、《丁办法》同时废止。"
	old := "# 丙办法\n文号：临政规〔2021〕6号\n发布日期：2021-01-01\n施行日期：2021-02-01\n分类：土地\n<!-- INFO END -->\n第一条 丙。"
	take(t, db, folder("1甲(2020-01-01).md", law("中华人民共和国甲法", "完。"), "2甲(2024-01-01).md", newer, "3乙.md", rule, "4丙.md", old),
		Options{}, "+4 ~0 =0")
	return db
}

// reads runs fn in a read transaction and returns how many statements it took.
func reads(t *testing.T, db *storage.DB, fn func(tx storage.ReadTx) error) int64 {
	t.Helper()
	before := db.Statements()
	if err := db.Read(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
	return db.Statements() - before
}

func TestPageOf(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	var p Page
	statements := reads(t, db, func(tx storage.ReadTx) (err error) {
		p, err = PageOf(t.Context(), tx, 3, 20260701)
		return err
	})
	if statements > 8 {
		t.Errorf("%d statements", statements)
	}
	if p.Document.Title != "乙办法" || p.Status.State != Effective || len(p.Articles) != 2 || len(p.Versions) != 1 {
		t.Errorf("page %+v", p)
	}
	var related []string
	for _, r := range p.Related {
		related = append(related, fmt.Sprintf("%s %s %d", r.Kind, r.Title, r.Document))
	}
	if want := []string{"repeals 丙办法 4", "repeals 丁办法 0", "based_on 甲法 2"}; !slices.Equal(related, want) {
		t.Errorf("related %q, want %q", related, want)
	}
	reads(t, db, func(tx storage.ReadTx) (err error) {
		p, err = PageOf(t.Context(), tx, 2, 20240601)
		return err
	})
	if len(p.Relating) != 1 || p.Relating[0].Kind != BasedOn || p.Relating[0].Title != "乙办法" || p.Relating[0].Document != 3 {
		t.Errorf("relating %+v", p.Relating)
	}
	if len(p.Versions) != 2 || p.Versions[0].ID != 2 || p.Versions[0].Status.State != NotYetInForce || p.Versions[1].Status.State != Unverified {
		t.Errorf("versions %+v", p.Versions)
	}
	if got := p.Contents(); len(got) != 2 || got[1] != (Heading{Level: 1, Title: "第二章 附则", Anchor: "t2"}) {
		t.Errorf("contents %+v", got)
	}
}

func TestMissingDocument(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	reads(t, db, func(tx storage.ReadTx) error {
		_, pageErr := PageOf(t.Context(), tx, 9, 20260701)
		_, statusErr := StatusOf(t.Context(), tx, 9, 20260701)
		for _, err := range []error{pageErr, statusErr} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("got %v", err)
			}
		}
		return nil
	})
}

func TestBrowse(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	var land, newest []Version
	var categories []Category
	statements := reads(t, db, func(tx storage.ReadTx) (err error) {
		if land, err = Browse(t.Context(), tx, "土地", 10, 20260701); err != nil {
			return err
		}
		if newest, err = Browse(t.Context(), tx, "", 1, 20260701); err != nil {
			return err
		}
		categories, err = Categories(t.Context(), tx)
		return err
	})
	if statements != 9 {
		t.Errorf("%d statements, want four for each list and one for the categories", statements)
	}
	if len(land) != 2 || land[0].Title != "乙办法" || land[1].Status.State != Repealed {
		t.Errorf("land %+v", land)
	}
	if len(newest) != 1 || newest[0].ID != 3 {
		t.Errorf("newest %+v", newest)
	}
	if want := []Category{{"", 2}, {"土地", 2}}; !slices.Equal(categories, want) {
		t.Errorf("categories %v, want %v", categories, want)
	}
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	reads(t, db, func(tx storage.ReadTx) error {
		found, err := Documents(t.Context(), tx, []DocumentID{1, 4, 99})
		if len(found) != 2 || found[4].DocNumber != "临政规〔2021〕6号" {
			t.Errorf("got %+v", found)
		}
		return err
	})
}

func TestEachStopsAtTheFirstError(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	stop := errors.New("enough")
	calls := 0
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		return Each(t.Context(), tx, func(Document, Life, []Article) error { calls++; return stop })
	})
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func TestTitled(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	var found []string
	reads(t, db, func(tx storage.ReadTx) error {
		versions, err := Titled(t.Context(), tx, []string{"中华人民共和国甲法", "丙办法", "没有的办法"}, 20260701)
		for _, v := range versions {
			found = append(found, fmt.Sprintf("%d %s", v.ID, v.Status.State))
		}
		return err
	})
	if want := []string{"2 effective", "4 repealed", "1 superseded"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}
