package main

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"xiangxue/course/access"
	"xiangxue/course/program"
	"xiangxue/course/web"
	"xiangxue/static/locale"
)

// newSite puts the whole site together on an empty data directory.
func newSite(t *testing.T) *web.Site {
	t.Helper()
	p, err := program.Open(t.Context(), program.Options{Data: t.TempDir(), Name: "云溪镇"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(context.Background(), nil); err != nil {
			t.Error(err)
		}
	})
	index, err := p.OpenIndex()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	site, err := p.Site(false, index)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// TestTemplatesFitTheirTypes checks every template with every branch against the type it is given.
func TestTemplatesFitTheirTypes(t *testing.T) {
	t.Parallel()
	pages, err := newSite(t).Pages()
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if err := templatecheck.CheckHTML(page.Template, page.Data); err != nil {
			t.Errorf("page %s: %v", page.Name, err)
		}
	}
}

// TestOnlyTheseRoutesArePublic lists what may be asked without signing in, so that one more is a decision.
func TestOnlyTheseRoutesArePublic(t *testing.T) {
	t.Parallel()
	public := map[string]bool{
		"GET /": true, "GET /sign-in": true, "POST /sign-in": true, "GET /help": true, "GET /imports/roster/template": true,
		"GET /log/checkpoint": true, "GET /log/witnessed": true, "GET /log/tile/*": true, "GET /calendars/:key": true,
	}
	for _, route := range newSite(t).Routes() {
		if name := route.Method + " " + route.Path; route.Permission == access.Public && !public[name] {
			t.Errorf("%s is public", name)
		}
	}
}

// measured are words that would mean that time on line, or a rank, is kept (国办函〔2026〕12号).
var measured = regexp.MustCompile(`(?i)(duration|heartbeat|stopwatch|streak|leaderboard|ranking|dwell|watched|last_seen|opened_at|left_at|online_time|时长|积分|排行|打卡)`)

// TestNothingMetersTime looks for such words in the schema, the routes and the templates.
func TestNothingMetersTime(t *testing.T) {
	t.Parallel()
	denied := regexp.MustCompile(`不(打卡|积分|(设|排|看|记|计|统计|记录|测|采)\S{0,8}(时长|积分|排行|打卡))`)
	for _, dir := range []string{"course", "quiz", "search"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !(strings.HasSuffix(path, ".sql") || strings.HasSuffix(path, ".html")) {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if found := measured.FindString(denied.ReplaceAllString(string(b), "")); found != "" {
				t.Errorf("%s: %q", path, found)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, route := range newSite(t).Routes() {
		if measured.MatchString(route.Path) {
			t.Errorf("route %s", route.Path)
		}
	}
}

var (
	inTemplate = regexp.MustCompile(`\bt "((?:[^"\\]|\\.)*)"`)
	inGo       = regexp.MustCompile(`(?:fault\.New\([^,]+, |\.Add\([^,"]*(?:"[^"]*")?, |\.Check\([^"]*"[^"]*", |\.T\(|Message\{Text: |navRow\{)"((?:[^"\\]|\\.)*)"`)
	chinese    = regexp.MustCompile(`\p{Han}`)
)

// sources returns every Chinese text that the interface can show, and where it stands.
func sources(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, dir := range []string{"course", "quiz", "search"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() == "testdata" {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || readByOperators(path) {
				return err
			}
			pattern := inGo
			if strings.HasSuffix(path, ".html") {
				pattern = inTemplate
			} else if !strings.HasSuffix(path, ".go") {
				return nil
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range pattern.FindAllStringSubmatch(string(b), -1) {
				var text string
				if err := json.Unmarshal([]byte(`"`+m[1]+`"`), &text); err == nil && chinese.MatchString(text) {
					found[text] = path
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

// readByOperators reports whether the texts of a file go to the person at the command line, or to the author of the
// file that is being imported; they are Chinese only.
func readByOperators(path string) bool {
	return strings.HasPrefix(path, "course/console/") || strings.HasPrefix(path, "quiz/importer/")
}

// TestEveryTextIsTranslated finds texts of templates and failures that have no English.
func TestEveryTextIsTranslated(t *testing.T) {
	t.Parallel()
	translated, err := locale.Load().Sources()
	if err != nil {
		t.Fatal(err)
	}
	for text, path := range sources(t) {
		if _, ok := translated[text]; !ok {
			t.Errorf("%s: %q has no English", path, text)
		}
	}
}
