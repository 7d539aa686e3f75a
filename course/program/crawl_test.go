package program_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// form is a form of a page as a browser would send it back untouched.
type form struct {
	route     string // the pattern of the route that takes it
	action    string
	multipart bool
	fields    url.Values
	files     []string // names of fields that take a file
}

// walk is what a person finds by following links.
type walk struct {
	person  *person
	visited map[string]int // pages by route
	queue   []string
	queries []string        // addresses with a query
	forms   map[string]form // by route, the one with the most fields
}

// mostPagesOfRoute is how many pages of one route are opened.
const mostPagesOfRoute = 4

// explore follows the links from the start, up to a few pages of each route, and returns what it found.
func (p *person) explore() *walk {
	p.town.Helper()
	w := &walk{person: p, visited: map[string]int{}, forms: map[string]form{}, queue: append(slices.Clone(p.town.made), "/", "/account", "/account/password")}
	for seen := map[string]bool{}; len(w.queue) > 0; {
		path := w.queue[0]
		w.queue = w.queue[1:]
		route := p.town.route(http.MethodGet, path)
		if seen[path] || route == "" || strings.Contains(path, "lang=") || strings.Contains(path, "size=") {
			continue
		}
		seen[path] = true
		if w.visited[route]++; w.visited[route] > mostPagesOfRoute {
			continue
		}
		page := p.get(path)
		if location := page.Header.Get("Location"); page.Status == http.StatusSeeOther {
			w.queue = append(w.queue, location)
		}
		if strings.HasPrefix(page.Header.Get("Content-Type"), "text/html") {
			w.read(path, page.Body)
		}
	}
	return w
}

// route returns the pattern of the route that takes a path, and "" when there is none.
func (w *town) route(method, path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" {
		return ""
	}
	parts := strings.Split(u.Path, "/")
	found := ""
	for _, r := range w.site.Routes() {
		pattern := strings.Split(r.Path, "/")
		fits := len(pattern) == len(parts) && r.Method == method
		for i := 0; fits && i < len(parts); i++ {
			fits = pattern[i] == parts[i] || strings.HasPrefix(pattern[i], ":")
		}
		if fits && (found == "" || strings.Count(r.Path, ":") < strings.Count(found, ":")) {
			found = r.Path
		}
	}
	return found
}

// read takes the links and forms of a page.
func (w *walk) read(path, page string) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		w.person.town.Errorf("%s: %v", path, err)
		return
	}
	for n := range root.Descendants() {
		switch {
		case n.Data == "a" && strings.HasPrefix(attribute(n, "href"), "/"):
			link, _, _ := strings.Cut(attribute(n, "href"), "#")
			w.queue = append(w.queue, link)
			if strings.Contains(link, "?") && len(w.queries) < 40 {
				w.queries = append(w.queries, link)
			}
		case n.Data == "form" && strings.EqualFold(attribute(n, "method"), "post"):
			w.take(path, n, root)
		}
	}
}

func (w *walk) take(path string, n, root *html.Node) {
	f := form{action: attribute(n, "action"), multipart: attribute(n, "enctype") == "multipart/form-data", fields: url.Values{}}
	if f.action == "" {
		f.action = path
	}
	f.route = w.person.town.route(http.MethodPost, f.action)
	if f.route == "" {
		w.person.town.Errorf("a form of %s goes to %s, which takes none", path, f.action)
		return
	}
	for field := range root.Descendants() {
		if of := attribute(field, "form"); of != "" && of == attribute(n, "id") || of == "" && within(field, n) {
			f.fill(field)
		}
	}
	if known, ok := w.forms[f.route]; !ok || len(known.fields) < len(f.fields) {
		w.forms[f.route] = f
	}
}

// within reports whether a node stands below another.
func within(n, above *html.Node) bool {
	for ; n != nil && n != above; n = n.Parent {
	}
	return n != nil
}

// fill takes over a field as a browser would send it; a button counts as pressed.
func (f *form) fill(n *html.Node) {
	name, value := attribute(n, "name"), attribute(n, "value")
	if name == "" {
		return
	}
	switch {
	case n.Data == "textarea" && n.FirstChild != nil:
		value = n.FirstChild.Data
	case n.Data == "select":
		value = chosen(n)
	case n.Data == "input" && attribute(n, "type") == "file":
		f.files = append(f.files, name)
		return
	case n.Data == "input" && attribute(n, "type") == "radio" && f.fields.Has(name) && !has(n, "checked"):
		return
	case n.Data != "input" && n.Data != "textarea" && n.Data != "button":
		return
	}
	if n.Data == "button" || attribute(n, "type") == "radio" {
		f.fields.Set(name, value)
		return
	}
	f.fields.Add(name, value)
}

func chosen(n *html.Node) string {
	first, found := "", false
	for option := range n.Descendants() {
		if option.Data != "option" {
			continue
		}
		if has(option, "selected") {
			return attribute(option, "value")
		}
		if !found {
			first, found = attribute(option, "value"), true
		}
	}
	return first
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}
