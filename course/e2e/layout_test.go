package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// ranks says how high each package stands. A package may import only packages of a lower rank; one that is missing
// here fails the test, so that its place is decided before it is used.
var ranks = map[string]int{
	"static": 0, "static/locale": 0, "course/fault": 0, "course/calendar": 0, "course/translog": 0, "course/office": 0, "course/script": 0, "course/scenariotest": 0, "course/sample": 0, "quiz/review": 0,
	"course/document": 1,
	"course/storage":  1, "course/storage/storagetest": 1, "course/storage/archive": 1, "course/ical": 1,
	"course/audit": 2, "course/feed": 2, "course/seal": 2,
	"course/roster": 3,
	"course/access": 4, "course/notice": 4,
	"course/hours":     5,
	"course/objection": 6, "course": 6, "course/compliance": 6,
	"course/doubt": 7, "course/plan": 7, "course/progress": 7, "course/reflection": 7,
	"course/attendance": 8, "course/proof": 8, "course/training": 8, "course/variance": 8, "course/subscription": 8,
	"course/kit": 9, "course/witness": 9, "course/report": 9,
	"course/filing": 10, "course/inspection": 10,
	"course/web": 10, "course/web/webtest": 10,
	"search/library/layout": 1, "search/library/ofd": 2, "search/library/pdf": 2, "search/library/webpage": 2, "search/enquiry/personal": 2, "search/trial": 2,
	"course/dossier": 11, "course/web/upload": 11, "quiz": 11, "search/library": 11,
	"search/enquiry": 12, "search/recent": 12, "quiz/bank": 12, "quiz/statistics": 12,
	"search": 13, "quiz/exam": 13, "quiz/currency": 13, "quiz/notebook": 13, "quiz/importer": 13,
	"course/pages/account": 14, "course/pages/study": 14, "course/pages/group": 14, "course/pages/desk": 14, "course/pages/audit": 14, "course/pages/contact": 14,
	"quiz/pages": 14, "search/pages": 14,
	"course/demo": 15, "course/e2e": 15, "course/e2e/bench": 15, "course/console": 15, "search/evaluate": 15,
	"course/program": 16,
	"":               17,
}

// companions are helpers for the tests of the package they stand beside, and may import it.
var companions = map[string]string{"course/storage/storagetest": "course/storage", "course/web/webtest": "course/web"}

// exclusive says which files or packages alone may import a library.
var exclusive = map[string]func(pkg string) bool{
	"github.com/labstack/echo/v4": func(p string) bool {
		return p == "" || p == "course/web" || p == "course/e2e/bench" || strings.Contains(p, "pages")
	},
	"html/template":           func(p string) bool { return p == "course/web" },
	"github.com/blevesearch/": func(p string) bool { return p == "search" || p == "search/evaluate" },
	"gorm.io/":                func(p string) bool { return p == "course/storage" },
	"net/http": func(p string) bool {
		return p == "" || strings.HasPrefix(p, "course/web") || strings.Contains(p, "pages") || strings.HasPrefix(p, "course/e2e") || p == "course/witness"
	},
}

type listed struct {
	ImportPath, Name string
	Imports          []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Name,Imports", "xiangxue/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// place returns the path below the module, and whether the package is ours.
func place(importPath string) (string, bool) {
	rest, ours := strings.CutPrefix(importPath, "xiangxue")
	return strings.TrimPrefix(rest, "/"), ours
}

func TestImportsPointDownwards(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		name, _ := place(p.ImportPath)
		rank, known := ranks[name]
		if !known {
			t.Errorf("%s has no rank", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			below, ours := place(imported)
			if ours && ranks[below] >= rank && companions[name] != below {
				t.Errorf("%s (rank %d) imports %s (rank %d)", p.ImportPath, rank, imported, ranks[below])
			}
		}
	}
}

func TestLibrariesStayInTheirPlace(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		name, _ := place(p.ImportPath)
		for library, may := range exclusive {
			used := slices.ContainsFunc(p.Imports, func(i string) bool {
				return i == library || (strings.HasSuffix(library, "/") && strings.HasPrefix(i, library))
			})
			if used && !may(name) {
				t.Errorf("%s imports %s", p.ImportPath, library)
			}
		}
	}
}

// TestBlackBoxTestsImportNoProductPackage keeps the black-box tests honest: they know the program only from outside.
func TestBlackBoxTestsImportNoProductPackage(t *testing.T) {
	t.Parallel()
	const imports = `{{join .Imports "\n"}}{{"\n"}}{{join .TestImports "\n"}}`
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", imports, "xiangxue/course/e2e/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for imported := range strings.Lines(string(out)) {
		if _, ours := place(strings.TrimSpace(imported)); ours {
			t.Errorf("course/e2e imports %s", strings.TrimSpace(imported))
		}
	}
}
