package quiz

import "xiangxue/course"

var states = map[Result]string{Right: course.Right, Wrong: course.Wrong, Unanswered: course.Unanswered}

// marked returns a submitted paper as a check.
func marked(p Paper) course.Check {
	out := p.Outcome()
	c := course.Check{Round: p.Round, Passed: out.Passed, Submitted: true, Items: make([]course.CheckItem, len(out.Items))}
	for i, it := range out.Items {
		c.Items[i] = it.checkItem()
	}
	return c
}

// unmarked returns a draw as a check: items carried from an earlier round as they were marked, the others open.
func unmarked(p Paper) course.Check {
	out := p.Outcome()
	c := course.Check{Round: p.Round, Fingerprint: p.Fingerprint(), Items: make([]course.CheckItem, len(p.Items))}
	asked := p.Asked()
	for i, it := range out.Items {
		if it.Carried {
			c.Items[i] = it.checkItem()
			continue
		}
		c.Items[i], asked = asked[0].checkItem(), asked[1:]
	}
	return c
}

func (a Asked) checkItem() course.CheckItem {
	item := course.CheckItem{
		Key: string(a.Key), Number: a.Number, Point: a.Point, PointTitle: a.PointTitle,
		Kind: string(a.Kind), Text: a.Text, State: course.Open,
	}
	for _, o := range a.Options {
		item.Options = append(item.Options, course.CheckOption{Value: o.Letter, Text: o.Text})
	}
	return item
}

func (o ItemOutcome) checkItem() course.CheckItem {
	item := course.CheckItem{
		Key: string(o.Key), Number: o.Number, Point: o.Point, PointTitle: o.PointTitle, Kind: string(o.Kind), Text: o.Text,
		Answer: o.Answer, State: states[o.Result], Carried: o.Carried, Correct: o.Correct, Explanation: o.Explanation,
	}
	if o.Feedback != "" && o.Explanation != "" {
		item.Explanation = o.Feedback + "\n" + o.Explanation
	} else if o.Feedback != "" {
		item.Explanation = o.Feedback
	}
	for _, option := range o.Options {
		item.Options = append(item.Options, course.CheckOption{Value: option.Letter, Text: option.Text, Chosen: option.Chosen, Correct: option.Correct})
	}
	return item
}
