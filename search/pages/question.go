package pages

import (
	"net/url"
	"strconv"

	"xiangxue/course/calendar"
	"xiangxue/course/web"
	"xiangxue/search"
)

const (
	maxText = 500 // characters of a question
	perPage = 20  // articles of one document, or villagers' questions, on a page
	groups  = 10  // documents on a page of results
	maxPage = 50  // the index reaches no further
)

// question is what somebody asks: words and filters, as the address of the page holds them.
type question struct {
	Text     string
	Category string
	Issuer   string
	Year     int
	Region   string
	Status   string
	AsOf     calendar.Date // the day whose versions are searched; 0 for today
	ByDate   bool          // the newest document first
	Document int64         // the one that is searched, 0 for all
	Page     int           // from 1

	For int64 // the villager's question that articles are looked for; 0 for none
}

// questionOf reads the address. What is no filter there is none.
func questionOf(form *web.Form) question {
	q := question{
		Text: form.Text("q", maxText), Category: form.Text("category", 100), Issuer: form.Text("issuer", 200),
		Region: form.Text("region", 100), Status: form.Text("status", 40), ByDate: form.Raw("sort") == sortDate, Page: 1,
	}
	if day, err := calendar.ParseDate(form.Raw("asof")); err == nil {
		q.AsOf = day
	}
	if year, err := strconv.Atoi(form.Raw("year")); err == nil && year > 0 {
		q.Year = year
	}
	if page, err := strconv.Atoi(form.Raw("page")); err == nil {
		q.Page = min(max(page, 1), maxPage)
	}
	q.For, q.Document = idOf(form.Raw("for")), idOf(form.Raw("document"))
	return q
}

// sortDate is the value of the field that asks for the newest first.
const sortDate = "date"

// idOf reads an id, 0 when it is none.
func idOf(text string) int64 {
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < 0 {
		return 0
	}
	return number
}

// request returns the question as the index takes it.
func (q question) request() search.Request {
	return search.Request{
		Text: q.Text, Category: q.Category, Issuer: q.Issuer, Year: q.Year, Region: q.Region, Status: q.Status, AsOf: q.AsOf,
		Document: q.Document, Grouped: q.Document == 0, ByDate: q.ByDate, Limit: q.size(), Offset: (q.Page - 1) * q.size(),
	}
}

// size is how many results stand on a page.
func (q question) size() int {
	if q.Document != 0 {
		return perPage
	}
	return groups
}

// day returns the day whose versions are searched.
func (q question) day(r *web.Request) calendar.Date {
	if q.AsOf != 0 {
		return q.AsOf
	}
	return r.Today()
}

// filtered reports whether any filter is set.
func (q question) filtered() bool {
	return q.Category != "" || q.Issuer != "" || q.Year != 0 || q.Region != "" || q.Status != "" || q.Document != 0
}

// plain returns the question without its filters.
func (q question) plain() question {
	return question{Text: q.Text, ByDate: q.ByDate, Page: 1, For: q.For}
}

// in returns the question to one document alone.
func (q question) in(document int64) question {
	q.Document, q.Page, q.ByDate = document, 1, false
	return q
}

// on returns the question on another page of its results.
func (q question) on(page int) question {
	q.Page = page
	return q
}

// Path returns the address of the page that answers the question.
func (q question) Path() string {
	values := url.Values{}
	set := func(name, value string) {
		if value != "" {
			values.Set(name, value)
		}
	}
	set("q", q.Text)
	set("category", q.Category)
	set("issuer", q.Issuer)
	set("region", q.Region)
	set("status", q.Status)
	if q.Year != 0 {
		set("year", strconv.Itoa(q.Year))
	}
	if q.AsOf != 0 {
		set("asof", q.AsOf.String())
	}
	if q.ByDate {
		set("sort", sortDate)
	}
	for name, id := range map[string]int64{"document": q.Document, "for": q.For} {
		if id != 0 {
			set(name, strconv.FormatInt(id, 10))
		}
	}
	if q.Page > 1 {
		set("page", strconv.Itoa(q.Page))
	}
	if len(values) == 0 {
		return place
	}
	return place + "?" + values.Encode()
}
