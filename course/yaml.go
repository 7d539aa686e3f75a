package course

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// mapping is a mapping of a YAML file whose values are read field by field, so that whatever is wrong is reported with
// its line. Aliases are not followed: a course needs none, and they can grow without bound.
type mapping struct {
	p      *problems
	prefix string // of the names of its fields, as "lessons.2."
	values map[string]*yaml.Node
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// parseYAML returns the mapping that the file consists of, and false after reporting why there is none.
func (p *problems) parseYAML(file string, content []byte, keys ...string) (mapping, bool) {
	var root yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(content)).Decode(&root); err != nil {
		line := 0
		if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
		}
		p.line(file, line, "格式不对，请检查冒号、缩进和引号（冒号后要有空格，内容里有冒号时加引号）")
		return mapping{}, false
	}
	return p.mapping(root.Content[0], "", keys...)
}

// mapping reads the keys of a node; every key must be one of keys, and none may stand twice.
func (p *problems) mapping(node *yaml.Node, prefix string, keys ...string) (mapping, bool) {
	m := mapping{p: p, prefix: prefix, values: map[string]*yaml.Node{}}
	if node.Kind != yaml.MappingNode {
		p.line(p.draft.file, node.Line, "这里应写成“名称: 内容”的形式")
		return m, false
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		name := prefix + key.Value
		switch {
		case !slices.Contains(keys, key.Value):
			p.line(p.draft.file, key.Line, "不认识“%s”这一项，可用的有：%s", key.Value, strings.Join(keys, "、"))
		case m.values[key.Value] != nil:
			p.line(p.draft.file, key.Line, "“%s”写了两次", key.Value)
		default:
			m.values[key.Value], p.draft.lines[name] = value, value.Line
		}
	}
	return m, true
}

// text returns a scalar, and "" when the field is missing or, after reporting it, no scalar.
func (m mapping) text(key string) string {
	node := m.values[key]
	if node == nil || node.Tag == "!!null" {
		return ""
	}
	if node.Kind != yaml.ScalarNode {
		m.p.field(m.prefix+key, "应写成一段文字")
		return ""
	}
	return strings.TrimSpace(node.Value)
}

// number returns a whole number, and 0 when the field is missing or, after reporting it, no such number.
func (m mapping) number(key string) int {
	text := m.text(key)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		m.p.field(m.prefix+key, "“%s”不是整数", text)
		return 0
	}
	return n
}

// list returns the elements of a list; a single scalar counts as a list of one.
func (m mapping) list(key string) []*yaml.Node {
	node := m.values[key]
	switch {
	case node == nil || node.Tag == "!!null":
		return nil
	case node.Kind == yaml.SequenceNode:
		return node.Content
	case node.Kind == yaml.ScalarNode:
		return []*yaml.Node{node}
	}
	m.p.field(m.prefix+key, "应写成列表，每行以短横线开头")
	return nil
}
