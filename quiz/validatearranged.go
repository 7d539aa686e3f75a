package quiz

import (
	"slices"
	"strings"

	"xiangxue/course/fault"
)

// validateArranged checks the options of an ordering or matching question, of which it needs at least so many.
func (q Question) validateArranged(f *fault.Fields, least int) {
	f.Check(len(q.Accepted) == 0, "accepted", "%s不能有填空答案", q.Kind.Label())
	f.Check(len(q.Options) >= least, "options", "%s的项不能少于 %d 个", q.Kind.Label(), least)
	f.Check(len(q.Options) <= MaxOptions, "options", "选项不能多于 %d 个", MaxOptions)
	f.Check(!slices.ContainsFunc(q.Options, func(o Option) bool { return o.Correct }), "options",
		"%s的选项没有对错，只有位置", q.Kind.Label())
	q.checkOptionTexts(f)
}

func (q Question) validateMatching(f *fault.Fields) {
	q.validateArranged(f, 2)
	f.Check(len(q.Prompts) >= 2, "prompts", "连线题左边的项不能少于 2 个")
	f.Check(len(q.Prompts) <= len(q.Options), "prompts", "连线题左边的项比右边多")
	seen := map[string]bool{}
	for _, prompt := range q.Prompts {
		checkText(f, "prompts", prompt, MaxOption)
		text := strings.Join(strings.Fields(prompt), " ")
		f.Check(text != "", "prompts", "左边有一项是空的")
		f.Check(text == "" || !seen[text], "prompts", "左边有两项相同：%s", text)
		seen[text] = true
	}
}

// validateWritten checks a question that a person grades: without a rubric two graders would judge two things.
func (q Question) validateWritten(f *fault.Fields) {
	f.Check(len(q.Options) == 0 && len(q.Accepted) == 0, "options", "%s不能有选项或填空答案", q.Kind.Label())
	f.Check(len(q.Rubric) > 0, "rubric", "%s没有评分标准", q.Kind.Label())
	f.Check(len(q.Rubric) <= MaxCriteria, "rubric", "评分标准不能多于 %d 条", MaxCriteria)
	for _, c := range q.Rubric {
		checkText(f, "rubric", c.Text, MaxOption)
		f.Check(strings.TrimSpace(c.Text) != "", "rubric", "有一条评分标准是空的")
		f.Check(c.Share >= 1 && c.Share <= maxShare, "rubric", "每条评分标准的分量在 1 到 %d 之间", maxShare)
	}
}
