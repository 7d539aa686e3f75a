package importer

import (
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// The columns by name; the first name is the one in the template.
var (
	kindColumn        = []string{"题型", "类型", "试题类型", "题目类型", "Type"}
	questionColumn    = []string{"题干", "Question", "题目", "试题", "问题", "试题内容", "题目内容"}
	answerColumn      = []string{"答案", "Answer", "正确答案", "参考答案", "标准答案"}
	explanationColumn = []string{"解析", "Explanation", "答案解析", "试题解析", "讲解"}
	rubricColumn      = []string{"评分标准", "评分要点", "得分点"}
	difficultyColumn  = []string{"难度", "难度等级", "难易度", "Difficulty"}
	subjectColumn     = []string{"科目", "分类", "类别", "章节", "Subject"}
	tagColumn         = []string{"标签", "知识点", "考点", "关键词", "Tags"}
	sourceColumn      = []string{"出处", "来源", "Source"}
	citeColumn        = []string{"依据", "法条", "政策依据", "依据条文"}
	allOptionsColumn  = []string{"选项", "备选项", "备选答案", "Options"}
)

func optionColumn(i int) []string {
	return []string{"选项" + letter(i), letter(i), "备选项" + letter(i), "答案" + letter(i), "Option" + letter(i)}
}

// tableReader turns rows into questions.
type tableReader struct {
	office.Table
	kind    quiz.Kind // that the worksheet is named after, "" for another name
	reading *Reading
}

// title returns the title of the column as it stands in the file.
func (r *tableReader) title(names []string) string {
	if i := r.Column(names...); i >= 0 {
		return r.Header[i]
	}
	return names[0]
}

func (r *tableReader) report(row office.Row, column, text string) {
	r.reading.Problems = append(r.reading.Problems, r.Fault(row, column, text))
}

// read takes the question of a row, or what is wrong with it.
func (r *tableReader) read(row office.Row) {
	before := len(r.reading.Problems)
	s := sketch{
		kind: r.kind, text: r.Cell(row, questionColumn...), options: r.options(row), answer: r.Cell(row, answerColumn...),
		explanation: r.Cell(row, explanationColumn...), rubric: r.Cell(row, rubricColumn...),
	}
	if cites := list(r.Cell(row, citeColumn...), "\n；;"); len(cites) > 0 {
		s.cites = cites
	}
	if name := r.Cell(row, kindColumn...); name != "" {
		if s.kind = kindNamed(name); s.kind == "" {
			r.report(row, r.title(kindColumn), "题型“"+short(name)+"”不认识")
		}
	}
	d := bank.Draft{Subject: r.Cell(row, subjectColumn...), Tags: list(r.Cell(row, tagColumn...), tagMarks), Source: r.Cell(row, sourceColumn...)}
	if word := r.Cell(row, difficultyColumn...); word != "" {
		ok := false
		if d.Difficulty, ok = difficultyOf(word); !ok {
			r.report(row, r.title(difficultyColumn), "难度“"+short(word)+"”不认识，请写 1 到 5，或易、较易、中、较难、难")
		}
	}
	if len(r.reading.Problems) > before {
		return
	}
	question, notes, wrong := s.question()
	if wrong != nil {
		r.report(row, r.column(wrong.field), wrong.message)
		return
	}
	d.Content = question
	it := Item{Draft: d, Place: r.Fault(row, "", "")}
	r.reading.take(it)
	for _, note := range notes {
		r.reading.note(it, "%s", note)
	}
}

// column returns the title of the column in which a flaw is.
func (r *tableReader) column(field string) string {
	switch field {
	case "answer":
		return r.title(answerColumn)
	case "kind":
		return r.title(kindColumn)
	}
	return ""
}

// options returns the options up to the last one that is filled in, from a column each or from one for all.
func (r *tableReader) options(row office.Row) []string {
	if r.Column(optionColumn(0)...) < 0 {
		return optionsIn(r.Cell(row, allOptionsColumn...))
	}
	var options []string
	for i := range quiz.MaxOptions {
		text := r.Cell(row, optionColumn(i)...)
		if text == "" {
			continue
		}
		if len(options) < i {
			r.report(row, r.title(optionColumn(len(options))), "选项 "+letter(len(options))+" 空着，后面的选项 "+letter(i)+" 却有内容")
			return options
		}
		options = append(options, text)
	}
	return options
}

// tagMarks divide the tags in a cell.
const tagMarks = "、，,;；|\n"

// list returns the parts of a text between any of the marks.
func list(text, marks string) []string {
	var parts []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(marks, r) }) {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return parts
}
