package library

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"xiangxue/course/calendar"
)

// front is the front part of a file: the title and what is said about the document before its text.
type front struct {
	document  Document
	part      string          // subtitle of a file that holds one part of a law: 婚姻家庭编
	published []calendar.Date // days of publication that dated lines tell
	revised   calendar.Date   // the last time the whole text was issued anew
	effective calendar.Date   // day of effect that a dated line tells
	problems  []Problem
	notes     []string
}

const maxTitle = 200 // characters

// names of the front part's fields, as people write them.
var frontFields = map[string]func(*Document) any{
	"标题": func(d *Document) any { return &d.Title },
	"简称": func(d *Document) any { return &d.ShortName },
	"文号": func(d *Document) any { return &d.DocNumber }, "发文字号": func(d *Document) any { return &d.DocNumber },
	"发文机关": func(d *Document) any { return &d.Issuer }, "制定机关": func(d *Document) any { return &d.Issuer },
	"发布机关": func(d *Document) any { return &d.Issuer }, "发文单位": func(d *Document) any { return &d.Issuer },
	"分类":   func(d *Document) any { return &d.Category },
	"类型":   func(d *Document) any { return &d.Kind },
	"地区":   func(d *Document) any { return &d.Region },
	"示例":   func(d *Document) any { return &d.Example },
	"通过日期": func(d *Document) any { return &d.AdoptedOn }, "成文日期": func(d *Document) any { return &d.AdoptedOn },
	"发布日期": func(d *Document) any { return &d.PublishedOn }, "公布日期": func(d *Document) any { return &d.PublishedOn },
	"施行日期": func(d *Document) any { return &d.EffectiveOn }, "实施日期": func(d *Document) any { return &d.EffectiveOn },
	"生效日期": func(d *Document) any { return &d.EffectiveOn },
	"废止日期": func(d *Document) any { return &d.RepealedOn }, "失效日期": func(d *Document) any { return &d.RepealedOn },
	"有效期至": func(d *Document) any { return &d.ExpiresOn },
}

var (
	frontField = regexp.MustCompile(`^(\p{Han}{2,4})\s*[：:]\s*(.*)$`)
	numberForm = regexp.MustCompile(`\p{Han}{1,12}[〔\[［(（]\d{4}[〕\]］)）]第?\d+号`)
	orderForm  = regexp.MustCompile(`(?:国务院|\p{Han}{2,12}(?:部|局|委员会|总署))令第?\d+号`)
)

// readFront reads the front part of lines and returns it with the lines that follow. A file without the mark at its
// end has a front part as long as its lines look like one.
func readFront(file string, lines []line) (front, []line) {
	f := front{}
	marked := len(lines)
	for i, l := range lines {
		if l.text == frontEnd {
			marked = i
			break
		}
	}
	i := 0
	if i < len(lines) && i < marked {
		f.document.Title = lines[i].text
		i++
	}
	if i < marked && lines[i].level == 1 {
		f.part = lines[i].text
		i++
	}
	ended := marked < len(lines)
	for ; i < marked && (ended || f.reads(lines[i].text)); i++ {
		f.take(file, lines[i])
	}
	if ended {
		i = marked + 1
	}
	body := f.preface(lines[i:])
	if !ended {
		f.signature(body)
	}
	f.finish(file)
	return f, body
}

// reads reports whether a line is part of the front part of a file without a mark.
func (f *front) reads(text string) bool {
	if field := frontField.FindStringSubmatch(text); field != nil {
		return frontFields[field[1]] != nil
	}
	return len([]rune(text)) < 80 && dateForm.MatchString(text) && classify(text) != nothing || numberForm.FindString(text) == text
}

func (f *front) take(file string, l line) {
	if field := frontField.FindStringSubmatch(l.text); field != nil && frontFields[field[1]] != nil {
		if message := assign(frontFields[field[1]](&f.document), strings.TrimSpace(field[2])); message != "" {
			f.problems = append(f.problems, Problem{File: file, Line: l.number, Message: "“" + field[1] + "”" + message})
		}
		return
	}
	f.happening(l.text)
	f.number(l.text)
}

// assign sets one field and returns what is wrong with the value, if anything.
func assign(field any, value string) string {
	switch field := field.(type) {
	case *string:
		*field = value
	case *bool:
		*field = value == "是"
		if value != "是" && value != "否" {
			return "只能是“是”或者“否”"
		}
	case *calendar.Date:
		date, ok := declaredDate(value)
		if !ok {
			return fmt.Sprintf("不是日期：%s，请写成 2026-03-01", value)
		}
		*field = date
	}
	return ""
}

func (f *front) number(text string) {
	if f.document.DocNumber != "" && numberForm.MatchString(f.document.DocNumber) {
		return
	}
	if number := numberForm.FindString(text); number != "" {
		f.document.DocNumber = number
	} else if order := orderForm.FindString(strings.ReplaceAll(text, country, "")); order != "" {
		f.document.DocNumber = order
	}
}

const prefaceLines = 12 // how many lines below the mark may still belong to the front part

// preface takes over what some sources put at the head of the text: the title once more, the number, and in brackets
// when and by whom the document was adopted. It returns the lines without the title and the number.
func (f *front) preface(lines []line) []line {
	kept := make([]line, 0, len(lines))
	for i, l := range lines {
		if _, length := readArticleNumber(l.text); i >= prefaceLines || l.level > 0 || length > 0 {
			return append(kept, lines[i:]...)
		}
		key := titleKey(l.text)
		switch {
		case key != "" && strings.Contains(titleKey(f.document.Title), key):
		case numberForm.FindString(l.text) == l.text:
			f.number(l.text)
		default:
			if strings.HasPrefix(l.text, "（") || strings.HasPrefix(l.text, "(") {
				for part := range strings.SplitSeq(l.text, "，") {
					f.happening(part)
				}
			}
			kept = append(kept, l)
		}
	}
	return kept
}

func (f *front) finish(file string) {
	f.document.Title = strings.TrimSpace(f.document.Title)
	switch length := len([]rune(f.document.Title)); {
	case length == 0:
		f.problems = append(f.problems, Problem{File: file, Message: "没有标题，第一行应当是“# 标题”"})
	case length > maxTitle:
		f.problems = append(f.problems, Problem{File: file, Line: 1, Message: fmt.Sprintf("标题超过 %d 个字", maxTitle)})
	}
	d := &f.document
	if d.ShortName == "" {
		d.ShortName = shortName(d.Title)
	}
	if court := issuerOf(d.Title); strings.HasPrefix(court, "最高") && strings.HasPrefix(d.Title, "最高") {
		d.Issuer = court
	}
	if d.PublishedOn == 0 && len(f.published) > 0 {
		d.PublishedOn = slices.Max(f.published)
	}
	switch {
	case d.EffectiveOn != 0:
		d.BeginGround = Declared
	case f.effective != 0:
		d.EffectiveOn, d.BeginGround = f.effective, Stated
	}
}
