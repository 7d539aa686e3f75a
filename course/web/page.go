package web

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"xiangxue/course/fault"
	"xiangxue/static/locale"
)

// Page is a page of the site whose template shows a value of type V.
type Page[V any] struct {
	*printer
}

// printer is a page without its type, so that what follows is compiled once. Its templates are parsed when they are
// first needed: parsing all of them would be most of what a start of the program takes.
type printer struct {
	site      *Site
	name      string
	templates map[locale.Lang]func() (*template.Template, error)
	data      any // the zero value of the page's Data
}

// Data is what a template gets: its own value under .V, the frame of the page, and what was wrong with a form.
type Data[V any] struct {
	V       V
	Chrome  Chrome
	Problem string            // the failure as one sentence; empty when there is none
	Errors  map[string]string // by form field
}

// Markup is HTML that was sanitised before; a page shows it as it is.
type Markup = template.HTML

// PageInfo lets a test check a template against its type.
type PageInfo struct {
	Name     string
	Template *template.Template
	Data     any // the zero value of the page's Data
}

// NewPage returns the page of html/NAME.html of an area within the layout. Files html/_*.html of the same area are its
// shared parts. Site.Pages tells which templates cannot be parsed.
func NewPage[V any](s *Site, files fs.FS, name string) *Page[V] {
	return &Page[V]{s.newPrinter(files, name, Data[V]{})}
}

func (s *Site) newPrinter(files fs.FS, name string, data any) *printer {
	p := &printer{site: s, name: name, templates: map[locale.Lang]func() (*template.Template, error){}, data: data}
	for _, lang := range locale.Langs() {
		p.templates[lang] = sync.OnceValues(func() (*template.Template, error) { return s.parse(lang, files, name) })
	}
	s.pages = append(s.pages, p)
	return p
}

// Pages parses every page in every language, for the test that checks the templates against their types.
func (s *Site) Pages() ([]PageInfo, error) {
	pages := make([]PageInfo, len(s.pages))
	for i, p := range s.pages {
		for _, lang := range locale.Langs() {
			t, err := p.templates[lang]()
			if err != nil {
				return nil, err
			}
			pages[i] = PageInfo{p.name, t.Lookup("layout"), p.data}
		}
	}
	return pages, nil
}

func (s *Site) parseLayout(lang locale.Lang) (*template.Template, error) {
	t, err := template.New("layout").Funcs(s.functions(lang)).ParseFS(html, "html/layout.html", "html/check.html")
	if err != nil {
		return nil, fmt.Errorf("parse the layout: %w", err)
	}
	s.fold(lang, t)
	return t, nil
}

func (s *Site) parse(lang locale.Lang, files fs.FS, name string) (*template.Template, error) {
	layout, err := s.layouts[lang]()
	if err != nil {
		return nil, err
	}
	t, err := layout.Clone()
	if err != nil {
		return nil, fmt.Errorf("parse page %s: %w", name, err)
	}
	patterns := []string{"html/" + name + ".html"}
	if shared, err := fs.Glob(files, "html/_*.html"); err == nil && len(shared) > 0 {
		patterns = append(patterns, "html/_*.html")
	}
	if t, err = t.ParseFS(files, patterns...); err != nil {
		return nil, fmt.Errorf("parse page %s: %w", name, err)
	}
	s.fold(lang, t)
	return t, nil
}

// Render answers with the page.
func (p *Page[V]) Render(r *Request, view V) error {
	return p.write(r, http.StatusOK, Data[V]{V: view})
}

// RenderStatus answers with the page and a status other than 200.
func (p *Page[V]) RenderStatus(r *Request, status int, view V) error {
	return p.write(r, status, Data[V]{V: view})
}

// Refuse answers a POST that failed: the same page with the user's input in view and the failure beside its fields.
// A failure that is not about the input goes to the error page.
func (p *Page[V]) Refuse(r *Request, view V, failure error) error {
	var e *fault.Error
	if !errors.As(failure, &e) || (e.Kind != fault.Invalid && e.Kind != fault.Conflict && e.Kind != fault.Stale) {
		return failure
	}
	data := Data[V]{V: view, Problem: r.Say(e.Message), Errors: map[string]string{}}
	for _, f := range e.Fields {
		if _, known := data.Errors[f.Name]; !known {
			data.Errors[f.Name] = r.Say(f.Message)
		}
	}
	return p.write(r, statusOf(e.Kind), data)
}

func (p *Page[V]) write(r *Request, status int, data Data[V]) error {
	var err error
	if data.Chrome, err = p.site.chrome(r, r.route.Place); err != nil {
		return err
	}
	return p.print(r, status, &data)
}

func (p *printer) print(r *Request, status int, data any) error {
	t, err := p.templates[r.Lang]()
	if err != nil {
		return err
	}
	b := p.site.buffers.Get().(*bytes.Buffer)
	defer p.site.buffers.Put(b)
	b.Reset()
	if err := t.ExecuteTemplate(b, "layout", data); err != nil {
		return fmt.Errorf("render page %s: %w", p.name, err)
	}
	h := r.Response().Header()
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	h.Set(echo.HeaderContentLength, strconv.Itoa(b.Len())) // taken away again where the page is compressed
	return r.HTMLBlob(status, b.Bytes())
}

// Fresh says what the answer is made of and reports whether the browser already holds that answer; the handler then
// returns NotModified. Whatever the page shows must be among the values, or follow from them: as text, with the values
// that they hold, never by pointers. The frame of the page is always part of it: the person with name and roles, the
// language, the size of text, what waits in the inbox, the name of the site and the program.
func (r *Request) Fresh(values ...any) bool {
	h := fnv.New64a()
	text := make([]byte, 0, 512)
	for _, part := range [...]string{r.site.files.Sum(), r.site.build, r.site.name, string(r.Lang), r.Actor.Cadre.Name, string(r.Actor.Acting)} {
		text = append(append(text, part...), '\n')
	}
	text = strconv.AppendBool(text, r.large)
	text = strconv.AppendInt(append(text, ' '), int64(r.Actor.Unread), 10)
	text = strconv.AppendInt(append(text, ' '), int64(r.Actor.ID()), 10)
	for _, role := range r.Actor.Roles() {
		text = append(append(text, ' '), role...)
	}
	_, _ = h.Write(text)
	for _, v := range values {
		text = fmt.Appendf(text[:0], "%+v", v)
		_, _ = h.Write(strconv.AppendInt(nil, int64(len(text)), 10))
		_, _ = h.Write(text)
	}
	tag := `W/"` + strconv.FormatUint(h.Sum64(), 36) + `"`
	header := r.Response().Header()
	header.Set("ETag", tag)
	header.Set("Cache-Control", "private, no-cache")
	header.Add("Vary", "Cookie")
	return strings.Contains(r.Request().Header.Get("If-None-Match"), tag)
}

// NotModified answers that the browser's copy is current.
func (r *Request) NotModified() error { return r.NoContent(http.StatusNotModified) }
