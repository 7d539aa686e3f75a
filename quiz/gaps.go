package quiz

import (
	"regexp"
	"strings"
)

// gapForm is a gap in the text of a fill-in question.
var gapForm = regexp.MustCompile(`_{2,}|＿{2,}`)

// gapMark divides what belongs into the gaps of one question, in an accepted answer and in what was answered.
const gapMark = "；"

// orMark divides, in an accepted answer for several gaps, what is right in the same gap: 村委会／村民委员会；7.
const orMark = "／"

// Gaps returns how many gaps of a fill-in question have an answer of their own: as many as its text shows when each of
// the accepted answers names a part for each, as 村委会；乡政府 does; otherwise 1, and 0 for another kind. What is right
// together stands in one accepted answer, what is right in one gap whatever stands in the others, in its part.
func (q Question) Gaps() int {
	if q.Kind != FillIn {
		return 0
	}
	n := len(gapForm.FindAllStringIndex(q.Text, -1))
	for _, a := range q.Accepted {
		if a.Numeric() || len(parts(a.Text)) != n {
			return 1
		}
	}
	return max(n, 1)
}

// parts divides an answer into what belongs into each gap.
func parts(text string) []string {
	return strings.Split(strings.ReplaceAll(text, ";", gapMark), gapMark)
}

// joined writes what was put into the gaps as one answer; nothing when all of them are empty. A mark within a part would
// divide it, so it becomes a comma.
func joined(values []string) string {
	texts, given := make([]string, len(values)), false
	for i, v := range values {
		texts[i] = strings.TrimSpace(strings.NewReplacer(gapMark, "，", ";", "，").Replace(v))
		given = given || texts[i] != ""
	}
	if !given {
		return ""
	}
	return strings.Join(texts, gapMark)
}

// filled returns for the accepted answer that the text comes nearest to how many of the gaps it fills rightly, and that
// answer. A text that does not name as many parts fills none.
func (q Question) filled(text string) (best Accepted, right int) {
	given := parts(text)
	for _, a := range q.Accepted {
		want, n := parts(a.Text), 0
		if len(given) != len(want) {
			continue
		}
		for i := range want {
			if _, ok := q.gap(i, want[i]).acceptedFor(given[i]); ok {
				n++
			}
		}
		if n > right {
			best, right = a, n
		}
	}
	return best, right
}

// gap returns the question of one gap alone: with what follows it up to the next one, and its own answers, which want
// divides with orMark or writes as a whole.
func (q Question) gap(i int, want string) Question {
	at := gapForm.FindAllStringIndex(q.Text, -1)
	end := len(q.Text)
	if i+1 < len(at) {
		end = at[i+1][0]
	}
	accepted := []Accepted{{Text: want}}
	for one := range strings.SplitSeq(want, orMark) {
		accepted = append(accepted, Accepted{Text: one})
	}
	return Question{Kind: FillIn, Text: q.Text[at[i][0]:end], Accepted: accepted}
}
