package quiz

import (
	"slices"
	"strconv"
	"strings"
)

// addPlaces fills in what came of an arranged question: for an ordering the letters in the order given, such as
// “B、A、C”; for a matching the letter of each prompt, such as “1—B、2—A”.
func (it Item) addPlaces(out *ItemOutcome) {
	for shown, i := range it.Order {
		out.Options = append(out.Options, OptionOutcome{Letter: letters[shown], Text: it.Question.Options[i].Text})
	}
	right := make([]int, it.Question.places())
	for i := range right {
		right[i] = i + 1
	}
	out.Correct = it.placesText(right)
	if !it.Answer.Empty() {
		out.Answer = it.placesText(it.Answer.Placed)
	}
}

// placesText returns the places in words.
func (it Item) placesText(placed []int) string {
	var words []string
	if it.Question.Kind == Matching {
		for prompt, option := range placed {
			words = append(words, strconv.Itoa(prompt+1)+"—"+it.letter(option-1))
		}
		return strings.Join(words, "、")
	}
	for place := 1; place <= len(placed); place++ {
		words = append(words, it.letter(slices.Index(placed, place)))
	}
	return strings.Join(words, "、")
}

// letter returns the letter under which an option is shown, “空” when there is none.
func (it Item) letter(option int) string {
	if shown := slices.Index(it.Order, option); shown >= 0 {
		return letters[shown]
	}
	return "空"
}

// rubricText returns the criteria in words.
func (q Question) rubricText() string {
	texts := make([]string, len(q.Rubric))
	for i, c := range q.Rubric {
		texts[i] = c.Text
	}
	return strings.Join(texts, "；")
}
