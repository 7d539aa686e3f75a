package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// writer gathers the text of elements into blocks.
type writer struct {
	blocks []Block
	text   strings.Builder
	level  int // of the heading it stands in
	cells  int // how many cells of tables it stands in
	raw    bool
}

func (w *writer) children(n *html.Node) {
	for c := range n.ChildNodes() {
		w.node(c)
	}
}

func (w *writer) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.write(n.Data)
	case n.Type != html.ElementNode || skipped(n):
	case n.DataAtom == atom.Br:
		w.breaks()
	case n.DataAtom == atom.Tr:
		w.row(n)
	case n.DataAtom == atom.Pre:
		w.breaks()
		w.raw = true
		w.children(n)
		w.raw = false
		w.breaks()
	case headingLevel(n) > 0 && w.cells == 0:
		w.end()
		w.level = headingLevel(n)
		w.children(n)
		w.end()
		w.level = 0
	case isBlock(n):
		w.breaks()
		w.children(n)
		w.breaks()
	default:
		w.children(n)
	}
}

// row writes a row of a table as one block; a table that only serves to place things has rows of one cell, whose
// paragraphs stay apart.
func (w *writer) row(n *html.Node) {
	var cells []*html.Node
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells = append(cells, c)
		}
	}
	if len(cells) < 2 && w.cells == 0 {
		w.breaks()
		for _, c := range cells {
			w.children(c)
		}
		w.breaks()
		return
	}
	w.breaks()
	w.cells++
	for i, c := range cells {
		if i > 0 {
			w.text.WriteString("　")
		}
		w.children(c)
	}
	w.cells--
	w.breaks()
}

func (w *writer) write(s string) {
	if w.raw {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				w.breaks()
			}
			w.text.WriteString(line)
		}
		return
	}
	w.text.WriteString(s)
}

// breaks ends a block; within a cell and a heading a break is only a blank.
func (w *writer) breaks() {
	if w.cells > 0 || w.level > 0 {
		w.text.WriteByte(' ')
		return
	}
	w.end()
}

func (w *writer) end() {
	text := strings.TrimSpace(squeeze(w.text.String()))
	w.text.Reset()
	if text != "" {
		w.blocks = append(w.blocks, Block{Level: w.level, Text: text})
	}
}

func headingLevel(n *html.Node) int {
	if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	return 0
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption,
		atom.Section, atom.Article, atom.Main, atom.Blockquote, atom.Center, atom.Hr, atom.Form, atom.Figure, atom.Figcaption, atom.Address:
		return true
	}
	return false
}
