package library

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// outline prints articles one a line: anchor | chapter | number or title | text.
func outline(articles []Article) string {
	var b strings.Builder
	for _, a := range articles {
		fmt.Fprintf(&b, "%s|%s|%s%s|%s\n", a.Anchor, strings.Join(a.Chapter, "/"), a.Number, a.Title, strings.ReplaceAll(a.Text, "\n", "⏎"))
	}
	return b.String()
}

var structures = []struct {
	name string
	read func(string) []line
	text string
	want string
}{
	{"a law with parts, chapters and inserted articles", markdownLines, `
## 第一编 总则
### 第一章 任务
第一条 为了惩罚犯罪，制定本法。

第二条之一 依照下列规定：

（一）甲；

（二）乙。
### 第二章 犯罪
第三条 犯罪的，依照第一条处理。
## 第二编 分则
第四条 完。
## 附件
本附件说明甲。`, `t1|第一编 总则/第一章 任务|第一条|为了惩罚犯罪，制定本法。
t2-1|第一编 总则/第一章 任务|第二条之一|依照下列规定：⏎（一）甲；⏎（二）乙。
t3|第一编 总则/第二章 犯罪|第三条|犯罪的，依照第一条处理。
t4|第二编 分则|第四条|完。
s3||附件|本附件说明甲。
`},
	{"a preamble, and a mention of an article at the head of a line", markdownLines, `为正确审理案件，作如下规定：
第一条 甲。
第二条规定的情形除外。
第二条 乙。`, `s0|||为正确审理案件，作如下规定：
t1||第一条|甲。⏎第二条规定的情形除外。
t2||第二条|乙。
`},
	{"several articles run into one line", markdownLines, `第一条 甲。 第二条 乙。 依照第三条 办理。 第三条 丙。`, `t1||第一条|甲。
t2||第二条|乙。 依照第三条 办理。
t3||第三条|丙。
`},
	{"a number that comes twice has two anchors", markdownLines, "第一条 甲。\n## 附：旧文\n第一条 乙。", `t1||第一条|甲。
t1_2|附：旧文|第一条|乙。
`},
	{"plain text without blanks behind the numbers", plainLines, `第一章 总则
第一条为了规范，制定本办法。
第二条本镇适用。
第二章　附则
第三条本办法自印发之日起施行。`, `t1|第一章 总则|第一条|为了规范，制定本办法。
t2|第一章 总则|第二条|本镇适用。
t3|第二章　附则|第三条|本办法自印发之日起施行。
`},
	{"a heading that the source broke in two", markdownLines, "## 第一章 嫌疑人死亡案件\n违法所得的没收程序\n第一条 甲。", `t1|第一章 嫌疑人死亡案件违法所得的没收程序|第一条|甲。
`},
	{"a notice with marked headings", markdownLines, `各村：

现将事项通知如下。
## 一、补贴标准
### （一）全县标准
每亩86.40元。
### （二）算法
1. 面积乘以标准。
2. 保留到分。
## 二、要求
抓紧办理。`, `s0|||各村：⏎现将事项通知如下。
s1-1|一、补贴标准|（一）全县标准|每亩86.40元。
s1-2|一、补贴标准|（二）算法|1. 面积乘以标准。⏎2. 保留到分。
s2||二、要求|抓紧办理。
`},
	{"a notice in plain text", plainLines, `各村：
一、总体要求
坚持学用结合。
二、年度安排
（一）目标
每人90学时。
（二）下列情形除外：
（三）方式
集中学。`, `s0|||各村：
s1||一、总体要求|坚持学用结合。
s2-1|二、年度安排|（一）目标|每人90学时。⏎（二）下列情形除外：⏎（三）方式⏎集中学。
`},
	{"amendments: the number opens the text", markdownLines, `一、将第五条修改为：“甲。

“乙。”

二、增加一条，作为第六条之一：“丙。”`, `s1||一、|将第五条修改为：“甲。⏎“乙。”
s2||二、|增加一条，作为第六条之一：“丙。”
`},
	{"headings that say all there is", plainLines, "一、甲村\n二、乙村", `s1||一、甲村|
s2||二、乙村|
`},
	{"an author's own id", markdownLines, "## 目的 {#aim}\n甲。", "aim||目的|甲。\n"},
}

func TestStructure(t *testing.T) {
	t.Parallel()
	for _, c := range structures {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := outline(compile(c.read(c.text), false)); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestContents(t *testing.T) {
	t.Parallel()
	var got []string
	for _, h := range contents(compile(markdownLines(structures[0].text), false)) {
		got = append(got, fmt.Sprintf("%d %s %s", h.Level, h.Title, h.Anchor))
	}
	want := []string{"1 第一编 总则 t1", "2 第一章 任务 t1", "2 第二章 犯罪 t3", "1 第二编 分则 t4", "1 附件 s3"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
