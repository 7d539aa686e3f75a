package course

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Rendered is the text of a lesson as it is published.
type Rendered struct {
	HTML      string // sanitised; headings begin at h2
	Points    []Point
	Citations []Citation
}

// markdown returns the one Markdown reader. Raw HTML is no syntax for it: <script> is text like any other, so nothing
// an author typed disappears. Tables are the only extension of the reader's own.
var markdown = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(
				util.Prioritized(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
				util.Prioritized(parser.NewThematicBreakParser(), 200),
				util.Prioritized(parser.NewListParser(), 300),
				util.Prioritized(parser.NewListItemParser(), 400),
				util.Prioritized(parser.NewCodeBlockParser(), 500),
				util.Prioritized(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), 600),
				util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
				util.Prioritized(parser.NewBlockquoteParser(), 800),
				util.Prioritized(parser.NewParagraphParser(), 1000),
			),
			parser.WithInlineParsers(
				util.Prioritized(parser.NewCodeSpanParser(), 100),
				util.Prioritized(parser.NewLinkParser(), 200),
				util.Prioritized(parser.NewAutoLinkParser(), 300),
				util.Prioritized(parser.NewEmphasisParser(), 500),
			),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.NewCJK(extension.WithEastAsianLineBreaks()),
			cjkEmphasis{},
		),
	)
})

// render turns the text of a lesson into HTML. Pictures may only be those in images, by their name. What the author
// has to change goes to report with its line in the text.
func render(source string, images map[string]DraftMaterial, report func(line int, text string, args ...any)) (Rendered, error) {
	src := []byte(source)
	doc := markdown().Parser().Parse(text.NewReader(src))
	p := proofreader{source: src, images: images, report: report, ids: map[string]bool{}}
	if err := ast.Walk(doc, p.visit); err != nil {
		return Rendered{}, fmt.Errorf("walk a lesson: %w", err)
	}
	var html bytes.Buffer
	if err := markdown().Renderer().Render(&html, src, doc); err != nil {
		return Rendered{}, fmt.Errorf("render a lesson: %w", err)
	}
	return Rendered{
		HTML:      sanitizer().Sanitize(html.String()),
		Points:    p.points,
		Citations: CitationsIn(p.plain.String()),
	}, nil
}
