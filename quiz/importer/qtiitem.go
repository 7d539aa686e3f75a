package importer

import (
	"math/big"
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
)

// qtiItem is an item that is being read.
type qtiItem struct {
	root        *office.Node
	interaction *office.Node
	choices     map[string]string // text by identifier
	notes       []string
}

// interactions are those that are read.
var interactions = []string{
	"choiceinteraction", "orderinteraction", "matchinteraction", "associateinteraction", "inlinechoiceinteraction", "textentryinteraction", "extendedtextinteraction",
}

func (it *qtiItem) question() (q quiz.Question, err *giftError) {
	var found []*office.Node
	each(it.root, func(n *office.Node) bool {
		if name := qtiName(n); strings.HasSuffix(name, "interaction") && name != "endattemptinteraction" {
			found = append(found, n)
		}
		return true
	})
	if len(found) != 1 {
		return q, noInteraction(len(found))
	}
	it.interaction = found[0]
	kind := qtiName(it.interaction)
	if !slices.Contains(interactions, kind) {
		return q, refuse("这种作答方式（%s）不能导入", it.interaction.Name)
	}
	if len(all(it.root, "assessmentstimulusref")) > 0 {
		return q, refuse("题目用到另一个文件里的材料，请把材料写进题干")
	}
	body := qtiText{item: it}
	if q.Text, err = body.of(all(it.root, "itembody")...); err != nil {
		return q, err
	}
	if q.Explanation, err = (&qtiText{item: it, inFeedback: true}).of(all(it.root, "modalfeedback")...); err != nil {
		return q, err
	}
	switch kind {
	case "choiceinteraction", "inlinechoiceinteraction":
		return it.choice(q)
	case "orderinteraction":
		return it.ordering(q)
	case "matchinteraction", "associateinteraction":
		return it.matching(q)
	case "textentryinteraction":
		return it.entry(q)
	}
	return it.written(q)
}

// declaration returns the declaration of the response.
func (it *qtiItem) declaration() *office.Node {
	id := qtiAttr(it.interaction, "responseidentifier")
	for _, d := range all(it.root, "responsedeclaration") {
		if d.Attr("identifier") == id {
			return d
		}
	}
	return nil
}

// correct returns the values of the correct response.
func (it *qtiItem) correct() []string {
	var values []string
	for _, c := range all(it.declaration(), "correctresponse") {
		for _, v := range all(c, "value") {
			values = append(values, strings.TrimSpace(v.Content()))
		}
	}
	return values
}

// mapped returns the keys of the mapping that earn the most, and whether others earn something, too.
func (it *qtiItem) mapped() (keys []string, partly bool) {
	most := new(big.Rat)
	for _, e := range all(it.declaration(), "mapentry") {
		worth, ok := new(big.Rat).SetString(limited(qtiAttr(e, "mappedvalue")))
		if !ok || worth.Sign() <= 0 {
			continue
		}
		switch worth.Cmp(most) {
		case 1:
			partly = len(keys) > 0
			most, keys = worth, nil
			fallthrough
		case 0:
			keys = append(keys, qtiAttr(e, "mapkey"))
		default:
			partly = true
		}
	}
	return keys, partly
}

// limited returns a text that is short enough to be a number without an exponent, or "".
func limited(number string) string {
	number = strings.TrimSpace(number)
	if len(number) > 20 || strings.ContainsAny(number, "eEpPxX_/") {
		return ""
	}
	return number
}

// options returns the choices of a name within the interaction as options, with their feedback and identifiers.
func (it *qtiItem) options(within *office.Node, name string) (options []quiz.Option, ids []string, err *giftError) {
	for _, c := range all(within, name) {
		text := qtiText{item: it}
		o := quiz.Option{}
		if o.Text, err = text.of(c); err != nil {
			return nil, nil, err
		}
		if o.Feedback, err = (&qtiText{item: it, inFeedback: true}).of(all(c, "feedbackinline")...); err != nil {
			return nil, nil, err
		}
		options, ids = append(options, o), append(ids, c.Attr("identifier"))
	}
	return options, ids, nil
}

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
