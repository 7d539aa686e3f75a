package search

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	for _, test := range []struct {
		name  string
		req   Request
		first []string // ids that must come first, in this order
	}{
		{"newer version first", Request{Text: "土地承包法第二条"}, []string{"1-2", "2-2"}},
		{"digits and marks", Request{Text: "《农村土地承包法》第3条"}, []string{"1-3"}},
		{"traditional", Request{Text: "農村土地承包法第三條"}, []string{"1-3"}},
		{"whole law in order", Request{Text: "村组法"}, []string{"3-1", "3-2", "3-3"}},
		{"topic in a law", Request{Text: "村组法 罢免"}, []string{"3-2"}},
		{"the article does not exist", Request{Text: "村组法第九十九条"}, []string{"3-"}},
		{"two characters", Request{Text: "罢免"}, []string{"3-2"}},
		{"one character", Request{Text: "卡"}, []string{"4-2"}},
		{"question", Request{Text: "流转出去的地，补贴该给谁？"}, []string{"4-1"}},
		{"very long question", Request{Text: strings.Repeat("请问一下，", 60) + "罢免村委会成员要几个人联名？"}, []string{"3-2"}},
		{"category", Request{Text: "流转 补贴", Category: "法律"}, []string{"1-"}},
		{"issuer", Request{Text: "流转", Issuer: "云溪镇人民政府"}, []string{"4-1"}},
		{"year", Request{Text: "土地承包法第二条", Year: 2002}, []string{"2-2"}},
		{"status", Request{Text: "罢免", Status: "unverified"}, []string{"3-2"}},
		{"second page", Request{Text: "村组法", Limit: 1, Offset: 1}, []string{"3-2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := found(t, x, test.req)
			for i, id := range test.first {
				if i >= len(got) || !strings.HasPrefix(got[i], id) {
					t.Fatalf("found %v, want %v first", got, test.first)
				}
			}
		})
	}
}

func TestSearchFindsNothing(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	for name, req := range map[string]Request{
		"empty":              {},
		"punctuation":        {Text: "？！……"},
		"unknown words":      {Text: "量子引力"},
		"unknown category":   {Text: "流转", Category: "没有的"},
		"past the end":       {Text: "流转", Offset: 100},
		"far past the reach": {Text: "流转", Offset: 1 << 40, Limit: 1 << 40},
		"broken encoding":    {Text: "\xff\xfe"},
	} {
		if got := found(t, x, req); len(got) != 0 {
			t.Errorf("%s: found %v", name, got)
		}
	}
}

func TestSearchResult(t *testing.T) {
	t.Parallel()
	articles := fixture()
	result, err := built(t, articles).Search(t.Context(), Request{Text: "罢免要求"})
	if err != nil {
		t.Fatal(err)
	}
	wanted := articles[slices.IndexFunc(articles, func(a Article) bool { return a.ID == "3-2" })]
	wanted.Life = "" // not stored
	if len(result.Hits) == 0 || result.Hits[0].Article != wanted {
		t.Fatalf("hits %+v, want the article as it was indexed: %+v", result.Hits, wanted)
	}
	if got := render(result.Hits[0].Snippet); !strings.Contains(got, "【罢免】村民委员会成员的【要求】") {
		t.Errorf("snippet %s", got)
	}
	if result.Route != Question || result.Laws != nil {
		t.Errorf("route %v, laws %v", result.Route, result.Laws)
	}
}

func TestPagesJoinWithoutGap(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	for _, text := range []string{"土地承包法", "流转", "村民委员会 流转 补贴"} {
		whole := found(t, x, Request{Text: text, Limit: 100})
		var paged []string
		for len(paged) < len(whole) {
			page := found(t, x, Request{Text: text, Limit: 2, Offset: len(paged)})
			if len(page) == 0 {
				break
			}
			paged = append(paged, page...)
		}
		if !slices.Equal(whole, paged) {
			t.Errorf("%s: pages give %v, the whole %v", text, paged, whole)
		}
	}
}

func TestFacetsCountUnderTheOtherFilters(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	all, err := x.Search(t.Context(), Request{Text: "双方"})
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := x.Search(t.Context(), Request{Text: "双方", Category: "镇政府文件"})
	if err != nil {
		t.Fatal(err)
	}
	if all.Total != 3 || narrow.Total != 1 {
		t.Errorf("found %d and %d, want 3 and 1", all.Total, narrow.Total)
	}
	both := []Count{{"法律", 2}, {"镇政府文件", 1}}
	if !slices.Equal(all.Facets.Category, both) || !slices.Equal(narrow.Facets.Category, both) {
		t.Errorf("categories %v and %v, want %v", all.Facets.Category, narrow.Facets.Category, both)
	}
	if want := []Count{{"2025", 1}}; !slices.Equal(narrow.Facets.Year, want) {
		t.Errorf("years %v under a category, want %v", narrow.Facets.Year, want)
	}
	if want := []Count{{"2025", 1}, {"2018", 1}, {"2002", 1}}; !slices.Equal(all.Facets.Year, want) {
		t.Errorf("years %v, want %v, the newest first", all.Facets.Year, want)
	}
}

func TestSearchHonoursContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := built(t, fixture()).Search(ctx, Request{Text: "流转"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled search gives %v", err)
	}
}
