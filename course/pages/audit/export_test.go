package audit_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"xiangxue/course/audit"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

// formOf returns the fields of the export form on a page, as a browser would send them.
func formOf(t *testing.T, page webtest.Page, format string) url.Values {
	t.Helper()
	start := strings.LastIndex(page.Body, `action="/exports"`)
	if start < 0 {
		t.Fatalf("%s has no export", page.Path)
	}
	form := url.Values{"format": {format}}
	body, _, _ := strings.Cut(page.Body[start:], "</form>")
	for _, part := range strings.Split(body, `<input type="hidden" name="`)[1:] {
		name, rest, _ := strings.Cut(part, `" value="`)
		value, _, _ := strings.Cut(rest, `"`)
		form.Set(name, strings.ReplaceAll(value, "&#43;", "+"))
	}
	return form
}

// exported opens an exported file and returns its sheets by name.
func exported(t *testing.T, page webtest.Page, name string) map[string]office.Table {
	t.Helper()
	if page.Status != 200 || !strings.HasPrefix(page.Header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("status %d, headers %v", page.Status, page.Header)
	}
	tables, err := office.ReadWorkbook(name, []byte(page.Body), office.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	sheets := map[string]office.Table{}
	for _, table := range tables {
		sheets[table.Name] = table
	}
	return sheets
}

func TestComplianceExportMatchesThePage(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-03-05", "2026-03-05", "专题一", f.guoqiang)
	f.meet("2026-05-06", "2026-05-20", "专题二")
	f.sign()
	auditor := f.as("DX01")
	page := auditor.Get("/audit/units/" + id(f.office.ID) + "?asOf=2026-04-30")
	for _, format := range []string{"xlsx", "csv"} {
		sheets := exported(t, auditor.Post("/exports", formOf(t, page, format)), "合规."+format)
		people := sheets["人员"]
		if format == "csv" {
			people = sheets[""]
		}
		want := map[string]string{"何秀兰": "8", "宋国强": "0"}
		for _, row := range people.Rows {
			name, have := people.Cell(row, "姓名"), people.Cell(row, "已有")
			if expected, known := want[name]; known && have != expected {
				t.Errorf("%s: %s has %s, the page says %s", format, name, have, expected)
			}
			delete(want, name)
		}
		if len(want) > 0 {
			t.Errorf("%s misses %v", format, want)
		}
		text := fmt.Sprint(people.Rows)
		if !strings.Contains(text, "截至 2026-04-30") || !strings.Contains(text, f.sign().Code()) {
			t.Errorf("%s does not say what it looks at: %s", format, text)
		}
	}
}

func TestLedgerExportMatchesThePage(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.meet("2026-03-05", "2026-03-05", "=专题一", f.guoqiang)
	f.meet("2026-05-06", "2026-05-06", "专题二")
	auditor := f.as("DX01")
	form := formOf(t, auditor.Get("/ledger?person=YX05&to=2026-04-30"), "xlsx")
	table := exported(t, auditor.Post("/exports", form), "台账.xlsx")["台账明细"]
	row := table.Rows[0]
	for column, expected := range map[string]string{"编号": "L-2026-0001", "姓名": "何秀兰", "内容": "=专题一", "学时": "8", "方式": "集中学", "单位": "农业农村办公室"} {
		if got := table.Cell(row, column); got != expected {
			t.Errorf("%s is %q, want %q", column, got, expected)
		}
	}
	if strings.Contains(fmt.Sprint(table.Rows), "专题二") {
		t.Error("the file holds what the page does not show")
	}
	cadre := formOf(t, auditor.Get("/audit/cadres/"+id(f.xiulan.ID())), "csv")
	if page := auditor.Post("/exports", cadre); page.Status != 200 || strings.Count(page.Body, "何秀兰") != 2 || page.Shows("宋国强") {
		t.Errorf("the file of one person: status %d\n%s", page.Status, page.Body)
	}
}

func TestExportIsRecorded(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.meet("2026-03-05", "2026-03-05", "专题一")
	auditor := f.as("DX01")
	for _, path := range []string{"/audit", "/ledger", "/verification", "/audit/entries/1"} {
		want(t, auditor.Get(path), 200)
	}
	if n := len(f.trail()); n != 0 {
		t.Errorf("looking left %d records", n)
	}
	want(t, auditor.Post("/exports", url.Values{"what": {"compliance"}, "format": {"csv"}, "asOf": {"2026-03-01"}}), 200)
	want(t, auditor.Post("/exports", url.Values{"what": {"ledger"}, "format": {"xlsx"}, "unit": {id(f.office.ID)}}), 200)
	records := f.trail()
	if len(records) != 2 || records[0].Event.ID != int64(f.office.ID) || !strings.Contains(records[1].Detail, "as_of=20260301") {
		t.Errorf("the trail has %+v", records)
	}
}

func TestExportsAreRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	auditor := f.as("DX01")
	for name, c := range map[string]struct {
		form   url.Values
		status int
	}{
		"an unknown format":     {url.Values{"what": {"ledger"}, "format": {"pdf"}}, 422},
		"an unknown file":       {url.Values{"what": {"people"}, "format": {"csv"}}, 422},
		"a wrong date":          {url.Values{"what": {"compliance"}, "format": {"csv"}, "asOf": {"x"}}, 422},
		"a unit out of scope":   {url.Values{"what": {"compliance"}, "format": {"csv"}, "unit": {id(f.other.ID)}}, 404},
		"a ledger out of scope": {url.Values{"what": {"ledger"}, "format": {"csv"}, "unit": {id(f.other.ID)}}, 404},
	} {
		if page := auditor.Post("/exports", c.form); page.Status != c.status {
			t.Errorf("%s: status %d, want %d", name, page.Status, c.status)
		}
	}
	if page := f.as("YX02").Post("/exports", url.Values{"what": {"ledger"}, "format": {"csv"}}); page.Status != 403 {
		t.Errorf("somebody who may not export: status %d", page.Status)
	}
	if n := len(f.trail()); n != 0 {
		t.Errorf("%d refused exports are in the trail", n)
	}
}

// trail returns the exports that were recorded, the newest first.
func (f *fixture) trail() (records []audit.Record) {
	f.t.Helper()
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) (err error) {
		records, err = audit.Recent(f.t.Context(), tx, audit.Filter{Action: "report.export"})
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return records
}
