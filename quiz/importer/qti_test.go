package importer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/quiz"
)

// The items are written after the examples of the implementation guides of QTI 2.2 and 3.0.
const (
	qti2Choice = `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="choice" title="承包期" adaptive="false" timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>ChoiceB</value></correctResponse></responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <itemBody>
    <p>耕地的
       <strong>承包期</strong>：</p>
    <choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">
      <prompt>是多少年？</prompt>
      <simpleChoice identifier="ChoiceA">二十年<feedbackInline outcomeIdentifier="FEEDBACK" identifier="ChoiceA" showHide="show">旧说法</feedbackInline></simpleChoice>
      <simpleChoice identifier="ChoiceB"><p>三十年</p></simpleChoice>
    </choiceInteraction>
  </itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"/>
  <modalFeedback outcomeIdentifier="FEEDBACK" identifier="ChoiceA" showHide="show">见《农村土地承包法》第二十一条。</modalFeedback>
</assessmentItem>`
	qti2Mapped = `<assessmentItem identifier="m"><responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">
<mapping lowerBound="0" defaultValue="-2"><mapEntry mapKey="H" mappedValue="1"/><mapEntry mapKey="O" mappedValue="1"/><mapEntry mapKey="Cl" mappedValue="-1"/></mapping></responseDeclaration>
<itemBody><choiceInteraction responseIdentifier="RESPONSE" maxChoices="0"><prompt>水有哪些元素？</prompt><simpleChoice identifier="H">氢</simpleChoice><simpleChoice identifier="O">氧</simpleChoice><simpleChoice identifier="Cl">氯</simpleChoice></choiceInteraction></itemBody></assessmentItem>`
	qti2Order = `<assessmentItem identifier="o"><responseDeclaration identifier="RESPONSE" cardinality="ordered" baseType="identifier"><correctResponse><value>C</value><value>A</value><value>B</value></correctResponse></responseDeclaration>
<itemBody><orderInteraction responseIdentifier="RESPONSE"><prompt>排序</prompt><simpleChoice identifier="A">二</simpleChoice><simpleChoice identifier="B">三</simpleChoice><simpleChoice identifier="C">一</simpleChoice></orderInteraction></itemBody></assessmentItem>`
	qti2Match = `<assessmentItem identifier="x"><responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="directedPair"><correctResponse><value>E M1</value><value>W M2</value></correctResponse></responseDeclaration>
<itemBody><matchInteraction responseIdentifier="RESPONSE"><prompt>连线</prompt><simpleMatchSet><simpleAssociableChoice identifier="E" matchMax="1">东</simpleAssociableChoice><simpleAssociableChoice identifier="W" matchMax="1">西</simpleAssociableChoice></simpleMatchSet>
<simpleMatchSet><simpleAssociableChoice identifier="M1" matchMax="1">一</simpleAssociableChoice><simpleAssociableChoice identifier="M3" matchMax="1">三</simpleAssociableChoice><simpleAssociableChoice identifier="M2" matchMax="1">二</simpleAssociableChoice></simpleMatchSet></matchInteraction></itemBody></assessmentItem>`
	qti2Associate = `<assessmentItem identifier="a"><responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="pair"><correctResponse><value>A P</value><value>C M</value></correctResponse></responseDeclaration>
<itemBody><associateInteraction responseIdentifier="RESPONSE" maxAssociations="2"><prompt>配对</prompt><simpleAssociableChoice identifier="A">甲</simpleAssociableChoice><simpleAssociableChoice identifier="C">乙</simpleAssociableChoice><simpleAssociableChoice identifier="M">丙</simpleAssociableChoice><simpleAssociableChoice identifier="P">丁</simpleAssociableChoice></associateInteraction></itemBody></assessmentItem>`
	qti2Entry = `<assessmentItem identifier="e"><responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"><correctResponse><value>村民会议</value></correctResponse>
<mapping defaultValue="0"><mapEntry mapKey="村民会议" mappedValue="1"/><mapEntry mapKey="全体村民会议" mappedValue="1"/><mapEntry mapKey="村民" mappedValue="0.5"/></mapping></responseDeclaration>
<itemBody><p>由<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="15"/>讨论决定。</p></itemBody></assessmentItem>`
	qti3Choice = `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="t" title="一户一宅">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>F</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>一户两宅。</p><qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-simple-choice identifier="T">正确</qti-simple-choice><qti-simple-choice identifier="F">错误</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>`
	qti3Number = `<qti-assessment-item identifier="n"><qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="float"><qti-correct-response><qti-value>6</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>约<qti-text-entry-interaction response-identifier="RESPONSE"/>天。</p></qti-item-body>
<qti-response-processing><qti-response-condition><qti-response-if><qti-equal tolerance-mode="absolute" tolerance="0.5 0.5"><qti-variable identifier="RESPONSE"/><qti-base-value base-type="float">6</qti-base-value></qti-equal>
<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition></qti-response-processing></qti-assessment-item>`
	qti3Essay = `<qti-assessment-item identifier="w"><qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>
<qti-item-body><qti-rubric-block view="scorer" use="scoring"><qti-content-body><p>讲清依据（3分）</p><p>联系实际</p></qti-content-body></qti-rubric-block><p>谈谈村规民约。</p><qti-extended-text-interaction response-identifier="RESPONSE"/></qti-item-body></qti-assessment-item>`
	qti3Inline = `<qti-assessment-item identifier="i"><qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>L</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>由<qti-inline-choice-interaction response-identifier="RESPONSE"><qti-inline-choice identifier="G">乡里</qti-inline-choice><qti-inline-choice identifier="L">村里</qti-inline-choice></qti-inline-choice-interaction>出力。</p></qti-item-body></qti-assessment-item>`
)

