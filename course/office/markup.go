package office

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxDepth is how deep elements may nest; documents of Word stay below 60.
const maxDepth = 256

// errMarkup is the cause of refusing XML that no office program writes.
var errMarkup = errors.New("XML of a kind no office program writes")

// markup reads the XML of a part token by token. Neither depth nor the length of a tag is unbounded, and
// a document type declaration, the only place for entities, is refused.
type markup struct {
	part  io.Closer
	dec   *xml.Decoder
	depth int
}

func newMarkup(part io.ReadCloser) *markup {
	guarded := bufio.NewReaderSize(&tagGuard{source: part}, 32<<10)
	return &markup{part: part, dec: xml.NewDecoder(guarded)}
}

// Close lets go of the part. There is nothing to report: it was only read.
func (m *markup) Close() { _ = m.part.Close() }

// element is a start tag.
type element struct {
	name  string // local name
	attrs []xml.Attr
}

// attr returns an attribute by its local name, or "".
func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// next returns the next token: a start tag as element, an end tag as xml.EndElement, text as xml.CharData
// (valid until the following call). Everything else is passed over. The end of the part is io.EOF.
func (m *markup) next() (any, error) {
	for {
		token, err := m.dec.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if m.depth++; m.depth > maxDepth {
				return nil, errMarkup
			}
			return element{name: t.Name.Local, attrs: t.Attr}, nil
		case xml.EndElement:
			m.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, errMarkup
		}
	}
}

// each calls visit for every element from here to the end of the part.
func (m *markup) each(visit func(element) error) error {
	for {
		token, err := m.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(element); ok {
			if err := visit(e); err != nil {
				return err
			}
		}
	}
}

// inside calls visit for every element within the one whose start tag was read last, and text, when not
// nil, for its text. Both may read further as long as they stop at the end of the element they were given.
func (m *markup) inside(visit func(element) error, text func([]byte) error) error {
	outer := m.depth - 1
	for m.depth > outer {
		token, err := m.next()
		if err != nil {
			return noEOF(err)
		}
		switch t := token.(type) {
		case element:
			err = visit(t)
		case xml.CharData:
			if text != nil {
				err = text(t)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// skip reads to the end of the element whose start tag was read last.
func (m *markup) skip() error {
	return m.inside(func(element) error { return nil }, nil)
}

// appendText adds the text of the element whose start tag was read last to b, which may not grow beyond
// limit bytes.
func (m *markup) appendText(b *strings.Builder, limit int) error {
	return m.inside(func(element) error { return nil }, func(text []byte) error {
		if b.Len()+len(text) > limit {
			return errTooLong
		}
		b.Write(text)
		return nil
	})
}

// errTooLong says that a text passed its limit; who knows the place makes a LimitError of it.
var errTooLong = errors.New("text too long")

func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
