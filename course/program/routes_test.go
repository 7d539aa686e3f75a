package program_test

import (
	"cmp"
	"flag"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/demo"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
)

// ids are what stands in an address instead of a number.
var ids = []string{"0", "-1", "x", "9223372036854775808", "9223372036854775807", "%00", "%ff%fe", "..%2f..%2fetc"}

// rubbishToRoutes asks every route, as a person of each role, for ids and with bodies that mean nothing. A route that
// the person may not use is asked once.
func (w *town) rubbishToRoutes() {
	sent := map[string]bool{}
	may := map[string][]access.Role{} // who got past the permission, by method and path
	for _, account := range demo.Accounts() {
		p := w.person(account)
		for _, route := range w.site.Routes() {
			allowed, asked := false, ""
			for _, id := range ids {
				path := filled(route.Path, id)
				if path == asked {
					break
				}
				page := p.touch(route, path)
				if allowed = page.Status != http.StatusForbidden; !allowed {
					break
				}
				asked = path
			}
			if allowed {
				may[route.Method+" "+route.Path] = append(may[route.Method+" "+route.Path], account.Role)
			}
			if allowed && route.Method == http.MethodPost && !sent[route.Path] {
				sent[route.Path] = true
				p.bodies(route)
			}
		}
	}
	w.compareMatrix(may)
}

var update = flag.Bool("update", false, "rewrite the golden files")

// matrix is the file that says who gets past the permission of which route, so that each change is seen in a review.
const matrix = "testdata/authorisation.txt"

// compareMatrix holds who got past the permission of each route, as the site answers, against the file. An account of the
// demo stands for its first role; it may have others.
func (w *town) compareMatrix(may map[string][]access.Role) {
	w.Helper()
	var lines []string
	for _, route := range w.site.Routes() {
		line := fmt.Sprintf("%-4s %s:", route.Method, route.Path)
		for _, role := range may[route.Method+" "+route.Path] {
			line += " " + string(role)
		}
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Or(cmp.Compare(a[5:], b[5:]), cmp.Compare(a, b)) })
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile(matrix, []byte(got), 0o644); err != nil {
			w.Fatal(err)
		}
	}
	want, err := os.ReadFile(matrix)
	if err != nil {
		w.Fatal(err)
	}
	known := strings.Split(strings.TrimSpace(string(want)), "\n")
	for _, line := range lines {
		if !slices.Contains(known, line) {
			w.Errorf("%s does not say: %s", matrix, line)
		}
	}
	for _, line := range known {
		if !slices.Contains(lines, line) {
			w.Errorf("%s says, but the site does not answer so: %s", matrix, line)
		}
	}
}

// touch asks a route without anything that it needs.
func (p *person) touch(route web.Route, path string) webtest.Page {
	p.town.Helper()
	if route.Method == http.MethodGet {
		return p.get(path)
	}
	return p.post("", path, urlencoded, []byte("a=1"))
}

// bodies posts what is no form to a route that the person may use.
func (p *person) bodies(route web.Route) {
	p.town.Helper()
	tooLong := int(max(route.MaxBody, web.DefaultBody)) + 1
	for name, b := range map[string]struct{ kind, body string }{
		"no escapes":       {urlencoded, "a=%zz&%=%&;;"},
		"more than fits":   {urlencoded, "note=" + strings.Repeat("x", tooLong)},
		"many fields":      {urlencoded, strings.Repeat("a=1&person=1&", 10_000)},
		"JSON":             {"application/json", `{"id":1e999,"a":[[[[`},
		"no boundary":      {"multipart/form-data", "--x\r\n"},
		"broken multipart": {"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"roster\"; filename=\"a\"\r\n\r\nPK\x03\x04"},
		"no type":          {"", "\x00\xff"},
	} {
		p.post(name, filled(route.Path, "1"), b.kind, []byte(b.body))
	}
}

var parameter = regexp.MustCompile(`:[^/]+|\*`)

func filled(pattern, id string) string { return parameter.ReplaceAllLiteralString(pattern, id) }
