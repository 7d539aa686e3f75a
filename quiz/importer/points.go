package importer

import (
	"fmt"
	"strings"

	"xiangxue/course"
	"xiangxue/course/office"
	"xiangxue/quiz"
)

// collector sorts the questions of a text's files by its knowledge points.
type collector struct {
	points   []quiz.Point
	at       map[string]int    // position in points by id
	first    map[string]string // where a question stands, by point and text
	problems office.RowErrors
}

// collect reads the question files of a lesson or document whose points are given. With every, each of the points must
// be asked for; otherwise those without questions are left out. Points come in the order of the text.
func collect(points []course.Point, files []course.QuestionFile, every bool) ([]quiz.Point, office.RowErrors) {
	c := collector{at: map[string]int{}, first: map[string]string{}}
	for i, p := range points {
		c.points = append(c.points, quiz.Point{ID: p.ID, Title: p.Title})
		c.at[p.ID] = i
	}
	for _, f := range files {
		c.read(f)
	}
	if len(c.problems) > 0 || len(files) == 0 {
		return nil, c.problems // what is missing cannot be told from what could not be read
	}
	var asked []quiz.Point
	for _, p := range c.points {
		if n := len(p.Questions); n > 0 || every {
			asked = append(asked, p)
			c.count(files[0].Name, p, n)
		}
	}
	return asked, c.problems
}

func (c *collector) read(f course.QuestionFile) {
	parsed, problems := ParseGIFT(f.Name, f.Data)
	for _, p := range problems {
		c.report(p.File, p.Line, p.Message.String())
	}
	if len(parsed)+len(problems) == 0 {
		c.report(f.Name, 0, "文件里没有题目")
	}
	for _, q := range parsed {
		c.add(f.Name, q)
	}
}

// add puts the question to its point.
func (c *collector) add(file string, q Parsed) {
	i, known := c.at[q.Category]
	key := q.Category + "\n" + strings.TrimSpace(q.Text)
	switch {
	case q.Category == "":
		c.report(file, q.Line, "这道题没有写明知识点，请在前面加一行 $CATEGORY: 和课文小标题的编号，例如 $CATEGORY: s1")
	case !q.Kind.Chosen() && q.Kind != quiz.FillIn:
		c.report(file, q.Line, fmt.Sprintf("%s不能作理解题", q.Kind.Label()))
	case !known:
		c.report(file, q.Line, fmt.Sprintf("文中没有编号为“%s”的知识点；有的是：%s", q.Category, c.ids()))
	case c.first[key] != "":
		c.report(file, q.Line, fmt.Sprintf("题干与%s的题相同", c.first[key]))
	default:
		c.first[key] = fmt.Sprintf(" %s 第 %d 行", file, q.Line)
		c.points[i].Questions = append(c.points[i].Questions, q.Question)
	}
}

// count reports a point whose wrong answers could not be followed by another question.
func (c *collector) count(file string, p quiz.Point, n int) {
	if n < 2 {
		c.report(file, 0, fmt.Sprintf("知识点“%s”（$CATEGORY: %s）只有 %d 道题，至少要 2 道，答错才能换题", p.Title, p.ID, n))
	}
}

// ids lists the first points of the text.
func (c *collector) ids() string {
	const shown = 10
	var ids []string
	for _, p := range c.points[:min(len(c.points), shown)] {
		ids = append(ids, p.ID)
	}
	if len(c.points) > shown {
		ids = append(ids, "……")
	}
	return strings.Join(ids, "、")
}

func (c *collector) report(file string, line int, message string) {
	c.problems = append(c.problems, office.RowError{File: file, Line: line, Message: message})
}
