package importer

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// brief writes a question in one line, with its correct options starred.
func brief(d bank.Draft) string {
	q := d.Content
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", q.Kind.Label(), strings.ReplaceAll(q.Text, "\n", "⏎"))
	for i, o := range q.Options {
		mark := ""
		if o.Correct {
			mark = "*"
		}
		if i < len(q.Prompts) {
			mark += q.Prompts[i] + "→"
		}
		fmt.Fprintf(&b, " [%s%s]", mark, strings.ReplaceAll(o.Text, "\n", "⏎"))
	}
	for _, a := range q.Accepted {
		fmt.Fprintf(&b, " =%s", a.Text)
		if a.Numeric() {
			fmt.Fprintf(&b, "±%s", a.Tolerance)
		}
	}
	for _, c := range q.Rubric {
		fmt.Fprintf(&b, " {%s %d}", c.Text, c.Share)
	}
	if q.Explanation != "" {
		fmt.Fprintf(&b, " #%s", strings.ReplaceAll(q.Explanation, "\n", "⏎"))
	}
	return b.String()
}

// wantBrief compares what was read, one line a question, and the problems behind “!”, the notes behind “?”.
func wantBrief(t *testing.T, reading Reading, err error, want ...string) {
	t.Helper()
	var got []string
	if err != nil {
		got = append(got, "fail "+err.Error())
	}
	for _, it := range reading.Items {
		got = append(got, brief(it.Draft))
	}
	for _, p := range reading.Problems {
		got = append(got, "!"+p.Error())
	}
	for _, n := range reading.Notes {
		got = append(got, "?"+n.Error())
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// plainCases are texts as exam offices write them.
var plainCases = []struct {
	name, text string
	want       []string
}{
	{"one line each", "1. 耕地的承包期为（ ）。\nA. 二十年\nB. 三十年\nC. 五十年\nD. 七十年\n答案：B\n解析：见《农村土地承包法》第二十一条。\n",
		[]string{"单选题 耕地的承包期为（ ）。 [二十年] [*三十年] [五十年] [七十年] #见《农村土地承包法》第二十一条。"}},
	{"all on one line", "1、耕地的承包期为（ ）。 A、二十年 B、三十年 C、五十年 D、七十年 答案：B 解析：三十年。",
		[]string{"单选题 耕地的承包期为（ ）。 [二十年] [*三十年] [五十年] [七十年] #三十年。"}},
	{"options on two lines, full width", "1．村民自治的形式有（　　）\nＡ．村民会议　　　Ｂ．村民代表会议\nＣ．县人大　　　　Ｄ．村民小组会议\n【答案】ＡＢＤ\n【解析】见教材。\n2．下一题（ ）\n(A)甲 (B)乙\n【参考答案】(B)",
		[]string{"多选题 村民自治的形式有（ ） [*村民会议] [*村民代表会议] [县人大] [*村民小组会议] #见教材。", "单选题 下一题（ ） [甲] [*乙]"}},
	{"answer in the brackets", "（1）耕地的承包期为（ B ）年。\nA.20 B.30 C.50\n（2）宅基地属于（AC）所有。 A.集体 B.国家 C.农民集体\n（3）一户可以有两处宅基地。（×）\n4)一户一宅。( √ )",
		[]string{"单选题 耕地的承包期为（ ）年。 [20] [*30] [50]", "多选题 宅基地属于（ ）所有。 [*集体] [国家] [*农民集体]", "判断题 一户可以有两处宅基地。（ ） [对] [*错]", "判断题 一户一宅。（ ） [*对] [错]"}},
	{"glued options", "1.下列属于自治组织的是（ ）A.村委会B.乡政府C.县人大\n答案:A\n2.维生素中（ ）A.维生素B、铁 B.钙\n答案：B",
		[]string{"单选题 下列属于自治组织的是（ ） [*村委会] [乡政府] [县人大]", "单选题 维生素中（ ） [维生素B、铁] [*钙]"}},
	{"sections by kind", "2026年学法考试题\n一、单项选择题（每题 2 分，共 4 分）\n1. 甲（ ）\nA. 一 B. 二\n答案：A\n二、判断题\n1. 乙。\n答案：错误\n三、填空题\n1. 承包期为____年。\n答案：30|三十\n2. 约____天。\n答案：6±0.5\n四、简答题\n1. 简述村规民约的作用。\n参考答案：\n（1）自我管理；\n（2）自我服务。\n评分标准：自我管理（3分）\n自我服务（2分）\n五、案例分析题\n1. 某村擅自占用耕地。\n（1）是否违法？\n（2）如何处理？\n参考答案：违法，责令退还。",
		[]string{"单选题 甲（ ） [*一] [二]", "判断题 乙。 [对] [*错]", "填空题 承包期为____年。 =30 =三十", "填空题 约____天。 =6±0.5", "简答题 简述村规民约的作用。 {自我管理 3} {自我服务 2} #参考答案：（1）自我管理；⏎（2）自我服务。",
			"案例分析题 某村擅自占用耕地。⏎（1）是否违法？⏎（2）如何处理？ {违法，责令退还。 1}", "?题.txt 第 1 行：第一道题之前的 1 行没有题号，没有当作题目", "?题.txt 第 22 行：没有评分标准，把参考答案的各点当作评分标准，请核对分量"}},
	{"block of ranges", "一、单选题\n1.甲（ ）\nA.一 B.二\n2.乙（ ）\nA.一 B.二\n3.丙（ ）\nA.一 B.二\n二、多选题\n1.丁（ ）\nA.一 B.二 C.三\n2.戊（ ）\nA.一 B.二 C.三\n三、判断题\n1.己。\n2.庚。\n参考答案\n一、单选题 1-3 ABB\n二、多选题\n1-2 AB ABC\n三、判断题：1～2 √×",
		[]string{"单选题 甲（ ） [*一] [二]", "单选题 乙（ ） [一] [*二]", "单选题 丙（ ） [一] [*二]", "多选题 丁（ ） [*一] [*二] [三]", "多选题 戊（ ） [*一] [*二] [*三]", "判断题 己。 [*对] [错]", "判断题 庚。 [对] [*错]"}},
	{"block of entries", "1.甲（ ）\nA.一 B.二\n2.乙（ ）\nA.一 B.二 C.三\n3.丙。（ ）\n4.丁为____。\n答案：\n1.A 2.BC 3.对\n4.三十年\n解析：见法条。",
		[]string{"单选题 甲（ ） [*一] [二]", "多选题 乙（ ） [一] [*二] [*三]", "判断题 丙。（ ） [*对] [错]", "填空题 丁为____。 =三十年 #见法条。"}},
	{"further fields", "1. 甲（ ） A. 一 B. 二\n答案：A\n难度：较难\n知识点：承包期、耕地\n出处：县委党校\n依据：《农村土地承包法》第二十一条",
		[]string{"单选题 甲（ ） [*一] [二]"}},
	{"long text and options over lines", "1. 第一行\n第二行（ ）\nA. 很长的\n选项\nB. 短\n答案：A\n解析：一\n二",
		[]string{"单选题 第一行⏎第二行（ ） [*很长的⏎选项] [短] #一⏎二"}},
	{"a number that counts nothing", "1. 面积增加了（ ）。\n1.5 倍的说法不对\nA. 一 B. 二\n答案：A",
		[]string{"单选题 面积增加了（ ）。⏎1.5 倍的说法不对 [*一] [二]"}},
	{"numbered points in an answer", "一、简答题\n6. 简述。\n答案：\n1. 要点一（2分）\n2. 要点二（3分）\n7. 再述。\n答案：有", []string{"简答题 简述。 {1. 要点一 2} {2. 要点二 3}", "简答题 再述。 {有 1}",
		"?题.txt 第 2 行：没有评分标准，把参考答案的各点当作评分标准，请核对分量", "?题.txt 第 6 行：没有评分标准，把参考答案的各点当作评分标准，请核对分量"}},
	{"without answer", "1. 甲（ ）\nA. 一 B. 二\n2. 乙（ ）\nA. 一 B. 二\n答案：C\n3. 丙\n4. 丁____\n5. 戊（ ）\nA. 一 B. 二\n答案：A\n难度：难极了",
		[]string{"!题.txt 第 1 行「答案」：没有写答案", "!题.txt 第 3 行「答案」：答案“C”不是选项的字母，应是 A、B 中的一个或几个", "!题.txt 第 6 行「题型」：没有选项，题干里也没有要填的空（____），看不出题型，请写明题型",
			"!题.txt 第 7 行「题型」：没有选项，题干里也没有要填的空（____），看不出题型，请写明题型", "!题.txt 第 8 行「难度」：难度“难极了”不认识，请写 1 到 5，或易、较易、中、较难、难"}},
	{"block that does not fit", "1. 甲（ ）\nA. 一 B. 二\n2. 乙（ ）\nA. 一 B. 二\n参考答案\n1-2 A\n3.B\n说明",
		[]string{"!题.txt 第 6 行「答案」：第 1 到 2 题的答案个数不对：A", "!题.txt 第 1 行「答案」：没有写答案", "!题.txt 第 3 行「答案」：没有写答案", "?题.txt 第 7 行：没有第 3 题，或者它已经有答案，这个答案没有用上：B", "?题.txt 第 8 行：答案部分的这一行看不出是哪道题的：说明"}},
	{"two blanks", "1. 由____提出，报____批准。\n答案：村委会；乡政府|村民委员会;镇政府", []string{"填空题 由____提出，报____批准。 =村委会；乡政府 =村民委员会;镇政府"}},
	{"one answer for two blanks", "1. 由____提出，报____批准。\n答案：村委会", []string{"填空题 由____提出，报____批准。 =村委会",
		"?题.txt 第 1 行：题干有 2 个空，答案没有分成 2 段，作答时只有一个输入框。请把各空的答案用分号隔开，如：村委会；乡政府"}},
}

func TestReadPlain(t *testing.T) {
	t.Parallel()
	for _, c := range plainCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reading, err := readPlain("题.txt", []byte(c.text))
			wantBrief(t, reading, err, c.want...)
		})
	}
}