func TestReadQTIItem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, item string
		want       []string
	}{
		{"choice", qti2Choice, []string{"单选题 耕地的承包期：⏎是多少年？ [二十年] [*三十年] #见《农村土地承包法》第二十一条。"}},
		{"mapped choice", qti2Mapped, []string{"多选题 水有哪些元素？ [*氢] [*氧] [氯]"}},
		{"order", qti2Order, []string{"排序题 排序 [一] [二] [三]"}},
		{"match", qti2Match, []string{"连线题 连线 [东→一] [西→二] [三]"}},
		{"associate", qti2Associate, []string{"连线题 配对 [甲→丁] [乙→丙]"}},
		{"text entry", qti2Entry, []string{"填空题 由____讨论决定。 =村民会议 =全体村民会议", "?题.xml 第 1 行：只得部分分数的答案没有导入"}},
		{"true or false", qti3Choice, []string{"判断题 一户两宅。 [对] [*错]"}},
		{"number", qti3Number, []string{"填空题 约____天。 =6±0.5"}},
		{"essay", qti3Essay, []string{"简答题 谈谈村规民约。 {讲清依据 3} {联系实际 1}"}},
		{"inline choice", qti3Inline, []string{"单选题 由____出力。 [乡里] [*村里]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reading, err := Read("题.xml", []byte(c.item))
			wantBrief(t, reading, err, c.want...)
		})
	}
}

func TestReadQTIProblems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, item, want string }{
		{"another file", "<qti-assessment-test/>", "最外层应是 assessmentItem"},
		{"no interaction", `<assessmentItem><itemBody><p>题</p></itemBody></assessmentItem>`, "没有可以导入的作答处"},
		{"two interactions", strings.Replace(qti2Entry, "讨论决定", `<textEntryInteraction responseIdentifier="R2"/>`, 1), "一道题里有 2 个作答处"},
		{"unknown interaction", `<assessmentItem><itemBody><sliderInteraction/></itemBody></assessmentItem>`, "这种作答方式（sliderInteraction）不能导入"},
		{"picture", strings.Replace(qti2Choice, "<strong>", `<img src="a.png"/><strong>`, 1), "不能有图片"},
		{"picture in a choice", strings.Replace(qti2Choice, "<p>三十年</p>", `三十年<img src="a.png"/>`, 1), "不能有图片"},
		{"formula", strings.Replace(qti2Choice, "<strong>", `<math/><strong>`, 1), "公式"},
		{"no correct response", strings.Replace(qti2Choice, "<correctResponse><value>ChoiceB</value></correctResponse>", "", 1), "没有正确选项"},
		{"half an order", strings.Replace(qti2Order, "<value>B</value>", "", 1), "正确次序没有写出每一项"},
		{"order of others", strings.Replace(qti2Order, "<value>B</value>", "<value>D</value>", 1), "“D”不是选项"},
		{"match of others", strings.Replace(qti2Match, "E M1", "E M9", 1), "“E M9”不是选项"},
		{"half a match", strings.Replace(qti2Match, "<value>W M2</value>", "", 1), "左边的“西”没有配上答案"},
		{"no number", strings.Replace(qti3Number, `base-type="float">6<`, `base-type="float">六<`, 1), "答案不是数字：六"},
		{"essay without rubric", strings.Replace(qti3Essay, "scorer", "candidate", 1), "没有评分标准"},
		{"shared material", strings.Replace(qti3Choice, "<qti-item-body>", `<qti-assessment-stimulus-ref href="s.xml"/><qti-item-body>`, 1), "另一个文件里的材料"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reading, err := readQTI("题.xml", []byte(c.item))
			if err != nil || len(reading.Items) > 0 || len(reading.Problems) != 1 || !strings.Contains(reading.Problems[0].Message, c.want) {
				t.Errorf("read %+v, %v, want %q", reading, err, c.want)
			}
		})
	}
}

