package course

import (
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// cjkEmphasis is a goldmark extension that lets ** mark Chinese text the way its writers expect.
//
// CommonMark decides by the neighbours of ** whether it opens or closes: after punctuation it closes only before a
// space or more punctuation. Chinese has no spaces between words, so in **《条例》**规定 nothing would close. The rule here
// is that of the "markdown-cjk-friendly" proposal: Chinese punctuation counts as a letter, and a Chinese character
// beside ** counts as a space where punctuation stands on the other side. Text without Chinese is read as before.
type cjkEmphasis struct{}

// Extend puts the parser of * before goldmark's own, which keeps _.
func (cjkEmphasis) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(starParser{}, 450)))
}

type starParser struct{}

func (starParser) Trigger() []byte { return []byte{'*'} }

func (starParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	length := 0
	for length < len(line) && line[length] == '*' {
		length++
	}
	after := ' '
	if length < len(line) {
		after = util.ToRune(line, length)
	}
	d := parser.NewDelimiter(flanks(after, before), flanks(before, after), length, '*', starDelimiter{})
	d.Segment = segment.WithStop(segment.Start + length)
	block.Advance(length)
	pc.PushDelimiter(d)
	return d
}

// flanks reports whether a run of * belongs to the text on its inner side: it opens when inner follows it, and closes
// when inner precedes it.
func flanks(inner, outer rune) bool {
	switch {
	case util.IsSpaceRune(inner):
		return false
	case !util.IsPunctRune(inner), isCJK(inner):
		return true
	}
	return util.IsSpaceRune(outer) || util.IsPunctRune(outer) || isCJK(outer)
}

type starDelimiter struct{}

func (starDelimiter) IsDelimiter(b byte) bool { return b == '*' }

func (starDelimiter) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (starDelimiter) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// cjkPunctuation is the punctuation that is set in the width of a Chinese character.
var cjkPunctuation = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x3001, Hi: 0x303f, Stride: 1}, // 、。《》【】
	{Lo: 0xfe10, Hi: 0xfe1f, Stride: 1}, // vertical forms
	{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1}, // compatibility and small forms
	{Lo: 0xff01, Hi: 0xffee, Stride: 1}, // full-width forms: ，（）：；？！
}}

func isCJK(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, cjkPunctuation)
}
