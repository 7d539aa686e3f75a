// Package webpage reads the text of a saved web page (网页) without what a site puts around it: menus, scripts, foot lines.
// It promises to give headings, paragraphs and rows of tables in their order, and never to show what the page hides.
package webpage

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Block is a heading, a paragraph or a row of a table.
type Block struct {
	Level int // of a heading, 1 to 6; 0 for everything else
	Text  string
}

// Text is what a page holds.
type Text struct {
	Title  string // of the text, not of the site
	Blocks []Block
}

// Is reports whether a text begins like a web page.
func Is(text string) bool {
	head := strings.ToLower(strings.TrimLeft(text[:min(len(text), 1024)], " \t\r\n\ufeff"))
	for strings.HasPrefix(head, "<!--") || strings.HasPrefix(head, "<?xml") {
		_, rest, found := strings.Cut(head, ">")
		if !found {
			return false
		}
		head = strings.TrimLeft(rest, " \t\r\n")
	}
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<head")
}

// Read reads a page. It fails when the page nests deeper than any browser shows.
func Read(source string) (Text, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return Text{}, fmt.Errorf("read a web page: %w", err)
	}
	body := first(root, atom.Body)
	if body == nil {
		return Text{}, nil
	}
	main := mainPart(body)
	w := &writer{}
	w.children(main)
	w.end()
	return Text{Title: title(root, main), Blocks: w.blocks}, nil
}

// title returns what the page calls its text: in the way prescribed for sites of authorities, else in its only heading of
// the first level, else in the window's title without the name of the site.
func title(root, main *html.Node) string {
	for n := range root.Descendants() {
		if n.DataAtom == atom.Meta && strings.EqualFold(attr(n, "name"), "ArticleTitle") {
			if t := squeeze(attr(n, "content")); t != "" {
				return t
			}
		}
	}
	for _, in := range []*html.Node{main, root} {
		if h := first(in, atom.H1); h != nil {
			if t := squeeze(textOf(h)); t != "" {
				return t
			}
		}
	}
	window := first(root, atom.Title)
	if window == nil {
		return ""
	}
	t := squeeze(textOf(window))
	for _, mark := range []string{"_", " - ", " | ", "|", "——", " – "} {
		if head, _, found := strings.Cut(t, mark); found && head != "" {
			return strings.TrimSpace(head)
		}
	}
	return t
}

func first(in *html.Node, a atom.Atom) *html.Node {
	for n := range in.Descendants() {
		if n.DataAtom == a && n.Type == html.ElementNode {
			return n
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// squeeze makes one blank of several; the wide blank of Chinese text stays, alone.
func squeeze(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\n\v\f\r\u0085\u00a0", r) }), " ")
	return strings.ReplaceAll(strings.ReplaceAll(s, "　 ", "　"), " 　", "　")
}
