package course

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// safeHref is an address on the web or on this site; one that begins with // would be another host.
var safeHref = regexp.MustCompile(`^(https?://|/([^/\\]|$)|[?#]|[^/:?#\\]+([/?#]|$))`)

// sanitizer returns the second fence around lesson text: whatever the Markdown reader might let through, only these
// elements and attributes reach a page.
var sanitizer = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li",
		"strong", "em", "code", "pre", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("id").Matching(pointID).OnElements("h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|center|right)$`)).OnElements("th", "td")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^col$`)).OnElements("th")
	p.AllowAttrs("href").Matching(safeHref).OnElements("a")
	p.AllowAttrs("src").Matching(regexp.MustCompile(`^/materials/[0-9a-f]{64}$`)).OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowURLSchemes("http", "https")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	return p
})
