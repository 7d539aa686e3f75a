package static

import (
	"strings"
	"testing"
)

func TestURLCarriesTheFingerprintOfTheContent(t *testing.T) {
	t.Parallel()
	files, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	url := files.URL("css/ui.css")
	file, ok := files.Find(strings.TrimPrefix(url, Prefix))
	if !ok {
		t.Fatalf("%s is not served", url)
	}
	if !strings.HasPrefix(file.MediaType, "text/css") || len(file.Content) == 0 {
		t.Errorf("%s: media type %q, %d bytes", url, file.MediaType, len(file.Content))
	}
	changed := &Files{byName: map[string]File{}, names: map[string]string{}}
	changed.add("css/ui.css", append([]byte("/* changed */"), file.Content...))
	if changed.URL("css/ui.css") == url {
		t.Error("another content has the same address")
	}
}

func TestUnknownFile(t *testing.T) {
	t.Parallel()
	files, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := files.Find(strings.TrimPrefix(files.URL("css/none.css"), Prefix)); ok {
		t.Error("a file that does not exist was found")
	}
	if _, ok := files.Find("../static.go"); ok {
		t.Error("a path outside was found")
	}
}

func TestFirstPageStaysUnderItsBudget(t *testing.T) {
	t.Parallel()
	files, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for plain, printed := range files.names {
		if files.byName[printed].MediaType == "" {
			t.Errorf("%s has no media type", plain)
		}
		if plain != "js/attempt.js" && plain != "js/suggest.js" { // loaded by the page of a running quiz and of the search only
			total += len(files.byName[printed].Content)
		}
	}
	if total > 40<<10 {
		t.Errorf("style and script are %d bytes, which leaves too little of the 60 KB of a first page", total)
	}
}
