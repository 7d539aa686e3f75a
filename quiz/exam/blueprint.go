package exam

import (
	"fmt"
	"slices"

	"xiangxue/course/fault"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// Blueprint says how a paper is put together (组卷规则).
type Blueprint struct {
	Sections []Section `json:"sections"`
	Same     bool      `json:"same"` // everybody gets the same paper; else each a draw of his own
}

// Section is a part of a paper whose questions are all worth the same.
type Section struct {
	Title string           `json:"title"`
	Each  quiz.Points      `json:"each"`
	Fixed []bank.VersionID `json:"fixed,omitempty"` // asked of everybody, in this order
	Picks []Pick           `json:"picks,omitempty"` // drawn behind them
}

// Pick draws a number of questions from those that fit. Empty fields fit all.
type Pick struct {
	Bank       bank.ID   `json:"bank,omitempty"`
	Subject    string    `json:"subject,omitempty"`
	Tag        string    `json:"tag,omitempty"`
	Kind       quiz.Kind `json:"kind,omitempty"`
	Difficulty int       `json:"difficulty,omitempty"` // 1 to 5; 0: any
	Count      int       `json:"count"`
}

// Items returns how many questions a paper has.
func (b Blueprint) Items() int {
	n := 0
	for _, s := range b.Sections {
		n += s.Items()
	}
	return n
}

// Most returns what a paper is worth: the sum of its questions.
func (b Blueprint) Most() quiz.Points {
	var sum quiz.Points
	for _, s := range b.Sections {
		sum += s.Each * quiz.Points(s.Items())
	}
	return sum
}

// Items returns how many questions the section has.
func (s Section) Items() int {
	n := len(s.Fixed)
	for _, p := range s.Picks {
		n += max(p.Count, 0)
	}
	return n
}

// Fixed returns the questions that everybody is asked, in the order of the sections.
func (b Blueprint) Fixed() []bank.VersionID {
	var ids []bank.VersionID
	for _, s := range b.Sections {
		ids = append(ids, s.Fixed...)
	}
	return ids
}

// check reports what is wrong with the blueprint under names like sections[0].picks[1].count.
func (b Blueprint) check(f *fault.Fields) {
	f.Check(b.Items() <= mostItems, "sections", "一份试卷最多 %d 道题", mostItems)
	seen := map[bank.VersionID]bool{}
	for i, s := range b.Sections {
		name := fmt.Sprintf("sections[%d]", i)
		f.Check(text(s.Title, 1, mostTitle), name+".title", "每部分要有标题，最多 %d 个字", mostTitle)
		f.Check(s.Each > 0 && s.Each <= mostEach, name+".each", "每题的分值要大于 0，最多 %s 分", mostEach)
		for _, id := range s.Fixed {
			f.Check(!seen[id], name+".fixed", "同一道题放了两次")
			seen[id] = true
		}
		for j, p := range s.Picks {
			p.check(f, fmt.Sprintf("%s.picks[%d]", name, j))
		}
	}
}

func (p Pick) check(f *fault.Fields, name string) {
	f.Check(p.Count >= 1 && p.Count <= mostItems, name+".count", "抽题数要在 1 和 %d 之间", mostItems)
	f.Check(p.Kind == "" || slices.Contains(quiz.Kinds(), p.Kind), name+".kind", "题型不认识")
	f.Check(p.Difficulty >= 0 && p.Difficulty <= 5, name+".difficulty", "难度在 1 和 5 之间")
}
