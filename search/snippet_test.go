package search

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// render writes fragments with 【】 around matches.
func render(parts []Fragment) string {
	var out strings.Builder
	for _, part := range parts {
		if part.Match {
			out.WriteString("【" + part.Text + "】")
		} else {
			out.WriteString(part.Text)
		}
	}
	return out.String()
}

func TestSnippet(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("其他内容很多很多，", 30)
	for _, test := range []struct {
		name, text string
		words      weights
		want       string
	}{
		{"match", "流转的收益归承包方所有。", weights{"收益": 1}, "流转的【收益】归承包方所有。"},
		{"overlapping pairs", "流转的收益归承包方所有。", weights{"承包": 1, "包方": 1}, "流转的收益归【承包方】所有。"},
		{"traditional text", "流轉的收益。", weights{"流转": 1}, "【流轉】的收益。"},
		{"no match", "第一句。第二句。", nil, "第一句。第二句。"},
		{"line breaks", "下列情形：\n    （一）转让；\n    （二）出租。", weights{"出租": 1}, "下列情形： （一）转让； （二）【出租】。"},
		{"best sentence", strings.Repeat("甲", 115) + "。补贴归承包方。" + strings.Repeat("乙", 115) + "。",
			weights{"补贴": 1}, "…【补贴】归承包方。…"},
		{"long sentence", long + "补贴归承包方，" + long, weights{"补贴": 1}, "…【补贴】归承包方，" + strings.Repeat("其他内容很多很多，", 12) + "…"},
		{"nothing", "", weights{"补贴": 1}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := render(snippet(test.text, test.words)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestSnippetIsPartOfText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("土地承包，。；补贴x \n")), 0, 500, -1).Draw(t, "text")
		parts := snippet(text, weights{"土地": 2, "补贴": 1, "x": 1})
		var joined strings.Builder
		for i, part := range parts {
			if part.Text == "…" && (i == 0 || i == len(parts)-1) {
				continue
			}
			joined.WriteString(part.Text)
		}
		if plain := spaces.ReplaceAllString(text, " "); !strings.Contains(plain, strings.TrimSpace(joined.String())) {
			t.Fatalf("%q is no part of %q", joined.String(), plain)
		}
		if n := len([]rune(joined.String())); n > snippetRunes {
			t.Fatalf("snippet of %d runes", n)
		}
	})
}
