package importer

import (
	"xiangxue/course/office"
	"xiangxue/quiz/bank"
)

var tableFormat = Format{
	Name: "XLSX", Extensions: []string{".xlsx", ".csv", ".xlsm", ".txt"}, Sniff: func([]byte) bool { return true }, Read: readTable,
}

// readTable reads a table with a question in each row.
func readTable(file string, data []byte) (Reading, error) {
	table, err := office.ReadTable(file, data, office.Limits{Rows: bank.MaxImport})
	if err != nil {
		return Reading{}, err
	}
	r := tableReader{Table: table.HeadedBy("A", "B")}
	if err := r.Require(questionColumn, optionColumn(0), optionColumn(1), answerColumn); err != nil {
		return Reading{}, err
	}
	reading := Reading{}
	for _, row := range r.Rows {
		if q, ok := r.read(row); ok {
			reading.Items = append(reading.Items, Item{Draft: bank.Draft{Content: q}, Place: r.Fault(row, "", "")})
		}
	}
	reading.Problems = r.problems
	return reading, nil
}
