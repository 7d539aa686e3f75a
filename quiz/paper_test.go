package quiz

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func positions(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// choiceQuestion generates a valid single or multiple choice question.
func choiceQuestion(id QuestionID) *rapid.Generator[Question] {
	return rapid.Custom(func(t *rapid.T) Question {
		n := rapid.IntRange(2, MaxOptions).Draw(t, "options")
		q := Question{ID: id, Kind: SingleChoice, Text: fmt.Sprintf("第 %d 题", id)}
		for i := range n {
			q.Options = append(q.Options, Option{Text: fmt.Sprintf("选项 %d-%d", id, i)})
		}
		q.Options[rapid.IntRange(0, n-1).Draw(t, "correct")].Correct = true
		if rapid.Bool().Draw(t, "multiple") {
			q.Kind = MultipleChoice
			q.Options[rapid.IntRange(0, n-1).Draw(t, "also correct")].Correct = true
		}
		return q
	})
}

func anyQuestion(id QuestionID) *rapid.Generator[Question] {
	trueFalse := rapid.Map(rapid.Bool(), func(answer bool) Question {
		return Question{ID: id, Kind: TrueFalse, Text: fmt.Sprintf("第 %d 题", id), Options: TrueFalseOptions(answer)}
	})
	fill := rapid.Just(Question{ID: id, Kind: FillIn, Text: fmt.Sprintf("第 %d 题 ____", id), Accepted: []Accepted{{Text: "三十"}}})
	return rapid.OneOf(choiceQuestion(id), trueFalse, fill)
}

// anyPoints generates the points of a lesson with 1 to 4 questions each.
func anyPoints() *rapid.Generator[[]Point] {
	return rapid.Custom(func(t *rapid.T) []Point {
		var points []Point
		id := QuestionID(0)
		for i := range rapid.IntRange(1, 5).Draw(t, "points") {
			p := Point{ID: fmt.Sprintf("s%d", i+1), Title: fmt.Sprintf("第 %d 节", i+1)}
			for range rapid.IntRange(1, 4).Draw(t, "questions") {
				id++
				q := anyQuestion(id).Draw(t, "question")
				q.Point = p.ID
				p.Questions = append(p.Questions, q)
			}
			points = append(points, p)
		}
		return points
	})
}

func mustDraw(t interface{ Fatal(...any) }, points []Point, previous *Paper, seed Seed) Paper {
	paper, err := Draw(points, previous, seed)
	if err != nil {
		t.Fatal(err)
	}
	return paper
}

// rightAnswer returns the form values that answer the item right.
func rightAnswer(it Item) []string {
	if it.Question.Kind == FillIn {
		return []string{it.Question.Accepted[0].Text}
	}
	var values []string
	for shown, option := range it.Order {
		if it.Question.Options[option].Correct {
			values = append(values, letters[shown])
		}
	}
	return values
}

// someAnswers answers some of the paper right, some wrong, some not at all.
func someAnswers(t *rapid.T, p Paper) map[ItemKey][]string {
	answers := map[ItemKey][]string{}
	for i, it := range p.Items {
		switch rapid.IntRange(0, 2).Draw(t, "answer") {
		case 0:
			answers[Key(i)] = rightAnswer(it)
		case 1:
			answers[Key(i)] = []string{"不知道"}
			if len(it.Order) > 0 {
				answers[Key(i)] = rapid.SliceOfDistinct(rapid.SampledFrom(letters[:len(it.Order)]), rapid.ID).Draw(t, "letters")
			}
		}
	}
	return answers
}

func TestDrawAndRedraw(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		points := anyPoints().Draw(t, "points")
		seed := NewSeed([]byte("secret"), rapid.StringN(0, 5, -1).Draw(t, "person"))
		var previous *Paper
		for round := range 4 {
			paper := mustDraw(t, points, previous, seed)
			if again := mustDraw(t, points, previous, seed); !reflect.DeepEqual(paper, again) {
				t.Fatal("the same seed and history gave another paper")
			}
			checkDrawn(t, points, previous, paper, round+1)
			marked := paper.Mark(someAnswers(t, paper))
			previous = &marked
		}
	})
}

