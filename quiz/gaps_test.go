package quiz_test

import (
	"testing"

	"xiangxue/quiz"
)

// TestGaps answers a question with two gaps, each in a field of its own or both in one.
func TestGaps(t *testing.T) {
	t.Parallel()
	q := quiz.Question{Kind: quiz.FillIn, Text: "由____提出，____日内报乡镇批准。", Accepted: []quiz.Accepted{{Text: "村委会；7"}, {Text: "村民小组;十"}}}
	if err := q.Validate(); err != nil || q.Gaps() != 2 {
		t.Fatalf("%d gaps, %v", q.Gaps(), err)
	}
	item := quiz.Item{Question: q}
	for _, c := range []struct {
		name   string
		values []string
		result quiz.Result
		score  quiz.Points // of 300, each gap its share
	}{
		{"both right", []string{"村委会", "7"}, quiz.Right, 300},
		{"written otherwise", []string{" 村委會。", "七日"}, quiz.Right, 300},
		{"by the other answer", []string{"村民小组", "10日"}, quiz.Right, 300},
		{"half by the one and half by the other", []string{"村委会", "10"}, quiz.Wrong, 150},
		{"one is missing", []string{"", "7"}, quiz.Wrong, 150},
		{"the other way round", []string{"7", "村委会"}, quiz.Wrong, 0},
		{"nothing", []string{"", " "}, quiz.Unanswered, 0},
		{"in one field", []string{"村委会;七"}, quiz.Right, 300},
		{"in one field, without a mark", []string{"村委会七"}, quiz.Wrong, 0},
		{"a mark within a gap", []string{"村委会；乡政府", "7"}, quiz.Wrong, 150},
		{"three fields", []string{"村委会", "7", ""}, quiz.Unanswered, 0},
	} {
		answer := item.Read(c.values)
		if got, score := quiz.Grade(q, answer), quiz.Score(q, answer, 300, quiz.ShareForEach); got != c.result || score != c.score {
			t.Errorf("%s: %q is %v and earns %s, want %v and %s", c.name, answer.Text, got, score, c.result, c.score)
		}
		if score := quiz.Score(q, answer, 300, quiz.AllOrNothing); (score == 300) != (c.result == quiz.Right) || score != 0 && score != 300 {
			t.Errorf("%s: all or nothing gives %s", c.name, score)
		}
	}
	for _, one := range []quiz.Question{
		{Kind: quiz.FillIn, Text: "由____提出，报____批准。", Accepted: []quiz.Accepted{{Text: "村委会"}}},
		{Kind: quiz.FillIn, Text: "约____天。", Accepted: []quiz.Accepted{{Text: "6", Tolerance: "1"}}},
		{Kind: quiz.FillIn, Text: "____", Accepted: []quiz.Accepted{{Text: "甲；乙"}}},
		{Kind: quiz.FillIn, Text: "几天？", Accepted: []quiz.Accepted{{Text: "6"}}},
	} {
		if one.Gaps() != 1 {
			t.Errorf("%q with %+v has %d gaps", one.Text, one.Accepted, one.Gaps())
		}
	}
}

// TestGapsWithAlternatives mixes what is right in one gap with what is right in the other.
func TestGapsWithAlternatives(t *testing.T) {
	t.Parallel()
	q := quiz.Question{Kind: quiz.FillIn, Text: "由____提出，____日内报____批准。", Accepted: []quiz.Accepted{{Text: "村委会／村民委员会；7／七个工作；乡镇"}}}
	if err := q.Validate(); err != nil || q.Gaps() != 3 {
		t.Fatalf("%d gaps, %v", q.Gaps(), err)
	}
	for _, c := range []struct {
		values []string
		score  quiz.Points // of 300, 100 a gap
	}{
		{[]string{"村委会", "七个工作", "乡镇"}, 300},
		{[]string{"村民委员会", "七", "乡镇"}, 300},
		{[]string{"村民委员会／村委会", "7", "乡镇"}, 200},
		{[]string{"7", "村委会", "乡镇"}, 100},
		{[]string{"村委会", "", "／"}, 100},
	} {
		answer := quiz.Item{Question: q}.Read(c.values)
		if got := quiz.Score(q, answer, 300, quiz.ShareForEach); got != c.score {
			t.Errorf("%v earns %s, want %s", c.values, got, c.score)
		}
	}
	single := quiz.Question{Kind: quiz.FillIn, Text: "每亩____。", Accepted: []quiz.Accepted{{Text: "元／亩"}}}
	if quiz.Grade(single, quiz.Item{Question: single}.Read([]string{"元"})) != quiz.Wrong {
		t.Error("a single gap must not divide its answer")
	}
}
