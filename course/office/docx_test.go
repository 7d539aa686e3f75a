package office

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

const documentStylesXML = `<w:styles xmlns:w="urn:w">
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="条标题"/><w:basedOn w:val="1"/><w:pPr><w:numPr/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="圈"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="圈"/><w:basedOn w:val="x"/></w:style>
<w:style w:type="character" w:styleId="c"><w:name w:val="heading 5"/></w:style>
</w:styles>`

// documentOf packs a body into the smallest document there is, with documentStylesXML.
func documentOf(t testing.TB, body string) []byte {
	t.Helper()
	return zipped(t,
		"word/document.xml", `<w:document xmlns:w="urn:w"><w:body>`+body+`</w:body></w:document>`,
		"word/styles.xml", documentStylesXML)
}

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func styled(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + run(text) + `</w:p>`
}

func TestReadDOCX(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		want       []Paragraph
	}{
		{"text in runs", `<w:p>` + run("第一条 ") + run("为了 A&amp;B") + `</w:p><w:p/>`, []Paragraph{{Text: "第一条 为了 A&B"}, {}}},
		{
			"headings", styled(`<w:pStyle w:val="T"/>`, "办法") + styled(`<w:pStyle w:val="1"/>`, "总则") +
				styled(`<w:pStyle w:val="2"/>`, "条") + styled(`<w:pStyle w:val="3"/>`, "节") +
				styled(`<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>`, "正文") + styled(`<w:outlineLvl w:val="1"/>`, "二级") +
				styled(`<w:pStyle w:val="x"/>`, "圈") + styled(`<w:pStyle w:val="c"/>`, "无"),
			[]Paragraph{
				{Style: "Title", Text: "办法"}, {Level: 1, Style: "heading 1", Text: "总则"},
				{Level: 1, Style: "条标题", List: 1, Text: "条"}, {Level: 3, Style: "节", Text: "节"},
				{Style: "heading 1", Text: "正文"}, {Level: 2, Text: "二级"}, {Style: "圈", Text: "圈"}, {Text: "无"},
			},
		},
		{
			"lists", styled(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>`, "甲") +
				styled(`<w:pStyle w:val="2"/><w:numPr><w:numId w:val="0"/></w:numPr>`, "乙"),
			[]Paragraph{{List: 2, Text: "甲"}, {Level: 1, Style: "条标题", Text: "乙"}},
		},
		{
			"breaks and tabs", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>` +
				`<w:br w:type="page"/><w:noBreakHyphen/><w:cr/></w:r></w:p>`,
			[]Paragraph{{Text: "a\tb\nc-\n"}},
		},
		{
			"tracked changes and fields", `<w:p><w:ins>` + run("新") + `</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>` +
				`<w:moveFrom>` + run("走") + `</w:moveFrom><w:moveTo>` + run("来") + `</w:moveTo><w:r><w:instrText>PAGE</w:instrText></w:r>` +
				`<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="1"/></w:pPr></w:pPrChange></w:pPr></w:p>`,
			[]Paragraph{{Text: "新来"}},
		},
		{
			"reading aids", `<w:p><w:r><w:ruby><w:rt>` + run("zhāng") + `</w:rt><w:rubyBase>` + run("张") + `</w:rubyBase></w:ruby></w:r></w:p>`,
			[]Paragraph{{Text: "张"}},
		},
		{
			"text box once", `<w:p>` + run("前") + `<AlternateContent><Choice><txbxContent>` + styled("", "框") +
				`</txbxContent></Choice><Fallback><txbxContent>` + styled("", "框") + `</txbxContent></Fallback></AlternateContent>` + run("后") + `</w:p>`,
			[]Paragraph{{Text: "框"}, {Text: "前后"}},
		},
		{
			"table", `<w:tbl><w:tr><w:tc>` + styled("", "题干") + `</w:tc><w:tc>` + styled("", "答案") + `</w:tc></w:tr>` +
				`<w:tr><w:tc>` + styled("", "一") + styled("", "二") + `</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>` + styled("", "完"),
			[]Paragraph{
				{Table: true, Text: "题干\t答案", Cells: []string{"题干", "答案"}},
				{Table: true, Text: "一\n二\t", Cells: []string{"一\n二", ""}}, {Text: "完"},
			},
		},
		{
			"table in a table", `<w:tbl><w:tr><w:tc>` + styled("", "外") + `<w:tbl><w:tr><w:tc>` + styled("", "内1") + `</w:tc><w:tc>` +
				styled("", "内2") + `</w:tc></w:tr></w:tbl></w:tc><w:tc>` + styled("", "右") + `</w:tc></w:tr></w:tbl>`,
			[]Paragraph{{Table: true, Text: "外\n内1\n内2\t右", Cells: []string{"外\n内1\n内2", "右"}}},
		},
		{"text outside paragraphs", `<w:t>外</w:t><w:tab/><w:br/><w:pStyle w:val="1"/><w:tc>` + styled("", "格") + `</w:tc>`, []Paragraph{{Text: "格"}}},
		{"nothing", ``, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadDOCX("办法.docx", documentOf(t, test.body), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got\n%+v\nwant\n%+v", got, test.want)
			}
		})
	}
}

