package quiz

import (
	"slices"
	"strings"
	"testing"
)

func TestReadArrangedAnswers(t *testing.T) {
	t.Parallel()
	order := Item{Question: ordering("公告", "勘测", "补偿"), Order: []int{2, 0, 1}}                         // shown: 补偿 公告 勘测
	match := Item{Question: matching([]string{"三十年", "四十年"}, "耕地", "草地", "林地"), Order: []int{1, 2, 0}} // 草地 林地 耕地
	cases := []struct {
		name   string
		item   Item
		values []string
		placed []int
		answer string
		result Result
	}{
		{"right order", order, []string{"3", "1", "2"}, []int{1, 2, 3}, "B、C、A", Right},
		{"wrong order", order, []string{"1", "2", "3"}, []int{2, 3, 1}, "A、B、C", Wrong},
		{"one open", order, []string{"3", "1", ""}, []int{1, 0, 3}, "B、空、A", Wrong},
		{"all open", order, []string{"", "", ""}, []int{0, 0, 0}, "", Unanswered},
		{"no such place", order, []string{"4", "1", "2"}, nil, "", Unanswered},
		{"not a place", order, []string{"A", "1", "2"}, nil, "", Unanswered},
		{"too few", order, []string{"1"}, nil, "", Unanswered},
		{"right pairs", match, []string{"C", "A"}, []int{1, 2}, "1—C、2—A", Right},
		{"wrong pairs", match, []string{"A", "B"}, []int{2, 3}, "1—A、2—B", Wrong},
		{"one pair", match, []string{"", "A"}, []int{0, 2}, "1—空、2—A", Wrong},
		{"no such letter", match, []string{"D", "A"}, nil, "", Unanswered},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.item.Question.Point = "p"
			marked := Paper{Round: 1, Items: []Item{c.item}}.Mark(map[ItemKey][]string{"q1": c.values})
			if got := marked.Items[0].Answer.Placed; !slices.Equal(got, c.placed) {
				t.Errorf("placed %v, want %v", got, c.placed)
			}
			out := marked.Outcome().Items[0]
			if out.Answer != c.answer || out.Result != c.result {
				t.Errorf("answer %q judged %v, want %q judged %v", out.Answer, out.Result, c.answer, c.result)
			}
			if want := map[Kind]string{Ordering: "B、C、A", Matching: "1—C、2—A"}[c.item.Question.Kind]; out.Correct != want {
				t.Errorf("correct is %q, want %q", out.Correct, want)
			}
		})
	}
}

func TestReadWrittenAnswer(t *testing.T) {
	t.Parallel()
	item := Item{Question: Question{Kind: CaseAnalysis, Rubric: []Criterion{{Text: "指出应先公告", Share: 1}}}}
	marked := Paper{Items: []Item{item}}.Mark(map[ItemKey][]string{"q1": {" 第一，\r\n应先公告。\x00 "}})
	out := marked.Outcome().Items[0]
	if out.Answer != "第一，\n应先公告。" || out.Result != Ungraded || out.Correct != "指出应先公告" {
		t.Errorf("got %q, %v, %q", out.Answer, out.Result, out.Correct)
	}
	if long := item.Read([]string{strings.Repeat("长", MaxEssay+1)}); len([]rune(long.Text)) != MaxEssay {
		t.Errorf("a long answer is kept with %d characters", len([]rune(long.Text)))
	}
}
