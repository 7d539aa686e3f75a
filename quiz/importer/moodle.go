package importer

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

var moodleFormat = Format{Name: "Moodle XML", Extensions: []string{".xml"}, Sniff: isMoodle, Read: readMoodle, Write: writeMoodle}

func isMoodle(data []byte) bool {
	start := data[:min(len(data), 4<<10)]
	return bytes.Contains(start, []byte("<quiz>")) || bytes.Contains(start, []byte("<quiz ")) || bytes.Contains(start, []byte("<question type="))
}

// moodleReader reads the questions of a Moodle XML file.
type moodleReader struct {
	file    string
	subject string
	reading Reading
	omitted map[string]int // what was left out of how many questions
}

// readMoodle reads what Moodle exports: multichoice, truefalse, shortanswer, numerical, matching (match), essay with
// information for graders, and ordering. HTML is reduced to its text; what shows a picture is a problem.
func readMoodle(file string, data []byte) (Reading, error) {
	root, err := office.ReadXML(file, data, office.Limits{})
	if err != nil {
		return Reading{}, err
	}
	if root.Name != "quiz" {
		return Reading{}, &office.FormatError{File: file, Message: "不是 Moodle XML 的题目文件（最外层应是 <quiz>）"}
	}
	r := moodleReader{file: file, omitted: map[string]int{}}
	for _, n := range root.All("question") {
		if r.question(n); r.reading.full() {
			return r.reading, nil
		}
	}
	for _, what := range slices.Sorted(maps.Keys(r.omitted)) {
		r.reading.Notes = append(r.reading.Notes, office.RowError{File: file, Message: fmt.Sprintf("%d 道题的%s没有导入", r.omitted[what], what)})
	}
	return r.reading, nil
}

// question takes one question, or what keeps it from being one.
func (r *moodleReader) question(n *office.Node) {
	place := office.RowError{File: r.file, Line: n.Line}
	kind := n.Attr("type")
	switch kind {
	case "category":
		r.subject = categoryName(n.Child("category").Child("text").Content())
		if len([]rune(r.subject)) > bank.MaxSubject {
			place.Message = "类别名称太长，没有当作科目：" + short(r.subject)
			r.reading.Notes = append(r.reading.Notes, place)
			r.subject = ""
		}
		return
	case "description":
		place.Message = "说明文字不是题目，没有导入"
		r.reading.Notes = append(r.reading.Notes, place)
		return
	}
	d := bank.Draft{Subject: r.subject}
	err := r.read(n, kind, &d.Content)
	if err != nil {
		place.Message = err.message.String()
		r.reading.Problems = append(r.reading.Problems, place)
		return
	}
	d.Content.Cites = quiz.CitesIn(d.Content.Text, d.Content.Explanation)
	var tags []string
	for _, tag := range n.Child("tags").All("tag") {
		tags = append(tags, strings.TrimSpace(tag.Child("text").Content()))
	}
	takeLabels(&d, tags)
	r.count(n)
	r.reading.take(Item{Draft: d, Place: place})
}

// count notes what a question has that has no place here.
func (r *moodleReader) count(n *office.Node) {
	for _, part := range []struct{ element, name string }{
		{"hint", "多次作答的提示"}, {"correctfeedback", "整题反馈"}, {"partiallycorrectfeedback", "整题反馈"}, {"incorrectfeedback", "整题反馈"},
		{"units", "单位"}, {"responsetemplate", "答题模板"},
	} {
		if strings.TrimSpace(n.Child(part.element).Content()) != "" {
			r.omitted[part.name]++
			if part.name == "整题反馈" {
				return
			}
		}
	}
}

// categoryName returns the last element of a path of categories, in which // stands for a slash; "" for the top.
func categoryName(path string) string {
	parts := strings.Split(strings.ReplaceAll(strings.TrimSpace(path), "//", "\x00"), "/")
	name := strings.TrimSpace(strings.ReplaceAll(parts[len(parts)-1], "\x00", "/"))
	if name == "top" || strings.HasPrefix(name, "$") {
		return ""
	}
	return name
}
