package importer

import (
	"fmt"

	"xiangxue/quiz"
)

// qtiParts returns the declaration of the response, the interaction and how the response is processed.
func qtiParts(q quiz.Question) (declaration, interaction element, processing []element) {
	match := []element{el("qti-response-processing", attr{"template", "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct"})}
	switch q.Kind {
	case quiz.FillIn:
		return qtiFillIn(q)
	case quiz.Ordering:
		return declared("ordered", "identifier", letters(len(q.Options))), el("qti-order-interaction", responseAttr, attr{"shuffle", "true"}, qtiChoices("qti-simple-choice", q.Options)), match
	case quiz.Matching:
		declaration, interaction = qtiMatch(q)
		return declaration, interaction, match
	case quiz.ShortAnswer, quiz.CaseAnalysis:
		return declared("single", "string", nil), el("qti-extended-text-interaction", responseAttr), nil
	}
	var correct []string
	for i, o := range q.Options {
		if o.Correct {
			correct = append(correct, letter(i))
		}
	}
	cardinality, most := "single", "1"
	if q.Kind == quiz.MultipleChoice {
		cardinality, most = "multiple", "0"
	}
	shuffle := fmt.Sprint(q.Kind != quiz.TrueFalse)
	return declared(cardinality, "identifier", correct),
		el("qti-choice-interaction", responseAttr, attr{"shuffle", shuffle}, attr{"max-choices", most}, qtiChoices("qti-simple-choice", q.Options)), match
}

var responseAttr = attr{"response-identifier", "RESPONSE"}

func letters(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = letter(i)
	}
	return list
}

// declared returns the declaration of a response with its correct values.
func declared(cardinality, base string, correct []string, more ...any) element {
	parts := []any{attr{"identifier", "RESPONSE"}, attr{"cardinality", cardinality}, attr{"base-type", base}}
	if len(correct) > 0 {
		values := make([]element, len(correct))
		for i, c := range correct {
			values[i] = el("qti-value", c)
		}
		parts = append(parts, el("qti-correct-response", values))
	}
	return el("qti-response-declaration", append(parts, more...)...)
}

// qtiChoices returns options as choices A, B and so on, with their feedback.
func qtiChoices(name string, options []quiz.Option) []element {
	choices := make([]element, len(options))
	for i, o := range options {
		parts := append([]any{attr{"identifier", letter(i)}}, qtiInline(o.Text)...)
		if o.Feedback != "" {
			parts = append(parts, el("qti-feedback-inline", append([]any{attr{"outcome-identifier", "RESPONSE"}, attr{"identifier", letter(i)}, attr{"show-hide", "show"}}, qtiInline(o.Feedback)...)...))
		}
		choices[i] = el(name, parts...)
	}
	return choices
}

// qtiMatch returns a match of the prompts P1, P2 and so on with the options.
func qtiMatch(q quiz.Question) (declaration, interaction element) {
	left, right := el("qti-simple-match-set"), el("qti-simple-match-set")
	var pairs []string
	for i, prompt := range q.Prompts {
		id := fmt.Sprintf("P%d", i+1)
		pairs = append(pairs, id+" "+letter(i))
		left.children = append(left.children, el("qti-simple-associable-choice", append([]any{attr{"identifier", id}, attr{"match-max", "1"}}, qtiInline(prompt)...)...))
	}
	for i, o := range q.Options {
		right.children = append(right.children, el("qti-simple-associable-choice", append([]any{attr{"identifier", letter(i)}, attr{"match-max", "1"}}, qtiInline(o.Text)...)...))
	}
	return declared("multiple", "directedPair", pairs), el("qti-match-interaction", responseAttr, attr{"shuffle", "true"}, attr{"max-associations", fmt.Sprint(len(q.Prompts))}, left, right)
}

// qtiFillIn accepts the texts by a mapping, numbers by comparing them within their tolerance.
func qtiFillIn(q quiz.Question) (declaration, interaction element, processing []element) {
	interaction = el("qti-text-entry-interaction", responseAttr)
	first := []string{q.Accepted[0].Text}
	if !q.Accepted[0].Numeric() {
		mapping := el("qti-mapping", attr{"default-value", "0"})
		for _, a := range q.Accepted {
			mapping.children = append(mapping.children, el("qti-map-entry", attr{"map-key", a.Text}, attr{"mapped-value", "1"}, attr{"case-sensitive", "false"}))
		}
		template := attr{"template", "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response"}
		return declared("single", "string", first, mapping), interaction, []element{el("qti-response-processing", template)}
	}
	condition := el("qti-response-condition")
	for i, a := range q.Accepted {
		name := "qti-response-else-if"
		if i == 0 {
			name = "qti-response-if"
		}
		condition.children = append(condition.children, el(name,
			el("qti-equal", attr{"tolerance-mode", "absolute"}, attr{"tolerance", a.Tolerance + " " + a.Tolerance},
				el("qti-variable", attr{"identifier", "RESPONSE"}), el("qti-base-value", attr{"base-type", "float"}, a.Text)),
			el("qti-set-outcome-value", attr{"identifier", "SCORE"}, el("qti-base-value", attr{"base-type", "float"}, "1"))))
	}
	return declared("single", "float", first), interaction, []element{el("qti-response-processing", condition)}
}
