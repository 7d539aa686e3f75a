package exam

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// aQuestion draws a question of any kind.
func aQuestion(t *rapid.T) quiz.Question {
	q := quiz.Question{Kind: rapid.SampledFrom(quiz.Kinds()).Draw(t, "kind"), Text: "题"}
	options := rapid.IntRange(3, 6).Draw(t, "options")
	switch {
	case q.Kind == quiz.TrueFalse:
		q.Options = quiz.TrueFalseOptions(rapid.Bool().Draw(t, "truth"))
	case q.Kind == quiz.FillIn:
		q.Accepted = []quiz.Accepted{{Text: "甲"}, {Text: "乙"}}
	case q.Kind.Written():
		q.Rubric = []quiz.Criterion{{Text: "说到", Share: 1}, {Text: "说清", Share: 2}}
	default:
		for i := range options {
			q.Options = append(q.Options, quiz.Option{Text: string(rune('甲' + i))})
		}
	}
	switch q.Kind {
	case quiz.SingleChoice:
		q.Options[rapid.IntRange(0, options-1).Draw(t, "right")].Correct = true
	case quiz.MultipleChoice:
		for i := range q.Options {
			q.Options[i].Correct = rapid.Bool().Draw(t, "correct")
		}
		q.Options[0].Correct = true
	case quiz.Matching:
		q.Prompts = []string{"一", "二", "三"}[:rapid.IntRange(2, 3).Draw(t, "prompts")]
	}
	return q
}

// aField draws what a form field may hold, right or nonsense.
func aField(t *rapid.T) []string {
	value := rapid.SampledFrom([]string{"", "A", "B", "C", "D", "F", "J", "1", "2", "3", "9", "甲", "乙", "丙", "ＡＢ", "\x00"})
	return rapid.SliceOfN(value, 0, 6).Draw(t, "values")
}

// aMarking draws a paper with corrected keys and grades, and the fields of its items.
func aMarking(t *rapid.T) (marking, []Saved) {
	m := marking{
		versions: map[bank.VersionID]bank.Version{}, partial: rapid.SampledFrom(quiz.Partials()).Draw(t, "partial"), keys: Keys{}, grades: grades{},
	}
	var saved []Saved
	for i := range rapid.IntRange(1, 8).Draw(t, "items") {
		id := bank.VersionID(i + 1)
		q := aQuestion(t)
		m.versions[id] = bank.Version{ID: id, Draft: bank.Draft{Content: q}}
		order := rapid.Permutation(upTo(len(q.Options))).Draw(t, "order")
		m.paper.Items = append(m.paper.Items, Item{Version: id, Worth: quiz.Points(rapid.IntRange(1, 1000).Draw(t, "worth")), Order: order})
		if rapid.Bool().Draw(t, "answered") {
			saved = append(saved, Saved{Key: quiz.Key(i), Values: aField(t)})
		}
		if rapid.IntRange(0, 3).Draw(t, "corrected") == 0 {
			m.keys[id] = Key{}
		}
		if rapid.Bool().Draw(t, "graded") {
			m.grades[i] = quiz.Points(rapid.IntRange(-100, 2000).Draw(t, "grade"))
		}
	}
	return m, saved
}

func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func TestMarksStayWithinTheWorth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, saved := aMarking(t)
		marks := m.mark(m.paper.read(saved, m.versions))
		for i, mark := range marks {
			if mark.Score < 0 || mark.Score > mark.Worth || mark.Worth != m.paper.Items[i].Worth {
				t.Fatalf("item %d earned %s of %s", i+1, mark.Score, mark.Worth)
			}
		}
		total, most, _ := sum(marks)
		if total < 0 || total > most || most != m.paper.Most() {
			t.Fatalf("%s of %s", total, most)
		}
	})
}

// TestTheOrderOfOptionsHasNoInfluence shows the same options in another order and gives the same answers.
func TestTheOrderOfOptionsHasNoInfluence(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, saved := aMarking(t)
		answers := m.paper.read(saved, m.versions)
		other := m
		other.paper.Items = slices.Clone(m.paper.Items)
		var moved []Saved
		for i := range other.paper.Items {
			it := &other.paper.Items[i]
			it.Order = rapid.Permutation(it.Order).Draw(t, "another order")
			moved = append(moved, Saved{Key: quiz.Key(i), Values: fieldOf(it.asked(m.versions), answers[i])})
		}
		if got, want := other.mark(other.paper.read(moved, m.versions)), m.mark(answers); !slices.Equal(got, want) {
			t.Fatalf("in another order %v, before %v", got, want)
		}
	})
}

// fieldOf returns the form field by which an item is answered so.
func fieldOf(it quiz.Item, a quiz.Answer) []string {
	letter := func(option int) string { return string(rune('A' + slices.Index(it.Order, option))) }
	var values []string
	switch {
	case it.Question.Kind.Chosen():
		for _, option := range a.Chosen {
			values = append(values, letter(option))
		}
	case len(a.Placed) == 0:
		values = []string{a.Text}
	case it.Question.Kind == quiz.Ordering:
		for _, option := range it.Order {
			values = append(values, placeText(a.Placed[option]))
		}
	default:
		for _, option := range a.Placed {
			if option == 0 {
				values = append(values, "")
			} else {
				values = append(values, letter(option-1))
			}
		}
	}
	return values
}

func placeText(place int) string {
	if place == 0 {
		return ""
	}
	return string(rune('0' + place))
}

// TestMarkingIsDeterministic marks twice: the same answers earn the same, whenever they are marked.
func TestMarkingIsDeterministic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, saved := aMarking(t)
		answers := m.paper.read(saved, m.versions)
		if a, b := m.mark(answers), m.mark(slices.Clone(answers)); !slices.Equal(a, b) {
			t.Fatalf("%v and %v", a, b)
		}
	})
}

func TestCountedAttempt(t *testing.T) {
	t.Parallel()
	on := instant(1)
	failed, better, passed := Tried{ID: 1, Total: 300, SubmittedAt: on}, Tried{ID: 2, Total: 500, SubmittedAt: on}, Tried{ID: 3, Total: 400, Passed: true, SubmittedAt: on}
	for _, tt := range []struct {
		name     string
		rule     Counts
		attempts []Tried
		want     AttemptID
	}{
		{"none", Best, nil, 0},
		{"one that runs", Last, []Tried{{ID: 9}}, 0},
		{"the best of two", Best, []Tried{better, failed}, 2},
		{"the last of two", Last, []Tried{better, failed}, 1},
		{"a passed one before a better one", Best, []Tried{better, passed}, 3},
		{"the running one does not count", Last, []Tried{failed, {ID: 9}}, 1},
	} {
		if got, _ := counted(tt.rule, tt.attempts); got.ID != tt.want {
			t.Errorf("%s: attempt %d, want %d", tt.name, got.ID, tt.want)
		}
	}
}
