package quiz

import (
	"reflect"
	"testing"
)

func TestOutcome(t *testing.T) {
	t.Parallel()
	choice := single(1, "耕地的承包期为多少年？")
	choice.Explanation, choice.Cites = "耕地的承包期为三十年。", []string{"《农村土地承包法》第二十一条"}
	judged := Question{ID: 2, Point: "s2", Kind: TrueFalse, Text: "可以无限期延长。", Options: TrueFalseOptions(false)}
	number := numeric("大约 ____ 天。", "6", "0.5")
	number.Accepted[0].Feedback = "算得对"
	paper := Paper{Round: 3, Items: []Item{
		{Question: choice, PointTitle: "承包期", Order: []int{3, 1, 0, 2}},
		{Question: judged, Order: []int{0, 1}, Carried: true, Right: true, Answer: Answer{Chosen: []int{1}}},
		{Question: number},
		{Question: fillIn("____", "村民会议", "全体村民会议")},
	}}
	got := paper.Mark(map[ItemKey][]string{"q1": {"B"}, "q3": {"六天"}}).Outcome()
	want := Outcome{Round: 3, Right: 2, Total: 4, Items: []ItemOutcome{
		{Key: "q1", Number: 1, Kind: SingleChoice, Text: choice.Text, Result: Wrong, Answer: "B", Correct: "C", Feedback: "二十年是旧说法",
			Explanation: choice.Explanation, Point: "s1", PointTitle: "承包期", Cites: choice.Cites,
			Options: []OptionOutcome{{"A", "七十年", false, false}, {"B", "二十年", false, true}, {"C", "三十年", true, false}, {"D", "五十年", false, false}}},
		{Key: "q2", Number: 2, Kind: TrueFalse, Text: judged.Text, Result: Right, Carried: true, Answer: "错", Correct: "错", Point: "s2",
			Options: []OptionOutcome{{"A", "对", false, false}, {"B", "错", true, true}}},
		{Key: "q3", Number: 3, Kind: FillIn, Text: number.Text, Result: Right, Answer: "六天", Correct: "6±0.5", Feedback: "算得对"},
		{Key: "q4", Number: 4, Kind: FillIn, Text: "____", Result: Unanswered, Correct: "村民会议 或 全体村民会议"},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestAskedLeavesOutWhatIsDone(t *testing.T) {
	t.Parallel()
	paper := Paper{Round: 2, Items: []Item{
		{Question: single(1, "甲"), Carried: true, Right: true},
		{Question: single(2, "乙"), PointTitle: "承包期", Order: []int{1, 0, 3, 2}},
	}}
	want := []Asked{{Key: "q2", Number: 2, Point: "s1", PointTitle: "承包期", Kind: SingleChoice, Text: "乙",
		Options: []AskedOption{{"A", "二十年"}, {"B", "三十年"}, {"C", "七十年"}, {"D", "五十年"}}}}
	if got := paper.Asked(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
