package enquiry

import (
	"cmp"
	"slices"
	"unicode"

	"xiangxue/course/script"
)

// likeEnough is the share of the words' pairs of letters that a question must have in common to be found.
const likeEnough = 0.25

// likest returns the questions that the words are found in, the likest first. A pair of letters in the question counts
// twice as much as one in the answer.
func likest(rows []foundRow, words string) []foundRow {
	asked := pairs(words, false)
	if len(asked) == 0 {
		return nil
	}
	type scored struct {
		foundRow
		likeness float64
	}
	var found []scored
	for _, r := range rows {
		question, answer := pairs(r.Question, true), pairs(r.Answer, true)
		sum := 0.0
		for p := range asked {
			switch {
			case question[p]:
				sum++
			case answer[p]:
				sum += 0.5
			}
		}
		if likeness := sum / float64(len(asked)); likeness >= likeEnough {
			found = append(found, scored{r, likeness})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.likeness, a.likeness) })
	list := make([]foundRow, len(found))
	for i, f := range found {
		list[i] = f.foundRow
	}
	return list
}

// pairs returns the pairs of neighbouring letters and digits of a text, in simplified characters and small letters; with
// singles also each by itself, without only a word of one letter.
func pairs(text string, singles bool) map[[2]rune]bool {
	all := map[[2]rune]bool{}
	folded := script.Fold(text)
	word := func(i int) bool {
		return i >= 0 && i < len(folded) && (unicode.IsLetter(folded[i]) || unicode.IsDigit(folded[i]))
	}
	for i, r := range folded {
		switch {
		case !word(i):
		case word(i + 1):
			all[[2]rune{r, folded[i+1]}] = true
			if singles {
				all[[2]rune{r}] = true
			}
		case singles || !word(i-1):
			all[[2]rune{r}] = true
		}
	}
	return all
}
