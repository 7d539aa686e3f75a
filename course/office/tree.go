package office

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Node is an element of an XML file, or a stretch of text between elements.
type Node struct {
	Name     string // local name; "" for text
	Text     string // of text only
	Children []*Node
	Line     int // from 1
	attrs    []xml.Attr
}

// maxNodes bounds the nodes of one file, as which it takes many times its size.
const maxNodes = 1 << 19

// ReadXML reads an XML file as a tree. Comments and what lies between elements only for the eye are left out, and so is
// everything about namespaces. Entities other than those of HTML are refused and nothing is ever followed; depth, the length
// of tags and texts and the number of nodes are bounded. It fails with FormatError or LimitError.
func ReadXML(file string, b []byte, limits Limits) (*Node, error) {
	if err := limits.orDefault().checkSize(len(b)); err != nil {
		return nil, located(err, file, "")
	}
	root, err := readTree(newMarkup(io.NopCloser(strings.NewReader(string(b)))))
	if err != nil {
		return nil, located(err, file, "")
	}
	return root, nil
}

func readTree(m *markup) (*Node, error) {
	defer m.Close()
	m.dec.Entity = xml.HTMLEntity
	top, nodes := &Node{}, 0
	open := []*Node{top}
	for {
		token, err := m.next()
		if errors.Is(err, io.EOF) && len(open) == 1 && len(top.Children) > 0 {
			return top.Children[0], nil
		}
		if err != nil {
			return nil, noEOF(err)
		}
		if nodes > maxNodes {
			return nil, &LimitError{Measure: NodeCount, Limit: maxNodes}
		}
		in := open[len(open)-1]
		line, _ := m.dec.InputPos()
		switch t := token.(type) {
		case element:
			n := &Node{Name: t.name, attrs: t.attrs, Line: line}
			in.Children = append(in.Children, n)
			open, nodes = append(open, n), nodes+1
		case xml.CharData:
			if in != top && !isLayout(t) {
				in.Children = append(in.Children, &Node{Text: string(t), Line: line})
				nodes++
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// isLayout reports whether a text is only there to indent the elements around it.
func isLayout(text []byte) bool {
	s := string(text)
	return strings.Contains(s, "\n") && strings.TrimSpace(s) == ""
}

// Attr returns the attribute of that local name, or "".
func (n *Node) Attr(name string) string { return element{attrs: n.attrs}.attr(name) }

// Attrs returns the attributes by their local names.
func (n *Node) Attrs() map[string]string {
	attrs := make(map[string]string, len(n.attrs))
	for _, a := range n.attrs {
		attrs[a.Name.Local] = a.Value
	}
	return attrs
}

// Child returns the first element of that name directly within, or nil.
func (n *Node) Child(name string) *Node {
	if n == nil {
		return nil
	}
	for _, c := range n.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// All returns the elements of that name directly within.
func (n *Node) All(name string) []*Node {
	var all []*Node
	if n == nil {
		return nil
	}
	for _, c := range n.Children {
		if c.Name == name {
			all = append(all, c)
		}
	}
	return all
}

// Content returns all text within, "" for nil.
func (n *Node) Content() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.write(&b)
	return b.String()
}

func (n *Node) write(b *strings.Builder) {
	b.WriteString(n.Text)
	for _, c := range n.Children {
		c.write(b)
	}
}
