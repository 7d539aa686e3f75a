package library

import (
	"fmt"
	"regexp"
	"strings"
)

// compiler cuts the lines of a body into articles and sections.
type compiler struct {
	byArticle bool           // the document has articles; otherwise it is cut by headings
	runIn     bool           // headings may stand in the line of their text
	ranks     map[string]int // rank of a heading's form, learnt from the marked ones
	path      []heading      // headings above the line
	counts    map[int]int    // how many headings of a rank stand under the same parent
	last      articleNumber  // of the article before
	open      *Article
	bare      bool   // nothing stands under the last heading yet
	before    string // the line before, to tell the items of a list
	lines     []string
	articles  []Article
	anchors   map[string]int
}

// heading is a heading that stands above the text.
type heading struct {
	rank  int
	title string
	id    string
}

// compile cuts the body of a document. In one whose headings bear no marks, they may stand in the line of their text.
func compile(lines []line, bare bool) []Article {
	c := &compiler{
		byArticle: hasArticles(lines), runIn: bare, ranks: map[string]int{}, counts: map[int]int{}, anchors: map[string]int{},
	}
	for _, l := range lines {
		c.line(l)
		c.before = l.text
	}
	c.close()
	c.leaf(0)
	return c.articles
}

// hasArticles reports whether the text is cut into articles. One is enough when it opens the numbering.
func hasArticles(lines []line) bool {
	count := 0
	for _, l := range lines {
		n, length := readArticleNumber(l.text)
		if length == 0 || !separated(l.text[length:]) && (n.main != 1 || mention(l.text[length:])) {
			continue
		}
		if count++; count > 1 || n.main == 1 {
			return true
		}
	}
	return false
}

// separated reports whether what follows a number shows that it is the number of an article and not a mention of one.
func separated(rest string) bool {
	return rest == "" || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "　") || strings.HasPrefix(rest, "【") || strings.HasPrefix(rest, "\t")
}

func (c *compiler) line(l line) {
	if l.level > 0 {
		c.heading(c.rankOf(l.text, l.level), l.text, l.id)
		return
	}
	if c.byArticle {
		if n, length := readArticleNumber(l.text); length > 0 && c.begins(n, l.text[length:]) {
			c.run(l.text)
			return
		}
	}
	if rank := c.divisionRank(l.text); rank > 0 {
		c.heading(rank, l.text, "")
		return
	}
	if !c.byArticle && c.section(l.text) {
		return
	}
	c.add(l.text)
}

// begins reports whether a line that begins with the number n is the beginning of that article.
func (c *compiler) begins(n articleNumber, rest string) bool {
	if separated(rest) {
		return true
	}
	return n.follows(c.last) && !mention(rest)
}

// mention reports whether what follows a number without a blank shows that an article is only spoken of.
func mention(rest string) bool {
	return strings.HasPrefix(rest, "规定") || strings.ContainsRune("的、，至到和或款项中第及与所", firstRune(rest))
}

// between finds the place where the next article begins within a line, after the end of a sentence.
var between = regexp.MustCompile(`[。；：”]\s+第` + `[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?[\s　]`)

// run adds a line that begins with an article; some sources run several articles into one line.
func (c *compiler) run(text string) {
	for {
		n, length := readArticleNumber(text)
		c.begin(n, text[:length])
		rest := text[length:]
		next := c.nextIn(rest)
		c.add(tidy(rest[:next]))
		if next == len(rest) {
			return
		}
		text = tidy(rest[next:])
	}
}

// nextIn returns where in rest the article after the open one begins, or its length.
func (c *compiler) nextIn(rest string) int {
	for _, span := range between.FindAllStringIndex(rest, -1) {
		at := span[0] + strings.Index(rest[span[0]:span[1]], "第")
		if n, length := readArticleNumber(rest[at:]); length > 0 && n.follows(c.last) {
			return at
		}
	}
	return len(rest)
}

func (c *compiler) begin(n articleNumber, number string) {
	c.close()
	c.last, c.bare = n, false
	number = strings.Join(strings.Fields(number), "")
	c.open = &Article{Number: number, Anchor: c.anchor("t" + n.key()), Chapter: c.titles(len(c.path))}
}

// heading closes what is open and places the heading in the path.
func (c *compiler) heading(rank int, title, id string) {
	c.close()
	c.leaf(rank)
	for len(c.path) > 0 && c.path[len(c.path)-1].rank >= rank {
		c.path = c.path[:len(c.path)-1]
	}
	for r := range c.counts {
		if r > rank {
			delete(c.counts, r)
		}
	}
	c.counts[rank]++
	if id == "" {
		id = c.headingAnchor(rank)
	}
	c.path = append(c.path, heading{rank: rank, title: title, id: id})
	c.bare = true
}

// leaf keeps the last heading as a section when nothing came under it before a heading of the given rank: in a notice
// a short line with a number may be all that is said.
func (c *compiler) leaf(rank int) {
	depth := len(c.path)
	if c.byArticle || !c.bare || depth == 0 || c.path[depth-1].rank < rank {
		return
	}
	last := c.path[depth-1]
	c.open = &Article{Title: last.title, Anchor: c.anchor(last.id), Chapter: c.titles(depth - 1)}
	c.close()
}

// headingAnchor numbers a heading under its parent: s2-1.
func (c *compiler) headingAnchor(rank int) string {
	if len(c.path) > 0 && strings.HasPrefix(c.path[len(c.path)-1].id, "s") {
		return fmt.Sprintf("%s-%d", c.path[len(c.path)-1].id, c.counts[rank])
	}
	return fmt.Sprintf("s%d", c.counts[rank])
}

// anchor makes an id unique in the document.
func (c *compiler) anchor(id string) string {
	c.anchors[id]++
	if n := c.anchors[id]; n > 1 {
		return fmt.Sprintf("%s_%d", id, n)
	}
	return id
}

// add adds a paragraph to what is open; text that nothing has begun is a section of the heading above it, or the
// preamble.
func (c *compiler) add(text string) {
	if text == "" {
		return
	}
	if c.continues(text) {
		return
	}
	if c.open == nil {
		a := Article{}
		if depth := len(c.path); depth > 0 {
			a.Title, a.Chapter = c.path[depth-1].title, c.titles(depth-1)
			a.Anchor = c.anchor(c.path[depth-1].id)
		} else {
			a.Anchor = c.anchor("s0")
		}
		c.open = &a
	}
	c.bare = false
	c.lines = append(c.lines, text)
}

// continues adds a line to the heading above it when the source broke the heading in two: 第三节 …死亡案件 / 违法所得的没收程序.
func (c *compiler) continues(text string) bool {
	depth := len(c.path)
	if !c.byArticle || !c.bare || c.open != nil || depth == 0 || !headingLike(text) {
		return false
	}
	last := &c.path[depth-1]
	if formOf(last.title) == "" || !strings.HasPrefix(last.title, "第") {
		return false
	}
	last.title += text
	return true
}

func (c *compiler) titles(depth int) []string {
	titles := make([]string, 0, depth)
	for _, h := range c.path[:depth] {
		if h.title != "" {
			titles = append(titles, h.title)
		}
	}
	return titles
}

func (c *compiler) close() {
	if c.open == nil {
		return
	}
	c.open.Text = strings.Join(c.lines, "\n")
	if c.open.Text != "" || c.open.Number != "" || c.open.Title != "" {
		c.open.Ordinal = len(c.articles) + 1
		c.articles = append(c.articles, *c.open)
	}
	c.open, c.lines = nil, nil
}
