package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// sight is a page as one person sees it.
type sight struct {
	visitor *visitor
	path    string
}

// crawl follows links from person to person and notes what there is to see.
type crawl struct {
	routes map[string]int // addresses that were asked for, by route
	kinds  map[string]int // pages that were taken, by route and forms
	sights []sight
}

// most bounds how many addresses of one route a person asks for.
const most = 12

var (
	number = regexp.MustCompile(`/\d+`)
	sum    = regexp.MustCompile(`/[0-9a-f]{16,}`)
)

// routeOf returns the route of an address as the program writes it, with : for what varies. A search is a route of its own.
func routeOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" {
		return ""
	}
	route := number.ReplaceAllString(sum.ReplaceAllString(u.Path, "/:"), "/:")
	if u.Query().Get("q") != "" {
		route += "?q"
	}
	return route
}

// follow looks at what a person reaches from the first page. A page is taken when its route was not seen with the same
// forms before.
func (c *crawl) follow(v *visitor, from ...string) {
	v.t.Helper()
	seen, asked := map[string]bool{}, map[string]int{}
	for queue := from; len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		route := routeOf(path)
		if route == "" || seen[path] || strings.Contains(path, "lang=") || strings.Contains(path, "size=") {
			continue
		}
		seen[path] = true
		if asked[route]++; asked[route] > most {
			continue
		}
		c.routes[route]++
		page, root := v.read(path)
		if root == nil {
			queue = append(queue, page)
			continue
		}
		links, forms := linksAndForms(root)
		queue = append(queue, links...)
		if kind := route + " " + strings.Join(forms, " "); c.kinds[kind] == 0 {
			c.kinds[kind]++
			c.sights = append(c.sights, sight{v, path})
		}
	}
}

// read returns the page at a path; or, when it leads elsewhere, where. A file to keep is no page.
func (v *visitor) read(path string) (elsewhere string, page *html.Node) {
	v.t.Helper()
	resp, err := v.client.Get(v.url + path)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusSeeOther {
		return resp.Header.Get("Location"), nil
	}
	if resp.StatusCode != http.StatusOK && path != nowhere {
		v.t.Errorf("%s gets %s: %s", v.login, path, resp.Status)
	}
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") || strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") {
		return "", nil
	}
	page, err = html.Parse(resp.Body)
	if err != nil {
		v.t.Errorf("%s: %v", path, err)
	}
	return "", page
}

// linksAndForms returns where a page leads within the site, and the routes of its forms.
func linksAndForms(page *html.Node) (links, forms []string) {
	for n := range page.Descendants() {
		for _, a := range n.Attr {
			switch {
			case n.Data == "a" && a.Key == "href" && strings.HasPrefix(a.Val, "/"):
				link, _, _ := strings.Cut(a.Val, "#")
				links = append(links, link)
			case n.Data == "form" && a.Key == "action":
				forms = append(forms, routeOf(a.Val))
			}
		}
	}
	slices.Sort(forms)
	return links, slices.Compact(forms)
}
