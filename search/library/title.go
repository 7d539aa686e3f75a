package library

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

const country = "中华人民共和国"

// revisionNote is the note of a revision that some sources put behind the title: （2018年修正）.
var revisionNote = regexp.MustCompile(`[(（]\d{4}年?(?:第[一二三四五]次)?修[正订改](?:本|文本|版)?[)）]$`)

// titleKey returns the title without what differs from quotation to quotation.
func titleKey(title string) string {
	title = revisionNote.ReplaceAllString(strings.TrimSpace(title), "")
	title = strings.ReplaceAll(width.Fold.String(title), country, "")
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '《', '》', '〈', '〉', '<', '>', '“', '”', '"', '、', '､', ',', '·', '•':
			return -1
		}
		return r
	}, title)
}

// numberKey returns a document number with its brackets unified: 临农联发〔2026〕8号 and 临农联发[2026]8号 are the same.
func numberKey(number string) string {
	number = strings.ReplaceAll(width.Fold.String(number), country, "")
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '第':
			return -1
		case '〔', '(', '【':
			return '['
		case '〕', ')', '】':
			return ']'
		}
		return r
	}, number)
}

// shortName returns how a document is called in a citation: 农村土地承包法.
func shortName(title string) string {
	short := strings.ReplaceAll(strings.TrimPrefix(title, country), "〈"+country, "〈")
	return strings.ReplaceAll(short, "《"+country, "《")
}

// quotation is a title in 《》 found in a text.
type quotation struct {
	title      string
	number     string // the document number in the brackets behind it, if any
	start, end int    // bytes of the quotation with marks and number
}

var quotedNumber = regexp.MustCompile(`^[(（]([^（）()]{2,40}号)[)）]`)

// quotations returns the titles quoted in s, outermost ones only.
func quotations(s string) []quotation {
	var found []quotation
	depth, start := 0, 0
	for at, r := range s {
		switch r {
		case '《':
			if depth == 0 {
				start = at
			}
			depth++
		case '》':
			if depth == 0 {
				continue
			}
			if depth--; depth == 0 {
				end := at + len("》")
				q := quotation{title: s[start+len("《") : at], start: start, end: end}
				if number := quotedNumber.FindStringSubmatch(s[end:]); number != nil {
					q.number, q.end = number[1], end+len(number[0])
				}
				found = append(found, q)
			}
		}
	}
	return found
}
