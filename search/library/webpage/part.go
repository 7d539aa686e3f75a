package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mainPart returns the innermost element that holds nearly all sentences of the page. Menus and foot lines hold words, but
// hardly any sentence.
func mainPart(body *html.Node) *html.Node {
	weights := map[*html.Node]int{}
	weigh(body, weights)
	const nearlyAll = 0.85
	part := body
	for {
		var next *html.Node
		for c := range part.ChildNodes() {
			if weights[c] > 0 && float64(weights[c]) >= nearlyAll*float64(weights[body]) {
				next = c
			}
		}
		if next == nil || next.Type != html.ElementNode || !isContainer(next) {
			return part
		}
		part = next
	}
}

// weigh counts the marks that end and part sentences, without those in links.
func weigh(n *html.Node, weights map[*html.Node]int) int {
	total := 0
	switch {
	case n.Type == html.TextNode:
		for _, mark := range []string{"，", "。", "；", "："} {
			total += strings.Count(n.Data, mark)
		}
	case n.Type == html.ElementNode && !skipped(n) && n.DataAtom != atom.A:
		for c := range n.ChildNodes() {
			total += weigh(c, weights)
		}
	}
	weights[n] = total
	return total
}

func isContainer(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Main, atom.Article, atom.Section, atom.Table, atom.Tbody, atom.Tr, atom.Td, atom.Form, atom.Center, atom.Body:
		return true
	}
	return false
}

// skipped reports whether an element holds nothing of the text: it belongs to the site, or it is not shown.
func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Head, atom.Iframe,
		atom.Object, atom.Button, atom.Select, atom.Option, atom.Textarea, atom.Svg, atom.Math, atom.Rt, atom.Rp, atom.Dialog:
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" {
			return true
		}
	}
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}
