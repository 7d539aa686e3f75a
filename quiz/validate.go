package quiz

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"xiangxue/course/fault"
)

// Bounds of a question. They keep a page readable and a frozen paper small.
const (
	MaxText     = 2000 // runes of a text, an explanation or a feedback
	MaxOption   = 500  // runes of an option
	MaxOptions  = 10
	MaxAccepted = 20
	MaxAnswer   = 200  // runes of a fill-in answer
	MaxEssay    = 5000 // runes of a written answer
	MaxCriteria = 20
	maxShare    = 100
)

// Validate reports everything that keeps the question from being asked and graded fairly. It fails with fault.Invalid
// whose fields are named text, kind, options, prompts, accepted, rubric and explanation.
func (q Question) Validate() error {
	var f fault.Fields
	f.Check(strings.TrimSpace(q.Text) != "", "text", "题干是空的")
	checkText(&f, "text", q.Text, MaxText)
	checkText(&f, "explanation", q.Explanation, MaxText)
	switch q.Kind {
	case SingleChoice, MultipleChoice:
		q.validateChoice(&f)
	case TrueFalse:
		q.validateTrueFalse(&f)
	case FillIn:
		q.validateFillIn(&f)
	case Ordering:
		q.validateArranged(&f, 3)
	case Matching:
		q.validateMatching(&f)
	case ShortAnswer, CaseAnalysis:
		q.validateWritten(&f)
	default:
		f.Add("kind", "题型不认识")
	}
	f.Check(q.Kind == Matching || len(q.Prompts) == 0, "prompts", "只有连线题有左边的项")
	f.Check(q.Kind.Written() || len(q.Rubric) == 0, "rubric", "这种题型由系统评分，不用评分标准")
	return f.Err()
}

func checkText(f *fault.Fields, name, text string, limit int) {
	f.Check(utf8.RuneCountInString(text) <= limit, name, "内容超过 %d 个字", limit)
	f.Check(clean(text), name, "含有不能显示的字符，或编码不对")
}

// clean reports whether text is valid UTF-8 without control characters other than line breaks and tabs.
func clean(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t'
	})
}

func (q Question) validateChoice(f *fault.Fields) {
	f.Check(len(q.Accepted) == 0, "accepted", "选择题不能有填空答案")
	f.Check(len(q.Options) >= 2, "options", "选项不能少于 2 个")
	f.Check(len(q.Options) <= MaxOptions, "options", "选项不能多于 %d 个", MaxOptions)
	correct := 0
	for _, o := range q.Options {
		if o.Correct {
			correct++
		}
		checkText(f, "options", o.Feedback, MaxText)
	}
	q.checkOptionTexts(f)
	f.Check(correct > 0, "options", "没有正确选项")
	f.Check(q.Kind != SingleChoice || correct < 2, "options", "单选题只能有一个正确选项")
}

func (q Question) checkOptionTexts(f *fault.Fields) {
	seen := map[string]bool{}
	for _, o := range q.Options {
		checkText(f, "options", o.Text, MaxOption)
		text := strings.Join(strings.Fields(o.Text), " ")
		f.Check(text != "", "options", "有一个选项是空的")
		f.Check(text == "" || !seen[text], "options", "有两个选项内容相同：%s", text)
		seen[text] = true
	}
}

func (q Question) validateTrueFalse(f *fault.Fields) {
	f.Check(len(q.Accepted) == 0, "accepted", "判断题不能有填空答案")
	want := TrueFalseOptions(true)
	if len(q.Options) != 2 || q.Options[0].Text != want[0].Text || q.Options[1].Text != want[1].Text {
		f.Add("options", "判断题的选项只能是“对”和“错”")
		return
	}
	f.Check(q.Options[0].Correct != q.Options[1].Correct, "options", "判断题要在“对”和“错”里定一个答案")
	for _, o := range q.Options {
		checkText(f, "options", o.Feedback, MaxText)
	}
}

func (q Question) validateFillIn(f *fault.Fields) {
	f.Check(len(q.Options) == 0, "options", "填空题不能有选项")
	f.Check(len(q.Accepted) > 0, "accepted", "填空题没有答案")
	f.Check(len(q.Accepted) <= MaxAccepted, "accepted", "填空题的答案不能多于 %d 个", MaxAccepted)
	numeric, seen := 0, map[string]bool{}
	for _, a := range q.Accepted {
		checkText(f, "accepted", a.Text, MaxAnswer)
		checkText(f, "accepted", a.Feedback, MaxText)
		key := fold(a.Text)
		if a.Numeric() {
			numeric++
			key = a.Text + "±" + a.Tolerance
			checkNumber(f, a)
		}
		f.Check(key != "", "accepted", "有一个答案是空的")
		f.Check(key == "" || !seen[key], "accepted", "有两个答案相同：%s", a.Text)
		seen[key] = true
	}
	f.Check(numeric == 0 || numeric == len(q.Accepted), "accepted", "填空题的答案要么都是文字，要么都是数字")
}

func checkNumber(f *fault.Fields, a Accepted) {
	_, ok := decimal(a.Text)
	f.Check(ok, "accepted", "答案不是数字：%s", a.Text)
	tolerance, ok := decimal(a.Tolerance)
	f.Check(ok && tolerance.Sign() >= 0, "accepted", "允许的误差不是数字：%s", a.Tolerance)
}
