// Package audit serves those who look after study from above (督学页面): how the units stand as of any day, then the
// person, the entry, its rule and its evidence; what somebody should look at, with the answers of the units; samples of
// people; the ledger; the verification of the log; exports; and the log itself, for anybody's tools.
//
// Looking changes nothing: only a sample, a bundle and an export leave something behind, with a record in the trail. Units and people stand in
// the official order, never by result, and an item that stands out is to be checked (待核实), never a verdict.
package audit

import (
	"embed"

	"xiangxue/course/dossier"
	"xiangxue/course/inspection"
	"xiangxue/course/proof"
	"xiangxue/course/report"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

//go:embed html/*
var html embed.FS

// Needs are what the area works with.
type Needs struct {
	DB       *storage.DB
	Reporter *report.Reporter
	Log      *seal.Log
	Desk     *inspection.Desk // draws samples
	Prover   *proof.Prover
	Packer   *dossier.Packer
	Facts    []seal.FactSource // everything that is sealed, for the verification
}

// Area is the pages of this package with what they need.
type Area struct {
	Needs
	overviewPage     *web.Page[overviewView]
	unitPage         *web.Page[unitView]
	cadrePage        *web.Page[cadreView]
	entryPage        *web.Page[entryView]
	ledgerPage       *web.Page[ledgerView]
	verificationPage *web.Page[verificationView]
	doubtsPage       *web.Page[doubtsView]
	samplesPage      *web.Page[samplesView]
	samplePage       *web.Page[sampleView]
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		Needs:            n,
		overviewPage:     web.NewPage[overviewView](site, html, "overview"),
		unitPage:         web.NewPage[unitView](site, html, "unit"),
		cadrePage:        web.NewPage[cadreView](site, html, "cadre"),
		entryPage:        web.NewPage[entryView](site, html, "entry"),
		ledgerPage:       web.NewPage[ledgerView](site, html, "ledger"),
		verificationPage: web.NewPage[verificationView](site, html, "verification"),
		doubtsPage:       web.NewPage[doubtsView](site, html, "doubts"),
		samplesPage:      web.NewPage[samplesView](site, html, "samples"),
		samplePage:       web.NewPage[sampleView](site, html, "sample"),
	}
	return a, site.Add(a.routes())
}

// show answers with a page. What was wrong with the query of its address stands beside the fields, and the page shows
// what it would show without.
func show[V any](r *web.Request, page *web.Page[V], view V, form *web.Form) error {
	if err := form.Err(); err != nil {
		return page.Refuse(r, view, err)
	}
	return page.Render(r, view)
}
