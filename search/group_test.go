package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// groupsOf searches and writes the groups down, one a line: document, articles in all, articles shown.
func groupsOf(t *testing.T, x *Index, req Request) []string {
	t.Helper()
	req.Grouped = true
	result, err := x.Search(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(result.Groups))
	for i, g := range result.Groups {
		ids := make([]string, len(g.Hits))
		for j, hit := range g.Hits {
			ids[j] = hit.Article.ID
		}
		lines[i] = fmt.Sprintf("%d %d %s", g.Document, g.Articles, strings.Join(ids, " "))
	}
	return lines
}

// canals is some documents with many articles about one thing, the last one repealed.
func canals() []Article {
	var all []Article
	for doc := range 5 {
		life := fmt.Sprintf("20%d0101effective", 18+doc)
		if doc == 4 {
			life += " 20250101repealed"
		}
		for i := range 6 - doc {
			all = append(all, Article{
				ID: fmt.Sprintf("%d-%d", doc+1, i+1), DocumentID: int64(doc + 1), Law: fmt.Sprintf("灌溉办法之%d", doc), Ordinal: i + 1,
				Text: "水渠由村组养护" + strings.Repeat("，另行约定的除外", i) + strings.Repeat("。水渠养护", doc), Life: life,
			})
		}
	}
	return all
}

func TestGroups(t *testing.T) {
	t.Parallel()
	x := open(t, t.TempDir())
	if err := x.Rebuild(t.Context(), each(canals()), Position{Cursor: 1, Day: 20260701}, nil); err != nil {
		t.Fatal(err)
	}
	req := Request{Text: "水渠养护"}
	all := groupsOf(t, x, req)
	if len(all) != 5 || !strings.HasPrefix(all[4], "5 2 ") {
		t.Fatalf("groups %q, want the repealed document last", all)
	}
	req.ByDate = true
	var order []byte
	for _, line := range groupsOf(t, x, req) {
		order = append(order, line[0])
	}
	if string(order) != "43215" {
		t.Errorf("by date the documents come as %s", order)
	}
	for _, line := range all {
		words := strings.Fields(line)
		var document int64
		var count int
		fmt.Sscan(line, &document, &count)
		if shown := len(words) - 2; shown != min(groupShown, count) {
			t.Errorf("%q shows %d articles", line, shown)
		}
		within := found(t, x, Request{Text: "水渠养护", Document: document, Limit: 100})
		if len(within) != count || !strings.HasPrefix(within[0], words[0]+"-") {
			t.Errorf("%q, and in the document alone %v", line, within)
		}
	}
	if got := found(t, x, Request{Text: "水渠养护", Document: 99}); len(got) != 0 {
		t.Errorf("a document that is not there: %v", got)
	}
}

// TestGroupPagesJoinWithoutGap asks for the groups page by page, of every size, and wants the whole list.
func TestGroupPagesJoinWithoutGap(t *testing.T) {
	t.Parallel()
	x := built(t, slices.Concat(canals(), fixture()))
	whole := groupsOf(t, x, Request{Text: "水渠养护 流转 补贴", Limit: 100})
	rapid.Check(t, func(r *rapid.T) {
		size := rapid.IntRange(1, 6).Draw(r, "size")
		var paged []string
		for at := 0; at < len(whole); at += size {
			paged = append(paged, groupsOf(t, x, Request{Text: "水渠养护 流转 补贴", Limit: size, Offset: at})...)
		}
		if !slices.Equal(whole, paged) {
			r.Fatalf("pages of %d give %q, the whole %q", size, paged, whole)
		}
	})
}

// TestCompleteFillsWhatTheBestLeaveOut groups more documents than are ordered by features: those behind still show their
// best articles.
func TestCompleteFillsWhatTheBestLeaveOut(t *testing.T) {
	t.Parallel()
	var all []Article
	for doc := range reranked + 30 {
		for i := range 4 {
			all = append(all, Article{ID: fmt.Sprintf("%d-%d", doc+1, i+1), DocumentID: int64(doc + 1), Law: fmt.Sprintf("办法之%d", doc), Ordinal: i + 1, Text: "水渠养护"})
		}
	}
	lines := groupsOf(t, built(t, all), Request{Text: "水渠养护", Limit: 300})
	if len(lines) != reranked+30 {
		t.Fatalf("%d groups", len(lines))
	}
	for _, line := range lines {
		if len(strings.Fields(line)) != 2+groupShown {
			t.Errorf("group %q", line)
		}
	}
}
