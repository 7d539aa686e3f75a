package course

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extensionast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// pointID is what the id of a heading may look like; GIFT categories name it.
var pointID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

// proofreader walks the tree of a lesson once: it corrects the levels of headings, fills in the addresses of pictures,
// gathers points and plain text, and reports what only the author can mend.
type proofreader struct {
	source []byte
	images map[string]DraftMaterial
	report func(line int, text string, args ...any)

	levels []int // levels of the headings that enclose the current place, outermost first
	ids    map[string]bool
	points []Point
	plain  strings.Builder
}

func (p *proofreader) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		if n.Type() == ast.TypeBlock {
			p.plain.WriteByte('\n')
		}
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Heading:
		p.heading(n)
	case *extensionast.TableCell:
		if n.Parent().Kind() == extensionast.KindTableHeader {
			n.SetAttributeString("scope", []byte("col"))
		}
	case *ast.Link:
		p.link(n, n.Destination)
	case *ast.AutoLink:
		p.autoLink(n)
	case *ast.Image:
		p.image(n)
	case *ast.Text:
		p.plain.Write(n.Segment.Value(p.source))
	}
	return ast.WalkContinue, nil
}

// heading gives the heading a level below the page's h1 that skips none, whatever levels the author used.
func (p *proofreader) heading(h *ast.Heading) {
	for len(p.levels) > 0 && p.levels[len(p.levels)-1] >= h.Level {
		p.levels = p.levels[:len(p.levels)-1]
	}
	p.levels = append(p.levels, h.Level)
	h.Level = min(len(p.levels)+1, 6)

	title := strings.TrimSpace(plainText(h, p.source))
	if title == "" {
		p.report(p.lineOf(h), "标题是空的，请写上文字")
	}
	id, ok := h.AttributeString("id")
	if !ok {
		return
	}
	name, _ := id.([]byte)
	switch {
	case !pointID.Match(name):
		p.report(p.lineOf(h), "标题编号“%s”不能用，请用小写字母开头，只含小写字母、数字和短横线，例如 {#s1}", name)
	case p.ids[string(name)]:
		p.report(p.lineOf(h), "标题编号“%s”在本课出现了两次，请改成不同的编号", name)
	default:
		p.ids[string(name)] = true
		p.points = append(p.points, Point{ID: string(name), Title: title})
	}
}

func (p *proofreader) link(n ast.Node, destination []byte) {
	// as it will be rendered, so that javascript&colon; is seen for what it is
	if bytes.ContainsRune(destination, '\\') || !allowedLink(string(util.URLEscape(destination, true))) {
		p.report(p.lineOf(n), "链接“%s”不能用，只能是 http、https 网址或本站内的地址", destination)
	}
}

func (p *proofreader) autoLink(n *ast.AutoLink) {
	if n.AutoLinkType == ast.AutoLinkEmail {
		p.report(p.lineOf(n), "请把邮箱“%s”写成普通文字，不加尖括号", n.URL(p.source))
		return
	}
	p.link(n, n.URL(p.source))
}

// allowedLink reports whether a link may stand in a lesson: the web, or a place on this site.
func allowedLink(destination string) bool {
	u, err := url.Parse(destination)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "":
		return u.Host == "" && destination != ""
	}
	return false
}

func (p *proofreader) image(n *ast.Image) {
	name, err := url.PathUnescape(string(n.Destination))
	m, ok := p.images[name]
	switch {
	case err != nil || !ok:
		p.report(p.lineOf(n), "图片“%s”不在本课的 materials 里，请先把它列上", n.Destination)
	case !strings.HasPrefix(m.MediaType, "image/"):
		p.report(p.lineOf(n), "“%s”不是图片，请用链接或列为材料", n.Destination)
	case strings.TrimSpace(plainText(n, p.source)) == "":
		p.report(p.lineOf(n), "图片“%s”没有文字说明，请写成 ![说明](%s)", n.Destination, n.Destination)
	default:
		n.Destination = []byte(materialPath(m.Sum))
	}
}

// lineOf returns the line of the source, from 1, on which the block that holds the node begins.
func (p *proofreader) lineOf(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return 1 + bytes.Count(p.source[:n.Lines().At(0).Start], []byte("\n"))
		}
	}
	return 0
}

// plainText returns the text below a node without its markup.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(source))
			continue
		}
		b.WriteString(plainText(c, source))
	}
	return b.String()
}
