package quiz

import (
	"context"
	"strings"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

// Papers shows passed papers as what entries of the ledger rest on; it is the report.EvidenceSource of attempts.
type Papers struct{ Examiner *Examiner }

// Kind returns the kind of evidence that papers are.
func (Papers) Kind() string { return EvidenceKind }

// Evidence returns a passed paper ready to print. It fails with fault.NotFound as Examiner.Evidence does.
func (p Papers) Evidence(ctx context.Context, tx storage.ReadTx, id int64) (report.Evidence, error) {
	passed, err := p.Examiner.Evidence(ctx, tx, id)
	if err != nil {
		return report.Evidence{}, err
	}
	evidence := report.Evidence{Lines: []report.EvidenceLine{{Label: "通过", Text: calendar.DateOf(passed.PassedAt).String()}}}
	for _, item := range passed.Check.Items {
		answer := inWords(item)
		evidence.Items = append(evidence.Items, report.EvidenceItem{Question: item.Text, Answer: answer, Correct: answer})
	}
	return evidence, nil
}

// inWords returns what was answered, with the texts of the chosen options.
func inWords(item course.CheckItem) string {
	var chosen []string
	for _, o := range item.Options {
		if o.Chosen {
			chosen = append(chosen, o.Text)
		}
	}
	if chosen == nil {
		return item.Answer
	}
	return strings.Join(chosen, "；")
}
