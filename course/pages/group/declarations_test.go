package group_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"

	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/storage"
)

// selfStudy declares a book for somebody and returns the path of the decision.
func (f *fixture) selfStudy(name, title string) string {
	f.t.Helper()
	var d reflection.Declaration
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		d, err = f.declarations.Declare(ctx, tx, f.actor(name), reflection.Declaration{
			Kind: reflection.Book, Title: title, On: 20260912, Asked: 3 * hours.Hour, Learnt: "读了差序格局，想到调解先要听两边各说一遍。",
		})
		return err
	})
	return fmt.Sprintf("/declarations/%d/decision", d.ID)
}

func TestLeaderDecidesOnDeclarations(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first, second := f.selfStudy("何秀兰", "乡土中国"), f.selfStudy("宋国强", "江村经济")
	own := f.selfStudy("陈立群", "论语")
	c := f.as("陈立群")
	want(t, c.Get(fmt.Sprintf("/groups/%d", f.group.ID)), 200, "有 2 项自学申报等您批")
	want(t, c.Get("/group-meetings"), 200, "（2 项待批）")
	page := c.Get("/declarations")
	want(t, page, 200, "乡土中国", "差序格局", "申报 3 学时", "最多 20 学时", "您自己的申报由学习秘书或者别的组长批")
	want(t, c.Post(first, url.Values{"decision": {"accept"}, "granted": {"2"}}), 422, "少批的，请写一句原因", `value="2"`)
	want(t, c.Post(first, url.Values{"decision": {"accept"}, "granted": {"两"}}), 422, "请填数字")
	want(t, c.Post(first, url.Values{"decision": {"accept"}, "granted": {"2"}, "reason": {"按两学时计"}}), 200, "批准 2 学时", "按两学时计")
	want(t, c.Post(second, url.Values{"decision": {"decline"}, "reason": {"与必读重复"}}), 200, "未批准", "与必读重复")
	want(t, c.Post(first, url.Values{"decision": {"decline"}, "reason": {"再想想"}}), 409)
	want(t, c.Post(own, url.Values{"decision": {"accept"}, "granted": {"3"}}), 403)
	if sum, n := f.total("何秀兰"); sum != 200 || n != 1 {
		t.Errorf("%s in %d entries", sum, n)
	}
	if _, n := f.total("宋国强"); n != 0 {
		t.Error("what was declined is booked")
	}
	want(t, f.as("吴晓梅").Post(own, url.Values{"decision": {"accept"}, "granted": {"3"}}), 200, "批准 3 学时")
	want(t, f.as("秦川").Post(own, url.Values{"decision": {"accept"}, "granted": {"3"}}), 404)
	want(t, f.as("何秀兰").Get("/declarations"), 403)
}

// TestEnglishOfTrainingAndDeclarations opens the pages about hours from outside in English, in all their states.
func TestEnglishOfTrainingAndDeclarations(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	decision := f.selfStudy("何秀兰", "中文")
	form := f.springClass("何秀兰", "宋国强")
	for _, field := range []string{"title", "organiser", "doc_number"} {
		form.Set(field, "中文")
	}
	path := c.Post("/training-classes", form).Path
	inEnglish(t, c, "/training-classes", path, path+"/change", "/training-classes/new", "/training-imports", "/declarations", "/training-classes?year=2025")
	english(t, c.Post("/training-classes", url.Values{"audience": {"persons"}}))
	english(t, c.Post(path+"/roll", url.Values{}))
	exceptions := map[string][3]string{"宋国强": {"yes", "6", "防汛值守"}}
	english(t, c.Post(path+"/roll", f.trainingMarks(exceptions, "何秀兰", "宋国强")))
	english(t, c.Post(decision, url.Values{"decision": {"decline"}}))
	english(t, c.Post(decision, url.Values{"decision": {"decline"}, "reason": {"中文"}}))
	inEnglish(t, c, "/training-classes")
}
