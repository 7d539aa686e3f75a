package importer

import (
	"strings"
	"unicode/utf8"

	"xiangxue/course/office"
)

// qtiText reads the text of elements: blocks are lines, a place to write in is a blank, what shows a picture is refused.
type qtiText struct {
	item       *qtiItem
	inFeedback bool // the element itself is feedback
	inRubric   bool // the element itself is a rubric
	lines      []string
	open       string // the line being read
	preserved  bool   // the line is in a pre, where spaces count
	err        *giftError
}

// of returns the text of the elements, a line for each block.
func (t *qtiText) of(nodes ...*office.Node) (string, *giftError) {
	for _, n := range nodes {
		for _, c := range n.Children {
			t.read(c)
		}
		t.end()
	}
	return strings.TrimSpace(strings.Join(t.lines, "\n")), t.err
}

// end ends the line. One that holds nothing but the place to write in is not part of the text.
func (t *qtiText) end() {
	text := t.open
	if !t.preserved {
		text = strings.TrimSpace(text)
	}
	if t.open = ""; strings.TrimSpace(text) != "" && text != entryMark {
		t.lines = append(t.lines, strings.ReplaceAll(text, entryMark, blank))
	}
	t.preserved = false
}

// blank is what stands in a text for the place to write in; entryMark stands for it while the text is read.
const (
	blank     = "____"
	entryMark = "\x00"
)

var qtiBlocks = map[string]bool{
	"p": true, "div": true, "br": true, "li": true, "tr": true, "prompt": true, "blockquote": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"contentbody": true, "simplechoice": true, "rubricblock": true,
}

func (t *qtiText) read(n *office.Node) {
	name := qtiName(n)
	switch {
	case n.Name == "" && t.preserved:
		t.open += n.Text
	case n.Name == "":
		t.open += spaced(n.Text)
	case media[name]:
		t.err = refuse("题目里不能有图片、音视频、公式或脚本（<%s>），请改成文字", name)
	case name == "textentryinteraction" || name == "inlinechoiceinteraction":
		t.open += entryMark
	case strings.HasSuffix(name, "interaction"):
		t.end()
		t.inside(n, func(c *office.Node) bool { return qtiName(c) == "prompt" })
	case name == "feedbackinline" && !t.inFeedback, name == "rubricblock" && !t.inRubric: // read elsewhere
	case name == "feedbackblock" && !t.inFeedback, name == "templateblock":
		t.item.notes = append(t.item.notes, "题干里分情况显示的内容没有导入")
	case name == "pre":
		t.end()
		t.preserved = true
		t.inside(n, nil)
		t.end()
	case qtiBlocks[name]:
		t.end()
		t.inside(n, nil)
		t.end()
	default:
		t.inside(n, nil)
	}
}

func (t *qtiText) inside(n *office.Node, only func(*office.Node) bool) {
	for _, c := range n.Children {
		if only == nil || only(c) {
			t.read(c)
		}
	}
}

// spaced makes one space of several and none of a line break beside a Chinese character.
func spaced(text string) string {
	inner := strings.TrimFunc(text, isSpace)
	if inner == "" {
		if text == "" || strings.Contains(text, "\n") {
			return ""
		}
		return " "
	}
	first, _ := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	before, after := text[:strings.Index(text, inner)], text[strings.Index(text, inner)+len(inner):]
	return gap(before, first) + strings.Join(strings.FieldsFunc(joinLines(inner), isSpace), " ") + gap(after, last)
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// gap returns what is left of the spaces beside a character.
func gap(spaces string, beside rune) string {
	if spaces == "" || strings.Contains(spaces, "\n") && wide(beside) {
		return ""
	}
	return " "
}
