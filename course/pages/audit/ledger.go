package audit

import (
	"net/url"
	"strconv"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// entriesOnPage is how many entries a page of the ledger shows.
const entriesOnPage = 50

// ledgerView is a page of the ledger.
type ledgerView struct {
	Ledger   report.LedgerReport
	Units    []roster.Unit
	Unit     roster.UnitID
	Person   string
	From, To string // days as typed
	Newest   string // path of the first page; empty on it
	Older    string // path of the next page; empty on the last
	Filtered bool
	Export   exportForm
}

func (a *Area) showLedger(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	selection := readSelection(form)
	selection.Limit = entriesOnPage
	view := ledgerView{Unit: selection.Unit, Person: form.Raw("person"), From: form.Raw("from"), To: form.Raw("to")}
	view.Filtered = selection.Unit != 0 || view.Person+view.From+view.To != ""
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if view.Ledger, err = a.Reporter.Ledger(r.Ctx(), tx, r.Actor, selection); err != nil {
			return err
		}
		view.Units, err = roster.Units(r.Ctx(), tx, r.Actor.Scope(access.Audit))
		return err
	})
	if err != nil {
		return err
	}
	view.page(selection)
	view.Export = exportForm{
		What: ledgerFile, Unit: int64(selection.Unit), Person: selection.Person, From: selection.From.String(), To: selection.To.String(),
		KnownAt: view.Ledger.KnownAt.Format(time.RFC3339Nano),
	}
	return show(r, a.ledgerPage, view, form)
}

// readSelection reads which entries a page or an export is about.
func readSelection(f *web.Form) report.Selection {
	s := report.Selection{Person: f.Text("person", 50), From: f.Date("from"), To: f.Date("to"), KnownAt: readInstant(f, "knownAt")}
	if f.Raw("unit") != "" {
		if ids := f.IDs("unit"); len(ids) > 0 {
			s.Unit = roster.UnitID(ids[0])
		}
	}
	before, _ := strconv.ParseInt(f.Raw("before"), 10, 64) // a wrong one begins at the newest
	s.Before = hours.EntryID(max(0, before))
	f.Check(s.From.IsZero() || s.To.IsZero() || s.From <= s.To, "to", "结束的日期早于开始的日期")
	return s
}

// page links the page to those before and after it.
func (v *ledgerView) page(s report.Selection) {
	if s.Before > 0 {
		v.Newest = v.path(0)
	}
	if lines := v.Ledger.Lines; v.Ledger.More && len(lines) > 0 {
		v.Older = v.path(lines[len(lines)-1].Entry.ID)
	}
}

// path returns the address of the entries older than the given one, 0 for the newest.
func (v *ledgerView) path(before hours.EntryID) string {
	query := url.Values{}
	for name, value := range map[string]string{"person": v.Person, "from": v.From, "to": v.To} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if v.Unit != 0 {
		query.Set("unit", strconv.FormatInt(int64(v.Unit), 10))
	}
	if before > 0 {
		query.Set("before", strconv.FormatInt(int64(before), 10))
	}
	return "/ledger?" + query.Encode()
}
