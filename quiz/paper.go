package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
)

// Paper is a frozen draw (试卷): the questions as they were asked and, once marked, the answers. Its JSON form is kept
// as evidence: fields may be added, never renamed.
type Paper struct {
	Round int    `json:"round"` // 1 for the first draw
	Items []Item `json:"items"` // one per knowledge point, in the lesson's order
}

// Item is one question of a paper.
type Item struct {
	Question   Question     `json:"question"`
	PointTitle string       `json:"pointTitle,omitempty"`
	Order      []int        `json:"order,omitempty"` // shown position → position in Question.Options
	Seen       []QuestionID `json:"seen,omitempty"`  // drawn for this point before, in the current rotation
	Carried    bool         `json:"carried"`         // was answered right in an earlier round
	Answer     Answer       `json:"answer"`
	Right      bool         `json:"right"`
}

// ItemKey names the form field of an item: q1, q2 and so on.
type ItemKey string

// Key returns the key of the item at position i, counted from 0.
func Key(i int) ItemKey { return ItemKey("q" + strconv.Itoa(i+1)) }

// letters are the labels and form values of the options in the order shown, whatever the question's own order.
var letters = [MaxOptions]string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"}

// Mark returns a graded copy of the paper; p is unchanged. An answer is the letters of the chosen options, the one
// text of a fill-in or written question, or one value for each place of an arranged one (see Item.Read). Carried items keep their answers. A letter that was not offered voids the answer, and
// answers to unknown keys are ignored.
func (p Paper) Mark(answers map[ItemKey][]string) Paper {
	items := slices.Clone(p.Items)
	for i := range items {
		item := &items[i]
		if item.Carried {
			continue
		}
		item.Answer = item.Read(answers[Key(i)])
		item.Right = Grade(item.Question, item.Answer) == Right
	}
	return Paper{Round: p.Round, Items: items}
}

// Read turns the values of a form field into an answer. For an ordering question they are the places, "1" and so on, of
// the options in the order shown; for a matching question the letters of the options chosen for each prompt; "" leaves
// one open.
func (it Item) Read(values []string) Answer {
	switch kind := it.Question.Kind; {
	case kind == FillIn || kind.Written():
		if gaps := it.Question.Gaps(); gaps > 1 && len(values) == gaps {
			return Answer{Text: tidy(joined(values), kind)}
		}
		if len(values) != 1 {
			return Answer{}
		}
		return Answer{Text: tidy(values[0], kind)}
	case kind == Ordering:
		return it.readPlaces(values)
	case kind == Matching:
		return it.readMatches(values)
	}
	var chosen []int
	for _, value := range values {
		shown := slices.Index(letters[:len(it.Order)], value)
		if shown < 0 {
			return Answer{}
		}
		chosen = append(chosen, it.Order[shown])
	}
	slices.Sort(chosen)
	return Answer{Chosen: slices.Compact(chosen)}
}

// Passed reports whether every point is answered right. A paper without items is not passed.
func (p Paper) Passed() bool {
	return len(p.Items) > 0 && !slices.ContainsFunc(p.Items, func(it Item) bool { return !it.Right })
}

// Fingerprint returns a short text that differs when anything shown differs: the round, the questions, their wording,
// the order of the options. A form carries it, so that answers to another draw are recognised as stale. It depends on
// nothing that is hidden until the paper is marked, so it cannot be used to try out which option is correct.
func (p Paper) Fingerprint() string {
	type shown struct {
		ID      QuestionID
		Carried bool
		Kind    Kind
		Text    string
		Options []string
		Prompts []string `json:",omitempty"`
	}
	items := make([]shown, len(p.Items))
	for i, it := range p.Items {
		items[i] = shown{ID: it.Question.ID, Carried: it.Carried, Kind: it.Question.Kind, Text: it.Question.Text, Prompts: it.Question.Prompts}
		for _, option := range it.Order {
			items[i].Options = append(items[i].Options, it.Question.Options[option].Text)
		}
	}
	text, err := json.Marshal(struct {
		Round int
		Items []shown
	}{p.Round, items})
	if err != nil {
		panic(err) // strings, numbers and slices of them always marshal
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
