package importer

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xiangxue/course/fault"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

func choiceOf(kind quiz.Kind, text string, options ...quiz.Option) quiz.Question {
	return quiz.Question{Kind: kind, Text: text, Options: options}
}

func fill(text string, accepted ...quiz.Accepted) quiz.Question {
	return quiz.Question{Kind: quiz.FillIn, Text: text, Accepted: accepted}
}

func yes(text string) quiz.Option { return quiz.Option{Text: text, Correct: true} }
func no(text string) quiz.Option  { return quiz.Option{Text: text} }

func explained(q quiz.Question, explanation string) quiz.Question {
	q.Explanation = explanation
	return q
}

func TestParseGIFTQuestion(t *testing.T) {
	t.Parallel()
	withFeedback := choiceOf(quiz.TrueFalse, "题", quiz.Option{Text: "对", Correct: true, Feedback: "答对了"}, quiz.Option{Text: "错", Feedback: "再想想"})
	cited := explained(choiceOf(quiz.TrueFalse, "一户一宅。", quiz.TrueFalseOptions(true)...), "见《土地管理法》第六十二条。")
	cited.Cites = []string{"《土地管理法》第六十二条"}
	cases := []struct {
		name, src string
		want      quiz.Question
	}{
		{"single choice", "承包期多久？ {\n=三十年\n~二十年#旧说法\n~五十年 }",
			choiceOf(quiz.SingleChoice, "承包期多久？", yes("三十年"), quiz.Option{Text: "二十年", Feedback: "旧说法"}, no("五十年"))},
		{"on one line with title", "::标题\\:一::题{~甲 =乙}", choiceOf(quiz.SingleChoice, "题", no("甲"), yes("乙"))},
		{"single choice with minus weights", "题{=甲 ~%-25%乙}", choiceOf(quiz.SingleChoice, "题", yes("甲"), no("乙"))},
		{"multiple choice", "题{~%50%甲 ~%50%乙#好 ~%-100%丙 ~丁}",
			choiceOf(quiz.MultipleChoice, "题", yes("甲"), quiz.Option{Text: "乙", Correct: true, Feedback: "好"}, no("丙"), no("丁"))},
		{"thirds", "题{~%33.33333%甲 ~%33.33333%乙 ~%33.33333%丙}", choiceOf(quiz.MultipleChoice, "题", yes("甲"), yes("乙"), yes("丙"))},
		{"true", "题{T}", choiceOf(quiz.TrueFalse, "题", quiz.TrueFalseOptions(true)...)},
		{"false in words", "题{ False }", choiceOf(quiz.TrueFalse, "题", quiz.TrueFalseOptions(false)...)},
		{"对", "题{对}", choiceOf(quiz.TrueFalse, "题", quiz.TrueFalseOptions(true)...)},
		{"错", "题\n{\n错\n}", choiceOf(quiz.TrueFalse, "题", quiz.TrueFalseOptions(false)...)},
		{"true with feedback", "题{TRUE#再想想#答对了}", withFeedback},
		{"general feedback", "一户一宅。{T\n#### 见《土地管理法》第六十二条。}", cited},
		{"short answer", "谁定？{=村民会议 =%100%全体村民会议#也对}", fill("谁定？", quiz.Accepted{Text: "村民会议"}, quiz.Accepted{Text: "全体村民会议", Feedback: "也对"})},
		{"missing word", "一般应当自收到之日起 {=20} 个工作日内\n答复。", fill("一般应当自收到之日起 ____ 个工作日内答复。", quiz.Accepted{Text: "20"})},
		{"missing word without spaces", "由{=甲 ~乙}定。", choiceOf(quiz.SingleChoice, "由____定。", yes("甲"), no("乙"))},
		{"number", "几步？{#6}", fill("几步？", quiz.Accepted{Text: "6", Tolerance: "0"})},
		{"number with tolerance", "几天？{#6:0.5#好 #### 约六天}", explained(fill("几天？", quiz.Accepted{Text: "6", Tolerance: "0.5", Feedback: "好"}), "约六天")},
		{"range", "几天？{#5..8}", fill("几天？", quiz.Accepted{Text: "6.5", Tolerance: "1.5"})},
		{"negative range", "几度？{# -3.5 .. -1 }", fill("几度？", quiz.Accepted{Text: "-2.25", Tolerance: "1.25"})},
		{"several numbers", "几天？{#=6:0.5 =100..200#多}", fill("几天？", quiz.Accepted{Text: "6", Tolerance: "0.5"}, quiz.Accepted{Text: "150", Tolerance: "50", Feedback: "多"})},
		{"escapes", `a\=b\~c\#d\{e\}f\:g\\h\n下一行\x {=\= ~\~ }`, choiceOf(quiz.SingleChoice, "a=b~c#d{e}f:g\\h\n下一行\\x", yes("="), no("~"))},
		{"lines joined", "第一行，\n第二行 A\nB 完{T}", choiceOf(quiz.TrueFalse, "第一行，第二行 A B 完", quiz.TrueFalseOptions(true)...)},
		{"comment inside", "题{\n// 这是注释 {}\n=甲\n~乙}", choiceOf(quiz.SingleChoice, "题", yes("甲"), no("乙"))},
		{"markdown and plain", "[markdown]题{=[plain]甲 ~乙}", choiceOf(quiz.SingleChoice, "题", yes("甲"), no("乙"))},
		{"html", "[html]<p>甲 &lt; 乙</p><p>哪个<b>对</b>？</p>{\\=<br/>}", quiz.Question{}},
		{"html text", "[html]<p>甲 &lt; 乙</p><p>哪个<b>对</b>？</p>{=<i>甲</i> ~乙}", choiceOf(quiz.SingleChoice, "甲 < 乙\n哪个对？", yes("甲"), no("乙"))},
		{"matching", "题{\n=甲 -> 一\n= 乙->二#好\n=-> 三\n}", quiz.Question{Kind: quiz.Matching, Text: "题", Prompts: []string{"甲", "乙"},
			Options: []quiz.Option{no("一"), {Text: "二", Feedback: "好"}, no("三")}}},
		{"essay with rubric", "谈谈体会。{####见教材。\\n评分标准：\\n讲清依据（3分）\\n联系实际（2）}", quiz.Question{Kind: quiz.ShortAnswer, Text: "谈谈体会。", Explanation: "见教材。",
			Rubric: []quiz.Criterion{{Text: "讲清依据", Share: 3}, {Text: "联系实际", Share: 2}}}},
		{"protected beginnings", "[plain][html]题{=[plain]//甲 ~%0%%50%乙}", choiceOf(quiz.SingleChoice, "[html]题", yes("//甲"), no("%50%乙"))},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			parsed, problems := ParseGIFT("01.gift", []byte(c.src))
			if c.want.Kind == "" {
				if len(problems) != 1 || len(parsed) != 0 {
					t.Fatalf("got %+v, problems %v, want one problem", parsed, problems)
				}
				return
			}
			if len(problems) != 0 || len(parsed) != 1 || !reflect.DeepEqual(parsed[0].Question, c.want) {
				t.Errorf("got %+v, problems %v\nwant %+v", parsed, problems, c.want)
			}
		})
	}
}

