package search

import (
	"math"
	"slices"
	"testing"
)

func TestCited(t *testing.T) {
	t.Parallel()
	got := cited("依照《中华人民共和国民法典》和《土地管理法》第二条、《土地管理法》第三条；“《》”不算。")
	if want := []string{"中华人民共和国民法典", "土地管理法"}; !slices.Equal(got, want) {
		t.Errorf("cited %q, want %q", got, want)
	}
}

func TestStandings(t *testing.T) {
	t.Parallel()
	x := built(t, []Article{
		{ID: "1", Law: "中华人民共和国土地管理法", Text: "依照《土地管理法》办理。"},
		{ID: "2", Law: "甲条例", Text: "依照《土地管理法》、《没有的法》办理。"},
		{ID: "3", Law: "甲条例", Text: "违反《中华人民共和国土地管理法》的，处以罚款。"},
		{ID: "4", Law: "乙办法", Text: "依照《土地管理法》、《甲条例》办理。"},
	})
	v, err := x.live.view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	want := map[string]standing{
		"中华人民共和国土地管理法": {float32(math.Log(3)), statute}, // two laws cite it, itself not counted
		"甲条例":          {float32(math.Log(2)), regulation},
		"乙办法":          {0, otherLevel},
	}
	for law, title := range v.law.values[1:] {
		if got := v.standings[law+1]; got != want[title] {
			t.Errorf("%s: %+v, want %+v", title, got, want[title])
		}
	}
}

func TestLevelOf(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]level{
		"中华人民共和国民法典":              statute,
		"中华人民共和国农村土地承包法（2018年修正）": statute,
		"信访工作条例":                  regulation,
		"土地管理法实施条例":               regulation,
		"最高人民法院关于审理民间借贷案件适用法律若干问题的规定": interpretation,
		"政府信息公开办法（试行）":                otherLevel,
	} {
		if got := levelOf(title); got != want {
			t.Errorf("%s: level %d, want %d", title, got, want)
		}
	}
}