func checkDrawn(t *rapid.T, points []Point, previous *Paper, paper Paper, round int) {
	if paper.Round != round || len(paper.Items) != len(points) {
		t.Fatalf("round %d with %d items, want %d with %d", paper.Round, len(paper.Items), round, len(points))
	}
	for i, it := range paper.Items {
		if it.Question.Point != points[i].ID || it.PointTitle != points[i].Title {
			t.Fatalf("item %d asks for %s, want %s", i, it.Question.Point, points[i].ID)
		}
		if order := slices.Sorted(slices.Values(it.Order)); !slices.Equal(order, positions(len(it.Question.Options))) {
			t.Fatalf("item %d: %v is no order of its options", i, it.Order)
		}
		if previous == nil {
			continue
		}
		last := previous.Items[i]
		switch {
		case last.Right && (!it.Carried || !it.Right || !reflect.DeepEqual(it.Answer, last.Answer) || it.Question.ID != last.Question.ID):
			t.Fatalf("item %d was right and did not stay: %+v", i, it)
		case !last.Right && (it.Carried || it.Right || !it.Answer.Empty()):
			t.Fatalf("item %d was wrong and was not drawn anew: %+v", i, it)
		case !last.Right && len(points[i].Questions) > 1 && it.Question.ID == last.Question.ID:
			t.Fatalf("item %d: question %d again", i, it.Question.ID)
		}
	}
}

func TestEveryQuestionIsAskedBeforeOneReturns(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		points := anyPoints().Draw(t, "points")[:1]
		asked := map[QuestionID]bool{}
		var previous *Paper
		for range points[0].Questions {
			paper := mustDraw(t, points, previous, Seed{})
			asked[paper.Items[0].Question.ID] = true
			previous = &paper
		}
		if len(asked) != len(points[0].Questions) {
			t.Fatalf("asked %v of %d questions", asked, len(points[0].Questions))
		}
	})
}

func TestOptionsMoveFromRoundToRound(t *testing.T) {
	t.Parallel()
	points := []Point{{ID: "s1", Questions: []Question{single(1, "题")}}}
	orders := map[string]bool{}
	var previous *Paper
	for range 20 {
		paper := mustDraw(t, points, previous, Seed{})
		orders[fmt.Sprint(paper.Items[0].Order)] = true
		previous = &paper
	}
	if len(orders) < 5 {
		t.Errorf("20 rounds show the only question in %d orders", len(orders))
	}
}

func TestPassingIsReachable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		points := anyPoints().Draw(t, "points")
		first := mustDraw(t, points, nil, Seed{1})
		first = first.Mark(someAnswers(t, first))
		second := mustDraw(t, points, &first, Seed{1})
		answers := map[ItemKey][]string{}
		for i, it := range second.Items {
			if !it.Carried {
				answers[Key(i)] = rightAnswer(it)
			}
		}
		if marked := second.Mark(answers); !marked.Passed() || !marked.Outcome().Passed || marked.Outcome().Right != len(points) {
			t.Fatalf("all right, not passed: %+v", marked.Outcome())
		}
	})
}

// Whoever sees the paper before marking must not be able to tell which answer is right: moving the correct mark to
// other options changes neither what is shown, nor the order, nor the fingerprint.
func TestDrawnPaperTellsNoAnswer(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		points := anyPoints().Draw(t, "points")
		paper := mustDraw(t, points, nil, Seed{2})
		for _, p := range points {
			for i := range p.Questions {
				q := p.Questions[i].frozen()
				for o := range q.Options {
					q.Options[o].Correct = rapid.Bool().Draw(t, "correct")
					q.Options[o].Feedback = "反馈"
				}
				q.Explanation, q.Accepted, q.Cites = "解析", []Accepted{{Text: "别的"}}, []string{"《法》第一条"}
				p.Questions[i] = q
			}
		}
		other := mustDraw(t, points, nil, Seed{2})
		if !reflect.DeepEqual(paper.Asked(), other.Asked()) || paper.Fingerprint() != other.Fingerprint() {
			t.Fatal("what is shown depends on which answer is right")
		}
	})
}

