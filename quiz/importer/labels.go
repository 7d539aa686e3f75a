package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// The labels that carry what is known about a question as tags, in formats that have tags but no place for it. A person
// can read them in the other program: 难度：3.
const (
	kindLabel       = "题型"
	subjectLabel    = "科目"
	difficultyLabel = "难度"
	sourceLabel     = "出处"
	citeLabel       = "依据"
)

// labelsOf returns the tags of a question and its labels. The subject is one of them unless the format has its own place
// for it.
func labelsOf(d bank.Draft, withSubject bool) []string {
	labels := slices.Clone(d.Tags)
	add := func(name, value string) {
		if value != "" {
			labels = append(labels, name+"："+value)
		}
	}
	if needsKind(d.Content) {
		add(kindLabel, d.Content.Kind.Label())
	}
	if withSubject {
		add(subjectLabel, d.Subject)
	}
	if d.Difficulty > 0 {
		add(difficultyLabel, strconv.Itoa(d.Difficulty))
	}
	add(sourceLabel, d.Source)
	found := quiz.CitesIn(d.Content.Text, d.Content.Explanation)
	if !slices.Equal(found, d.Content.Cites) {
		for _, cite := range d.Content.Cites {
			add(citeLabel, cite)
		}
	}
	return labels
}

// needsKind reports whether the kind does not follow from the form that a question has in other programs.
func needsKind(q quiz.Question) bool {
	return q.Kind == quiz.CaseAnalysis || q.Kind == quiz.SingleChoice && isTruth(q.Options)
}

// isTruth reports whether the options are those of a true/false question.
func isTruth(options []quiz.Option) bool {
	return len(options) == 2 && slices.Contains(truthNames, options[0].Text) && slices.Contains(truthNames, options[1].Text) &&
		truthWords[options[0].Text] != truthWords[options[1].Text]
}

var truthNames = []string{"对", "错", "正确", "错误"}

var labelForm = regexp.MustCompile(`^(题型|科目|难度|出处|依据)[：:](.+)$`)

// takeLabels sorts the tags of a file into the draft. A label that does not fit its place stays a tag; labels that name
// articles stand for those found in the texts.
func takeLabels(d *bank.Draft, tags []string) {
	if slices.ContainsFunc(tags, func(tag string) bool { return strings.HasPrefix(tag, citeLabel+"：") }) {
		d.Content.Cites = nil
	}
	for _, tag := range tags {
		tag = strings.TrimSpace(tag)
		m := labelForm.FindStringSubmatch(tag)
		if m == nil || !takeLabel(d, m[1], m[2]) {
			d.Tags = append(d.Tags, tag)
		}
	}
	slices.Sort(d.Tags)
	d.Tags = slices.Compact(d.Tags)
	if len(d.Tags) == 0 {
		d.Tags = nil
	}
}

func takeLabel(d *bank.Draft, name, value string) bool {
	switch name {
	case subjectLabel:
		d.Subject = value
	case sourceLabel:
		d.Source = value
	case citeLabel:
		d.Content.Cites = append(d.Content.Cites, value)
	case difficultyLabel:
		n, ok := difficultyOf(value)
		d.Difficulty = n
		return ok
	case kindLabel:
		return turnInto(&d.Content, kindNamed(value))
	}
	return true
}

// turnInto gives a question the kind that it was labelled with, when its form allows it.
func turnInto(q *quiz.Question, kind quiz.Kind) bool {
	fits := q.Kind == kind || q.Kind.Written() && kind.Written()
	if fits {
		q.Kind = kind
	}
	return fits
}

// kindNames are the names that exam offices use, beside those of quiz.Kind.Label.
var kindNames = map[string]quiz.Kind{
	"单选": quiz.SingleChoice, "单项选择题": quiz.SingleChoice, "单项选择": quiz.SingleChoice, "多选": quiz.MultipleChoice,
	"多项选择题": quiz.MultipleChoice, "多项选择": quiz.MultipleChoice, "不定项选择题": quiz.MultipleChoice, "不定项": quiz.MultipleChoice, "不定项选择": quiz.MultipleChoice,
	"判断": quiz.TrueFalse, "是非题": quiz.TrueFalse, "判断正误": quiz.TrueFalse, "填空": quiz.FillIn, "排序": quiz.Ordering, "连线": quiz.Matching, "匹配题": quiz.Matching,
	"配对题": quiz.Matching, "简答": quiz.ShortAnswer, "问答题": quiz.ShortAnswer, "问答": quiz.ShortAnswer, "论述题": quiz.ShortAnswer, "论述": quiz.ShortAnswer,
	"名词解释": quiz.ShortAnswer, "案例题": quiz.CaseAnalysis, "案例": quiz.CaseAnalysis, "案例分析": quiz.CaseAnalysis, "材料分析题": quiz.CaseAnalysis, "材料分析": quiz.CaseAnalysis,
}

// kindNamed returns the kind of that Chinese or English name, "" for an unknown one.
func kindNamed(name string) quiz.Kind {
	name = strings.Join(strings.Fields(name), "")
	for _, kind := range quiz.Kinds() {
		if name == kind.Label() || strings.EqualFold(name, string(kind)) {
			return kind
		}
	}
	return kindNames[name]
}

var difficulties = map[string]int{
	"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "易": 1, "容易": 1, "简单": 1, "较易": 2, "中": 3, "中等": 3, "一般": 3, "普通": 3, "较难": 4, "难": 5, "困难": 5,
}

// difficultyOf reads a difficulty, a figure or a word, and reports whether it is one.
func difficultyOf(text string) (int, bool) {
	n, ok := difficulties[strings.TrimSpace(text)]
	return n, ok
}
