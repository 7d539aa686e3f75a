package library

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The head of a paper (版头, GB/T 9704) stands above its title: copy number, secrecy, urgency, the issuer in red with
// 文件, the number, who signed.
var (
	copyNumber = regexp.MustCompile(`^(?:No\.?\s*)?\d{6}$`)
	headMark   = regexp.MustCompile(`^(?:绝密|机密|秘密|特急|加急|急件|特提|平急)(?:★.*|\s.*)?$|^签发人\s*[：:]|^[-—─═_＿★\s]+$`)
	redHead    = regexp.MustCompile(`^(\p{Han}[\p{Han}、\s（）()]{1,60})文\s*件$`)
	signedBy   = regexp.MustCompile(`\s*签发人\s*[：:].*$`)
	// titleEnd is how the title of a paper ends.
	titleEnd = regexp.MustCompile(`(?:通知|意见|办法|条例|规定|决定|决议|方案|细则|公告|通告|通报|函|批复|报告|请示|纪要|命令|令|规划|计划|要点|指南|规则|制度|` +
		`章程|准则|规程|标准|措施|政策|答复|解释|法|守则|须知|说明|清单|目录|预案|讲话|建议|公报|议案|指引|规范|安排|通则|公约|协议|倡议书|意见书)》?` +
		`(?:[（(〔][^（()）〕]{1,20}[）)〕])?$`)
)

const headLines = 12 // how many lines the head and the title may take

// front returns the lines with the title first, as readFront wants them, then the number and the issuer that the head of
// a paper tells.
func (d draft) front() []line {
	if !d.paper || len(d.lines) == 0 || d.lines[0].level > 0 {
		return d.lines
	}
	h := head{}
	rest := h.take(d.lines)
	title, rest := takeTitle(rest)
	if title.text == "" {
		return d.lines
	}
	return append(append([]line{title}, h.fields...), rest...)
}

// head is what stands above the title.
type head struct {
	fields []line // as the front part of a file has them
}

// take reads the head and returns the lines below it.
func (h *head) take(lines []line) []line {
	for i, l := range lines {
		text := strings.TrimSpace(signedBy.ReplaceAllString(l.text, ""))
		number := strings.ReplaceAll(text, " ", "")
		switch {
		case i >= headLines:
			return lines[i:]
		case issuerIn(text) != "":
			h.fields = append(h.fields, line{number: l.number, text: "发文机关：" + issuerIn(text)})
		case number != "" && numberForm.FindString(number) == number:
			h.fields = append(h.fields, line{number: l.number, text: "文号：" + number})
		case copyNumber.MatchString(text), headMark.MatchString(l.text):
		default:
			return lines[i:]
		}
	}
	return nil
}

// issuerIn returns the body whose name stands in a red head, "" when the line is none.
func issuerIn(text string) string {
	found := redHead.FindStringSubmatch(text)
	if found == nil {
		return ""
	}
	name := strings.Join(strings.Fields(found[1]), "")
	if !signerEnd.MatchString(name) {
		return ""
	}
	return name
}

// takeTitle returns the title that begins the lines, which may be broken into several, and the lines below it. A line
// that is set like a title counts as one whatever its words.
func takeTitle(lines []line) (line, []line) {
	if len(lines) == 0 {
		return line{}, nil
	}
	title := lines[0]
	title.level = 0
	for n := 1; n < len(lines) && n < 5 && !titleEnd.MatchString(title.text) && !title.title; n++ {
		if !titleLike(lines[n].text) {
			break
		}
		title.text += lines[n].text
		if titleEnd.MatchString(title.text) && utf8.RuneCountInString(title.text) <= maxTitle {
			return title, lines[n+1:]
		}
	}
	for n, l := range lines[:min(len(lines), headLines)] {
		if l.title && !titleEnd.MatchString(lines[0].text) {
			l.level = 0
			return l, append(lines[:n:n], lines[n+1:]...)
		}
	}
	first := lines[0]
	first.level = 0
	return first, lines[1:]
}

// titleLike reports whether a line may be the rest of a title: short, no sentence, no number of an article or a heading.
func titleLike(text string) bool {
	_, article := readArticleNumber(text)
	return utf8.RuneCountInString(text) <= maxHeading && !strings.ContainsAny(text, "。；：") && article == 0 && formOf(text) == "" && !dateForm.MatchString(text)
}
