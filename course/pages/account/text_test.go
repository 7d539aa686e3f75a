package account_test

import (
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/web/webtest"
)

func form(values url.Values) io.Reader { return strings.NewReader(values.Encode()) }

func replace(text, old, with string) string { return strings.ReplaceAll(text, old, with) }

func countOf(text, part string) int { return strings.Count(text, part) }

// slipOf returns the first password on the slip with the staff number.
func slipOf(t *testing.T, page webtest.Page, staffNo string) string {
	t.Helper()
	slip := regexp.MustCompile(`(?s)>` + regexp.QuoteMeta(staffNo) + `<.*?(` + firstPassword.String() + `)`)
	m := slip.FindStringSubmatch(page.Body)
	if m == nil {
		t.Fatalf("no slip for %s:\n%s", staffNo, page.Body)
	}
	return m[1]
}
