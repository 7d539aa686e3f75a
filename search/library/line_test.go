package library

import (
	"slices"
	"testing"
)

func TestMarkdownLines(t *testing.T) {
	t.Parallel()
	text := "\ufeff# 标题 #\r\n\r\n**第一条** 见[《甲法》](http://example.org)，<!-- 旁注 -->照办。\n## 目的 {#s1}\n" +
		"| 名称 | 标准 |\n|---|---|\n| 小麦 | 86.40 |\n甲<br/>乙\n> 引文\u200b\n<!-- INFO END -->\n"
	want := []line{
		{number: 1, level: 1, text: "标题"},
		{number: 3, text: "第一条 见《甲法》，照办。"},
		{number: 4, level: 2, id: "s1", text: "目的"},
		{number: 5, text: "名称　标准"},
		{number: 7, text: "小麦　86.40"},
		{number: 8, text: "甲"},
		{number: 8, text: "乙"},
		{number: 9, text: "引文"},
		{number: 10, text: frontEnd},
	}
	if got := markdownLines(text); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
