package hours

import (
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
)

// ruleFile reads the nodes of a rule file and remembers where each field stands. Numbers are read from their text, never
// through floating point.
type ruleFile struct {
	lines    map[string]int // path of a field to its line
	problems fault.Fields
}

// reader reads one node into a variable.
type reader func(n *yaml.Node, path string)

// keys are the keys that a mapping may have.
type keys map[string]reader

func (f *ruleFile) problem(n *yaml.Node, path, text string, args ...any) {
	f.problems.Add(fmt.Sprintf("第 %d 行 %s", n.Line, path), text, args...)
}

func (f *ruleFile) mapping(n *yaml.Node, path string, known keys) {
	if n.Kind != yaml.MappingNode {
		f.problem(n, path, "这里要写成“名称: 值”的若干行")
		return
	}
	if path != "" {
		path += "."
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		name := path + key.Value
		read, found := known[key.Value]
		_, twice := f.lines[name]
		switch {
		case !found:
			f.problem(key, name, "不认识这一项")
		case twice:
			f.problem(key, name, "这一项写了两次")
		default:
			f.lines[name] = key.Line
			read(value, name)
		}
	}
}

func (f *ruleFile) list(item reader) reader {
	return func(n *yaml.Node, path string) {
		if n.Kind != yaml.SequenceNode {
			f.problem(n, path, "这里要写成列表，每项以“- ”开头")
			return
		}
		for i, value := range n.Content {
			name := fmt.Sprintf("%s[%d]", path, i)
			f.lines[name] = value.Line
			item(value, name)
		}
	}
}

// scalar returns a reader that hands over the text of a single value; an empty value leaves the variable as it is. The
// message is for a text that set does not understand, which is its value.
func (f *ruleFile) scalar(message string, set func(string) bool) reader {
	return func(n *yaml.Node, path string) {
		switch {
		case n.Kind != yaml.ScalarNode:
			f.problem(n, path, "这里要写一个值")
		case n.Tag != "!!null" && !set(strings.TrimSpace(n.Value)):
			f.problem(n, path, message, n.Value)
		}
	}
}

func (f *ruleFile) text(to *string) reader {
	return f.scalar("", func(s string) bool { // every text is understood
		*to = s
		return true
	})
}

// value returns a reader for what parse understands.
func value[T any](f *ruleFile, message string, to *T, parse func(string) (T, error)) reader {
	return f.scalar(message, func(s string) bool {
		v, err := parse(s)
		if err == nil {
			*to = v
		}
		return err == nil
	})
}

func (f *ruleFile) amount(to *Amount) reader {
	return value(f, "学时要写成数，最多两位小数，不能是“%s”", to, ParseAmount)
}

func (f *ruleFile) days(to *Days) reader {
	return value(f, "天数要写成数，最多两位小数，不能是“%s”", to, ParseDays)
}

func (f *ruleFile) whole(to *int) reader {
	return value(f, "这里要写整数，不能是“%s”", to, parseWhole)
}

func (f *ruleFile) date(to *calendar.Date) reader {
	return value(f, "日期要写成 2026-01-31 的样子，不能是“%s”", to, calendar.ParseDate)
}

func (f *ruleFile) yes(to *bool) reader {
	return value(f, "这里要写 true 或 false，不能是“%s”", to, strconv.ParseBool)
}

func (f *ruleFile) monthDay(to *MonthDay) reader {
	return value(f, "要写成月-日，如 01-31，不能是“%s”", to, func(s string) (MonthDay, error) {
		month, day, _ := strings.Cut(s, "-")
		m, err := parseWhole(month)
		if err != nil {
			return 0, err
		}
		d, err := parseWhole(day)
		if err != nil || m > 12 || d > 31 {
			return 0, fmt.Errorf("%q is not a month and a day", s)
		}
		return MonthDay(m*100 + d), nil
	})
}

func (f *ruleFile) fraction(parts, of *int64) reader {
	return f.scalar("要写成分数，如 1/7，不能是“%s”", func(s string) bool {
		above, below, found := strings.Cut(s, "/")
		p, err := parseWhole(above)
		if err != nil || !found {
			return false
		}
		q, err := parseWhole(below)
		if err != nil || q == 0 {
			return false
		}
		*parts, *of = int64(p), int64(q)
		return true
	})
}

// parseWhole reads a number of at most six plain digits.
func parseWhole(s string) (int, error) {
	if !digits(s) || len(s) > 6 {
		return 0, fmt.Errorf("%q is not a whole number", s)
	}
	return strconv.Atoi(s)
}