func TestFrozenPaperDoesNotFollowTheBank(t *testing.T) {
	t.Parallel()
	points := []Point{{ID: "s1", Questions: []Question{single(1, "题")}}}
	paper := mustDraw(t, points, nil, Seed{})
	marked := paper.Mark(map[ItemKey][]string{"q1": rightAnswer(paper.Items[0])})
	points[0].Questions[0].Options[0] = Option{Text: "改了", Correct: false}
	if it := marked.Items[0]; it.Question.Options[0].Text != "三十年" || !marked.Passed() || paper.Items[0].Right {
		t.Errorf("the paper changed: drawn %+v, marked %+v", paper.Items[0], it)
	}
}

func TestMarkReadsForms(t *testing.T) {
	t.Parallel()
	multiple := Question{ID: 1, Kind: MultipleChoice, Options: []Option{{Text: "甲", Correct: true}, {Text: "乙"}, {Text: "丙", Correct: true}}}
	paper := Paper{Items: []Item{{Question: multiple, Order: []int{2, 1, 0}}, {Question: fillIn("____", "村民会议")}}}
	cases := []struct {
		name   string
		values []string
		want   Answer
	}{
		{"letters in the order shown", []string{"C", "A"}, Answer{Chosen: []int{0, 2}}},
		{"one letter", []string{"A"}, Answer{Chosen: []int{2}}},
		{"a letter twice", []string{"A", "A"}, Answer{Chosen: []int{2}}},
		{"a letter that was not offered", []string{"A", "C", "D"}, Answer{}},
		{"no letter", []string{"0"}, Answer{}},
		{"nothing", nil, Answer{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := paper.Mark(map[ItemKey][]string{"q1": c.values}).Items[0].Answer; !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
	texts := map[string]string{" 村民会议 ": "村民会议", "村民\x00会议": "村民 会议", "\xff": "�", string(make([]rune, 3*MaxAnswer)): ""}
	for typed, want := range texts {
		if got := paper.Mark(map[ItemKey][]string{"q2": {typed}, "q9": {"A"}}).Items[1].Answer.Text; got != want {
			t.Errorf("%q: kept %q, want %q", typed, got, want)
		}
	}
	long := strings.Repeat("长", 2*MaxAnswer)
	if got := paper.Mark(map[ItemKey][]string{"q2": {long}}).Items[1].Answer.Text; got != long[:len(long)/2] {
		t.Errorf("kept %d bytes of a long answer", len(got))
	}
	if got := paper.Mark(map[ItemKey][]string{"q2": {"村民会议", "别的"}}).Items[1]; got.Right || !got.Answer.Empty() {
		t.Errorf("two texts for one blank: %+v", got)
	}
}

func TestCarriedAnswersCannotBeChanged(t *testing.T) {
	t.Parallel()
	it := Item{Question: single(1, "题"), Order: []int{0, 1, 2, 3}, Carried: true, Right: true, Answer: Answer{Chosen: []int{0}}}
	marked := Paper{Round: 2, Items: []Item{it}}.Mark(map[ItemKey][]string{"q1": {"B"}})
	if !reflect.DeepEqual(marked.Items[0], it) {
		t.Errorf("got %+v, want %+v", marked.Items[0], it)
	}
}

func TestPassedNeedsItems(t *testing.T) {
	t.Parallel()
	if (Paper{}).Passed() {
		t.Error("an empty paper is passed")
	}
}

func TestFingerprint(t *testing.T) {
	t.Parallel()
	base := func() Paper {
		return Paper{Round: 1, Items: []Item{{Question: single(1, "题"), Order: []int{0, 1, 2, 3}}}}
	}
	changes := map[string]func(*Paper){
		"round":    func(p *Paper) { p.Round = 2 },
		"order":    func(p *Paper) { p.Items[0].Order = []int{1, 0, 2, 3} },
		"question": func(p *Paper) { p.Items[0].Question.ID = 2 },
		"wording":  func(p *Paper) { p.Items[0].Question.Text = "题？" },
		"option":   func(p *Paper) { p.Items[0].Question.Options[3].Text = "九十年" },
		"carried":  func(p *Paper) { p.Items[0].Carried = true },
		"items":    func(p *Paper) { p.Items = append(p.Items, p.Items[0]) },
	}
	for name, change := range changes {
		p := base()
		change(&p)
		if p.Fingerprint() == base().Fingerprint() {
			t.Errorf("%s: the fingerprint did not change", name)
		}
	}
	if got := base().Mark(map[ItemKey][]string{"q1": {"A"}}).Fingerprint(); got != base().Fingerprint() || len(got) != 16 {
		t.Errorf("marking changed the fingerprint to %q", got)
	}
}

func TestDrawRefuses(t *testing.T) {
	t.Parallel()
	many := single(1, "题")
	many.Options = make([]Option, MaxOptions+1)
	for name, points := range map[string][]Point{
		"no question":      {{ID: "s1"}},
		"one id twice":     {{ID: "s1", Questions: []Question{single(1, "甲"), single(1, "乙")}}},
		"one point twice":  {{ID: "s1", Questions: []Question{single(1, "甲")}}, {ID: "s1", Questions: []Question{single(2, "乙")}}},
		"too many options": {{ID: "s1", Questions: []Question{many}}},
	} {
		if _, err := Draw(points, nil, Seed{}); err == nil {
			t.Errorf("%s: drawn", name)
		}
	}
}

func TestDrawDoesNotDependOnTheOrderOfTheBank(t *testing.T) {
	t.Parallel()
	questions := []Question{single(1, "甲"), single(2, "乙"), single(3, "丙")}
	forth := mustDraw(t, []Point{{ID: "s1", Questions: questions}}, nil, Seed{3})
	slices.Reverse(questions)
	if back := mustDraw(t, []Point{{ID: "s1", Questions: questions}}, nil, Seed{3}); !reflect.DeepEqual(forth, back) {
		t.Errorf("got %+v, want %+v", back, forth)
	}
}

func TestShuffleKeepsMeaning(t *testing.T) {
	t.Parallel()
	all := Question{ID: 1, Kind: SingleChoice, Options: []Option{{Text: "甲"}, {Text: "以上都对", Correct: true}, {Text: "乙"}, {Text: "丙"}}}
	named := Question{ID: 1, Kind: SingleChoice, Options: []Option{{Text: "甲"}, {Text: "乙"}, {Text: "A和B都对", Correct: true}}}
	places := map[int]bool{}
	for round := range 40 {
		random := Seed{}.round(round).random("s1")
		order := Shuffled(all, random)
		places[slices.Index(order, 0)] = true
		if order[3] != 1 {
			t.Fatalf("“以上都对” stands at %v", order)
		}
		if got := Shuffled(named, random); !slices.Equal(got, []int{0, 1, 2}) {
			t.Fatalf("options that are named by letter moved: %v", got)
		}
		if got := Shuffled(Question{Kind: TrueFalse, Options: TrueFalseOptions(true)}, random); !slices.Equal(got, []int{0, 1}) {
			t.Fatalf("对 and 错 moved: %v", got)
		}
	}
	if len(places) != 3 {
		t.Errorf("the first option was only seen at %v", places)
	}
}

func TestNewSeedKeepsPartsApart(t *testing.T) {
	t.Parallel()
	seeds := map[Seed]string{}
	for _, parts := range [][]string{{}, {""}, {"ab", "c"}, {"a", "bc"}, {"abc"}} {
		seed := NewSeed([]byte("k"), parts...)
		if other, found := seeds[seed]; found {
			t.Errorf("%q and %q give one seed", parts, other)
		}
		seeds[seed] = fmt.Sprint(parts)
	}
	if NewSeed([]byte("k"), "a") == NewSeed([]byte("l"), "a") {
		t.Error("the secret does not matter")
	}
}
