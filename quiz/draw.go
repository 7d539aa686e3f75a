package quiz

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Draw draws one question for each point, in the order of the points, and shuffles its options. Given the marked
// paper of the round before, points answered right keep their question and answer, and the others are drawn anew: a
// point's questions are all asked before one returns, and the last one is not asked twice in a row when there is
// another. Equal arguments give equal papers. It fails when a point has no question, two with one id,
// one with too many options, or appears twice.
func Draw(points []Point, previous *Paper, seed Seed) (Paper, error) {
	paper := Paper{Round: 1, Items: make([]Item, 0, len(points))}
	before := map[string]Item{}
	if previous != nil {
		paper.Round = previous.Round + 1
		for _, it := range previous.Items {
			before[it.Question.Point] = it
		}
	}
	drawn := make(map[string]bool, len(points))
	source := seed.round(paper.Round)
	for _, point := range points {
		if drawn[point.ID] {
			return Paper{}, fmt.Errorf("draw round %d: point %q appears twice", paper.Round, point.ID)
		}
		drawn[point.ID] = true
		last, again := before[point.ID]
		if again && last.Right {
			paper.Items = append(paper.Items, last.carry())
			continue
		}
		item, err := drawPoint(point, last, source.random(point.ID))
		if err != nil {
			return Paper{}, fmt.Errorf("draw round %d: %w", paper.Round, err)
		}
		paper.Items = append(paper.Items, item)
	}
	return paper, nil
}

// carry returns the item as it stands on the next paper after it was answered right.
func (it Item) carry() Item {
	it.Question = it.Question.frozen()
	it.Carried = true
	return it
}

func drawPoint(point Point, last Item, random *rand.Rand) (Item, error) {
	questions := point.Questions
	byID := func(a, b Question) int { return cmp.Compare(a.ID, b.ID) }
	if !slices.IsSortedFunc(questions, byID) {
		questions = slices.Clone(questions)
		slices.SortFunc(questions, byID)
	}
	for i, q := range questions {
		if i > 0 && q.ID == questions[i-1].ID {
			return Item{}, fmt.Errorf("point %q: two questions with id %d", point.ID, q.ID)
		}
		if len(q.Options) > MaxOptions {
			return Item{}, fmt.Errorf("point %q: question %d has %d options", point.ID, q.ID, len(q.Options))
		}
	}
	if len(questions) == 0 {
		return Item{}, fmt.Errorf("point %q: no questions", point.ID)
	}
	candidates, seen := rotation(questions, last)
	question := candidates[random.IntN(len(candidates))].frozen()
	question.Point = point.ID
	return Item{Question: question, PointTitle: point.Title, Order: Shuffled(question, random), Seen: seen}, nil
}

// rotation returns the questions that may follow the last item, never none, and those that no longer may.
func rotation(questions []Question, last Item) (candidates []Question, seen []QuestionID) {
	if last.Question.ID == 0 {
		return questions, nil
	}
	seen = append(slices.Clone(last.Seen), last.Question.ID)
	if candidates = without(questions, seen); len(candidates) > 0 {
		return candidates, seen
	}
	seen = []QuestionID{last.Question.ID} // all were asked: a new rotation begins
	if candidates = without(questions, seen); len(candidates) > 0 {
		return candidates, seen
	}
	return questions, nil
}

func without(questions []Question, ids []QuestionID) []Question {
	return slices.DeleteFunc(slices.Clone(questions), func(q Question) bool { return slices.Contains(ids, q.ID) })
}

// namesLetters matches an option that speaks of others by their letters, such as “B和C都对”.
var namesLetters = regexp.MustCompile(`^[A-JＡ-Ｊ]([、，,和与及或 ]*[A-JＡ-Ｊ])*[ ]*(都|均|皆|全|两|三|项|选项)`)

func speaksOfOthers(o Option) bool {
	first, _ := utf8.DecodeRuneInString(o.Text)
	return (first >= 'A' && first <= 'J' || first >= 'Ａ' && first <= 'Ｊ') && namesLetters.MatchString(o.Text)
}

// Shuffled returns the order in which the options are shown: shown position → position in Question.Options. 对 and 错
// keep theirs, as does every option when one speaks of others by their letters; options such as “以上都对” stay behind
// the others. What is to be arranged is always shuffled, since its own order is the answer.
func Shuffled(q Question, random *rand.Rand) []int {
	order := make([]int, len(q.Options))
	for i := range order {
		order[i] = i
	}
	if q.Kind.Arranged() {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		return order
	}
	if q.Kind == TrueFalse || slices.ContainsFunc(q.Options, speaksOfOthers) {
		return order
	}
	random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(looksBack(q.Options[a]), looksBack(q.Options[b])) })
	return order
}

func looksBack(o Option) int {
	if strings.HasPrefix(o.Text, "以上") || strings.HasPrefix(o.Text, "上述") {
		return 1
	}
	return 0
}
