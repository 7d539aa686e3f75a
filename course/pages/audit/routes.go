package audit

import (
	"net/http"

	"xiangxue/course/access"
	"xiangxue/course/web"
)

// The places of the navigation that these pages belong to.
const (
	auditPlace  = "/audit"
	ledgerPlace = "/ledger"
	verifyPlace = "/verification"
)

// routes lists the pages. The log is public: it holds commitments, which tell nothing about a person.
func (a *Area) routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Path: "/audit", Permission: access.Audit, Place: auditPlace, Handle: a.showOverview},
		{Method: get, Path: "/audit/units/:unit", Permission: access.Audit, Place: auditPlace, Handle: a.showUnit},
		{Method: get, Path: "/audit/cadres/:cadre", Permission: access.Audit, Place: auditPlace, Handle: a.showCadre},
		{Method: get, Path: "/audit/entries/:entry", Permission: access.Audit, Place: ledgerPlace, Handle: a.showEntry},
		{Method: get, Path: "/audit/entries/:entry/receipt", Permission: access.Audit, Handle: a.downloadReceipt},
		{Method: get, Path: "/audit/doubts", Permission: access.Audit, Place: auditPlace, Handle: a.showDoubts},
		{Method: get, Path: "/audit/samples", Permission: access.Audit, Place: auditPlace, Handle: a.showSamples},
		{Method: post, Path: "/audit/samples", Permission: access.Audit, Place: auditPlace, Handle: a.drawSample},
		{Method: get, Path: "/audit/samples/:sample", Permission: access.Audit, Place: auditPlace, Handle: a.showSample},
		{Method: post, Path: "/audit/samples/:sample/export", Permission: access.ExportReports, Handle: a.exportSample},
		{Method: get, Path: "/ledger", Permission: access.Audit, Place: ledgerPlace, Handle: a.showLedger},
		{Method: get, Path: "/verification", Permission: access.Audit, Place: verifyPlace, Handle: a.showVerification},
		{Method: post, Path: "/verification", Permission: access.Audit, Place: verifyPlace, Handle: a.verify},
		{Method: post, Path: "/dossiers", Permission: access.ExportReports, Handle: a.packDossier},
		{Method: post, Path: "/bundles", Permission: access.ExportReports, Handle: a.exportBundle},
		{Method: post, Path: "/exports", Permission: access.ExportReports, Handle: a.export},

		{Method: get, Path: "/log/checkpoint", Permission: access.Public, Handle: a.serveCheckpoint},
		{Method: get, Path: "/log/witnessed", Permission: access.Public, Handle: a.serveWitnessed},
		{Method: get, Path: "/log/tile/*", Permission: access.Public, Handle: a.serveTile},
	}
}
