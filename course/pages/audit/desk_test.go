package audit_test

import (
	"net/url"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/inspection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

// answer has the secretary answer a doubt of the year.
func (f *fixture) answer(key, text string) {
	f.t.Helper()
	if err := f.desk.Answer(f.t.Context(), f.secretary, inspection.Reply{Year: 2026, Doubt: key, Text: text}); err != nil {
		f.t.Fatal(err)
	}
}

// draw has the auditor of the township draw a sample.
func (f *fixture) draw(unit roster.UnitID, seed string, size int) inspection.SampleID {
	f.t.Helper()
	auditor := access.Actor{Cadre: f.secretary.Cadre, Unit: f.town, Grants: []access.Grant{{Role: access.Auditor, UnitPath: f.town.Path}}}
	id, err := f.desk.Draw(f.t.Context(), auditor, inspection.Order{Unit: unit, On: 20260601, Seed: seed, Size: size})
	if err != nil {
		f.t.Fatal(err)
	}
	return id
}

func TestDoubtsStandWithTheAnswersOfTheUnit(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-05-06", "2026-05-20", "专题二")
	auditor := f.as("DX01")
	want(t, auditor.Get("/audit/doubts"), 200, "会后很久才录入", "共 1 项，单位已答复 0 项", "单位还没有答复", `href="/audit/entries/1"`)
	f.answer("recorded_late-1", "防汛期间停电，名单先记在纸上")
	want(t, auditor.Get("/audit/doubts"), 200, "共 1 项，单位已答复 1 项", "防汛期间停电，名单先记在纸上", "吴晓梅")
	want(t, auditor.Get("/audit/units/"+id(f.office.ID)), 200, "防汛期间停电，名单先记在纸上")
	want(t, auditor.Get("/audit"), 200, `href="/audit/doubts"`, `href="/audit/samples"`)
	want(t, auditor.Get("/audit/doubts?year=2025&unit="+id(f.town.ID)), 200, "没有疑点")
	want(t, auditor.Get("/audit/doubts?unit="+id(f.other.ID)), 404)
	want(t, auditor.Get("/audit/doubts?year=x"), 422)
	if page := f.as("DX02").Get("/audit/doubts"); page.Status != 200 || page.Shows("专题二") || page.Shows("停电") {
		t.Errorf("the neighbour sees them:\n%s", page.Body)
	}
	want(t, f.as("YX05").Get("/audit/doubts"), 403)
}

func TestSampleIsDrawnShownAndExported(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	form := url.Values{"unit": {id(f.town.ID)}, "on": {"2026-01-05"}, "seed": {"it's 4 7 1"}, "size": {"3"}}
	f.meet("2026-03-05", "2026-03-05", "专题一")
	auditor := f.as("DX01")
	want(t, auditor.Get("/audit/samples"), 200, "公开的种子", "新抽一次")
	page := auditor.Post("/audit/samples", form)
	want(t, page, 200, "第 1 次抽样", "5 人，抽 3 人", "怎样重算", "sha256sum", "audit.test/log", `?asOf=2026-01-05"`)
	if n := strings.Count(page.Body, `href="/audit/cadres/`); page.Path != "/audit/samples/1" || n != 3 {
		t.Errorf("%s links %d people", page.Path, n)
	}
	want(t, auditor.Get("/audit/samples"), 200, "/audit/samples/1", "it&#39;s 4 7 1")
	file := auditor.Post("/audit/samples/1/export", nil)
	want(t, file, 200, "签号", "YX05", "it's 4 7 1")
	if n := strings.Count(file.Body, "抽中") - 1; n != 3 || !strings.HasPrefix(file.Header.Get("Content-Type"), "text/csv") {
		t.Errorf("%d are drawn in\n%s", n, file.Body)
	}
	f.acts("sample.export", 1)
	f.acts("sample.draw", 1)
	far := f.as("DX02")
	for _, get := range []webtest.Page{far.Get("/audit/samples/1"), far.Post("/audit/samples/1/export", nil), far.Post("/audit/samples", form)} {
		if get.Status != 404 || get.Shows("何秀兰") {
			t.Errorf("%s for another auditor: status %d", get.Path, get.Status)
		}
	}
}

func TestDrawThatWillNotDoComesBack(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.meet("2026-03-05", "2026-03-05", "专题一")
	auditor := f.as("DX01")
	for name, c := range map[string]struct {
		change url.Values
		says   string
	}{
		"too few":     {url.Values{"size": {"1"}}, "每组至少一人；请填 2 至 5"},
		"no number":   {url.Values{"size": {"many"}}, "many"},
		"no seed":     {url.Values{"seed": {""}}, "请写上公开的种子"},
		"a later day": {url.Values{"on": {"2026-12-01"}}, "请选今天或以前的一天"},
		"no unit":     {url.Values{"unit": {"x"}}, "请选一个单位"},
	} {
		form := url.Values{"unit": {id(f.town.ID)}, "on": {"2026-01-05"}, "seed": {"471"}, "size": {"3"}}
		for k, v := range c.change {
			form[k] = v
		}
		page := auditor.Post("/audit/samples", form)
		if page.Status != 422 || !page.Shows(c.says) || !page.Shows(`aria-invalid="true"`) {
			t.Errorf("%s: status %d\n%s", name, page.Status, page.Body)
		}
	}
	f.acts("sample.draw", 0)
}

// acts fails the test unless the trail has so many records of an action.
func (f *fixture) acts(action string, want int) {
	f.t.Helper()
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) error {
		records, err := audit.Recent(f.t.Context(), tx, audit.Filter{Action: action})
		if len(records) != want {
			f.t.Errorf("%d records of %s in the trail, want %d", len(records), action, want)
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
}
