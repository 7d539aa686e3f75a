package importer

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// element is an element of an XML file that is written.
type element struct {
	name     string
	attrs    []attr
	children []any // element or string
}

type attr struct{ name, value string }

// el returns an element. The parts are attributes, texts, elements and lists of elements.
func el(name string, parts ...any) element {
	e := element{name: name}
	for _, p := range parts {
		switch p := p.(type) {
		case attr:
			e.attrs = append(e.attrs, p)
		case []element:
			for _, c := range p {
				e.children = append(e.children, c)
			}
		default:
			e.children = append(e.children, p)
		}
	}
	return e
}

// document returns the XML file of which e is the outermost element.
func document(e element) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e.write(&b, "")
	b.WriteByte('\n')
	return b.Bytes()
}

// write writes the element, indented unless there is text in it.
func (e element) write(b *bytes.Buffer, indent string) {
	b.WriteString("<" + e.name)
	for _, a := range e.attrs {
		b.WriteString(" " + a.name + `="`)
		escapeXML(b, a.value)
		b.WriteByte('"')
	}
	if len(e.children) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	mixed := false
	for _, c := range e.children {
		_, isText := c.(string)
		mixed = mixed || isText
	}
	for _, c := range e.children {
		switch c := c.(type) {
		case string:
			escapeXML(b, c)
		case element:
			if !mixed {
				b.WriteString("\n" + indent + " ")
			}
			c.write(b, indent+" ")
		}
	}
	if !mixed {
		b.WriteString("\n" + indent)
	}
	b.WriteString("</" + e.name + ">")
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\n", "&#10;", "\t", "&#9;", "\r", "&#13;")

func escapeXML(b *bytes.Buffer, text string) { b.WriteString(xmlEscapes.Replace(text)) }
