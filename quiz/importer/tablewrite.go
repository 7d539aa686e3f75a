package importer

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// WriteTemplate writes an empty workbook for questions, with a sheet that says how to fill it in.
func WriteTemplate(w io.Writer) error {
	hints := office.Sheet{Name: "填写说明", Columns: []office.Column{{Title: "列", Width: 12}, {Title: "怎么填", Width: 80}}}
	for _, hint := range [][2]string{
		{"题型", "单选题、多选题、判断题、填空题、排序题、连线题、简答题、案例分析题；不填时按选项和答案判断"},
		{"题干", "必填，最多 2000 字；填空题用 ____ 表示空"},
		{"选项A……", "选择题的选项；排序题按正确次序写；连线题每格写“左 → 右”，只写“→ 右”的是多余的项"},
		{"答案", "选择题写字母，如 B 或 ACD；判断题写对或错；填空题几种写法都算对时用 | 隔开，数字可写 6±0.5；有几个空时各空用分号隔开，同一空的几种写法用 ／ 隔开，如 村委会／村民委员会；7"},
		{"评分标准", "简答题、案例分析题必填，一行一条，行末写分值，如：讲清依据（3分）"},
		{"难度", "1（易）到 5（难），可以不填"},
		{"标签", "知识点等，用顿号隔开"},
		{"依据", "法律条文，一行一条，如：《土地管理法》第六十二条；不填时从题干和解析里找"},
	} {
		hints.Rows = append(hints.Rows, []any{hint[0], hint[1]})
	}
	return office.WriteXLSX(w, []office.Sheet{{Name: "题目", Columns: tableColumns(4)}, hints})
}

func tableColumns(options int) []office.Column {
	columns := []office.Column{{Title: kindColumn[0], Width: 12}, {Title: questionColumn[0], Width: 60}}
	for i := range options {
		columns = append(columns, office.Column{Title: optionColumn(i)[0], Width: 20})
	}
	for _, names := range [][]string{answerColumn, explanationColumn, rubricColumn, difficultyColumn, subjectColumn, tagColumn, sourceColumn, citeColumn} {
		columns = append(columns, office.Column{Title: names[0], Width: 16})
	}
	return columns
}

// writeTable writes a workbook with a question in each row.
func writeTable(w io.Writer, title string, drafts []bank.Draft) (office.RowErrors, error) {
	lost := losses{title: title}
	options := 4
	for _, d := range drafts {
		options = max(options, len(d.Content.Options))
	}
	sheet := office.Sheet{Name: "题目", Columns: tableColumns(options)}
	for i, d := range drafts {
		lost.rubric(i, d)
		lost.feedback(i, d)
		lost.lists(i, d, "标签", d.Tags, tagMarks)
		sheet.Rows = append(sheet.Rows, tableRow(d, options, func(text string, args ...any) { lost.add(i, d, text, args...) }))
	}
	if err := office.WriteXLSX(w, []office.Sheet{sheet}); err != nil {
		return nil, fmt.Errorf("write questions: %w", err)
	}
	return lost.list, nil
}

func tableRow(d bank.Draft, options int, lose func(string, ...any)) []any {
	q := d.Content
	row := []any{q.Kind.Label(), q.Text}
	for i := range options {
		row = append(row, optionCell(q, i, lose))
	}
	row = append(row, answerCell(q, lose), q.Explanation, rubricLines(q.Rubric))
	difficulty := ""
	if d.Difficulty > 0 {
		difficulty = fmt.Sprint(d.Difficulty)
	}
	cites := ""
	if !slices.Equal(q.Cites, quiz.CitesIn(q.Text, q.Explanation)) {
		cites = strings.Join(q.Cites, "\n")
	}
	return append(row, difficulty, d.Subject, strings.Join(d.Tags, "、"), d.Source, cites)
}

func optionCell(q quiz.Question, i int, lose func(string, ...any)) string {
	switch {
	case i >= len(q.Options) || q.Kind == quiz.TrueFalse:
		return ""
	case q.Kind != quiz.Matching:
		return q.Options[i].Text
	case i >= len(q.Prompts):
		return "→ " + q.Options[i].Text
	}
	if arrowForm.MatchString(q.Prompts[i]) {
		lose("左边的项“%s”里有箭头，再导入时会被分开", short(q.Prompts[i]))
	}
	return q.Prompts[i] + " → " + q.Options[i].Text
}

func answerCell(q quiz.Question, lose func(string, ...any)) string {
	var parts []string
	switch {
	case q.Kind == quiz.TrueFalse:
		return map[bool]string{true: "对", false: "错"}[q.Options[0].Correct]
	case q.Kind.Chosen():
		for i, o := range q.Options {
			if o.Correct {
				parts = append(parts, letter(i))
			}
		}
		return strings.Join(parts, "")
	case q.Kind == quiz.Ordering:
		for i := range q.Options {
			parts = append(parts, letter(i))
		}
		return strings.Join(parts, "")
	}
	for _, a := range q.Accepted {
		if strings.ContainsAny(a.Text, acceptedMarks) || !a.Numeric() && numericForm.MatchString(a.Text) {
			lose("答案“%s”里有分隔用的符号，再导入时会被分开", short(a.Text))
		}
		if a.Numeric() {
			a.Text += "±" + a.Tolerance
		}
		parts = append(parts, a.Text)
	}
	return strings.Join(parts, "|")
}