func TestParseGIFTProblems(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, src string
		line      int
		want      string
	}{
		{"half matching", "\n题{\n=甲 -> 一\n=乙}", 4, "连线题的每一对"},
		{"matching one answer twice", "题{=甲 -> 一 =乙 -> 一}", 1, "内容相同"},
		{"picture in a pair", "[html]题{=甲 -> 一\n=乙 -> <img>}", 2, "图片"},
		{"essay", "谈谈体会。{}", 1, "没有评分标准"},
		{"essay with feedback", "谈谈体会。{####随便}", 1, "没有评分标准"},
		{"description", "// 注释\n\n请先读课文。", 3, "说明文字"},
		{"full-width braces", "第一行\n题｛T｝", 2, "全角的 ｛｝"},
		{"half full-width", "题{=甲 ~乙｝", 1, "全角的 ｛｝"},
		{"full-width marks", "题{\n=甲\n～乙}", 3, "全角的 ＝ ～ ＃"},
		{"full-width feedback", "题{\n=甲\n~乙\n＃＃＃＃解析}", 4, "全角的 ＝ ～ ＃"},
		{"unclosed", "题{=甲\n\n", 1, "没有配对"},
		{"unopened", "甲\n乙}", 2, "没有配对"},
		{"reversed", "题}=甲{", 1, "没有配对"},
		{"two in one", "题一{T}\n题二{F}", 2, "空一行"},
		{"brace in an answer", "题{=甲\n~{乙}", 2, "写成 \\{"},
		{"no mark", "题{甲 乙}", 1, "以 =（正确）或 ~（错误）开头"},
		{"title", "::标题 题{T}", 1, "一对 ::"},
		{"half points", "题{=甲 ~%50%乙 ~丙}", 1, "部分分数（%50%）"},
		{"below a long text", "题一\n题二{\n=甲\n~%50%乙}", 4, "部分分数"},
		{"second number", "题{#\n=6\n=六}", 3, "读不出数字：六"},
		{"half points short", "题{=甲 =%50%乙}", 1, "部分分数"},
		{"wrong short answer", "题{#=6 ~5}", 1, "~ 开头"},
		{"wildcard", "题{=村*}", 1, "通配符"},
		{"no number", "题{#六}", 1, "读不出数字：六"},
		{"exponent", "题{#1e9}", 1, "读不出数字"},
		{"empty number", "题{#}", 1, "填空题没有答案"},
		{"backward range", "题{#7..5}", 1, "允许的误差不是数字"},
		{"nothing correct", "题{~甲 ~乙}", 1, "没有正确选项"},
		{"two correct", "题{=甲 =乙 ~丙}", 1, "只能有一个正确选项"},
		{"same options", "题{=甲 ~甲}", 1, "内容相同"},
		{"no text", "::标题:: {T}", 1, "题干是空的"},
		{"three feedbacks", "题{T#一#二#三}", 1, "最多写两段反馈"},
		{"picture in an option", "题\n{=甲\n~[html]<img>}", 3, "图片"},
		{"picture in a feedback", "题{T#[html]<img>}", 1, "图片"},
		{"picture in an explanation", "题{T\n####[html]<img>}", 2, "图片"},
		{"picture behind the answers", "[html]题{=甲 ~乙}\n<img>", 1, "图片"},
		{"picture", "[html]看图<img src\\=x>{T}", 1, "图片"},
		{"script", "[html]看<script>alert(1)</script>{T}", 1, "脚本"},
		{"control character", "题\x00{T}", 1, "不能显示的字符"},
		{"category without name", "$CATEGORY:  ", 1, "没有写知识点"},
		{"category with full-width colon", "$CATEGORY：s1", 1, "半角冒号"},
		{"not text", "\xff\xfe\xff\xff题", 1, "编码"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			parsed, problems := ParseGIFT("01.gift", []byte(c.src))
			if len(parsed) != 0 || len(problems) != 1 {
				t.Fatalf("got %+v, problems %v, want one problem", parsed, problems)
			}
			p := problems[0]
			if p.Line != c.line || p.File != "01.gift" || !strings.Contains(p.Message.String(), c.want) {
				t.Errorf("got %v, want line %d, %q", p, c.line, c.want)
			}
		})
	}
}

