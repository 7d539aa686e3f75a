package search

import (
	"slices"
	"testing"

	"xiangxue/course/calendar"
)

// editions is a law in three versions, the last one still to come, one that was repealed, and one of which nothing is
// known, as they stand at the middle of 2026.
func editions(t *testing.T) *Index {
	t.Helper()
	var all []Article
	add := func(id, law, region, life string) {
		all = append(all, Article{
			ID: id, DocumentID: int64(id[0] - '0'), Law: law, Number: "第一条", Ordinal: 1, Text: "补贴发放的标准。", Region: region, Life: life,
		})
	}
	add("1-1", "补贴法", "全国", "20020829not_yet 20030301effective 20190101superseded-")
	add("2-1", "补贴法", "全国", "20181229not_yet- 20190101effective 20270101superseded-")
	add("3-1", "补贴法", "全国", "20260601not_yet- 20270101effective")
	add("4-1", "临澜县补贴办法", "临澜县", "20200101effective 20250101repealed")
	add("5-1", "补贴指南", "", "")
	x := open(t, t.TempDir())
	if err := x.Rebuild(t.Context(), each(all), Position{Cursor: 1, Day: 20260701}, nil); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestSearchAsOfADay(t *testing.T) {
	t.Parallel()
	x := editions(t)
	for _, test := range []struct {
		name   string
		day    calendar.Date
		status string
		want   []string
	}{
		{"today", 0, "", []string{"2-1", "4-1", "5-1"}},
		{"another day of the same state", 20190101, "", []string{"2-1", "5-1"}},
		{"the eve of the second version", 20181231, "", []string{"1-1", "5-1"}},
		{"before it was in force, the first one", 20030228, "", []string{"1-1", "5-1"}},
		{"before everything", 20010101, "", []string{"5-1"}},
		{"when the third has begun", 20270101, "", []string{"3-1", "4-1", "5-1"}},
		{"what was replaced", 0, "superseded", []string{"1-1"}},
		{"what is to come", 0, "not_yet", []string{"3-1"}},
		{"what was repealed", 0, "repealed", []string{"4-1"}},
		{"what was repealed later", 20241231, "repealed", nil},
	} {
		got := found(t, x, Request{Text: "补贴标准", AsOf: test.day, Status: test.status})
		slices.Sort(got)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: found %v, want %v", test.name, got, test.want)
		}
	}
	if got := found(t, x, Request{Text: "补贴法第一条", AsOf: 20100101}); len(got) == 0 || got[0] != "1-1" {
		t.Errorf("the article as of 2010: %v", got)
	}
}

// TestStatusCountsSayWhatChoosingGives compares every count with the search that it stands for.
func TestStatusCountsSayWhatChoosingGives(t *testing.T) {
	t.Parallel()
	x := editions(t)
	for _, day := range []calendar.Date{0, 20010101, 20030228, 20181231, 20200601, 20270101} {
		req := Request{Text: "补贴标准", AsOf: day}
		all, err := x.Search(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		for _, count := range all.Facets.Status {
			req.Status = count.Value
			if got := found(t, x, req); len(got) != count.Count {
				t.Errorf("%d: %d are %s, and %v are found", day, count.Count, count.Value, got)
			}
		}
		req.Status = ""
		for _, count := range all.Facets.Region {
			req.Region = count.Value
			if got := found(t, x, req); len(got) != count.Count {
				t.Errorf("%d: %d are of %s, and %v are found", day, count.Count, count.Value, got)
			}
		}
	}
}
