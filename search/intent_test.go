package search

import (
	"slices"
	"strings"
	"testing"
)

var testTitles = []string{
	"中华人民共和国农村土地承包法", "中华人民共和国土地管理法", "中华人民共和国村民委员会组织法", "刑法", "担保法", "公司法",
	"最高人民法院关于适用《公司法》若干问题的规定（二）", "信访工作条例", "国家赔偿法", "社会救助暂行办法", "乡村振兴", "排污许可管理办法（试行）",
	"云溪镇补贴细则（示例）",
}

func TestUnderstand(t *testing.T) {
	t.Parallel()
	names := newDictionary(testTitles, append(shippedAliases(), Alias{"两办办法", "信访工作条例"}))
	const land, village = "中华人民共和国农村土地承包法", "中华人民共和国村民委员会组织法"
	for _, test := range []struct {
		ask         string
		route       Route
		law, number string
		words       string // of topics only
	}{
		{"农村土地承包法第十八条", LawArticle, land, "18", ""},
		{"土地承包法第18条", LawArticle, land, "18", ""},
		{"中华人民共和国土地承包法 18条", LawArticle, land, "18", ""},
		{"《土地承包法》１８", LawArticle, land, "18", ""},
		{"農村土地承包法第十八條", LawArticle, land, "18", ""},
		{"请问土地承包法第三十六条是怎么规定的？", LawArticle, land, "36", ""},
		{"刑法第一百二十条之一", LawArticle, "刑法", "120-1", ""},
		{"国家信访工作条例第二条", LawArticle, "信访工作条例", "2", ""},
		{"赔偿法第三条", LawArticle, "国家赔偿法", "3", ""},
		{"适用公司法若干问题的规定（二）第六条", LawArticle, "最高人民法院关于适用《公司法》若干问题的规定（二）", "6", ""},
		{"排污许可管理办法第五条", LawArticle, "排污许可管理办法（试行）", "5", ""},
		{"云溪镇补贴细则第六条", LawArticle, "云溪镇补贴细则（示例）", "6", ""},
		{"村组法", WholeLaw, village, "", ""},
		{"村民委员会组织法的规定", WholeLaw, village, "", ""},
		{"乡村振兴", WholeLaw, "乡村振兴", "", ""},
		{"村组法 罢免", LawTopic, village, "", "罢免"},
		{"根据村组法，罢免村主任", LawTopic, village, "", "罢免村主任"},
		{"两办办法 受理", LawTopic, "信访工作条例", "", "受理"},
		{"流转 第三十六条", NumberTopic, "", "36", "流转"},
		{"流转出去的地，补贴该给谁？", Question, "", "", ""},
		{"乡村振兴怎么搞", Question, "", "", ""},
		{"担保法律关系怎么认定", Question, "", "", ""},
		{"公司法人人格", Question, "", "", ""},
		{"我家的地让邻居占了几十年，土地承包法说的确权到底该找谁办？", Question, "", "", ""},
		{"", Question, "", "", ""},
	} {
		t.Run(test.ask, func(t *testing.T) {
			t.Parallel()
			got := names.understand(test.ask)
			if law := strings.Join(got.laws, ","); got.route != test.route || law != test.law || got.number != test.number {
				t.Fatalf("got route %d, law %q, number %q", got.route, law, got.number)
			}
			if test.words != "" && string(got.words) != test.words {
				t.Errorf("words %q, want %q", string(got.words), test.words)
			}
		})
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, title := range testTitles {
		f.Add(title + "第十八条之")
	}
	f.Add("《》第条 第99999999999999999999条")
	names := newDictionary(testTitles, shippedAliases())
	f.Fuzz(func(t *testing.T, ask string) {
		got := names.understand(ask)
		if got.route == Question && got.laws != nil || got.route == LawArticle && (got.laws == nil || got.number == "") {
			t.Errorf("%q is understood as %+v", ask, got)
		}
	})
}

func TestDictionaryPrefersFullTitles(t *testing.T) {
	t.Parallel()
	names := newDictionary([]string{"安全法", "国家安全法", "网络安全法"}, []Alias{{"网络安全法", "国家安全法"}})
	for name, want := range map[string][]string{
		"安全法":   {"安全法"}, // not 国家安全法 without 国家
		"国家安全法": {"国家安全法"},
		"网络安全法": {"网络安全法"}, // not what the alias says
	} {
		if laws, _ := names.longest([]rune(name)); !slices.Equal(laws, want) {
			t.Errorf("%s means %v, want %v", name, laws, want)
		}
	}
}

func TestParseAliases(t *testing.T) {
	t.Parallel()
	got, err := ParseAliases(strings.NewReader("# comment\n\n 村组法\t村民委员会组织法 \n"))
	if err != nil || !slices.Equal(got, []Alias{{"村组法", "村民委员会组织法"}}) {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := ParseAliases(strings.NewReader("村组法 甲 乙\n")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a line of three words gives %v", err)
	}
}

func TestShippedAliases(t *testing.T) {
	t.Parallel()
	for _, alias := range shippedAliases() {
		if alias.Name == alias.Law || len([]rune(alias.Name)) < 2 || !endsTitle(alias.Law) {
			t.Errorf("alias %v says nothing", alias)
		}
	}
}
