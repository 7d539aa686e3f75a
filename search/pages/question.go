package pages

import (
	"net/url"
	"strconv"

	"xiangxue/course/web"
	"xiangxue/search"
)

const (
	maxText = 500 // characters of a question
	perPage = 20  // articles on a page of results
	maxPage = 50  // the index reaches no further
)

// question is what somebody asks: words and filters, as the address of the page holds them.
type question struct {
	Text     string
	Category string
	Issuer   string
	Year     int
	Status   string
	Page     int // from 1

	For int64 // the villager's question that articles are looked for; 0 for none
}

// questionOf reads the address. What is no filter there is none.
func questionOf(form *web.Form) question {
	q := question{
		Text: form.Text("q", maxText), Category: form.Text("category", 100), Issuer: form.Text("issuer", 200),
		Status: form.Text("status", 40), Page: 1,
	}
	if year, err := strconv.Atoi(form.Raw("year")); err == nil && year > 0 {
		q.Year = year
	}
	if page, err := strconv.Atoi(form.Raw("page")); err == nil {
		q.Page = min(max(page, 1), maxPage)
	}
	if id, err := strconv.ParseInt(form.Raw("for"), 10, 64); err == nil && id > 0 {
		q.For = id
	}
	return q
}

// request returns the question as the index takes it.
func (q question) request() search.Request {
	return search.Request{
		Text: q.Text, Category: q.Category, Issuer: q.Issuer, Year: q.Year, Status: q.Status,
		Limit: perPage, Offset: (q.Page - 1) * perPage,
	}
}

// filtered reports whether any filter is set.
func (q question) filtered() bool {
	return q.Category != "" || q.Issuer != "" || q.Year != 0 || q.Status != ""
}

// plain returns the question without its filters.
func (q question) plain() question { return question{Text: q.Text, Page: 1, For: q.For} }

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
	set("status", q.Status)
	if q.Year != 0 {
		set("year", strconv.Itoa(q.Year))
	}
	if q.Page > 1 {
		set("page", strconv.Itoa(q.Page))
	}
	if len(values) == 0 {
		return place
	}
	return place + "?" + values.Encode()
}
