package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/plan"
	"xiangxue/course/web"
)

// Bounds of what is read from a form; the plan itself has narrower ones.
const (
	mostRows     = 500
	mostReadings = 60
)

// input is the form of a plan as it was typed: what is wrong with it can be shown, and nothing is lost.
type input struct {
	Revision  string
	Guiding   string
	Targets   []targetInput
	Shares    [4]string
	Topics    []topicInput
	SlightGap string
	HeatSteps [2]string
	Notice    string
	Record    string
	MakeUp    string
	Change    string
}

// targetInput is the row of a category of people. The parts are by the code of the subject or mode.
type targetInput struct {
	Category, Hours, Meetings string
	Subjects, Modes           map[string]string
}

// topicInput is a topic with its readings, and what was looked up to be added to them.
type topicInput struct {
	Key, Title, Quarter, Mode, Subject, Hours, On string
	Required                                      []readingInput
	Find                                          string // words of a title that are still to be looked up
	Sought                                        string // the words that were looked up
	Found                                         []readingInput
}

// readingInput is something to read. Value is what the form carries: kind/number/title.
type readingInput struct{ Value, Title string }

// inputOf returns the form of a version, its topics by quarter.
func inputOf(v plan.Version, w words) *input {
	c := v.Content
	in := &input{
		Revision: strconv.Itoa(v.Revision), Guiding: c.Guiding, Change: v.Change, SlightGap: c.Parameters.SlightGap.String(),
		Notice: strconv.Itoa(c.Parameters.NoticeDays), Record: strconv.Itoa(c.Parameters.RecordWithinDays),
		MakeUp: strconv.Itoa(c.Parameters.MakeUpWithinDays),
	}
	for i, step := range c.Parameters.HeatSteps {
		in.HeatSteps[i] = strconv.Itoa(step)
	}
	for i, share := range c.Shares {
		in.Shares[i] = strconv.Itoa(share)
	}
	for _, q := range c.Requirements {
		row := targetInput{Category: string(q.Category), Hours: blankZero(q.Hours), Meetings: blankZero(q.Meetings)}
		row.Subjects, row.Modes = map[string]string{}, map[string]string{}
		for _, part := range q.Subjects {
			row.Subjects[part.Subject] = part.Hours.String()
		}
		for _, part := range q.Modes {
			row.Modes[string(part.Mode)] = part.Hours.String()
		}
		in.Targets = append(in.Targets, row)
	}
	topics := slices.Clone(c.Topics)
	slices.SortStableFunc(topics, func(a, b plan.Topic) int { return int(a.Quarter - b.Quarter) })
	for _, t := range topics {
		in.Topics = append(in.Topics, topicInputOf(t))
	}
	return in
}

func topicInputOf(t plan.Topic) topicInput {
	row := topicInput{
		Key: t.Key, Title: t.Title, Quarter: printed(t.Quarter), Mode: string(t.Mode), Subject: t.Subject,
		Hours: blankZero(t.Hours), On: t.On.String(),
	}
	for _, r := range t.Required {
		row.Required = append(row.Required, readingInputOf(r))
	}
	return row
}

// blankZero leaves a field empty that asks for nothing.
func blankZero[N ~int | ~int64](n N) string {
	if n == 0 {
		return ""
	}
	return printed(n)
}

func readingInputOf(r plan.Reading) readingInput {
	return readingInput{Value: fmt.Sprintf("%s/%d/%s", r.Kind, r.Ref, r.Title), Title: r.Title}
}

// readInput takes the form as it came.
func readInput(form *web.Form, w words) *input {
	raw := func(name string) string { return clean(form.Raw(name)) }
	in := &input{
		Revision: raw("revision"), Guiding: raw("guiding"), Change: raw("change"), SlightGap: raw("parameters.slight_gap"),
		Notice: raw("parameters.notice_days"), Record: raw("parameters.record_within_days"), MakeUp: raw("parameters.make_up_within_days"),
	}
	for i := range in.HeatSteps {
		in.HeatSteps[i] = raw(fmt.Sprintf("parameters.heat_steps.%d", i))
	}
	for i := range in.Shares {
		in.Shares[i] = raw(fmt.Sprintf("shares.%d", i))
	}
	for i := 0; i < mostRows && form.All(fmt.Sprintf("requirements.%d.category", i)) != nil; i++ {
		in.Targets = append(in.Targets, readTarget(raw, fmt.Sprintf("requirements.%d.", i), w))
	}
	for i := 0; i < mostRows && form.All(fmt.Sprintf("topics.%d.title", i)) != nil; i++ {
		in.Topics = append(in.Topics, readTopic(form, fmt.Sprintf("topics.%d.", i)))
	}
	return in
}

func readTarget(raw func(string) string, at string, w words) targetInput {
	row := targetInput{Category: raw(at + "category"), Hours: raw(at + "hours"), Meetings: raw(at + "meetings")}
	row.Subjects, row.Modes = map[string]string{}, map[string]string{}
	for _, s := range w.Subjects {
		row.Subjects[s.Code] = raw(at + "subjects." + s.Code)
	}
	for _, m := range w.Modes {
		row.Modes[string(m.Code)] = raw(at + "modes." + string(m.Code))
	}
	return row
}

func readTopic(form *web.Form, at string) topicInput {
	raw := func(name string) string { return clean(form.Raw(at + name)) }
	row := topicInput{
		Key: raw("key"), Title: raw("title"), Quarter: raw("quarter"), Mode: raw("mode"), Subject: raw("subject"),
		Hours: raw("hours"), On: raw("on"), Find: strings.TrimSpace(raw("find")),
	}
	for _, value := range form.All(at + "required") {
		title := value
		if parts := strings.SplitN(value, "/", 3); len(parts) == 3 {
			title = parts[2]
		}
		if len(row.Required) < mostReadings {
			row.Required = append(row.Required, readingInput{clean(value), clean(title)})
		}
	}
	return row
}

// clean takes out what no text has: the signs of a broken encoding and the line ends of browsers.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\x00", "")
	return strings.ToValidUTF8(text, "�")
}
