package hours

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
)

//go:embed default-rules.yaml
var defaultRules []byte

// DefaultRuleSet returns the rules that the program comes with, to be used until a local version is adopted.
func DefaultRuleSet() RuleSet {
	s, err := ReadRuleSet(bytes.NewReader(defaultRules))
	if err != nil {
		panic(fmt.Sprintf("the rules that the program comes with are malformed: %v", err)) // a test reads them
	}
	return s
}

// maxRuleFile is the size of the largest rule file in bytes.
const maxRuleFile = 1 << 20

// ReadRuleSet reads a version of the rules from a YAML file. It fails with fault.Invalid; the name of a field gives its
// line and its path, as 第 14 行 rules[2].value.
func ReadRuleSet(r io.Reader) (RuleSet, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxRuleFile+1))
	if err != nil {
		return RuleSet{}, fmt.Errorf("read the rule file: %w", err)
	}
	if len(data) > maxRuleFile {
		return RuleSet{}, fault.New(fault.Invalid, "规则文件超过 1 MB，不像是学时认定办法")
	}
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		return RuleSet{}, fault.New(fault.Invalid, "规则文件不是合格的 YAML：%s", err.Error())
	}
	if len(document.Content) == 0 {
		return RuleSet{}, fault.New(fault.Invalid, "规则文件是空的")
	}
	f := ruleFile{lines: map[string]int{"": document.Content[0].Line}}
	s := f.ruleSet(document.Content[0])
	if err := f.problems.Err(); err != nil {
		return RuleSet{}, err
	}
	return s, f.locate(s.Check())
}

// locate adds the lines to the fields of a failed check.
func (f *ruleFile) locate(err error) error {
	var failed *fault.Error
	if !errors.As(err, &failed) {
		return err
	}
	for i, field := range failed.Fields {
		failed.Fields[i].Name = f.place(field.Name)
	}
	return failed
}

// place names a field by its line and path. A field that is not in the file has the line of what it is missing from.
func (f *ruleFile) place(path string) string {
	for at := path; ; {
		if line, found := f.lines[at]; found {
			return fmt.Sprintf("第 %d 行 %s", line, path)
		}
		at = at[:max(strings.LastIndexAny(at, ".["), 0)]
	}
}

func (f *ruleFile) ruleSet(n *yaml.Node) RuleSet {
	s := RuleSet{Span: calendar.Span{To: calendar.Forever}}
	f.mapping(n, "", keys{
		"title":      f.text(&s.Title),
		"number":     f.whole(&s.Number),
		"issuer":     f.text(&s.Issuer),
		"doc_number": f.text(&s.DocNumber),
		"from":       f.date(&s.Span.From),
		"to":         f.date(&s.Span.To),
		"conversion": func(n *yaml.Node, path string) { s.Conversion = f.conversion(n, path) },
		"limits":     func(n *yaml.Node, path string) { s.Limits = f.limits(n, path) },
		"rules": f.list(func(n *yaml.Node, path string) {
			s.Rules = append(s.Rules, f.rule(n, path))
		}),
		"regulations": f.list(func(n *yaml.Node, path string) {
			s.Regulations = append(s.Regulations, f.regulation(n, path))
		}),
	})
	return s
}

func (f *ruleFile) conversion(n *yaml.Node, path string) (c Conversion) {
	f.mapping(n, path, keys{
		"half_day": f.amount(&c.HalfDay),
		"day":      f.amount(&c.Day),
		"lessons": f.list(func(n *yaml.Node, path string) {
			var step LessonStep
			f.mapping(n, path, keys{"up_to": f.whole(&step.UpTo), "hours": f.amount(&step.Hours)})
			c.Lessons = append(c.Lessons, step)
		}),
	})
	return c
}

func (f *ruleFile) limits(n *yaml.Node, path string) (l Limits) {
	f.mapping(n, path, keys{
		"year_closes":       f.monthDay(&l.YearCloses),
		"leave":             f.fraction(&l.LeaveParts, &l.LeaveOf),
		"promotion_years":   f.whole(&l.PromotionYears),
		"reason_characters": f.whole(&l.ReasonCharacters),
	})
	return l
}

func (f *ruleFile) rule(n *yaml.Node, path string) (r Rule) {
	f.mapping(n, path, keys{
		"activity":     f.text((*string)(&r.Activity)),
		"article":      f.text(&r.Article),
		"unit":         f.text((*string)(&r.Unit)),
		"value":        f.amount(&r.Value),
		"cap_per_year": f.amount(&r.CapPerYear),
		"mode":         f.text((*string)(&r.Mode)),
		"evidence":     f.text(&r.Evidence),
		"note":         f.text(&r.Note),
		"buckets": f.list(func(n *yaml.Node, path string) {
			var b Bucket
			f.text((*string)(&b))(n, path)
			r.Buckets = append(r.Buckets, b)
		}),
	})
	return r
}

func (f *ruleFile) regulation(n *yaml.Node, path string) Regulation {
	r := Regulation{PerYears: 1}
	var category string
	f.mapping(n, path, keys{
		"key":         f.text(&r.Key),
		"title":       f.text(&r.Title),
		"basis":       f.text(&r.Basis),
		"category":    f.text(&category),
		"bucket":      f.text((*string)(&r.Bucket)),
		"hours":       f.amount(&r.Hours),
		"days":        f.days(&r.Days),
		"activity":    f.text((*string)(&r.Activity)),
		"times":       f.whole(&r.Times),
		"per_years":   f.whole(&r.PerYears),
		"per_quarter": f.yes(&r.PerQuarter),
		"window_from": f.whole(&r.WindowFrom),
		"note":        f.text(&r.Note),
	})
	r.Category = roster.Category(category)
	return r
}
