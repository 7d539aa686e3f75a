package importer

import (
	"bytes"
	"regexp"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

var tableFormat = Format{
	Name: "XLSX", Extensions: []string{".xlsx", ".csv", ".xlsm"}, Sniff: isTable, Read: readTable, Write: writeTable,
}

// headerForm matches the first line of a table of questions.
var headerForm = regexp.MustCompile(`(?m)\A.*(?:题干|题目|试题|[Qq]uestion).*[,;\t].*$`)

func isTable(data []byte) bool {
	if bytes.Contains(data, []byte("xl/workbook.xml")) {
		return true
	}
	start := data[:min(len(data), 64<<10)]
	if len(start) < len(data) { // not within a character
		start = start[:max(bytes.LastIndexByte(start, '\n'), 0)]
	}
	text, ok := decodeText(start)
	return ok && headerForm.MatchString(text)
}

// readTable reads all worksheets that have a question in each row. The columns are those of the template or the other
// names that are usual for them; a column that none of them names is not read.
func readTable(file string, data []byte) (Reading, error) {
	tables, err := office.ReadWorkbook(file, data, office.Limits{Rows: bank.MaxImport, Columns: 64})
	if err != nil {
		return Reading{}, err
	}
	var reading Reading
	var first error
	read := 0
	for _, table := range tables {
		headed, found := headed(table)
		switch {
		case found:
			read++
			if err := onceOnly(headed); err != nil {
				return Reading{}, err
			}
			r := tableReader{Table: headed, kind: kindNamed(headed.Name), reading: &reading}
			for _, row := range r.Rows {
				if r.read(row); reading.full() {
					return reading, nil
				}
			}
		case table.HeaderLine > 0:
			reading.Notes = append(reading.Notes, office.RowError{File: file, Sheet: table.Name, Message: "表头里没有题干和答案两列，这个工作表没有读"})
			if first == nil {
				first = table.Require(questionColumn, answerColumn)
			}
		}
	}
	if read == 0 && first != nil {
		return Reading{}, first
	}
	return reading, nil
}

// headed returns the table with its header moved to the row that names questions and answers, and whether there is one.
func headed(table office.Table) (office.Table, bool) {
	for _, question := range questionColumn {
		for _, answer := range append(answerColumn, rubricColumn...) {
			if t := table.HeadedBy(question, answer); t.Column(question) >= 0 && t.Column(answer) >= 0 {
				return t, t.Require([]string{question}, []string{answer}) == nil
			}
		}
	}
	return table, false
}

// onceOnly fails when one of the columns stands there twice, for nobody could say which of them counts.
func onceOnly(table office.Table) error {
	known := [][]string{kindColumn, questionColumn, answerColumn, explanationColumn, rubricColumn, difficultyColumn, sourceColumn}
	for i := range quiz.MaxOptions {
		known = append(known, optionColumn(i))
	}
	there := known[:0]
	for _, names := range known {
		if table.Column(names...) >= 0 {
			there = append(there, names)
		}
	}
	return table.Require(there...)
}
