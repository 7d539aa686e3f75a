package library

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

const (
	damOld = "# 中华人民共和国堤防法\n<!-- INFO END -->\n第一条 为了防洪，制定本法。\n第二条 堤防每天巡查一次。\n第三条 堤防上不得种树。\n第四条 巡查人员由村民委员会推选产生。\n第五条 本法自2021年1月1日起施行。"
	damNew = "# 中华人民共和国堤防法\n<!-- INFO END -->\n第一条 为了防洪，制定本法。\n第二条 堤防每天巡查三次，汛期昼夜值守。\n第三条 巡查人员由村民委员会推选产生。\n第四条 违者处罚款。\n第五条 本法自2021年1月1日起施行。"
)

// cites records citations and returns a function that tells which of them are stale, and by which document.
func cites(t *testing.T, db *storage.DB, texts ...string) func() map[string]int64 {
	t.Helper()
	source := course.CitationSource{Kind: course.CitedByQuestion, ID: 1}
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		for _, text := range texts {
			if err := course.Cite(ctx, tx, source, course.CitationsIn(text)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return func() map[string]int64 {
		stale := map[string]int64{}
		reads(t, db, func(tx storage.ReadTx) error {
			list, err := course.StaleCitations(t.Context(), tx)
			for _, c := range list {
				stale[c.String()] = c.Document
			}
			return err
		})
		return stale
	}
}

// bring imports files at a time of the day.
func bring(t *testing.T, db *storage.DB, hour int, files ...string) {
	t.Helper()
	clock := func() time.Time { return time.Date(2026, 3, 5, hour, 0, 0, 0, time.UTC) }
	if _, err := Import(t.Context(), db, folder(files...), Options{Clock: clock}); err != nil {
		t.Fatal(err)
	}
}

func wantStale(t *testing.T, name string, got map[string]int64, want ...string) {
	t.Helper()
	var names []string
	for c := range got {
		names = append(names, c)
	}
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("%s: stale are %q, want %q", name, names, want)
	}
}

func TestANewerVersionOutdatesWhatItChanges(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	bring(t, db, 1, "a堤防法(2020-10-01).md", damOld)
	stale := cites(t, db, "《堤防法》第一条《中华人民共和国堤防法》第2条《堤防法》第三条《堤防法》第四条《堤防法》第五条《堤防法》第九条《水法》第二条")
	wantStale(t, "before", stale())
	bring(t, db, 2, "a堤防法(2020-10-01).md", damOld, "b堤防法(2025-10-01).md", damNew)
	got := stale()
	wantStale(t, "after", got, "《中华人民共和国堤防法》第2条", "《堤防法》第三条", "《堤防法》第四条")
	for c, by := range got {
		if by != 2 {
			t.Errorf("%s was outdated by document %d", c, by)
		}
	}
	bring(t, db, 3, "a堤防法(2020-10-01).md", damOld+" ", "b堤防法(2025-10-01).md", damNew+"\n", "c堤防法(2015-10-01).md", damOld)
	wantStale(t, "after an older version and what was read again", stale(), "《中华人民共和国堤防法》第2条", "《堤防法》第三条", "《堤防法》第四条")
}

// TestInventedDocumentsAreCitedByTheirPlainTitle: nobody writes （示例） into a citation.
func TestInventedDocumentsAreCitedByTheirPlainTitle(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	example := func(text string) string { return strings.Replace(text, "堤防法", "堤防法（示例）", 1) }
	bring(t, db, 1, "a堤防法(2020-10-01).md", example(damOld))
	stale := cites(t, db, "《堤防法》第二条《堤防法（示例）》第三条《堤防法》第五条")
	bring(t, db, 2, "b堤防法(2025-10-01).md", example(damNew))
	wantStale(t, "after", stale(), "《堤防法》第二条", "《堤防法（示例）》第三条")
}

func TestVersionsThatComeTogetherOutdateNothing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	stale := cites(t, db, "《堤防法》第二条")
	bring(t, db, 1, "a堤防法(2020-10-01).md", damOld, "b堤防法(2025-10-01).md", damNew)
	wantStale(t, "together", stale())
}

func TestRepealOutdatesEverything(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	bring(t, db, 1, "a堤防法(2020-10-01).md", damOld, "b甲办法.md", law("甲办法", "完。"))
	stale := cites(t, db, "《堤防法》第一条《堤防法》第九条《甲办法》第一条《乙办法》第一条")
	bring(t, db, 2, "c水网法(2026-01-01).md", "# 水网法\n<!-- INFO END -->\n第一条 全新。\n第二条 本法自2026年3月1日起施行。《中华人民共和国堤防法》同时废止。")
	wantStale(t, "repealed by another law", stale(), "《堤防法》第一条", "《堤防法》第九条")
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return Check(ctx, tx, time.Date(2026, 3, 5, 5, 0, 0, 0, time.UTC), 1, 2, Finding{State: Repealed, Source: "县政府网站"})
	})
	if err != nil {
		t.Fatal(err)
	}
	wantStale(t, "found to be repealed", stale(), "《堤防法》第一条", "《堤防法》第九条", "《甲办法》第一条")
}
