package importer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/quiz"
)

// moodleFile is as Moodle 4 exports it.
const moodleFile = `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category"><category><text>$course$/top/土地//房屋</text></category><info format="html"><text></text></info><idnumber></idnumber></question>
<!-- question: 12 -->
  <question type="multichoice">
    <name><text>承包期</text></name>
    <questiontext format="html"><text><![CDATA[<p dir="ltr">耕地的<b>承包期</b>&nbsp;为<br>多少年？</p>]]></text></questiontext>
    <generalfeedback format="html"><text>&lt;p&gt;见《农村土地承包法》第二十一条。&lt;/p&gt;</text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden><idnumber></idnumber>
    <single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering>
    <correctfeedback format="html"><text>您的回答正确</text></correctfeedback>
    <answer fraction="100" format="html"><text><![CDATA[<p>三十年</p>]]></text><feedback format="html"><text></text></feedback></answer>
    <answer fraction="0" format="html"><text>二十年</text><feedback format="html"><text>旧说法</text></feedback></answer>
    <tags><tag><text>承包期</text></tag><tag><text>难度：4</text></tag></tags>
    <hint format="html"><text>想想第二十一条</text></hint>
  </question>
  <question type="multichoice">
    <questiontext format="moodle_auto_format"><text>哪些对？</text></questiontext>
    <single>false</single>
    <answer fraction="50"><text>甲</text></answer><answer fraction="50"><text>乙</text></answer><answer fraction="-100"><text>丙</text></answer>
  </question>
  <question type="truefalse">
    <questiontext format="plain_text"><text>一户一宅 &lt;b&gt;。</text></questiontext>
    <answer fraction="0" format="moodle_auto_format"><text>true</text></answer><answer fraction="100" format="moodle_auto_format"><text>false</text></answer>
  </question>
  <question type="shortanswer">
    <questiontext format="html"><text>由____讨论决定。</text></questiontext><usecase>0</usecase>
    <answer fraction="100" format="moodle_auto_format"><text>村民会议</text></answer><answer fraction="100"><text>5\*5</text></answer>
  </question>
  <question type="numerical">
    <questiontext format="html"><text>约几天？</text></questiontext>
    <answer fraction="100"><text>6</text><tolerance>0.5</tolerance></answer><answer fraction="100"><text>1.5E+2</text><tolerance></tolerance></answer>
  </question>
  <question type="matching">
    <questiontext format="html"><text>连线</text></questiontext>
    <subquestion format="html"><text><![CDATA[<p>东</p>]]></text><answer><text>一</text></answer></subquestion>
    <subquestion format="html"><text>西</text><answer><text>二</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>三</text></answer></subquestion>
  </question>
  <question type="essay">
    <questiontext format="html"><text>谈谈。</text></questiontext>
    <graderinfo format="html"><text><![CDATA[<p>讲清依据（3分）</p><p>联系实际</p>]]></text></graderinfo>
    <tags><tag><text>题型：案例分析题</text></tag></tags>
  </question>
  <question type="ordering">
    <questiontext format="html"><text>排序</text></questiontext>
    <answer fraction="1.0000000" format="html"><text>一</text></answer><answer fraction="2.0000000" format="html"><text>二</text></answer><answer fraction="3" format="html"><text>三</text></answer>
  </question>
  <question type="description"><questiontext format="html"><text>先读课文</text></questiontext></question>
</quiz>`

func TestReadMoodle(t *testing.T) {
	t.Parallel()
	reading, err := Read("题.xml", []byte(moodleFile))
	wantBrief(t, reading, err, "单选题 耕地的承包期 为⏎多少年？ [*三十年] [二十年] #见《农村土地承包法》第二十一条。", "多选题 哪些对？ [*甲] [*乙] [丙]", "判断题 一户一宅 <b>。 [对] [*错]",
		"填空题 由____讨论决定。 =村民会议 =5*5", "填空题 约几天？ =6±0.5 =150±0", "连线题 连线 [东→一] [西→二] [三]", "案例分析题 谈谈。 {讲清依据 3} {联系实际 1}", "排序题 排序 [一] [二] [三]",
		"?题.xml 第 50 行：说明文字不是题目，没有导入", "?题.xml：1 道题的多次作答的提示没有导入", "?题.xml：1 道题的整题反馈没有导入")
	d := reading.Items[0].Draft
	if d.Subject != "土地/房屋" || d.Difficulty != 4 || strings.Join(d.Tags, " ") != "承包期" || d.Content.Options[1].Feedback != "旧说法" || len(d.Content.Cites) != 1 {
		t.Errorf("read %+v", d)
	}
}

