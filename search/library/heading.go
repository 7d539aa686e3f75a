package library

import (
	"strings"
	"unicode/utf8"
)

// headingForm is the way a heading is numbered.
type headingForm struct {
	name string
	rank int // among the forms, from the outside in; marked headings of the file may say otherwise
}

// Forms of headings. Divisions stand in laws, numbers in notices and opinions.
var (
	divisionForms = []headingForm{{"编", 11}, {"分编", 12}, {"章", 13}, {"节", 14}, {"目", 15}}
	numberForms   = []headingForm{{"一、", 21}, {"（一）", 22}, {"1.", 23}}
)

const maxHeading = 40 // characters; what is longer is text

// formOf returns the form of a heading, "" for a heading without number.
func formOf(text string) string {
	if rest, found := strings.CutPrefix(text, "第"); found {
		if _, used := numeral(rest); used > 0 {
			for _, form := range divisionForms {
				if strings.HasPrefix(rest[used:], form.name) {
					return form.name
				}
			}
		}
		return ""
	}
	return sectionForm(text)
}

// sectionForm tells 一、 from （一） and 1. at the head of a line.
func sectionForm(text string) string {
	if inner, found := cutBracket(text); found {
		_, used := numeral(inner)
		if used > 0 && (strings.HasPrefix(inner[used:], "）") || strings.HasPrefix(inner[used:], ")")) {
			return "（一）"
		}
		return ""
	}
	_, used := numeral(text)
	if used == 0 {
		return ""
	}
	first := firstRune(text)
	arabic := first <= '9' || first >= '０' && first <= '９'
	switch rest := text[used:]; {
	case !arabic && strings.HasPrefix(rest, "、"):
		return "一、"
	case arabic && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "．") || strings.HasPrefix(rest, "、")):
		return "1."
	}
	return ""
}

func cutBracket(text string) (string, bool) {
	if rest, found := strings.CutPrefix(text, "（"); found {
		return rest, true
	}
	return strings.CutPrefix(text, "(")
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// headingLike reports whether a line reads as a heading and not as a sentence or an item of a list.
func headingLike(text string) bool {
	return utf8.RuneCountInString(text) <= maxHeading && !strings.ContainsAny(text, "。；;：:，")
}

// rankOf returns the rank of a marked heading and learns it for unmarked ones of the same form.
func (c *compiler) rankOf(text string, level int) int {
	if form := formOf(text); form != "" {
		c.ranks[form] = level
	}
	return level
}

// divisionRank returns the rank of an unmarked heading such as 第二章 承包, and 0 for any other line.
func (c *compiler) divisionRank(text string) int {
	form := formOf(text)
	if !strings.HasPrefix(text, "第") || form == "" || !headingLike(text) {
		return 0
	}
	return c.rank(form, divisionForms)
}

// rank returns the rank learnt for a form, or its own, which is deeper than any marked heading.
func (c *compiler) rank(form string, forms []headingForm) int {
	if rank, known := c.ranks[form]; known {
		return rank
	}
	for _, f := range forms {
		if f.name == form {
			return f.rank
		}
	}
	return 0
}

// section begins a section at a numbered line of a document without articles and reports whether it did. The first
// form of number that occurs begins one always; a deeper one only where the line reads as a heading.
func (c *compiler) section(text string) bool {
	form := sectionForm(text)
	if form == "" {
		return false
	}
	rank := c.rank(form, numberForms)
	if heading, rest, found := runIn(text); c.runIn && found && !c.listItem(text) {
		c.heading(rank, heading, "")
		c.add(rest)
		return true
	}
	if headingLike(text) && (form == "一、" || !c.listItem(text)) {
		if form == "1." && c.outer(rank) {
			return false
		}
		c.heading(rank, text, "")
		return true
	}
	if c.outer(rank) || form != "一、" && c.listItem(text) {
		return false
	}
	c.heading(rank, "", "")
	number, rest := cutNumber(text)
	c.open = &Article{Number: number, Anchor: c.anchor(c.path[len(c.path)-1].id), Chapter: c.titles(len(c.path) - 1)}
	c.add(rest)
	return true
}

// runIn parts a heading that stands in the line of its text: （一）调运种子。各乡镇要在三月底前完成。
func runIn(text string) (heading, rest string, found bool) {
	heading, rest, found = strings.Cut(text, "。")
	if !found || rest == "" || !headingLike(heading) {
		return "", "", false
	}
	if _, phrase := cutNumber(heading); utf8.RuneCountInString(phrase) < 2 {
		return "", "", false
	}
	return heading, tidy(rest), true
}

// listItem reports whether the line is an item of a list that a colon opened.
func (c *compiler) listItem(text string) bool {
	return strings.HasSuffix(text, "；") || strings.HasSuffix(c.before, "；") || strings.HasSuffix(c.before, "：")
}

// outer reports whether the line stands under a heading of lower rank.
func (c *compiler) outer(rank int) bool {
	return len(c.path) > 0 && c.path[0].rank < rank
}

// cutNumber parts 一、 from the text behind it.
func cutNumber(text string) (number, rest string) {
	start := 0
	if inner, found := cutBracket(text); found {
		start = len(text) - len(inner)
	}
	_, used := numeral(text[start:])
	end := start + used
	end += len(string(firstRune(text[end:])))
	return text[:end], tidy(text[end:])
}
