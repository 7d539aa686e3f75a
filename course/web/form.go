package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
)

// Form reads the fields of a POST or the query of a GET with a bound on each, and collects what is wrong with them.
type Form struct {
	fault.Fields
	values url.Values
}

// Form returns the fields of the request. It fails with fault.Invalid when the body is too large or no form.
func (r *Request) Form() (*Form, error) {
	if r.Request().Method == http.MethodGet {
		return &Form{values: r.QueryParams()}, nil
	}
	err := r.Request().ParseForm()
	if err == nil && strings.HasPrefix(r.Request().Header.Get("Content-Type"), "multipart/") {
		err = r.Request().ParseMultipartForm(DefaultBody)
	}
	if err != nil {
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			return nil, fault.New(fault.Invalid, "提交的内容太大，最多 %d KB", tooLarge.Limit>>10)
		}
		return nil, fault.New(fault.Invalid, "没有读懂提交的内容，请返回重试")
	}
	return &Form{values: r.Request().PostForm}, nil
}

// Raw returns the first value of the field as it came, for showing the input again.
func (f *Form) Raw(name string) string { return f.values.Get(name) }

// All returns every value of the field.
func (f *Form) All(name string) []string { return f.values[name] }

// Names returns the fields that have the prefix.
func (f *Form) Names(prefix string) []string {
	var names []string
	for name := range f.values {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	return names
}

// Text returns a text of at most limit characters without the spaces around it; it may be empty.
func (f *Form) Text(name string, limit int) string {
	text := strings.TrimSpace(strings.ReplaceAll(f.values.Get(name), "\r\n", "\n"))
	switch {
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		f.Add(name, "含有不能识别的字符")
		return ""
	case utf8.RuneCountInString(text) > limit:
		f.Add(name, "最多 %d 个字", limit)
	}
	return text
}

// Required is Text that may not be empty.
func (f *Form) Required(name string, limit int) string {
	text := f.Text(name, limit)
	f.Check(text != "", name, "请填写")
	return text
}

// Choice returns the value when it is one of the choices.
func (f *Form) Choice(name string, choices ...string) string {
	value := f.values.Get(name)
	for _, choice := range choices {
		if value == choice {
			return value
		}
	}
	f.Add(name, "请选择")
	return ""
}

// Checked reports whether a checkbox is ticked.
func (f *Form) Checked(name string) bool { return f.values.Get(name) != "" }

// Date returns a date, or no date when the field is empty.
func (f *Form) Date(name string) calendar.Date {
	text := strings.TrimSpace(f.values.Get(name))
	if text == "" {
		return 0
	}
	d, err := calendar.ParseDate(text)
	f.Check(err == nil, name, "请写成 2026-03-05 这样的日期")
	return d
}

// Int returns a whole number between low and high.
func (f *Form) Int(name string, low, high int) int {
	n, err := strconv.Atoi(strings.TrimSpace(f.values.Get(name)))
	if err != nil || n < low || n > high {
		f.Add(name, "请填 %d 至 %d 之间的整数", low, high)
		return low
	}
	return n
}

// IDs returns the positive numbers of a field that may stand several times.
func (f *Form) IDs(name string) []int64 {
	ids := make([]int64, 0, len(f.values[name]))
	for _, text := range f.values[name] {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id <= 0 {
			f.Add(name, "请重新选择")
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}
