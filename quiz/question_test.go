package quiz

import (
	"encoding/json"
	"strings"
	"testing"

	"xiangxue/course/fault"
)

func single(id QuestionID, text string) Question {
	return Question{ID: id, Point: "s1", Kind: SingleChoice, Text: text, Options: []Option{
		{Text: "三十年", Correct: true}, {Text: "二十年", Feedback: "二十年是旧说法"}, {Text: "五十年"}, {Text: "七十年"}}}
}

func fillIn(text string, accepted ...string) Question {
	q := Question{ID: 1, Kind: FillIn, Text: text}
	for _, a := range accepted {
		q.Accepted = append(q.Accepted, Accepted{Text: a})
	}
	return q
}

func numeric(text, number, tolerance string) Question {
	return Question{ID: 1, Kind: FillIn, Text: text, Accepted: []Accepted{{Text: number, Tolerance: tolerance}}}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	options := func(kind Kind, options ...Option) Question {
		return Question{Kind: kind, Text: "题干", Options: options}
	}
	yes, no := Option{Text: "甲", Correct: true}, Option{Text: "乙"}
	cases := []struct {
		name     string
		question Question
		want     string // part of the failure, "" for none
	}{
		{"single choice", options(SingleChoice, yes, no), ""},
		{"multiple choice, all right", options(MultipleChoice, yes, Option{Text: "丙", Correct: true}), ""},
		{"true or false", options(TrueFalse, TrueFalseOptions(false)...), ""},
		{"fill in", fillIn("____ 年", "三十", "30年"), ""},
		{"number", numeric("____ 天", "6", "0.5"), ""},
		{"ordering", ordering("甲", "乙", "丙"), ""},
		{"ordering of two", ordering("甲", "乙"), "不能少于 3 个"},
		{"ordering with a correct option", options(Ordering, yes, no, Option{Text: "丙"}), "没有对错，只有位置"},
		{"matching", matching([]string{"一", "二"}, "甲", "乙", "丙"), ""},
		{"matching with the same prompt twice", matching([]string{"一", "一 "}, "甲", "乙"), "左边有两项相同：一"},
		{"more prompts than options", matching([]string{"一", "二", "三"}, "甲", "乙"), "左边的项比右边多"},
		{"choice with prompts", Question{Kind: SingleChoice, Text: "题", Options: []Option{yes, no}, Prompts: []string{"一"}}, "只有连线题"},
		{"short answer", Question{Kind: ShortAnswer, Text: "题", Rubric: []Criterion{{Text: "要点", Share: 1}}}, ""},
		{"case without rubric", Question{Kind: CaseAnalysis, Text: "题"}, "没有评分标准"},
		{"criterion without share", Question{Kind: CaseAnalysis, Text: "题", Rubric: []Criterion{{Text: "要点"}}}, "分量在 1 到 100 之间"},
		{"choice with rubric", Question{Kind: SingleChoice, Text: "题", Options: []Option{yes, no}, Rubric: []Criterion{{Text: "要点", Share: 1}}}, "不用评分标准"},
		{"empty text", Question{Kind: TrueFalse, Text: " \n", Options: TrueFalseOptions(true)}, "题干是空的"},
		{"unknown kind", options("essay", yes, no), "题型不认识"},
		{"control character", Question{Kind: TrueFalse, Text: "a\x00b", Options: TrueFalseOptions(true)}, "不能显示的字符"},
		{"not UTF-8", Question{Kind: TrueFalse, Text: "a\xff", Options: TrueFalseOptions(true)}, "编码不对"},
		{"long text", options(SingleChoice, yes, Option{Text: strings.Repeat("长", MaxOption+1)}), "超过 500 个字"},
		{"one option", options(SingleChoice, yes), "不能少于 2 个"},
		{"eleven options", options(SingleChoice, append(make([]Option, MaxOptions), yes)...), "不能多于 10 个"},
		{"nothing correct", options(SingleChoice, no, Option{Text: "丙"}), "没有正确选项"},
		{"nothing correct of many", options(MultipleChoice, no, Option{Text: "丙"}), "没有正确选项"},
		{"two correct", options(SingleChoice, yes, Option{Text: "丙", Correct: true}), "只能有一个正确选项"},
		{"same options", options(SingleChoice, yes, Option{Text: "甲 "}), "内容相同：甲"},
		{"empty option", options(SingleChoice, yes, Option{Text: " "}), "有一个选项是空的"},
		{"choice with accepted text", Question{Kind: SingleChoice, Text: "题", Options: []Option{yes, no}, Accepted: []Accepted{{Text: "甲"}}}, "不能有填空答案"},
		{"true/false with other words", options(TrueFalse, Option{Text: "是", Correct: true}, Option{Text: "否"}), "只能是“对”和“错”"},
		{"true and false", options(TrueFalse, Option{Text: "对", Correct: true}, Option{Text: "错", Correct: true}), "定一个答案"},
		{"nothing accepted", fillIn("____"), "填空题没有答案"},
		{"accepted only punctuation", fillIn("____", "《》。"), "有一个答案是空的"},
		{"accepted twice", fillIn("____", "村民会议", "《村民 会议》"), "有两个答案相同"},
		{"fill in with options", Question{Kind: FillIn, Text: "题", Options: []Option{yes}, Accepted: []Accepted{{Text: "甲"}}}, "不能有选项"},
		{"number is not one", numeric("____", "1e9", "0"), "答案不是数字"},
		{"tolerance is not one", numeric("____", "1", "-1"), "误差不是数字"},
		{"text and number", Question{Kind: FillIn, Text: "题", Accepted: []Accepted{{Text: "甲"}, {Text: "1", Tolerance: "0"}}}, "要么都是文字"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := c.question.Validate()
			if c.want == "" && err != nil || c.want != "" && (!fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestPointValidate(t *testing.T) {
	t.Parallel()
	other := single(2, "另一题")
	other.Point = "s2"
	cases := []struct {
		name  string
		point Point
		want  string
	}{
		{"two questions", Point{ID: "s1", Questions: []Question{single(1, "甲"), single(2, "乙")}}, ""},
		{"one question", Point{ID: "s1", Title: "承包期", Questions: []Question{single(1, "甲")}}, "“承包期”少于两道题"},
		{"same text", Point{ID: "s1", Questions: []Question{single(1, "甲"), single(2, "甲 ")}}, "题干相同"},
		{"of another point", Point{ID: "s1", Questions: []Question{single(1, "甲"), other}}, "不属于知识点"},
		{"invalid question", Point{ID: "s1", Questions: []Question{single(1, "甲"), {Point: "s1", Text: "乙"}}}, "不完整"},
		{"no id", Point{}, "没有写明知识点"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := c.point.Validate()
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// The names in frozen papers are evidence; this test is the reason to leave them alone.
func TestPaperJSONIsStable(t *testing.T) {
	t.Parallel()
	q := Question{ID: 7, Point: "s1", Kind: FillIn, Text: "题", Accepted: []Accepted{{Text: "6", Tolerance: "0", Feedback: "好"}},
		Explanation: "因为", Cites: []string{"《法》第一条"}}
	paper := Paper{Round: 2, Items: []Item{
		{Question: q, PointTitle: "一", Seen: []QuestionID{3}, Answer: Answer{Text: "6"}, Right: true},
		{Question: Question{ID: 8, Kind: TrueFalse, Options: []Option{{Text: "对", Correct: true, Feedback: "是"}}}, Order: []int{0}, Carried: true, Answer: Answer{Chosen: []int{0}}},
	}}
	got, err := json.Marshal(paper)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"round":2,"items":[{"question":{"id":7,"point":"s1","kind":"fill-in","text":"题","accepted":[{"text":"6","tolerance":"0","feedback":"好"}],"explanation":"因为","cites":["《法》第一条"]},"pointTitle":"一","seen":[3],"carried":false,"answer":{"text":"6"},"right":true},` +
		`{"question":{"id":8,"point":"","kind":"true-false","text":"","options":[{"text":"对","correct":true,"feedback":"是"}]},"order":[0],"carried":true,"answer":{"chosen":[0]},"right":false}]}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestKindLabel(t *testing.T) {
	t.Parallel()
	for kind, want := range map[Kind]string{SingleChoice: "单选题", MultipleChoice: "多选题", TrueFalse: "判断题", FillIn: "填空题", "essay": ""} {
		if got := kind.Label(); got != want {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
	}
}

func TestCitesIn(t *testing.T) {
	t.Parallel()
	got := CitesIn("依据《土地管理法》第六十二条，另见《信访工作条例》（2022年）第3条之一。", "《土地管理法》第六十二条规定一户一宅。《某书》没有条文。")
	if want := "《土地管理法》第六十二条 《信访工作条例》第3条之一"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
