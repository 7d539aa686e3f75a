package web

import (
	"fmt"
	"html/template"
	"net/url"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/static/locale"
)

// functions are what templates may call, bound to one language: they translate and print, and decide nothing.
func (s *Site) functions(lang locale.Lang) template.FuncMap {
	return template.FuncMap{
		"t":    func(source string, args ...any) string { return s.catalog.Text(lang, source, args...) },
		"say":  func(m fault.Message) string { return s.say(lang, m) },
		"icon": icon,
		"date": func(v any) string { return printDay(v, func(t time.Time) string { return locale.Date(lang, t) }) },
		"day":  func(v any) string { return printDay(v, func(t time.Time) string { return locale.ShortDate(lang, t) }) },
		"weekday": func(v any) string {
			return printDay(v, func(t time.Time) string { return locale.DayWithWeekday(lang, t) })
		},
		"moment": func(t time.Time) string { return locale.Moment(lang, t.In(calendar.Shanghai)) },
		"clock":  func(t time.Time) string { return t.In(calendar.Shanghai).Format("15:04") },
		"iso":    func(d calendar.Date) string { return d.String() },
		"query":  url.QueryEscape,
		"bytes":  printSize,
		"add":    func(a, b int) int { return a + b },
		"fielderror": func(errors map[string]string, name string) template.HTML {
			return fieldError(errors, name)
		},
		"invalid": func(errors map[string]string, name string) template.HTMLAttr { return invalid(errors, name) },
	}
}

// say prints a message in a language, together with those of its values that are messages or dates themselves.
func (s *Site) say(lang locale.Lang, m fault.Message) string {
	args := make([]any, len(m.Args))
	for i, arg := range m.Args {
		switch v := arg.(type) {
		case fault.Message:
			args[i] = s.say(lang, v)
		case interface{ Message() fault.Message }:
			args[i] = s.say(lang, v.Message())
		case calendar.Date:
			args[i] = locale.Date(lang, v.Time())
		default:
			args[i] = arg
		}
	}
	return s.catalog.Text(lang, m.Text, args...)
}

// printSize prints a number of bytes as a person reads it: 412 KB, 1.3 MB.
func printSize(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", (n+1<<9)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// printDay prints a calendar.Date or a time.Time as a day; no date prints as nothing.
func printDay(v any, print func(time.Time) string) string {
	switch d := v.(type) {
	case calendar.Date:
		if d.IsZero() || d == calendar.Forever {
			return ""
		}
		return print(d.Time())
	case time.Time:
		return print(d.In(calendar.Shanghai))
	}
	return fmt.Sprint(v)
}

// fieldError is the line under a field that says what is wrong with it.
func fieldError(errors map[string]string, name string) template.HTML {
	text, ok := errors[name]
	if !ok {
		return ""
	}
	return template.HTML(`<p class="er" id="`+template.HTMLEscapeString(name)+`-error">`) + icon("warning") +
		template.HTML("<span>"+template.HTMLEscapeString(text)+"</span></p>")
}

// invalid marks a field that has an error and ties it to the line that says which.
func invalid(errors map[string]string, name string) template.HTMLAttr {
	if _, ok := errors[name]; !ok {
		return ""
	}
	return template.HTMLAttr(`aria-invalid="true" aria-describedby="` + template.HTMLEscapeString(name) + `-error"`)
}