func TestReadMoodleProblems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, question, want string }{
		{"unknown type", `<question type="cloze"><questiontext><text>{1:SA:=甲}</text></questiontext></question>`, "“cloze”这种题型不能导入"},
		{"picture", `<question type="essay"><questiontext format="html"><text><![CDATA[看<img src="@@PLUGINFILE@@/a.png"/>]]></text><file name="a.png" encoding="base64">AA==</file></questiontext></question>`, "不能有图片"},
		{"script", `<question type="truefalse"><questiontext format="html"><text>&lt;script&gt;alert(1)&lt;/script&gt;</text></questiontext></question>`, "脚本"},
		{"picture in an option", `<question type="multichoice"><questiontext><text>题</text></questiontext><answer fraction="100" format="html"><text>&lt;img&gt;</text></answer></question>`, "不能有图片"},
		{"picture in a prompt", `<question type="matching"><questiontext><text>题</text></questiontext><subquestion format="html"><text>&lt;img&gt;</text></subquestion></question>`, "不能有图片"},
		{"part of the points", `<question type="multichoice"><questiontext><text>题</text></questiontext><single>true</single><answer fraction="100"><text>甲</text></answer><answer fraction="50"><text>乙</text></answer></question>`, "部分分数（50%）"},
		{"wildcard", `<question type="shortanswer"><questiontext><text>题</text></questiontext><answer fraction="100"><text>村*</text></answer></question>`, "通配符"},
		{"half a short answer", `<question type="shortanswer"><questiontext><text>题</text></questiontext><answer fraction="50"><text>村</text></answer></question>`, "部分分数"},
		{"no number", `<question type="numerical"><questiontext><text>题</text></questiontext><answer fraction="100"><text>六</text></answer></question>`, "答案不是数字：六"},
		{"essay", `<question type="essay"><questiontext><text>题</text></questiontext></question>`, "没有评分标准"},
		{"judged by nothing", `<question type="truefalse"><questiontext><text>题</text></questiontext><answer fraction="100"><text>maybe</text></answer></question>`, "“maybe”看不懂"},
		{"no answer", `<question type="multichoice"><questiontext><text>题</text></questiontext></question>`, "选项不能少于 2 个"},
		{"no text", `<question type="truefalse"><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>`, "题干是空的"},
		{"one answer for two", `<question type="matching"><questiontext><text>题</text></questiontext><subquestion><text>东</text><answer><text>一</text></answer></subquestion><subquestion><text>西</text><answer><text>一</text></answer></subquestion></question>`, "内容相同"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reading, err := Read("题.xml", []byte("<quiz>\n"+c.question+"</quiz>"))
			if err != nil || len(reading.Items) > 0 || len(reading.Problems) == 0 || reading.Problems[0].Line != 2 || !strings.Contains(reading.Problems[0].Message, c.want) {
				t.Errorf("read %+v, %v, want %q", reading, err, c.want)
			}
		})
	}
	for name, text := range map[string]string{
		"another root": "<questions><quiz></quiz></questions>", "an entity": `<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>`, "cut off": moodleFile[:500], "nothing": "<quiz></quiz>",
	} {
		if reading, err := Read("题.xml", []byte(text)); err == nil {
			t.Errorf("%s: read %+v", name, reading)
		}
	}
}

func TestMoodleRoundTrip(t *testing.T) {
	t.Parallel()
	t.Run("arranged", rapid.MakeCheck(func(t *rapid.T) {
		roundTrip(t, moodleFormat, rapid.SliceOfN(anyDraft([]quiz.Kind{quiz.Ordering, quiz.Matching}, false), 1, 4).Draw(t, "drafts"))
	}))
	t.Run("others", rapid.MakeCheck(func(t *rapid.T) {
		roundTrip(t, moodleFormat, rapid.SliceOfN(anyDraft(without(quiz.Ordering, quiz.Matching), true), 1, 4).Draw(t, "drafts"))
	}))
}

func FuzzReadMoodle(f *testing.F) {
	f.Add([]byte(moodleFile))
	f.Add([]byte(`<quiz><question type="numerical"><answer fraction="1e9"><text>1e99999999</text><tolerance>-</tolerance></answer></question></quiz>`))
	f.Add([]byte(`<quiz><question type="matching"><subquestion format="html"><text>&lt;p</text></subquestion></question><question type="category"/></quiz>`))
	f.Fuzz(func(t *testing.T, data []byte) { wantSound(t, moodleFormat, "题.xml", data) })
}
