package audit_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func TestLedgerIsFiltered(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.meet("2026-03-05", "2026-03-05", "专题一", f.guoqiang)
	f.meet("2026-05-06", "2026-05-06", "专题二")
	auditor := f.as("DX01")
	for query, c := range map[string]struct {
		count int
		total string
	}{
		"":                              {3, "24"},
		"?person=YX06":                  {1, "8"},
		"?person=%E7%A7%80":             {2, "16"}, // 秀
		"?unit=" + id(f.office.ID):      {3, "24"},
		"?from=2026-05-01":              {2, "16"},
		"?to=2026-03-31":                {1, "8"},
		"?person=YX06&from=2026-05-01":  {1, "8"},
		"?unit=" + id(f.town.ID) + "&x": {3, "24"},
	} {
		page := auditor.Get("/ledger" + query)
		want(t, page, 200, fmt.Sprintf("共 %d 条，合计 %s 学时", c.count, c.total))
		if rows := len(regexp.MustCompile(`<tr><th scope="row"><a href="/audit/entries/`).FindAllString(page.Body, -1)); rows != c.count {
			t.Errorf("%s: %d rows, want %d", query, rows, c.count)
		}
	}
	want(t, auditor.Get("/ledger?person=nobody"), 200, "没有符合条件的条目", "看全部台账")
}

func TestLedgerHasPages(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	for day := range 28 {
		date := fmt.Sprintf("2026-02-%02d", day+1)
		f.meet(date, date, fmt.Sprintf("第%d讲", day+1))
	}
	auditor := f.as("DX01")
	seen := map[string]bool{}
	page := auditor.Get("/ledger?from=2026-01-01")
	if !page.Shows("共 56 条，合计 448 学时") {
		t.Fatalf("the first page does not count all:\n%s", page.Body)
	}
	for range 2 {
		for _, number := range regexp.MustCompile(`L-2026-\d{4}`).FindAllString(page.Body, -1) {
			if seen[number] {
				t.Errorf("%s stands on two pages", number)
			}
			seen[number] = true
		}
		if strings.Contains(page.Body, "更早的") {
			page = auditor.Get(strings.ReplaceAll(link(t, page, `/ledger\?[^"]*before=\d+[^"]*`), "&amp;", "&"))
		}
	}
	if len(seen) != 56 {
		t.Errorf("two pages show %d of 56 entries", len(seen))
	}
	want(t, page, 200, "回到最新")
}
