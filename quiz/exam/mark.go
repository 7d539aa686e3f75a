package exam

import (
	"slices"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// Mark is what an item of an attempt earned. Its JSON form is evidence: fields may be added, never renamed.
type Mark struct {
	Worth quiz.Points    `json:"worth"`
	Score quiz.Points    `json:"score"`
	Open  bool           `json:"open,omitempty"` // a person has yet to grade it
	Key   bank.VersionID `json:"key,omitempty"`  // whose key counted, when not that of the question itself
	Given bool           `json:"given,omitempty"`
}

// Keys are the corrected keys of an exam by the version as it was asked.
type Keys map[bank.VersionID]Key

// Key is a corrected key.
type Key struct {
	Question quiz.Question  // whose key counts
	Version  bank.VersionID // 0: everybody gets all of the worth
}

// grades are what persons gave for written answers, by position; what is not there is not settled.
type grades map[int]quiz.Points

// marking is everything that decides what an attempt earns. Marking is pure: equal markings give equal marks.
type marking struct {
	paper    Paper
	versions map[bank.VersionID]bank.Version
	partial  quiz.Partial
	keys     Keys
	grades   grades
}

// mark marks the answers, one for each item of the paper.
func (m marking) mark(answers []quiz.Answer) []Mark {
	marks := make([]Mark, len(m.paper.Items))
	for i, it := range m.paper.Items {
		marks[i] = m.item(i, it, answers[i])
	}
	return marks
}

func (m marking) item(position int, it Item, answer quiz.Answer) Mark {
	mark := Mark{Worth: it.Worth}
	question := m.versions[it.Version].Content
	if key, corrected := m.keys[it.Version]; corrected && key.Version == 0 {
		mark.Score, mark.Given = it.Worth, true
		return mark
	} else if corrected {
		mark.Key, question = key.Version, key.Question
	}
	if question.Kind.Written() && !answer.Empty() {
		given, settled := m.grades[position]
		mark.Score, mark.Open = min(max(given, 0), it.Worth), !settled
		return mark
	}
	mark.Score = quiz.Score(question, answer, it.Worth, m.partial)
	return mark
}

// read turns saved values into answers, one for each item of the paper.
func (p Paper) read(saved []Saved, versions map[bank.VersionID]bank.Version) []quiz.Answer {
	answers := make([]quiz.Answer, len(p.Items))
	for _, s := range saved {
		if i, err := positionOf(s.Key); err == nil && i < len(answers) {
			answers[i] = p.Items[i].asked(versions).Read(s.Values)
		}
	}
	return answers
}

// sum adds up marks, and reports whether none is open.
func sum(marks []Mark) (total, most quiz.Points, complete bool) {
	for _, m := range marks {
		total += m.Score
		most += m.Worth
	}
	return total, most, !slices.ContainsFunc(marks, func(m Mark) bool { return m.Open })
}
