package importer

import (
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
)

func (it *qtiItem) choice(q quiz.Question) (_ quiz.Question, err *giftError) {
	q.Kind = quiz.MultipleChoice
	if it.declaration() != nil && it.declaration().Attr("cardinality") == "single" {
		q.Kind = quiz.SingleChoice
	}
	name := "simplechoice"
	if qtiName(it.interaction) == "inlinechoiceinteraction" {
		name = "inlinechoice"
	}
	var ids []string
	if q.Options, ids, err = it.options(it.interaction, name); err != nil {
		return q, err
	}
	keys := it.correct()
	if len(keys) == 0 {
		keys, _ = it.mapped()
	}
	for i, id := range ids {
		q.Options[i].Correct = slices.Contains(keys, id)
	}
	return q, nil
}

func (it *qtiItem) ordering(q quiz.Question) (quiz.Question, *giftError) {
	q.Kind = quiz.Ordering
	options, ids, err := it.options(it.interaction, "simplechoice")
	if err != nil {
		return q, err
	}
	for _, key := range it.correct() {
		i := slices.Index(ids, key)
		if i < 0 {
			return q, refuse("正确次序里的“%s”不是选项", key)
		}
		q.Options = append(q.Options, options[i])
	}
	if len(q.Options) != len(options) {
		return q, refuse("正确次序没有写出每一项")
	}
	return q, nil
}

func (it *qtiItem) matching(q quiz.Question) (quiz.Question, *giftError) {
	q.Kind = quiz.Matching
	options, ids, err := it.options(it.interaction, "simpleassociablechoice")
	if err != nil {
		return q, err
	}
	used := map[int]bool{}
	for _, pair := range it.correct() {
		left, right, _ := strings.Cut(strings.Join(strings.Fields(pair), " "), " ")
		i, j := slices.Index(ids, left), slices.Index(ids, right)
		if i < 0 || j < 0 {
			return q, refuse("正确答案里的“%s”不是选项", pair)
		}
		used[i], used[j] = true, true
		q.Prompts, q.Options = append(q.Prompts, options[i].Text), append(q.Options, options[j])
	}
	_, lefts, _ := it.options(firstSet(it.interaction), "simpleassociablechoice")
	for i, o := range options {
		switch {
		case used[i]:
		case slices.Contains(lefts, ids[i]):
			return q, refuse("左边的“%s”没有配上答案", short(o.Text))
		default:
			q.Options = append(q.Options, o)
		}
	}
	return q, nil
}

// firstSet returns the left side of a match interaction, nil when there are no sides.
func firstSet(n *office.Node) *office.Node {
	if sets := all(n, "simplematchset"); len(sets) > 0 {
		return sets[0]
	}
	return nil
}

func (it *qtiItem) entry(q quiz.Question) (quiz.Question, *giftError) {
	q.Kind = quiz.FillIn
	base := ""
	if d := it.declaration(); d != nil {
		base = qtiAttr(d, "basetype")
	}
	if base == "float" || base == "integer" {
		q.Accepted = it.numbers()
		return q, nil
	}
	keys, partly := it.mapped()
	for _, text := range append(it.correct(), keys...) {
		if !slices.ContainsFunc(q.Accepted, func(a quiz.Accepted) bool { return a.Text == text }) {
			q.Accepted = append(q.Accepted, quiz.Accepted{Text: text})
		}
	}
	if partly {
		it.notes = append(it.notes, "只得部分分数的答案没有导入")
	}
	return q, nil
}

// numbers returns the numbers that the response is compared with, or the correct response.
func (it *qtiItem) numbers() []quiz.Accepted {
	var list []quiz.Accepted
	for _, equal := range all(it.root, "equal") {
		values := all(equal, "basevalue")
		if len(values) != 1 {
			continue
		}
		tolerance := "0"
		if parts := strings.Fields(equal.Attr("tolerance")); len(parts) > 0 && qtiAttr(equal, "tolerancemode") == "absolute" {
			tolerance = plainNumber(parts[0])
			if len(parts) > 1 && parts[1] != parts[0] {
				it.notes = append(it.notes, "误差上下不同，按第一个导入")
			}
		}
		list = append(list, quiz.Accepted{Text: plainNumber(strings.TrimSpace(values[0].Content())), Tolerance: tolerance})
	}
	if len(list) > 0 {
		return list
	}
	for _, value := range it.correct() {
		list = append(list, quiz.Accepted{Text: plainNumber(value), Tolerance: "0"})
	}
	return list
}

func (it *qtiItem) written(q quiz.Question) (quiz.Question, *giftError) {
	q.Kind = quiz.ShortAnswer
	var rubrics []*office.Node
	for _, n := range all(it.root, "rubricblock") {
		if view := n.Attr("view"); strings.Contains(view, "scorer") || strings.Contains(view, "tutor") || view == "" {
			rubrics = append(rubrics, n)
		}
	}
	text, err := (&qtiText{item: it, inRubric: true}).of(rubrics...)
	if err != nil {
		return q, err
	}
	if q.Rubric = readRubric(text); len(q.Rubric) == 0 {
		return q, refuse("论述题没有评分标准；请写在 rubricBlock（view=\"scorer\"）里，一行一条")
	}
	return q, nil
}