const file = `// 理解题
$CATEGORY: s1

::一::题一{T}

题二{}

$CATEGORY: $course$/数字农业/s2
题三{
=甲
~乙
}

$category: top

题四{F}

$CATEGORY: $course$
题五{F}`

func TestParseGIFTFile(t *testing.T) {
	t.Parallel()
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string][]byte{
		"UTF-8": []byte(file), "byte order mark": []byte("\ufeff" + file), "GBK": gbk,
		"CRLF": []byte(strings.ReplaceAll(file, "\n", "\r\n")), "CR": []byte(strings.ReplaceAll(file, "\n", "\r")),
	} {
		parsed, problems := ParseGIFT("01.gift", src)
		if len(problems) != 1 || problems[0].String() != "01.gift 第 6 行：论述题（{ } 里没有答案）没有评分标准；请在 #### 后面写“评分标准：”和各条要点，用 \\n 换行" {
			t.Errorf("%s: problems %v", name, problems)
		}
		type place struct {
			Text, Category, Point string
			Line                  int
		}
		var got []place
		for _, p := range parsed {
			got = append(got, place{p.Text, p.Category, p.Point, p.Line})
		}
		want := []place{{"题一", "s1", "s1", 4}, {"题三", "s2", "s2", 9}, {"题四", "top", "top", 16}, {"题五", "", "", 19}}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	both := quiz.Question{Kind: quiz.FillIn, Options: []quiz.Option{no("甲")}}.Validate()
	cases := map[string]error{"题干是空的 填空题不能有选项 填空题没有答案": both, "读不到": fault.New(fault.NotFound, "读不到"), "disk": errors.New("disk")}
	for want, err := range cases {
		var got []string
		for _, m := range messages(err) {
			got = append(got, m.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestReadGIFTForTheBank(t *testing.T) {
	t.Parallel()
	reading, err := Read("题.gift", []byte("// [id:7] [tag:承包期] [tag:难度：2]\n$CATEGORY: 土地\n\n题一{T}\n\n// [tag:题型：案例分析题][tag:难度：很难][tag:a\\]b]\n题二{####评分标准：\\n甲}\n"))
	if err != nil || len(reading.Items) != 2 || len(reading.Problems)+len(reading.Notes) > 0 {
		t.Fatalf("read %+v, %v", reading, err)
	}
	one, two := reading.Items[0], reading.Items[1]
	if one.Subject != "土地" || one.Difficulty != 2 || !reflect.DeepEqual(one.Tags, []string{"承包期"}) || one.Place.Line != 4 {
		t.Errorf("first question %+v", one)
	}
	if two.Content.Kind != quiz.CaseAnalysis || !reflect.DeepEqual(two.Tags, []string{"a]b", "难度：很难"}) {
		t.Errorf("second question %+v", two)
	}
}

func TestDemoQuestionsAreClean(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../course/demo/courses/*/questions/*.gift")
	if err != nil || len(files) == 0 {
		t.Skipf("no demo courses beside this package: %v", err)
	}
	for _, path := range files {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		parsed, problems := ParseGIFT(filepath.Base(path), src)
		if len(problems) > 0 || len(parsed) == 0 {
			t.Errorf("%s: %d questions, problems %v", path, len(parsed), problems)
		}
	}
}

func FuzzParseGIFT(f *testing.F) {
	for _, seed := range []string{file, "题{=甲 ~%50%乙#好 ####解析}", "题{#5..7}", "题{#=1:0.5#a =2..3}", "[html]<p>题</p>{T#a#b}", "\\", "{", "::", "$CATEGORY", "题｛｝", "a{=b -> c}",
		"由{=\\n}定\\", "\xff\xfe", "题{=-\\> =\\*}", "// [tag:a\\]b]\n题{####评分标准：\\n甲（3）}", "题{=甲->乙\n=%5%丙->丁\n=->戊}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		parsed, problems := ParseGIFT("f.gift", src)
		lines := 1 + bytes.Count(src, []byte("\n")) + bytes.Count(src, []byte("\r"))
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.Message.String() == "" {
				t.Errorf("problem %+v in %d lines", p, lines)
			}
		}
		for _, p := range parsed {
			if err := p.Validate(); err != nil || p.Line < 1 || p.Line > lines {
				t.Errorf("question %+v: %v", p, err)
			}
			p.Point = ""
			roundTrip(t, giftFormat, []bank.Draft{{Content: p.Question}})
		}
	})
}
