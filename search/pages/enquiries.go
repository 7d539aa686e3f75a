package pages

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/enquiry"
)

// enquiriesPath is the address of the questions of villagers.
const enquiriesPath = "/villager-questions"

// enquiriesView is the questions of villagers that the person may see, and those the person is writing about.
type enquiriesView struct {
	Tabs     []tabLink
	Asked    enquiriesAsked
	Subjects []course.Subject
	States   []enquiry.State
	Listed   []enquiryLine
	Total    int
	Previous string
	Next     string
	Drafts   []enquiryLine
	Typed    enquiryForm // the question that is being noted
}

// enquiriesAsked is what the list is asked for.
type enquiriesAsked struct {
	Words, Subject string
	State          enquiry.State
	Page           int // from 1
}

// narrowed reports whether the list shows less than everything.
func (q enquiriesAsked) narrowed() bool { return q.Words != "" || q.Subject != "" || q.State != "" }

// Narrowed is narrowed for the template.
func (v enquiriesView) Narrowed() bool { return v.Asked.narrowed() }

func (q enquiriesAsked) path(page int) string {
	values := url.Values{"q": {q.Words}, "subject": {q.Subject}, "state": {string(q.State)}, "page": {strconv.Itoa(page)}}
	for name := range values {
		if values.Get(name) == "" {
			values.Del(name)
		}
	}
	return enquiriesPath + "?" + values.Encode()
}

// enquiryLine is a question in a list.
type enquiryLine struct {
	enquiry.Enquiry
	Title   string
	Subject string // name
	Begin   string // of the answer
	Path    string
}

func (a *Area) listEnquiries(r *web.Request) error {
	v, err := a.enquiries(r)
	if err != nil {
		return err
	}
	return a.enquiriesPage.Render(r, v)
}

func (a *Area) enquiries(r *web.Request) (v enquiriesView, err error) {
	v.Asked = enquiriesAskedOf(r)
	v.Tabs = tabs(r, enquiriesPath, v.Asked.Words)
	v.States = []enquiry.State{enquiry.Open, enquiry.Answered}
	filter := enquiry.Filter{
		State: v.Asked.State, Subject: v.Asked.Subject, Words: v.Asked.Words, Limit: perPage, Offset: (v.Asked.Page - 1) * perPage,
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Subjects, err = course.Subjects(r.Ctx(), tx); err != nil {
			return err
		}
		list, total, err := a.Enquiries.List(r.Ctx(), tx, r.Actor, filter)
		if err != nil {
			return err
		}
		v.Total = total
		for _, e := range list {
			v.Listed = append(v.Listed, lineOf(e, v.Subjects))
		}
		v.Drafts, err = a.drafts(r.Ctx(), tx, r, v.Subjects)
		return err
	})
	if v.Asked.Page > 1 {
		v.Previous = v.Asked.path(v.Asked.Page - 1)
	}
	if v.Asked.Page*perPage < v.Total {
		v.Next = v.Asked.path(v.Asked.Page + 1)
	}
	return v, err
}

// enquiriesAskedOf reads the address. What is no filter there is none.
func enquiriesAskedOf(r *web.Request) enquiriesAsked {
	q := enquiriesAsked{Page: 1}
	q.Words = strings.ToValidUTF8(string(cut([]rune(strings.TrimSpace(r.QueryParam("q"))), maxText)), "")
	q.Subject = string(cut([]rune(r.QueryParam("subject")), 40))
	if s := enquiry.State(r.QueryParam("state")); s == enquiry.Open || s == enquiry.Answered {
		q.State = s
	}
	if page, err := strconv.Atoi(r.QueryParam("page")); err == nil {
		q.Page = min(max(page, 1), maxPage)
	}
	return q
}

func cut(text []rune, limit int) []rune { return text[:min(len(text), limit)] }

// drafts returns what the person is writing, without the personal data that is found in it.
func (a *Area) drafts(ctx context.Context, tx storage.ReadTx, r *web.Request, subjects []course.Subject) ([]enquiryLine, error) {
	own, err := a.Enquiries.Drafts(ctx, tx, r.Actor)
	lines := make([]enquiryLine, len(own))
	for i, d := range own {
		lines[i] = lineOf(enquiry.Enquiry{ID: d.Enquiry, State: enquiry.Drafted, Wording: d.Masked(), ConfirmedAt: d.SavedAt}, subjects)
		lines[i].Path += "/draft"
	}
	return lines, err
}

func lineOf(e enquiry.Enquiry, subjects []course.Subject) enquiryLine {
	l := enquiryLine{Enquiry: e, Title: headline(e.Question), Begin: excerpt(e.Answer, 60), Path: enquiryPath(e.ID)}
	for _, s := range subjects {
		if s.Code == e.Subject {
			l.Subject = s.Name
		}
	}
	return l
}

func enquiryPath(id enquiry.ID) string { return enquiriesPath + "/" + strconv.FormatInt(int64(id), 10) }

// longestHeadline is how much of a question stands as its name, in characters.
const longestHeadline = 26

// headline returns what a question is called: its first sentence that asks something, else its first one.
func headline(question string) string {
	sentences := strings.FieldsFunc(strings.NewReplacer("？", "？\n", "?", "?\n").Replace(question), func(r rune) bool {
		return strings.ContainsRune("。；！\n", r)
	})
	if len(sentences) == 0 {
		return excerpt(question, longestHeadline)
	}
	line := sentences[0]
	if asks := slices.IndexFunc(sentences, func(s string) bool { return strings.HasSuffix(s, "？") || strings.HasSuffix(s, "?") }); asks >= 0 {
		line = sentences[asks]
	}
	return excerpt(strings.TrimRight(line, "？?"), longestHeadline)
}

// excerpt returns the beginning of a text, with … where it goes on.
func excerpt(text string, limit int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= limit {
		return string(runes)
	}
	return string(runes[:limit-1]) + "…"
}
