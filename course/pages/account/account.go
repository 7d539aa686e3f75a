// Package account serves what surrounds study (登录、账户与三员页面): signing in and out, the own account, password and calendar,
// the accounts that the security administrator keeps, the roster import of the system administrator, the trail of the
// audit administrator, and the help that everybody may read.
//
// A password is shown once, on the page that answers the request that made it, and no page says whether a login exists.
package account

import (
	"embed"

	"xiangxue/course/access"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/subscription"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
)

//go:embed html/*
var html embed.FS

// Area is the pages of this package with what they need.
type Area struct {
	site      *web.Site
	gate      *access.Gate
	db        *storage.DB
	registrar roster.Registrar
	uploads   upload.Tray
	door      *access.Doorkeeper
	proxied   bool
	calendars *subscription.Book

	signInPage     *web.Page[signInView]
	setupPage      *web.Page[setupView]
	ownPage        *web.Page[ownView]
	passwordPage   *web.Page[passwordView]
	accountsPage   *web.Page[accountsView]
	accountPage    *web.Page[accountView]
	slipsPage      *web.Page[slipsView]
	importsPage    *web.Page[importsView]
	differencePage *web.Page[differenceView]
	trailPage      *web.Page[trailView]
	helpPage       *web.Page[struct{}]
}

// Needs are what the area works with.
type Needs struct {
	Gate      *access.Gate
	DB        *storage.DB
	Registrar roster.Registrar
	Uploads   string // the directory that keeps a roster file between its dry run and the confirmation
	Door      *access.Doorkeeper
	Calendars *subscription.Book // the calendars that people subscribe to
	Proxied   bool               // a proxy stands in front and says in X-Forwarded-For where a request comes from
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		site: site, gate: n.Gate, db: n.DB, registrar: n.Registrar, uploads: upload.Tray{Dir: n.Uploads},
		door: n.Door, proxied: n.Proxied, calendars: n.Calendars,

		signInPage:     web.NewPage[signInView](site, html, "sign-in"),
		setupPage:      web.NewPage[setupView](site, html, "setup"),
		ownPage:        web.NewPage[ownView](site, html, "own"),
		passwordPage:   web.NewPage[passwordView](site, html, "password"),
		accountsPage:   web.NewPage[accountsView](site, html, "accounts"),
		accountPage:    web.NewPage[accountView](site, html, "account"),
		slipsPage:      web.NewPage[slipsView](site, html, "slips"),
		importsPage:    web.NewPage[importsView](site, html, "imports"),
		differencePage: web.NewPage[differenceView](site, html, "difference"),
		trailPage:      web.NewPage[trailView](site, html, "audit-trail"),
		helpPage:       web.NewPage[struct{}](site, html, "help"),
	}
	return a, site.Add(a.routes())
}
