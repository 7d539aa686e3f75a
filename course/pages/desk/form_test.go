package desk_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/web/webtest"
)

var (
	tag       = regexp.MustCompile(`(?s)<(input|textarea|select)\b([^>]*)>(?:([^<]*)</textarea>)?`)
	option    = regexp.MustCompile(`<option value="([^"]*)"( selected)?>`)
	attribute = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
)

// formOf returns what a browser would send of the form with the id, as long as no button is pressed.
func formOf(t *testing.T, page webtest.Page, id string) url.Values {
	t.Helper()
	_, text, found := strings.Cut(page.Body, ` id="`+id+`" method="post"`)
	if !found {
		t.Fatalf("%s has no form %q\n%s", page.Path, id, page.Body)
	}
	text, _, _ = strings.Cut(text, "</form>")
	form := url.Values{}
	for _, m := range tag.FindAllStringSubmatchIndex(text, -1) {
		kind, attributes := text[m[2]:m[3]], map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(text[m[4]:m[5]], -1) {
			attributes[a[1]] = html.UnescapeString(a[2])
		}
		value := attributes["value"]
		switch {
		case kind == "textarea":
			value = html.UnescapeString(text[m[6]:m[7]])
		case kind == "select":
			list, _, _ := strings.Cut(text[m[1]:], "</select>")
			value = selected(list)
		case attributes["type"] == "checkbox" && !strings.Contains(text[m[4]:m[5]], " checked"):
			continue
		}
		form.Add(attributes["name"], value)
	}
	return form
}

func selected(list string) string {
	all := option.FindAllStringSubmatch(list, -1)
	for _, o := range all {
		if o[2] != "" {
			return o[1]
		}
	}
	return all[0][1]
}

// press sends the form as the button with the value would.
func press(c *webtest.Client, path string, form url.Values, button string) webtest.Page {
	form.Set("do", button)
	path, _, _ = strings.Cut(path, "?")
	return c.Post(path, form)
}
