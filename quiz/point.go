package quiz

import (
	"strings"

	"xiangxue/course/fault"
)

// Point is a knowledge point of a lesson with the questions that ask for it.
type Point struct {
	ID        string // heading id of the lesson
	Title     string // the heading, named when the point is to be reread
	Questions []Question
}

// Validate reports what keeps the point from being published: a wrong answer is followed by another question, so it
// needs two, with different texts, each valid. It fails with fault.Invalid on the field questions.
func (p Point) Validate() error {
	var f fault.Fields
	f.Check(p.ID != "", "questions", "题目没有写明知识点")
	f.Check(len(p.Questions) >= 2, "questions", "知识点“%s”少于两道题，答错后无法换题", p.name())
	seen := map[string]bool{}
	for _, q := range p.Questions {
		text := strings.TrimSpace(q.Text)
		f.Check(!seen[text], "questions", "知识点“%s”有两道题题干相同：%s", p.name(), text)
		seen[text] = true
		f.Check(q.Point == p.ID, "questions", "题目“%s”不属于知识点“%s”", text, p.name())
		f.Check(q.Kind.checkable(), "questions", "题目“%s”的题型不能用于理解题", text)
		f.Check(q.Validate() == nil, "questions", "题目“%s”不完整", text)
	}
	return f.Err()
}

func (p Point) name() string {
	if p.Title != "" {
		return p.Title
	}
	return p.ID
}
