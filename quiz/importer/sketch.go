package importer

import (
	"fmt"
	"regexp"
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

var (
	blankForm   = regexp.MustCompile(`_{2,}|＿{2,}`)
	numericForm = regexp.MustCompile(`^([+-]?[0-9]{1,20}(?:\.[0-9]{1,15})?)\s*±\s*([0-9]{1,20}(?:\.[0-9]{1,15})?)$`)
)

// blanks returns how many blanks a text shows.
func blanks(text string) int { return len(blankForm.FindAllString(text, -1)) }

func (s sketch) fill(q *quiz.Question) (notes []string, wrong *flaw) {
	for _, text := range strings.FieldsFunc(s.answer, func(r rune) bool { return strings.ContainsRune(acceptedMarks, r) }) {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if m := numericForm.FindStringSubmatch(text); m != nil {
			q.Accepted = append(q.Accepted, quiz.Accepted{Text: m[1], Tolerance: m[2]})
			continue
		}
		q.Accepted = append(q.Accepted, quiz.Accepted{Text: text})
	}
	if len(q.Accepted) == 0 {
		return nil, flawed("answer", "没有写答案")
	}
	if n := blanks(s.text); n > 1 {
		notes = append(notes, fmt.Sprintf("题干有 %d 个空，作答时只有一个输入框，请核对答案或拆成几道题", n))
	}
	return notes, nil
}

// acceptedMarks divide the accepted answers of a fill-in question, each of which is right.
const acceptedMarks = "|｜\n"

// order puts the options in the order that the answer names; without an answer they are in the right order already.
func (s sketch) order(q *quiz.Question) *flaw {
	q.Options = optionsOf(s.options)
	if s.answer == "" {
		return nil
	}
	positions, wrong := s.named()
	if wrong != nil {
		return wrong
	}
	if len(positions) != len(s.options) {
		return flawed("answer", "排序题的答案“%s”要写出每一项", short(s.answer))
	}
	for place, i := range positions {
		q.Options[place].Text = s.options[i]
	}
	return nil
}

var arrowForm = regexp.MustCompile(`\s*(?:→|⇒|->|=>|—>|——)\s*`)

// pair reads options that stand as left → right; one without a left side belongs to nothing.
func (s sketch) pair(q *quiz.Question) *flaw {
	var others []quiz.Option
	for _, option := range s.options {
		at := arrowForm.FindStringIndex(option)
		switch {
		case at == nil:
			return flawed("options", "连线题的每一项写成“左 → 右”，这一项没有箭头：%s", short(option))
		case at[0] == 0:
			others = append(others, quiz.Option{Text: option[at[1]:]})
		default:
			q.Prompts = append(q.Prompts, option[:at[0]])
			q.Options = append(q.Options, quiz.Option{Text: option[at[1]:]})
		}
	}
	q.Options = append(q.Options, others...)
	return nil
}

// write reads the rubric of a written question, for which the points of the reference answer must stand in when there is
// none. Beside a rubric, the reference answer is part of the explanation.
func (s sketch) write(q *quiz.Question) (notes []string) {
	if s.rubric != "" {
		q.Rubric = readRubric(s.rubric)
		if s.answer != "" {
			q.Explanation = strings.TrimSpace("参考答案：" + s.answer + "\n" + s.explanation)
		}
		return nil
	}
	if q.Rubric = readRubric(s.answer); len(q.Rubric) > 0 {
		notes = append(notes, "没有评分标准，把参考答案的各点当作评分标准，请核对分量")
	}
	return notes
}