// Other programs put the document elsewhere; the relationships say where.
func TestReadDOCXFollowsRelationships(t *testing.T) {
	t.Parallel()
	b := zipped(t,
		`_rels\.rels`, `<Relationships><Relationship Id="1" Type="urn:x/officeDocument" Target="/Doc/Main.xml"/>
<Relationship Id="2" Type="urn:x/officeDocument" TargetMode="External" Target="/A.xml"/></Relationships>`,
		"doc/main.xml", `<document><p><pPr><pStyle val="1"/></pPr><r><t>文</t></r></p></document>`,
		"doc/_rels/main.xml.rels", `<Relationships><Relationship Id="1" Type="urn:x/styles" Target="../st/s.xml"/></Relationships>`,
		"st/s.xml", documentStylesXML)
	got, err := ReadDOCX("a.docx", b, Limits{})
	if err != nil || len(got) != 1 || got[0].Level != 1 || got[0].Text != "文" {
		t.Errorf("got %+v, error %v", got, err)
	}
}

func TestReadDOCXRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		b       []byte
		message string
	}{
		{"nothing", nil, "空的"},
		{"old document", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), "旧版"},
		{"plain text", []byte("第一条"), "不是 .docx"},
		{"a workbook", workbookOf(t, "<row/>"), "不是 .docx"},
		{"cut-off markup", zipped(t, "word/document.xml", "<document><p>"), "损坏"},
		{"entities", zipped(t, "word/document.xml", `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document><p><t>&x;</t></p></document>`), "损坏"},
		{"entity without declaration", documentOf(t, styled("", "&nbsp;")), "损坏"},
		{"paragraphs nested too deep", documentOf(t, strings.Repeat("<w:p>", 300)+strings.Repeat("</w:p>", 300)), "损坏"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadDOCX("a.docx", test.b, Limits{})
			var format *FormatError
			if !errors.As(err, &format) || !strings.Contains(err.Error(), test.message) || !strings.HasPrefix(err.Error(), "a.docx") {
				t.Errorf("got %v, error %v, want one about %s", got, err, test.message)
			}
		})
	}
}

func TestReadDOCXLimits(t *testing.T) {
	t.Parallel()
	row := `<w:tbl><w:tr><w:tc>` + styled("", "甲") + styled("", "乙") + `</w:tc><w:tc/></w:tr></w:tbl>`
	tests := []struct {
		name    string
		b       []byte
		limits  Limits
		measure Measure
	}{
		{"file", documentOf(t, ""), Limits{FileBytes: 9}, FileSize},
		{"paragraphs", documentOf(t, "<w:p/><w:p/><w:p/>"), Limits{Rows: 2}, RowCount},
		{"rows", documentOf(t, row+row), Limits{Rows: 1}, RowCount},
		{"columns", documentOf(t, row), Limits{Columns: 1}, ColumnCount},
		{"cells", documentOf(t, row+row), Limits{Cells: 3}, CellCount},
		{"characters", documentOf(t, styled("", "一二三")), Limits{CellRunes: 2}, CellLength},
		{"characters far beyond", documentOf(t, styled("", strings.Repeat("一", 99))), Limits{CellRunes: 2}, CellLength},
		{"breaks", documentOf(t, `<w:p>`+strings.Repeat("<w:br/>", 99)+`</w:p>`), Limits{CellRunes: 2}, CellLength},
		{"characters in a cell", documentOf(t, row), Limits{CellRunes: 2}, CellLength},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadDOCX("a.docx", test.b, test.limits)
			var limit *LimitError
			if !errors.As(err, &limit) || limit.Measure != test.measure || limit.File != "a.docx" {
				t.Errorf("error %v, want a limit of %s", err, test.measure)
			}
		})
	}
}