const qtiManifest = `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2"><resources>
<resource identifier="t" type="imsqti_test_xmlv2p2" href="test.xml"/>
<resource identifier="b" type="imsqti_item_xmlv2p2" href="items/b%20c.xml"><metadata><imsmd:lom><imsmd:general><imsmd:keyword><imsmd:langstring xml:lang="zh">承包期</imsmd:langstring></imsmd:keyword><imsmd:keyword><imsmd:langstring>难度：3</imsmd:langstring></imsmd:keyword></imsmd:general></imsmd:lom></metadata></resource>
<resource identifier="a" type="imsqti_item_xmlv3p0" href="a.xml"/><resource identifier="p" type="webcontent" href="a.png"/><resource identifier="m" type="imsqti_item_xmlv2p2" href="missing.xml"/>
</resources></manifest>`

func TestReadQTIPackage(t *testing.T) {
	t.Parallel()
	data := zipOf(t, map[string]string{"imsmanifest.xml": qtiManifest, "items/b c.xml": qti2Choice, "a.xml": qti3Choice, "test.xml": "<assessmentTest/>"})
	reading, err := Read("题库.zip", data)
	wantBrief(t, reading, err, "单选题 耕地的承包期：⏎是多少年？ [二十年] [*三十年] #见《农村土地承包法》第二十一条。", "判断题 一户两宅。 [对] [*错]",
		"!题库.zip〔missing.xml〕：这道题的文件读不了，可能没有打包完整", "?题库.zip〔test.xml〕：试卷的结构没有导入，只导入了题目")
	if d := reading.Items[0].Draft; d.Difficulty != 3 || strings.Join(d.Tags, "") != "承包期" || reading.Items[0].Place.Sheet != "items/b c.xml" {
		t.Errorf("read %+v", reading.Items[0])
	}
	for name, files := range map[string]map[string]string{
		"no manifest": {"a.xml": qti3Choice}, "broken manifest": {"imsmanifest.xml": "<manifest>"}, "no items": {"imsmanifest.xml": "<manifest/>"},
		"entities": {"imsmanifest.xml": `<!DOCTYPE m [<!ENTITY x "y">]><manifest>&x;</manifest>`},
	} {
		if reading, err := Read("题库.zip", zipOf(t, files)); err == nil {
			t.Errorf("%s: read %+v", name, reading)
		}
	}
}

func TestQTIRoundTrip(t *testing.T) {
	t.Parallel()
	t.Run("choices", rapid.MakeCheck(func(t *rapid.T) {
		roundTrip(t, qtiFormat, rapid.SliceOfN(anyDraft([]quiz.Kind{quiz.SingleChoice, quiz.MultipleChoice, quiz.TrueFalse}, true), 1, 3).Draw(t, "drafts"))
	}))
	t.Run("others", rapid.MakeCheck(func(t *rapid.T) {
		roundTrip(t, qtiFormat, rapid.SliceOfN(anyDraft(without(quiz.SingleChoice, quiz.MultipleChoice, quiz.TrueFalse), false), 1, 3).Draw(t, "drafts"))
	}))
}

func FuzzReadQTIItem(f *testing.F) {
	for _, item := range []string{qti2Choice, qti2Mapped, qti2Order, qti2Match, qti2Associate, qti2Entry, qti3Choice, qti3Number, qti3Essay, qti3Inline} {
		f.Add([]byte(item))
	}
	f.Fuzz(func(t *testing.T, data []byte) { wantSound(t, qtiFormat, "题.xml", data) })
}

func FuzzReadQTIManifest(f *testing.F) {
	f.Add([]byte(qtiManifest), []byte(qti2Choice))
	f.Fuzz(func(t *testing.T, manifest, item []byte) {
		wantSound(t, qtiFormat, "题.zip", zipOf(t, map[string]string{"imsmanifest.xml": string(manifest), "a.xml": string(item)}))
	})
}
