package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// anyText generates text full of what is special in one format or another.
func anyText(limit int) *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"[html]", "[plain]", "//", "::", "####", "->", "%50%", "$CATEGORY: s9", "____", "\n", "\\n", "\\", "~", "=", "#", "{", "}", "｛", "～", " ", "*", "T", "题", "《法》第一条",
			"<b>", "</p>", "&amp;", "&", "]]>", "\"", "'", "<!--", "（ ）", "A. ", "答案：", "1. ", "@", ",", ";", "\t"}),
		rapid.StringMatching(`[a-zA-Z0-9一-鿿，。]{1,3}`))
	return rapid.Map(rapid.SliceOfN(piece, 1, limit), func(pieces []string) string {
		return strings.TrimSpace(strings.Join(pieces, ""))
	})
}

// maybe generates text or none.
func maybe() *rapid.Generator[string] { return rapid.OneOf(rapid.Just(""), anyText(6)) }

// plainText generates text of one line without what divides a list in a cell.
func plainText() *rapid.Generator[string] {
	return rapid.StringMatching(`[a-zA-Z0-9一-鿿（）《》&<>"'\\\]{}=~#]{1,6}`)
}

// anyQuestion generates a valid question of one of the kinds.
func anyQuestion(kinds []quiz.Kind, feedback bool) *rapid.Generator[quiz.Question] {
	word := maybe()
	if !feedback {
		word = rapid.Just("")
	}
	return rapid.Custom(func(t *rapid.T) quiz.Question {
		q := quiz.Question{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Text: anyText(8).Draw(t, "text"), Explanation: maybe().Draw(t, "explanation")}
		q.Cites = quiz.CitesIn(q.Text, q.Explanation)
		switch q.Kind {
		case quiz.TrueFalse:
			q.Options = quiz.TrueFalseOptions(rapid.Bool().Draw(t, "answer"))
			q.Options[0].Feedback, q.Options[1].Feedback = word.Draw(t, "feedback"), word.Draw(t, "feedback")
		case quiz.FillIn:
			q.Accepted = rapid.SliceOfN(anyAccepted(rapid.Bool().Draw(t, "numeric"), word), 1, 4).Draw(t, "accepted")
		case quiz.ShortAnswer, quiz.CaseAnalysis:
			for range rapid.IntRange(1, 3).Draw(t, "criteria") {
				q.Rubric = append(q.Rubric, quiz.Criterion{Text: plainText().Draw(t, "criterion"), Share: rapid.IntRange(1, 9).Draw(t, "share")})
			}
		default:
			drawOptions(t, &q, word)
		}
		return q
	}).Filter(func(q quiz.Question) bool { return q.Validate() == nil })
}

func drawOptions(t *rapid.T, q *quiz.Question, word *rapid.Generator[string]) {
	for i := range rapid.IntRange(3, 5).Draw(t, "options") {
		o := quiz.Option{Text: anyText(5).Draw(t, "option"), Feedback: word.Draw(t, "feedback")}
		o.Correct = q.Kind == quiz.MultipleChoice && rapid.Bool().Draw(t, "correct")
		q.Options = append(q.Options, o)
		if q.Kind == quiz.Matching && i < 3 {
			q.Prompts = append(q.Prompts, anyText(4).Draw(t, "prompt"))
		}
	}
	if q.Kind.Chosen() {
		q.Options[rapid.IntRange(0, 1).Draw(t, "right")].Correct = true
	}
}

func anyAccepted(numeric bool, word *rapid.Generator[string]) *rapid.Generator[quiz.Accepted] {
	return rapid.Custom(func(t *rapid.T) quiz.Accepted {
		if numeric {
			return quiz.Accepted{Text: rapid.StringMatching(`-?[0-9]{1,5}(\.[0-9]{1,3})?`).Draw(t, "number"),
				Tolerance: rapid.StringMatching(`[0-9]{1,2}(\.[0-9]{1,3})?`).Draw(t, "tolerance"), Feedback: word.Draw(t, "feedback")}
		}
		return quiz.Accepted{Text: anyText(4).Draw(t, "text"), Feedback: word.Draw(t, "feedback")}
	})
}

// anyDraft generates a question with what is known about it.
func anyDraft(kinds []quiz.Kind, feedback bool) *rapid.Generator[bank.Draft] {
	return rapid.Custom(func(t *rapid.T) bank.Draft {
		d := bank.Draft{Content: anyQuestion(kinds, feedback).Draw(t, "question"), Difficulty: rapid.IntRange(0, 5).Draw(t, "difficulty")}
		none := rapid.Just("")
		d.Subject = rapid.OneOf(none, plainText(), rapid.Just("甲/乙")).Draw(t, "subject")
		d.Source = rapid.OneOf(none, plainText()).Draw(t, "source")
		d.Tags = rapid.SliceOfNDistinct(plainText(), 0, 3, rapid.ID[string]).Draw(t, "tags")
		if rapid.Bool().Draw(t, "cited") {
			d.Content.Cites = append(d.Content.Cites, "《土地管理法》第六十二条")
		}
		return d
	})
}

// roundTrip writes the questions, reads them back and compares.
func roundTrip(t interface{ Fatalf(string, ...any) }, format Format, drafts []bank.Draft) {
	var b bytes.Buffer
	lost, err := format.Write(&b, "题库", drafts)
	if err != nil || len(lost) > 0 {
		t.Fatalf("write: %v, %v", lost, err)
	}
	reading, err := format.Read("题库"+format.Extensions[0], b.Bytes())
	if err != nil || len(reading.Problems)+len(reading.Notes) > 0 {
		t.Fatalf("read: %v, %v, %v in\n%s", err, reading.Problems, reading.Notes, &b)
	}
	got, want := canonical(reading.drafts()), canonical(drafts)
	if got != want {
		t.Fatalf("got\n%s\nwant\n%s\nin\n%s", got, want, &b)
	}
}

// canonical writes drafts so that equal ones are equal texts.
func canonical(drafts []bank.Draft) string {
	var lines []string
	for _, d := range drafts {
		takeLabels(&d, nil) // sorts the tags
		line, err := json.Marshal(d)
		if err != nil {
			line = []byte(err.Error())
		}
		lines = append(lines, string(line))
	}
	return strings.Join(lines, "\n")
}

// without returns all kinds but some.
func without(kinds ...quiz.Kind) (rest []quiz.Kind) {
	for _, k := range quiz.Kinds() {
		if !strings.Contains(fmt.Sprint(kinds), string(k)) {
			rest = append(rest, k)
		}
	}
	return rest
}

func TestGIFTRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		roundTrip(t, giftFormat, rapid.SliceOfN(anyDraft(without(quiz.Ordering), true), 1, 4).Draw(t, "drafts"))
	})
}
