package account

import (
	"net/url"
	"strconv"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// recordsOnPage is how many records a page of the trail shows.
const recordsOnPage = 50

// trailView is a page of the trail. It shows numbers and codes, no names: who may read it may not read what it is about.
type trailView struct {
	Kinds    []choice
	Actions  []choice
	From, To string // days as typed
	Records  []trailRecord
	Newest   string // path of the first page; empty on it
	Older    string // path of the next page; empty on the last
}

type trailRecord struct {
	ID        int64
	At        time.Time
	Actor     int64 // 0: the system or the command line
	Act, Code string
	Kind      string
	Object    int64
	Detail    string
}

// trailFilter is what the page's form selects.
type trailFilter struct {
	kind, action string
	from, to     calendar.Date
	before       int64
}

func (a *Area) showTrail(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	filter := trailFilter{kind: form.Text("kind", 40), action: form.Text("action", 80), from: form.Date("from"), to: form.Date("to")}
	filter.before, _ = strconv.ParseInt(form.Raw("before"), 10, 64) // a wrong one begins at the newest
	view := newTrailView(r, filter)
	view.From, view.To = form.Raw("from"), form.Raw("to")
	if err := form.Err(); err != nil {
		return a.trailPage.Refuse(r, view, err)
	}
	var records []audit.Record
	err = a.db.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		records, err = audit.Recent(r.Ctx(), tx, filter.selection())
		return err
	})
	if err != nil {
		return err
	}
	view.show(r, filter, records)
	return a.trailPage.Render(r, view)
}

// selection asks for one record more than a page shows, to know whether there is another page.
func (f trailFilter) selection() audit.Filter {
	s := audit.Filter{Kind: f.kind, Action: f.action, Before: max(0, f.before), Limit: recordsOnPage + 1}
	if !f.from.IsZero() {
		s.From = f.from.Time()
	}
	if !f.to.IsZero() {
		s.To = f.to.AddDays(1).Time()
	}
	return s
}

// path returns the address of the records older than the given one, 0 for the newest.
func (f trailFilter) path(before int64) string {
	q := url.Values{}
	for name, value := range map[string]string{"kind": f.kind, "action": f.action, "from": f.from.String(), "to": f.to.String()} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	return "/audit-trail?" + q.Encode()
}

func newTrailView(r *web.Request, f trailFilter) trailView {
	var view trailView
	for _, k := range kinds() {
		view.Kinds = append(view.Kinds, choice{k.code, r.T(k.name), k.code == f.kind})
	}
	for _, act := range acts() {
		view.Actions = append(view.Actions, choice{act.code, r.T(act.name), act.code == f.action})
	}
	return view
}

func (v *trailView) show(r *web.Request, f trailFilter, records []audit.Record) {
	if f.before > 0 {
		v.Newest = f.path(0)
	}
	if len(records) > recordsOnPage {
		records = records[:recordsOnPage]
		v.Older = f.path(records[recordsOnPage-1].ID)
	}
	for _, record := range records {
		v.Records = append(v.Records, trailRecord{
			ID: record.ID, At: record.RecordedAt, Actor: record.Actor, Act: r.T(nameOf(acts(), record.Action)), Code: record.Action,
			Kind: r.T(nameOf(kinds(), record.Kind)), Object: record.Event.ID, Detail: record.Detail,
		})
	}
}