func TestPlainFields(t *testing.T) {
	t.Parallel()
	for _, c := range plainCases {
		if c.name != "further fields" {
			continue
		}
		reading, err := Read("题.txt", []byte(c.text))
		if err != nil || len(reading.Items) != 1 || reading.Format != "TXT/DOCX" {
			t.Fatalf("read %+v, %v", reading, err)
		}
		d := reading.Items[0].Draft
		if d.Difficulty != 4 || strings.Join(d.Tags, " ") != "承包期 耕地" || d.Source != "县委党校" || strings.Join(d.Content.Cites, " ") != "《农村土地承包法》第二十一条" {
			t.Errorf("read %+v", d)
		}
	}
}

func TestPlainEncodings(t *testing.T) {
	t.Parallel()
	text := "1. 甲（ ）\r\nA. 一 B. 二\r\n答案：A\r\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": text, "mark": "\ufeff" + text, "GBK": gbk} {
		reading, err := Read("题.txt", []byte(data))
		if err != nil || len(reading.Items) != 1 || brief(reading.Items[0].Draft) != "单选题 甲（ ） [*一] [二]" {
			t.Errorf("%s: %+v, %v", name, reading, err)
		}
	}
}

// docx returns a document with the paragraphs; one that begins with “#” is numbered by the word processor.
func docx(t testing.TB, paragraphs ...string) []byte {
	t.Helper()
	var body strings.Builder
	for _, p := range paragraphs {
		list := ""
		if rest, found := strings.CutPrefix(p, "#"); found {
			p, list = rest, `<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>`
		}
		fmt.Fprintf(&body, "<w:p>%s<w:r><w:t xml:space=\"preserve\">%s</w:t></w:r></w:p>", list, p)
	}
	return zipOf(t, map[string]string{
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + "</w:body></w:document>",
		"_rels/.rels":       `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
	})
}

func zipOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadDOCX(t *testing.T) {
	t.Parallel()
	data := docx(t, "一、单选题", "#耕地的承包期为（ ）年。", "#二十", "#三十", "答案：B", "#林地的承包期为（A）年。", "A．30  B．20", "二、判断题", "#一户一宅。（√）")
	reading, err := Read("题.docx", data)
	wantBrief(t, reading, err, "单选题 耕地的承包期为（ ）年。 [二十] [*三十]", "单选题 林地的承包期为（ ）年。 [*30] [20]", "判断题 一户一宅。（ ） [*对] [错]")
	if kind := reading.Items[0].Content.Kind; kind != quiz.SingleChoice {
		t.Errorf("kind %s", kind)
	}
}

func FuzzReadPlain(f *testing.F) {
	for _, c := range plainCases {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("PK")) {
			wantSound(t, plainFormat, "题.txt", data)
		}
	})
}
