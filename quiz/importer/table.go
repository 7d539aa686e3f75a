package importer

import (
	"context"
	"path/filepath"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Questions imports a CSV file or workbook of choice questions into the bank named like the file. Its columns are Question,
// A, B and so on to J, Answer and, if there, Explanation, or their Chinese names; other columns are not read. An
// answer of several letters makes a multiple choice. The bank then asks what the file holds and nothing else.
//
// It fails with office.RowErrors that name every bad row; with Options.Partial it reports them and imports the others.
func (im *Importer) Questions(ctx context.Context, actor access.Actor, file string, data []byte, options Options) (Report, error) {
	if err := requireAuthor(actor); err != nil {
		return Report{}, err
	}
	questions, problems, err := readTable(file, data)
	if err != nil {
		return Report{}, err
	}
	if len(problems) > 0 && (!options.Partial || len(questions) == 0) {
		return Report{Skipped: problems}, problems
	}
	prepared, err := quiz.PrepareBank(questions)
	if err != nil {
		return Report{}, office.RowErrors{{File: file, Message: messages(err)[0].String()}}
	}
	report := Report{Name: bankName(file), Questions: len(questions), Skipped: problems}
	err = im.write(ctx, options, func(ctx context.Context, tx storage.WriteTx) error {
		bank, err := quiz.OpenBank(ctx, tx, report.Name)
		if err != nil {
			return err
		}
		stored, err := prepared.Store(ctx, tx, im.clock(), actor.ID(), bank.Source())
		report.Changed = stored.Changed
		return err
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}

func bankName(file string) string {
	base := filepath.Base(file)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// readTable reads the questions of the good rows and what is wrong with the others. It fails when the file as a whole
// cannot be read.
func readTable(file string, data []byte) ([]quiz.Question, office.RowErrors, error) {
	table, err := office.ReadTable(file, data, office.Limits{Rows: quiz.MaxBank})
	if err != nil {
		return nil, nil, err
	}
	r := tableReader{Table: table.HeadedBy("A", "B"), first: map[string]int{}}
	if err := r.Require(questionColumn, optionColumn(0), optionColumn(1), answerColumn); err != nil {
		return nil, nil, err
	}
	var questions []quiz.Question
	for _, row := range r.Rows {
		if q, ok := r.read(row); ok {
			questions = append(questions, q)
		}
	}
	return questions, r.problems, nil
}
