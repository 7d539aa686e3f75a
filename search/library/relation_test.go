package library

import (
	"fmt"
	"slices"
	"testing"
)

func TestRelations(t *testing.T) {
	t.Parallel()
	const effect = "本办法自2020年5月1日起施行。"
	for _, c := range []struct {
		name, title, text string
		want              []string
	}{
		{"by title and number", "甲办法", effect + "《乙办法》（临政规〔2021〕6号）同时废止。", []string{"repeals 乙办法 临政规〔2021〕6号 2020-05-01 第二条"}},
		{
			"several, each with its history", "甲办法",
			effect + "1989年国务院发布的《乙办法》、《丙规定》和1990年发布的《丁细则》同时废止。",
			[]string{"repeals 乙办法  2020-05-01 第二条", "repeals 丙规定  2020-05-01 第二条", "repeals 丁细则  2020-05-01 第二条"},
		},
		{"in the same sentence", "甲办法", "本办法自2020年5月1日起施行，《乙办法》同时废止。", []string{"repeals 乙办法  2020-05-01 第二条"}},
		{"at once", "甲办法", "自本办法施行之日起，《乙办法》即行废止。", []string{"repeals 乙办法  2020-04-01 第二条"}},
		{
			"a list below", "甲办法", effect + "下列文件同时废止：\n（一）《乙办法》；\n（二）《丙规定》。",
			[]string{"repeals 乙办法  2020-05-01 第二条", "repeals 丙规定  2020-05-01 第二条"},
		},
		{"a part only", "甲办法", effect + "《乙条例》中关于甲的规定同时废止。", nil},
		{"a part by its article", "甲办法", effect + "《乙条例》第五条同时废止。", nil},
		{"what rests on a law", "甲办法", effect + "依照《乙法》制定的《丙办法》同时废止。", []string{"repeals 丙办法  2020-05-01 第二条"}},
		{"no clause", "甲办法", "规章的制定、修改和废止，依照《立法法》执行。", nil},
		{
			"a court's name before the quotation", "甲规定", effect + "最高人民法院2012年12月20日发布的《关于适用〈乙法〉的解释》（法释〔2012〕21号）同时废止。",
			[]string{"repeals 最高人民法院关于适用〈乙法〉的解释 法释〔2012〕21号 2020-05-01 第二条"},
		},
		{"a decision that amends", "关于修改《乙条例》和《丙条例》的决定", "甲。", []string{"amends 乙条例  2020-04-01 ", "amends 丙条例  2020-04-01 "}},
		{"a decision that repeals", "关于废止《乙条例》的决定", "甲。", []string{"repeals 乙条例  2020-04-01 "}},
		{"an implementing law", "中华人民共和国乙法实施细则（试行）", "甲。", []string{"implements 中华人民共和国乙法  2020-04-01 "}},
		{"a measure that implements", "甲省实施《中华人民共和国乙法》办法", "甲。", []string{"implements 中华人民共和国乙法  2020-04-01 "}},
		{"a title that passes on", "关于贯彻落实〈乙意见〉和加强丙的通知", "甲。", []string{"implements 乙意见  2020-04-01 "}},
		{
			"a purpose", "甲通知", "为贯彻落实《乙法》《丙条例》（国令〔2020〕1号）和《丁意见》，做好戊，根据《己办法》，制定本通知。",
			[]string{
				"implements 乙法  2020-04-01 第二条", "implements 丙条例 国令〔2020〕1号 2020-04-01 第二条", "implements 丁意见  2020-04-01 第二条",
				"based_on 己办法   第二条",
			},
		},
		{"a subsidy's own rules", "云溪镇补贴实施细则", "甲。", nil},
		{"an amendment of the criminal law", "中华人民共和国刑法修正案（七）", "甲。", []string{"amends 中华人民共和国刑法  2020-04-01 "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := "# " + c.title + "\n2020年4月1日 发布\n<!-- INFO END -->\n第一条 甲。\n第二条 " + c.text
			var got []string
			for _, r := range read(t, "甲.md", text).Relations {
				got = append(got, fmt.Sprintf("%s %s %s %s %s", r.Kind, r.Title, r.DocNumber, r.On, r.Article))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestGrounds(t *testing.T) {
	t.Parallel()
	var got []string
	for _, r := range read(t, "细则.md", rules).Relations {
		got = append(got, fmt.Sprintf("%s %s %s %s", r.Kind, r.Title, r.DocNumber, r.Article))
	}
	want := []string{
		"repeals 临澜县补贴细则（示例） 临农联发〔2024〕5号 第二条",
		"based_on 中华人民共和国农村土地承包法  第一条",
		"based_on 甲条例 临政发〔2020〕1号 第一条",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
