package importer

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"xiangxue/quiz"
)

// sketch is a question as it stands in a table or a document, before it is known what it means.
type sketch struct {
	kind        quiz.Kind // as declared; "" when it has to be told from the rest
	text        string
	options     []string
	answer      string
	explanation string
	rubric      string
	cites       []string // as declared; nil stands for those in the texts
}

// flaw is what keeps a sketch from being a question.
type flaw struct {
	field   string // answer, options, kind or "" for the whole
	message string
}

func flawed(field, text string, args ...any) *flaw { return &flaw{field, fmt.Sprintf(text, args...)} }

// question returns what the sketch says and what somebody should look at.
func (s sketch) question() (q quiz.Question, notes []string, wrong *flaw) {
	q = quiz.Question{Kind: s.inferred(), Text: s.text, Explanation: s.explanation, Cites: s.cites}
	if s.cites == nil {
		q.Cites = quiz.CitesIn(s.text, s.explanation)
	}
	switch q.Kind {
	case "":
		return q, nil, flawed("kind", "没有选项，题干里也没有要填的空（____），看不出题型，请写明题型")
	case quiz.SingleChoice, quiz.MultipleChoice:
		wrong = s.choose(&q)
	case quiz.TrueFalse:
		wrong = s.judge(&q)
	case quiz.FillIn:
		notes, wrong = s.fill(&q)
	case quiz.Ordering:
		wrong = s.order(&q)
	case quiz.Matching:
		wrong = s.pair(&q)
	default:
		notes = s.write(&q)
	}
	return q, notes, wrong
}

// inferred returns the kind as declared or, without a word, as the form of the question tells.
func (s sketch) inferred() quiz.Kind {
	_, judged := truthOf(s.answer)
	letters, named := lettersIn(s.answer)
	switch {
	case s.kind != "":
		return s.kind
	case len(s.options) == 0 && judged:
		return quiz.TrueFalse
	case len(s.options) == 2 && isTruth(optionsOf(s.options)):
		return quiz.TrueFalse
	case len(s.options) > 0 && named && len(letters) > 1:
		return quiz.MultipleChoice
	case len(s.options) > 0:
		return quiz.SingleChoice
	case s.rubric != "":
		return quiz.ShortAnswer
	case blanks(s.text) > 0 && s.answer != "":
		return quiz.FillIn
	}
	return ""
}

func optionsOf(texts []string) []quiz.Option {
	options := make([]quiz.Option, len(texts))
	for i, text := range texts {
		options[i].Text = text
	}
	return options
}

var answerMarks = strings.NewReplacer("、", "", ",", "", ";", "", " ", "", "/", "", ".", "", "。", "", "\n", "", "和", "", "(", "", ")", "")

// lettersIn returns the positions of the options that an answer names by their letters, and whether it does nothing else.
func lettersIn(answer string) (positions []int, ok bool) {
	for _, l := range strings.ToUpper(answerMarks.Replace(width.Fold.String(answer))) {
		if l < 'A' || l >= 'A'+quiz.MaxOptions {
			return nil, false
		}
		positions = append(positions, int(l-'A'))
	}
	return positions, len(positions) > 0
}

func letter(i int) string { return string(rune('A' + i)) }

func lettersOf(n int) string {
	letters := make([]string, n)
	for i := range letters {
		letters[i] = letter(i)
	}
	return strings.Join(letters, "、")
}

// named returns the options that the answer names, each once.
func (s sketch) named() ([]int, *flaw) {
	if strings.TrimSpace(s.answer) == "" {
		return nil, flawed("answer", "没有写答案")
	}
	positions, ok := lettersIn(s.answer)
	if !ok || slices.ContainsFunc(positions, func(i int) bool { return i >= len(s.options) }) {
		if len(s.options) == 0 {
			return nil, flawed("options", "没有选项")
		}
		return nil, flawed("answer", "答案“%s”不是选项的字母，应是 %s 中的一个或几个", short(s.answer), lettersOf(len(s.options)))
	}
	for i, p := range positions {
		if slices.Contains(positions[:i], p) {
			return nil, flawed("answer", "答案“%s”里 %s 写了两次", short(s.answer), letter(p))
		}
	}
	return positions, nil
}

func (s sketch) choose(q *quiz.Question) *flaw {
	q.Options = optionsOf(s.options)
	positions, wrong := s.named()
	for _, i := range positions {
		q.Options[i].Correct = true
	}
	return wrong
}

// truthOf reads 对, ×, T and the like.
func truthOf(answer string) (truth, ok bool) {
	answer = strings.ToUpper(strings.Trim(width.Fold.String(strings.TrimSpace(answer)), "。. ()"))
	if truth, ok = truthWords[answer]; ok {
		return truth, true
	}
	switch answer {
	case "是", "YES", "Y", "✓", "✔", "V":
		return true, true
	case "否", "NO", "N", "✗", "✘", "X":
		return false, true
	}
	return false, false
}

// judge reads the answer to a true/false question, a word or the letter of one of the two options.
func (s sketch) judge(q *quiz.Question) *flaw {
	truth, ok := truthOf(s.answer)
	if positions, named := lettersIn(s.answer); !ok && named && len(positions) == 1 && positions[0] < 2 {
		word := []string{"对", "错"}[positions[0]]
		if len(s.options) == 2 {
			word = s.options[positions[0]]
		}
		truth, ok = truthOf(word)
	}
	if strings.TrimSpace(s.answer) == "" {
		return flawed("answer", "没有写答案")
	}
	if !ok {
		return flawed("answer", "判断题的答案“%s”看不懂，请写“对”或“错”", short(s.answer))
	}
	if len(s.options) > 0 && !(len(s.options) == 2 && isTruth(optionsOf(s.options))) {
		return flawed("options", "判断题的选项只能是“对”和“错”")
	}
	q.Options = quiz.TrueFalseOptions(truth)
	return nil
}
