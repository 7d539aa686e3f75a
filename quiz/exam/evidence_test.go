package exam

import (
	"testing"

	"xiangxue/quiz"
)

func TestEvidenceNamesWhatWasArranged(t *testing.T) {
	t.Parallel()
	options := []quiz.OptionOutcome{{Letter: "A", Text: "补偿"}, {Letter: "B", Text: "公告"}}
	for want, o := range map[string]quiz.ItemOutcome{
		"排先后　A 补偿　B 公告":         {Kind: quiz.Ordering, Text: "排先后", Options: options},
		"连起来　1 先　2 后　A 补偿　B 公告": {Kind: quiz.Matching, Text: "连起来", Prompts: []string{"先", "后"}, Options: options},
		"选一个": {Kind: quiz.SingleChoice, Text: "选一个", Options: options},
	} {
		if got := (ItemOutcome{ItemOutcome: o}).asked(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
