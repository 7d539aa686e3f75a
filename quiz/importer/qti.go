package importer

import (
	"bytes"
	"errors"
	"net/url"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

var qtiFormat = Format{Name: "QTI 3.0", Extensions: []string{".zip", ".xml"}, Sniff: isQTI, Read: readQTI, Write: writeQTI}

func isQTI(data []byte) bool {
	start := data[:min(len(data), 4<<10)]
	return bytes.HasPrefix(data, []byte("PK")) && bytes.Contains(data, []byte("imsmanifest.xml")) ||
		bytes.Contains(start, []byte("<assessmentItem")) || bytes.Contains(start, []byte("<qti-assessment-item"))
}

// qtiReader reads the items of a package.
type qtiReader struct {
	file    string
	reading Reading
}

// readQTI reads a content package of QTI 2 or 3, or a single item: choice, order, match, associate, inline choice, text entry
// and extended text interactions, one to an item. Tags are taken from the keywords of the manifest.
func readQTI(file string, data []byte) (Reading, error) {
	r := qtiReader{file: file}
	if !bytes.HasPrefix(data, []byte("PK")) {
		item, err := office.ReadXML(file, data, office.Limits{})
		if err != nil {
			return Reading{}, err
		}
		r.item(item, "", nil)
		return r.reading, nil
	}
	p, err := office.OpenPackage(file, data, office.Limits{Parts: 3 * bank.MaxImport})
	if err != nil {
		return Reading{}, err
	}
	items, err := r.items(p)
	if err != nil {
		return Reading{}, err
	}
	for _, it := range items {
		root, err := p.XML(it.name)
		var limit *office.LimitError
		if errors.As(err, &limit) {
			return Reading{}, err
		}
		if err != nil {
			r.report(it.name, 0, "这道题的文件读不了，可能没有打包完整")
			continue
		}
		r.item(root, it.name, it.tags)
	}
	return r.reading, nil
}

// packaged is an item of a package by the name of its file.
type packaged struct {
	name string
	tags []string
}

// items returns the items that the manifest lists, or without one all XML files.
func (r *qtiReader) items(p *office.Package) ([]packaged, error) {
	manifest, err := p.XML("imsmanifest.xml")
	if err != nil {
		return nil, err
	}
	var items []packaged
	for _, resource := range manifest.Child("resources").All("resource") {
		kind, href := strings.ToLower(resource.Attr("type")), resource.Attr("href")
		switch {
		case strings.HasPrefix(kind, "imsqti_item"):
			if plain, err := url.PathUnescape(href); err == nil {
				href = plain
			}
			it := packaged{name: href}
			collectKeywords(resource.Child("metadata"), &it.tags)
			items = append(items, it)
		case strings.HasPrefix(kind, "imsqti_test"):
			r.note(href, 0, "试卷的结构没有导入，只导入了题目")
		}
	}
	if len(items) > bank.MaxImport {
		return nil, &office.LimitError{File: r.file, Measure: office.PartCount, Limit: bank.MaxImport}
	}
	return items, nil
}

func collectKeywords(n *office.Node, tags *[]string) {
	if n == nil {
		return
	}
	for _, c := range n.Children {
		if c.Name == "keyword" {
			if tag := strings.TrimSpace(c.Content()); tag != "" {
				*tags = append(*tags, tag)
			}
			continue
		}
		collectKeywords(c, tags)
	}
}

func (r *qtiReader) place(name string, line int, text string) office.RowError {
	return office.RowError{File: r.file, Sheet: name, Line: line, Message: text}
}

func (r *qtiReader) report(name string, line int, text string) {
	r.reading.Problems = append(r.reading.Problems, r.place(name, line, text))
}

func (r *qtiReader) note(name string, line int, text string) {
	r.reading.Notes = append(r.reading.Notes, r.place(name, line, text))
}

// item takes one item, or what keeps it from being a question.
func (r *qtiReader) item(root *office.Node, name string, tags []string) {
	if qtiName(root) != "assessmentitem" {
		r.report(name, root.Line, "不是 QTI 的题目（最外层应是 assessmentItem）")
		return
	}
	it := qtiItem{root: root, choices: map[string]string{}}
	q, err := it.question()
	if err != nil {
		r.report(name, root.Line, err.message.String())
		return
	}
	d := bank.Draft{Content: q}
	d.Content.Cites = quiz.CitesIn(q.Text, q.Explanation)
	takeLabels(&d, tags)
	if q.Kind == quiz.SingleChoice && isTruth(q.Options) && !labelled(tags) {
		d.Content.Kind = quiz.TrueFalse
		truth := truthWords[q.Options[0].Text] == q.Options[0].Correct
		d.Content.Options = truthOptions(truth, q.Options)
	}
	for _, note := range it.notes {
		r.note(name, root.Line, note)
	}
	r.reading.take(Item{Draft: d, Place: r.place(name, root.Line, "")})
}

// labelled reports whether one of the tags names the kind.
func labelled(tags []string) bool {
	for _, tag := range tags {
		if strings.HasPrefix(tag, kindLabel+"：") {
			return true
		}
	}
	return false
}

// truthOptions returns the options of a true/false question with the feedback of those it was given as.
func truthOptions(truth bool, given []quiz.Option) []quiz.Option {
	options := quiz.TrueFalseOptions(truth)
	for _, o := range given {
		i := 1
		if truthWords[o.Text] {
			i = 0
		}
		options[i].Feedback = o.Feedback
	}
	return options
}

// qtiName returns the name of an element as QTI 2 and 3 agree on it: choiceInteraction and qti-choice-interaction are
// choiceinteraction.
func qtiName(n *office.Node) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(n.Name, "qti-"), "-", ""))
}

// qtiAttr returns an attribute by the name that QTI 2 and 3 agree on.
func qtiAttr(n *office.Node, name string) string {
	for key, value := range n.Attrs() {
		if strings.ToLower(strings.ReplaceAll(key, "-", "")) == name {
			return value
		}
	}
	return ""
}

// each calls visit for the element and all within, as long as visit says to go deeper.
func each(n *office.Node, visit func(*office.Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	for _, c := range n.Children {
		each(c, visit)
	}
}

// all returns the elements of that name, however deep.
func all(n *office.Node, name string) []*office.Node {
	var list []*office.Node
	each(n, func(n *office.Node) bool {
		if n.Name != "" && qtiName(n) == name {
			list = append(list, n)
		}
		return true
	})
	return list
}

// noInteraction says how many places to answer an item must have.
func noInteraction(n int) *giftError {
	if n == 0 {
		return refuse("没有可以导入的作答处（interaction）")
	}
	return refuse("一道题里有 %d 个作答处，请拆成几道题", n)
}
