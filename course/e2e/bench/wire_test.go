package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func serve(t *testing.T, handle http.HandlerFunc) (address string) {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func connect(t *testing.T, address string) *wire {
	t.Helper()
	w, err := dial(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	return w
}

// TestWireReadsEveryKindOfAnswer asks for all of them on one connection, so that a byte left unread spoils the next.
func TestWireReadsEveryKindOfAnswer(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("学", 5000)
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/short":
			w.Header().Set("ETag", `W/"a"`)
			io.WriteString(w, "短")
		case "/long":
			io.WriteString(w, long)
		case "/flushed":
			io.WriteString(w, "一")
			w.(http.Flusher).Flush()
			io.WriteString(w, "二")
		case "/unchanged":
			w.WriteHeader(http.StatusNotModified)
		case "/form":
			http.SetCookie(w, &http.Cookie{Name: "a", Value: r.FormValue("名"), Path: "/"})
			http.SetCookie(w, &http.Cookie{Name: "b", Value: r.Header.Get("Cookie")})
			http.Redirect(w, r, "/next", http.StatusSeeOther)
		}
	})
	w := connect(t, address)
	for _, c := range []struct {
		name    string
		request []byte
		want    answer
		body    string
	}{
		{"with a length", get("/short", ""), answer{status: 200, size: 3, tag: `W/"a"`}, "短"},
		{"in chunks", get("/flushed", ""), answer{status: 200, size: 6}, "一二"},
		{"long", get("/long", ""), answer{status: 200, size: 15000}, long},
		{"without a body", get("/unchanged", ""), answer{status: 304}, ""},
		{"to a form", post("/form", "c=1", url.Values{"名": {"x"}}), answer{status: 303, location: "/next", cookies: `a=x; b=c=1`}, ""},
		{"to a header line", get("/short", "", "If-None-Match: b"), answer{status: 200, size: 3, tag: `W/"a"`}, "短"},
	} {
		got, err := w.ask(c.request)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if string(got.body) != c.body {
			t.Errorf("%s: a body of %d bytes", c.name, len(got.body))
		}
		got.body = nil
		if got.status != c.want.status || got.size != c.want.size || got.tag != c.want.tag || got.location != c.want.location || got.cookies != c.want.cookies {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
		if a, err := w.exchange(c.request, false); err != nil || a.size != got.size || a.body != nil {
			t.Errorf("%s: discarded %d bytes of %d, kept %d, %v", c.name, a.size, got.size, len(a.body), err)
		}
	}
}

func TestFillInAnswersEveryQuestion(t *testing.T) {
	t.Parallel()
	const page = `<fieldset id="q1"><label class="opt"><input type="radio" name="q1" value="A"><span>A　一小时</span></label>` +
		`<label class="opt"><input type="radio" name="q1" value="B"><span>B　三十分钟</span></label></fieldset>` +
		`<fieldset id="q2"><input class="in" id="q2-in" name="q2" value=""></fieldset><input type="hidden" name="fingerprint" value="f1">`
	form, err := fillIn(page)
	if err != nil {
		t.Fatal(err)
	}
	if want := (url.Values{"q1": {"B"}, "q2": {rightAnswer}, "fingerprint": {"f1"}}); form.Encode() != want.Encode() {
		t.Errorf("got %v, want %v", form, want)
	}
	if _, err := fillIn(strings.Replace(page, "三十分钟", "三刻钟", 1)); err == nil {
		t.Error("a question without its right answer is passed over")
	}
	if _, err := fillIn("<p>没有题</p>"); err == nil {
		t.Error("a page without a check is filled in")
	}
}
