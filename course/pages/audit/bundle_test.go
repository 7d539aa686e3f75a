package audit_test

import (
	"bytes"
	"net/url"
	"testing"

	"xiangxue/course/audit"
	"xiangxue/course/proof"
	"xiangxue/course/storage"
)

// TestAnAuditorTakesABundleAway downloads a bundle, checks it as anybody would elsewhere, and looks for it in the trail.
func TestAnAuditorTakesABundleAway(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-03-10", "2026-03-10", "专题一")
	auditor := f.as("DX01")
	want(t, auditor.Get("/verification"), 200, `action="/bundles"`, "下载核验包", "2026年")
	page := auditor.Post("/bundles", url.Values{"unit": {""}, "year": {"2026"}})
	if page.Status != 200 || page.Header.Get("Content-Type") != "application/zip" {
		t.Fatalf("status %d, %s", page.Status, page.Header.Get("Content-Type"))
	}
	file := []byte(page.Body)
	r, err := proof.CheckBundle(bytes.NewReader(file), int64(len(file)), proof.Trust{Key: f.log.VerifierKey()})
	if err != nil || !r.Clean() || len(r.People) == 0 || r.Facts == 0 {
		t.Errorf("%+v, %v", r, err)
	}
	want(t, auditor.Post("/bundles", url.Values{"unit": {""}, "year": {"1999"}}), 422, "")
	want(t, auditor.Post("/bundles", url.Values{"unit": {"99"}, "year": {"2026"}}), 404, "")
	want(t, f.as("YX05").Post("/bundles", url.Values{"year": {"2026"}}), 403, "")
	err = f.db.Read(t.Context(), func(tx storage.ReadTx) error {
		records, err := audit.Recent(t.Context(), tx, audit.Filter{Action: "bundle.export"})
		if len(records) != 1 || records[0].Detail != "year=2026" {
			t.Errorf("the trail has %+v", records)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
