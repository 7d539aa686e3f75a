package document

import (
	"fmt"
	"strings"
)

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// The fonts that the standard names. They are on the machines of public offices; the font table says which is nearest.
const (
	songTitle = "方正小标宋简体"
	fangsong  = "仿宋_GB2312"
	kaiti     = "楷体_GB2312"
	heiti     = "黑体"
	songti    = "宋体"
)

const fontsPart = `<?xml version="1.0" encoding="UTF-8"?><w:fonts ` + namespaces + `>` +
	`<w:font w:name="` + songTitle + `"><w:altName w:val="` + songti + `"/></w:font>` +
	`<w:font w:name="` + fangsong + `"><w:altName w:val="仿宋"/></w:font>` +
	`<w:font w:name="` + kaiti + `"><w:altName w:val="楷体"/></w:font></w:fonts>`

// style is how Word sets a paragraph.
type style struct {
	id, name, font string
	size           int    // in points
	properties     string // of the paragraph
}

// styles are those of the roles. Office programs list titles and headings by the names that Word gives them.
var styles = [...]style{
	title:     {"Title", "Title", songTitle, sizeTitle, `<w:jc w:val="center"/>`},
	addressee: {"Addressee", "主送机关", fangsong, sizeBody, ``},
	heading1:  {"Heading1", "heading 1", heiti, sizeBody, `<w:keepNext/>` + firstLine + `<w:outlineLvl w:val="0"/>`},
	heading2:  {"Heading2", "heading 2", kaiti, sizeBody, `<w:keepNext/>` + firstLine + `<w:outlineLvl w:val="1"/>`},
	heading3:  {"Heading3", "heading 3", fangsong, sizeBody, `<w:keepNext/>` + firstLine + `<w:outlineLvl w:val="2"/>`},
	body:      {"Body", "正文段", fangsong, sizeBody, firstLine},
	signature: {"Signature", "署名", fangsong, sizeBody, ``},
	note:      {"Note", "附记", fangsong, sizeSmall, smallLine},
	blank:     {"Normal", "Normal", fangsong, sizeBody, ``},
}

// tableStyles are those of the cells.
var tableStyles = [...]style{
	{"TableText", "表格", fangsong, sizeSmall, smallLine},
	{"TableMiddle", "表格居中", fangsong, sizeSmall, smallLine + `<w:jc w:val="center"/>`},
	{"TableHead", "表头", heiti, sizeSmall, smallLine + `<w:jc w:val="center"/>`},
	{"PageNumber", "页码", songti, sizeNumber, `<w:spacing w:line="240" w:lineRule="auto"/>`},
}

// Two characters; Word's own measure would follow the size of the font and not the pitch.
const firstLine = `<w:ind w:firstLine="632"/>`

const smallLine = `<w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="exact"/>`

// closer brings characters of 三号 so close that 28 fit a line, in twentieths of a point.
const closer = -5

// stylesPart returns the styles. Properties of paragraphs stand in the order that the schema demands.
func stylesPart() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><w:styles %s><w:docDefaults><w:rPrDefault><w:rPr>%s<w:sz w:val="%d"/><w:szCs w:val="%d"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>`+
		`<w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/><w:jc w:val="left"/></w:pPr></w:pPrDefault></w:docDefaults>`,
		namespaces, fonts(fangsong), 2*sizeBody, 2*sizeBody, lineTwips)
	for _, s := range append(styles[:], tableStyles[:]...) {
		base, kind := `<w:basedOn w:val="Normal"/>`, ""
		if s.id == "Normal" {
			base, kind = "", ` w:default="1"`
		}
		pitch := ""
		if s.size == sizeBody {
			pitch = fmt.Sprintf(`<w:spacing w:val="%d"/>`, closer)
		} else if s.id != "Normal" {
			pitch = `<w:spacing w:val="0"/>`
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>%s<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s%s<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`,
			kind, s.id, s.name, base, s.properties, fonts(s.font), pitch, 2*s.size, 2*s.size)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

func fonts(name string) string {
	return fmt.Sprintf(`<w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s" w:cs="%[1]s"/>`, name)
}

// footerPart returns the page number of odd or even pages.
func footerPart(side, indent string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:ftr ` + namespaces + `><w:p><w:pPr><w:pStyle w:val="PageNumber"/><w:ind ` + indent + `/><w:jc w:val="` + side + `"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}

const settingsPart = `<?xml version="1.0" encoding="UTF-8"?><w:settings ` + namespaces + `><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>` // tables begin at the edge of the text

const contentTypes = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const officeLinks = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

const packageLinks = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + officeLinks + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentLinks = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + officeLinks + `styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + officeLinks + `settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + officeLinks + `fontTable" Target="fontTable.xml"/><Relationship Id="rId4" Type="` + officeLinks + `footer" Target="footer1.xml"/>` +
	`<Relationship Id="rId5" Type="` + officeLinks + `footer" Target="footer2.xml"/></Relationships>`
