package group_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course/hours"
	"xiangxue/course/storage"
	"xiangxue/search/library"
)

// declaration returns what books two hours of self-study for a person.
func (f *fixture) declaration(name string, id *hours.EntryID) func(context.Context, storage.WriteTx) error {
	return func(ctx context.Context, tx storage.WriteTx) error {
		e, err := f.ledger.Append(ctx, tx, hours.Fact{
			Cadre: f.people[name], Source: "declaration", Ref: 1, Activity: hours.ActivityDeclaration, Mode: hours.Self, Amount: 2 * hours.Hour,
			Subject: "theory", Title: "自学《乡村振兴促进法》", Evidence: "declaration", EvidenceID: 1, HappenedOn: 20260915, By: f.people["吴晓梅"],
		})
		*id = e.ID
		return err
	}
}

func (f *fixture) reading(to string) url.Values {
	return url.Values{"kind": {"document"}, "item": {"1"}, "subject": {"policy"}, "due_on": {"2026-09-30"}, "to": {to}, "note": {"抽空补上即可"}}
}

func TestReadingIsAssignedToAGroup(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.library()
	leader := f.as("陈立群")
	want(t, leader.Get("/assignments"), 200, "还没有布置学习")
	want(t, leader.Get("/assignments/new?kind=document&words=补贴"), 200, "《耕地地力保护补贴办法（示例）》", "第二学习小组", "何秀兰")
	page := leader.Post("/assignments", f.reading(fmt.Sprintf("group-%d", f.group.ID)))
	want(t, page, 200, "《耕地地力保护补贴办法（示例）》", "必读文件", "0 / 3 人", "抽空补上即可", "陈立群布置")
	want(t, leader.Get("/assignments"), 200, "0 / 3 人", "9月30日")
	want(t, f.as("秦川").Get(page.Path), 404)
	want(t, f.as("何秀兰").Get(page.Path), 403)
	want(t, f.as("周明远").Get(page.Path), 200, "0 / 3 人")

	if page := leader.Post(page.Path+"/withdrawal", nil); page.Shows("补贴办法") {
		t.Error("the withdrawn assignment is still listed")
	}
	want(t, leader.Get(page.Path), 200, "已撤回")
}

func TestAssignmentToPersonsAndUnits(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.library()
	c := f.as("吴晓梅")
	form := f.reading("persons")
	form["persons"] = []string{fmt.Sprint(f.people["何秀兰"]), fmt.Sprint(f.people["宋国强"])}
	want(t, c.Post("/assignments", form), 200, "0 / 2 人", "何秀兰", "宋国强")
	want(t, c.Post("/assignments", f.reading(fmt.Sprintf("unit-%d", f.town.ID))), 200, "0 / 5 人")
}

func TestRefusedAssignmentKeepsTheChoice(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.library()
	c := f.as("陈立群")
	chosen := fmt.Sprint(f.people["何秀兰"])
	for name, change := range map[string][3]string{
		"nothing chosen":   {"item", "", "请选要学的内容"},
		"unknown item":     {"item", "77", "请选要学的内容"},
		"no subject":       {"subject", "", "请选一个主题"},
		"date in the past": {"due_on", "2026-08-01", "截止日期要在今天以后"},
		"no date":          {"due_on", "soon", "这样的日期"},
		"nobody":           {"persons", "", "请重新选择"},
		"no target":        {"to", "all", "请选布置给谁"},
	} {
		form := f.reading("persons")
		form.Set("persons", chosen)
		form.Set(change[0], change[1])
		page := c.Post("/assignments", form)
		if page.Status != 422 || !page.Shows(change[2], "抽空补上即可") {
			t.Errorf("%s: status %d, want the form with %q\n%s", name, page.Status, change[2], page.Body)
		}
		if change[0] != "persons" && !page.Shows(`value="`+chosen+`" checked`) {
			t.Errorf("%s: the chosen person is lost", name)
		}
	}
}

func TestNobodyAssignsBeyondHisPeople(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.library()
	c := f.as("陈立群")
	form := f.reading("persons")
	form.Set("persons", fmt.Sprint(f.people["吴晓梅"]))
	want(t, c.Post("/assignments", form), 403)
	want(t, c.Post("/assignments", f.reading(fmt.Sprintf("unit-%d", f.town.ID))), 404)
	want(t, f.as("周明远").Post("/assignments", form), 403)
}

// library puts one document into the library.
func (f *fixture) library() {
	f.t.Helper()
	const text = "---\n标题: 耕地地力保护补贴办法（示例）\n---\n\n# 耕地地力保护补贴办法（示例）\n\n第一条 为了保护耕地，制定本办法。\n\n第二条 补贴发给种地的人。\n"
	files := fstest.MapFS{"补贴办法.md": &fstest.MapFile{Data: []byte(text)}}
	if _, err := library.Import(f.t.Context(), f.db, files, library.Options{Clock: func() time.Time { return f.now }}); err != nil {
		f.t.Fatal(err)
	}
}
