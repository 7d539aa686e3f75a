package office

import "io"

// The longest tag and the longest stretch of text between two tags. encoding/xml holds either in memory
// as a whole, and a tag with a million attributes many times over.
const (
	maxTagBytes  = 64 << 10
	maxTextBytes = 4 << 20
)

type guardState int

const (
	inText guardState = iota
	afterOpen
	inTag
	afterBang
	inOther   // processing instruction
	inComment // until -->
	inCDATA   // until ]]>
)

// tagGuard passes XML through and fails with errMarkup at overlong tags and texts, and at a document type
// declaration before any of it is parsed.
type tagGuard struct {
	source io.Reader
	state  guardState
	quote  byte // the quote an attribute value within a tag is in
	run    int  // bytes since the last tag began or ended
	ending int  // how many bytes of --> or ]]> have been read
}

func (g *tagGuard) Read(p []byte) (int, error) {
	n, err := g.source.Read(p)
	for _, c := range p[:n] {
		if !g.accept(c) {
			return 0, errMarkup
		}
	}
	return n, err
}

func (g *tagGuard) accept(c byte) bool {
	g.run++
	switch g.state {
	case inText:
		if c == '<' {
			g.enter(afterOpen)
		}
		return g.run <= maxTextBytes
	case afterOpen:
		g.state = stateAfterOpen(c)
	case afterBang:
		return g.afterBang(c)
	case inTag:
		g.withinTag(c)
		return g.run <= maxTagBytes
	case inComment, inCDATA:
		g.untilEnd(c)
		return g.run <= maxTextBytes
	case inOther:
		if c == '>' {
			g.enter(inText)
		}
		return g.run <= maxTextBytes
	}
	return true
}

func (g *tagGuard) enter(state guardState) { g.state, g.run = state, 0 }

func stateAfterOpen(c byte) guardState {
	switch c {
	case '!':
		return afterBang
	case '?':
		return inOther
	}
	return inTag
}

// afterBang refuses everything but comments and CDATA.
func (g *tagGuard) afterBang(c byte) bool {
	g.ending = 0
	switch c {
	case '-':
		g.state = inComment
	case '[':
		g.state = inCDATA
	default:
		return false
	}
	return true
}

// untilEnd looks for the end of a comment or CDATA, in which < and quotes mean nothing.
func (g *tagGuard) untilEnd(c byte) {
	mark := byte('-')
	if g.state == inCDATA {
		mark = ']'
	}
	switch {
	case c == mark:
		g.ending++
	case c == '>' && g.ending >= 2:
		g.enter(inText)
	default:
		g.ending = 0
	}
}

func (g *tagGuard) withinTag(c byte) {
	switch {
	case g.quote != 0:
		if c == g.quote {
			g.quote = 0
		}
	case c == '"' || c == '\'':
		g.quote = c
	case c == '>':
		g.enter(inText)
	}
}
