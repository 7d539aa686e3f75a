package exam

import (
	"slices"
	"time"

	"xiangxue/course/roster"
	"xiangxue/quiz"
)

// Stage says as what somebody graded a written answer.
type Stage string

// The stages. Two graders do not see what the other gave; a decision follows when they differ too much.
const (
	First    Stage = "first"
	Second   Stage = "second"
	Decision Stage = "decision"
)

// Grade is what one person gave for a written answer (评分).
type Grade struct {
	Stage Stage
	Marks []quiz.Points // for each criterion of the rubric
	Total quiz.Points
	Note  string
	By    roster.CadreID
	At    time.Time
}

// Maxima returns what each criterion of the rubric is worth at most: the question's worth by their shares, in whole
// hundredths that add up to it.
func Maxima(rubric []quiz.Criterion, worth quiz.Points) []quiz.Points {
	whole := 0
	for _, c := range rubric {
		whole += c.Share
	}
	most := make([]quiz.Points, len(rubric))
	sum, given := 0, quiz.Points(0)
	for i, c := range rubric {
		sum += c.Share
		upTo := worth * quiz.Points(sum) / quiz.Points(whole)
		most[i], given = upTo-given, upTo
	}
	return most
}

// next returns the stage that the answer waits for, and false when it is settled.
func (g Grading) next(grades []Grade) (Stage, bool) {
	switch {
	case len(grades) == 0:
		return First, true
	case g.Graders == 1 || len(grades) == 3:
		return "", false
	case len(grades) == 1:
		return Second, true
	}
	if differ := grades[0].Total - grades[1].Total; differ > g.Differ || -differ > g.Differ {
		return Decision, true
	}
	return "", false
}

// settled returns what a written answer earns by its grades, in the order of their stages, and whether it is settled: the
// one grade, the mean of two that are near each other, rounded up to the hundredth, or the decision.
func (g Grading) settled(grades []Grade) (quiz.Points, bool) {
	if _, waits := g.next(grades); waits {
		return 0, false
	}
	if len(grades) == 2 {
		return (grades[0].Total + grades[1].Total + 1) / 2, true
	}
	return grades[len(grades)-1].Total, true
}

// isBy reports whether the person gave one of the grades.
func isBy(grades []Grade, cadre roster.CadreID) bool {
	return slices.ContainsFunc(grades, func(g Grade) bool { return g.By == cadre })
}
