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
