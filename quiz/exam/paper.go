package exam

import (
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// Paper is a draw (试卷): which versions of which questions, in which order, with which order of their options. Versions
// never change, so this is all there is to freeze. Its JSON form is evidence: fields may be added, never renamed.
type Paper struct {
	Items []Item `json:"items"`
}

// Item is one question of a paper.
type Item struct {
	Version bank.VersionID `json:"v"`
	Section int            `json:"s"` // of the blueprint, from 0
	Worth   quiz.Points    `json:"w"`
	Order   []int          `json:"o,omitempty"` // shown position → position in the question's options
}

// Most returns what the paper is worth.
func (p Paper) Most() quiz.Points {
	var sum quiz.Points
	for _, it := range p.Items {
		sum += it.Worth
	}
	return sum
}

// Versions returns the ids of the questions, in the order of the paper.
func (p Paper) Versions() []bank.VersionID {
	ids := make([]bank.VersionID, len(p.Items))
	for i, it := range p.Items {
		ids[i] = it.Version
	}
	return ids
}

// asked returns the item as package quiz shows and reads it.
func (it Item) asked(versions map[bank.VersionID]bank.Version) quiz.Item {
	return quiz.Item{Question: versions[it.Version].Content, Order: it.Order}
}

// Questions returns the paper with the texts of its questions, for showing and printing. The versions must have all of
// the paper's.
func (p Paper) Questions(versions map[bank.VersionID]bank.Version) quiz.Paper {
	asked := quiz.Paper{Round: 1, Items: make([]quiz.Item, len(p.Items))}
	for i, it := range p.Items {
		asked.Items[i] = it.asked(versions)
	}
	return asked
}
