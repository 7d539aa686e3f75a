package exam

import (
	"context"
	"fmt"
	"strings"

	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Papers shows submitted attempts as what entries of the ledger rest on, and says which exams a person can sit; it is the
// report.EvidenceSource and the report.QuizSource of exams.
type Papers struct{ Office *Office }

// Kind returns the kind of evidence that attempts are.
func (Papers) Kind() string { return EvidenceKind }

// Evidence returns a submitted attempt ready to print: the frozen paper with the answers, what each earned, when it was
// submitted, how often it was marked and who graded it. It fails with fault.NotFound when there is none.
func (p Papers) Evidence(ctx context.Context, tx storage.ReadTx, id int64) (report.Evidence, error) {
	row, found, err := selectAttempt(ctx, tx, AttemptID(id))
	if err != nil || !found || row.SubmittedAt == 0 {
		return report.Evidence{}, firstOf(err, errNoAttempt)
	}
	a, err := row.attempt()
	if err != nil {
		return report.Evidence{}, err
	}
	outcome, err := p.Office.outcome(ctx, tx, a)
	if err != nil {
		return report.Evidence{}, err
	}
	graders, err := gradersOf(ctx, tx, a.ID)
	if err != nil {
		return report.Evidence{}, err
	}
	return report.Evidence{Title: outcome.Exam.Title, Lines: outcome.lines(graders), Items: outcome.evidence()}, nil
}

func (o Outcome) lines(graders []string) []report.EvidenceLine {
	lines := []report.EvidenceLine{
		{Label: "开始", Text: stamp(o.Attempt.BegunAt)},
		{Label: "交卷", Text: stamp(o.Attempt.SubmittedAt)},
		{Label: "得分", Text: fmt.Sprintf("%s / %s", o.Result.Total, o.Result.Most)},
		{Label: "合格线", Text: o.Exam.PassMark.String()},
	}
	if len(graders) > 0 {
		lines = append(lines, report.EvidenceLine{Label: "阅卷人", Text: strings.Join(graders, "、")})
	}
	for _, r := range o.Earlier {
		lines = append(lines, report.EvidenceLine{Label: "以前的得分", Text: fmt.Sprintf("%s（%s）", r.Total, stamp(r.GradedAt))})
	}
	return lines
}

func (o Outcome) evidence() []report.EvidenceItem {
	items := make([]report.EvidenceItem, len(o.Items))
	for i, it := range o.Items {
		items[i] = report.EvidenceItem{
			Question: fmt.Sprintf("%s（%s / %s 分）", it.asked(), it.Score, it.Worth),
			Answer:   it.inWords(func(c quiz.OptionOutcome) bool { return c.Chosen }, it.Answer),
			Correct:  it.inWords(func(c quiz.OptionOutcome) bool { return c.Correct }, it.Correct),
		}
	}
	return items
}

// asked returns the text of the question. What was to be arranged follows with its numbers and letters, by which the
// answer names it.
func (it ItemOutcome) asked() string {
	if !it.Kind.Arranged() {
		return it.Text
	}
	text := it.Text
	for i, prompt := range it.Prompts {
		text += fmt.Sprintf("　%d %s", i+1, prompt)
	}
	for _, o := range it.Options {
		text += "　" + o.Letter + " " + o.Text
	}
	return text
}

// inWords returns the texts of the options that are meant, or else the short form.
func (it ItemOutcome) inWords(meant func(quiz.OptionOutcome) bool, short string) string {
	var texts []string
	if it.Kind.Chosen() {
		for _, o := range it.Options {
			if meant(o) {
				texts = append(texts, o.Text)
			}
		}
	}
	if texts == nil {
		return short
	}
	return strings.Join(texts, "；")
}

// gradersOf returns the names of those who graded written answers of an attempt.
func gradersOf(ctx context.Context, tx storage.ReadTx, id AttemptID) ([]string, error) {
	ids, err := selectGraders(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read who graded attempt %d: %w", id, err)
	}
	names := make([]string, len(ids))
	for i, grader := range ids {
		cadre, err := roster.FindCadre(ctx, tx, grader)
		if err != nil {
			return nil, err
		}
		names[i] = cadre.Name
	}
	return names, nil
}
