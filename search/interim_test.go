package search

import (
	"slices"
	"strings"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// TestLookUpWithoutAnIndex asks the library alone and, where the index finds an article first, wants the same one.
func TestLookUpWithoutAnIndex(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	old := measure("云溪镇补贴发放办法", "云政发〔2024〕3号", "2024-04-01", "流转出去的地，补贴发给种地的人。")
	s.put("旧补贴.md", strings.Replace(old, "发布日期：2026", "发布日期：2024", 1))
	s.put("补贴.md", measure("云溪镇补贴发放办法", "云政发〔2026〕3号", "2026-04-01", "流转出去的地，补贴发给原承包户。"))
	s.put("公墓.md", measure("云溪镇公墓管理办法", "云政发〔2026〕4号", "2026-04-01", "骨灰堂按标准收费。"))
	for _, c := range []struct {
		name  string
		req   Request
		route Route
		want  []string
	}{
		{"article", Request{Text: "云溪镇补贴发放办法第二条"}, LawArticle, []string{"2-2"}},
		{"bare number", Request{Text: "《云溪镇公墓管理办法》2"}, LawArticle, []string{"3-2"}},
		{"topic", Request{Text: "云溪镇公墓管理办法 收费标准"}, LawTopic, []string{"3-2"}},
		{"whole law", Request{Text: "云溪镇公墓管理办法"}, WholeLaw, nil},
		{"no such article", Request{Text: "云溪镇公墓管理办法第九条"}, WholeLaw, nil},
		{"another status", Request{Text: "云溪镇补贴发放办法第二条", Status: "superseded"}, LawArticle, []string{"1-2"}},
		{"another year", Request{Text: "云溪镇补贴发放办法第二条", Year: 2019}, WholeLaw, nil},
		{"one document", Request{Text: "云溪镇补贴发放办法第二条", Document: 3}, WholeLaw, nil},
		{"a question", Request{Text: "补贴该给谁"}, Question, nil},
	} {
		for _, c.req.Grouped = range []bool{false, true} {
			result := s.lookUp(c.req)
			var got []string
			for _, hit := range result.Hits {
				got = append(got, hit.Article.ID)
			}
			for _, group := range result.Groups {
				got = append(got, group.Hits[0].Article.ID)
			}
			if result.Route != c.route || !slices.Equal(got, c.want) || result.Total != len(c.want) {
				t.Errorf("%s: route %d, %v of %d, want %d and %v", c.name, result.Route, got, result.Total, c.route, c.want)
			}
		}
	}
}

func (s *shelf) lookUp(req Request) (result Result) {
	s.t.Helper()
	err := s.db.Read(s.t.Context(), func(tx storage.ReadTx) (err error) {
		result, err = s.index.LookUp(s.t.Context(), tx, req, calendar.DateOf(s.now))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return result
}
