package quiz

// Kind is the form of a question.
type Kind string

// The kinds of question. The values stand in frozen papers and never change.
const (
	SingleChoice   Kind = "single"
	MultipleChoice Kind = "multiple"
	TrueFalse      Kind = "true-false"
	FillIn         Kind = "fill-in"
	Ordering       Kind = "ordering"
	Matching       Kind = "matching"
	ShortAnswer    Kind = "short-answer"
	CaseAnalysis   Kind = "case"
)

// Kinds returns all kinds in the order in which a paper asks them.
func Kinds() []Kind {
	return []Kind{SingleChoice, MultipleChoice, TrueFalse, FillIn, Ordering, Matching, ShortAnswer, CaseAnalysis}
}

var kindLabels = map[Kind]string{
	SingleChoice: "单选题", MultipleChoice: "多选题", TrueFalse: "判断题", FillIn: "填空题",
	Ordering: "排序题", Matching: "连线题", ShortAnswer: "简答题", CaseAnalysis: "案例分析题",
}

// Label returns the Chinese name of the kind, and "" for an unknown one.
func (k Kind) Label() string { return kindLabels[k] }

// Chosen reports whether the question is answered by choosing among its options.
func (k Kind) Chosen() bool { return k == SingleChoice || k == MultipleChoice || k == TrueFalse }

// Arranged reports whether the question is answered by putting its options in places.
func (k Kind) Arranged() bool { return k == Ordering || k == Matching }

// Written reports whether a person grades the answer.
func (k Kind) Written() bool { return k == ShortAnswer || k == CaseAnalysis }

// checkable reports whether a lesson's check may ask such questions: it is marked at once, one question on a screen.
func (k Kind) checkable() bool { return k.Chosen() || k == FillIn }
