package audit

import (
	"net/url"
	"strconv"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/report"
	"xiangxue/course/web"
)

// firstYear is the first study year that a page offers: no rules go back further.
const firstYear = 2023

// when is what the address of a page says about the moment to look at.
type when struct {
	at    report.AsOf
	Query string // the same, to be carried along in the addresses of other pages; empty for here and now
	Known string // the last day whose records count, as typed
}

// readWhen reads the year, the day and the day of knowledge from the query of a page or from the form of an export.
func readWhen(f *web.Form) when {
	var w when
	given := url.Values{}
	for _, name := range []string{"year", "asOf", "knownAt"} {
		if text := f.Raw(name); text != "" {
			given.Set(name, text)
		}
	}
	if given.Has("year") {
		w.at.Year = f.Int("year", firstYear, 9999)
	}
	w.at.On = f.Date("asOf")
	w.at.KnownAt = readInstant(f, "knownAt")
	if !w.at.KnownAt.IsZero() {
		w.Known = calendar.DateOf(w.at.KnownAt).String()
	}
	if f.Err() == nil && len(given) > 0 {
		w.Query = "?" + given.Encode()
	}
	return w
}

// readInstant returns the instant that a field names: as an export form repeats it, or as the end of a day that
// somebody chose. It is zero when the field is empty.
func readInstant(f *web.Form, name string) time.Time {
	if exact, err := time.Parse(time.RFC3339Nano, f.Raw(name)); err == nil {
		return exact.In(calendar.Shanghai)
	}
	if day := f.Date(name); !day.IsZero() {
		return day.End()
	}
	return time.Time{}
}

// lookback is the form that chooses the moment, and what the page says about it.
type lookback struct {
	Path  string // of the page
	Stamp report.Stamp
	Known string
	Years []yearChoice
}

type yearChoice struct {
	Year    int
	Current bool
}

// lookback returns the form for a page that shows the stamp.
func (w when) lookback(r *web.Request, stamp report.Stamp) lookback {
	return lookback{Path: r.Request().URL.Path, Stamp: stamp, Known: w.Known, Years: yearsUntil(r.Today().Year(), stamp.Year)}
}

// exportOf returns the form that exports exactly what a page with the stamp shows.
func exportOf(what string, unit int64, stamp report.Stamp) exportForm {
	return exportForm{What: what, Unit: unit, Year: strconv.Itoa(stamp.Year), AsOf: stamp.On.String(), KnownAt: stamp.KnownAt.Format(time.RFC3339Nano)}
}
