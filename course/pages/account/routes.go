package account

import (
	"net/http"

	"xiangxue/course/access"
	"xiangxue/course/web"
)

// The places of the navigation that these pages belong to.
const (
	accountsPlace = "/accounts"
	importsPlace  = "/imports"
	trailPlace    = "/audit-trail"
	helpPlace     = "/help"
)

// mostUpload is how large a roster file may be with the form around it, in bytes.
const mostUpload = 20 << 20

func (a *Area) routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Path: "/", Permission: access.Public, Handle: a.enter},
		{Method: get, Path: "/sign-in", Permission: access.Public, Handle: a.showSignIn},
		{Method: post, Path: "/sign-in", Permission: access.Public, Handle: a.signIn},
		{Method: post, Path: "/sign-out", Permission: access.OwnPassword, Handle: a.signOut},
		{Method: get, Path: "/help", Permission: access.Public, Place: helpPlace, Handle: a.showHelp},

		{Method: get, Path: "/account", Permission: access.SignedIn, Handle: a.showOwn},
		{Method: post, Path: "/account/role", Permission: access.SignedIn, Handle: a.actAs},
		{Method: get, Path: "/account/password", Permission: access.OwnPassword, Handle: a.showPassword},
		{Method: post, Path: "/account/password", Permission: access.OwnPassword, Handle: a.changePassword},
		{Method: post, Path: "/account/sessions/end", Permission: access.OwnPassword, Handle: a.signOutEverywhere},
		{Method: post, Path: "/account/calendar", Permission: access.SignedIn, Handle: a.makeCalendar},
		{Method: post, Path: "/account/calendar/revocation", Permission: access.SignedIn, Handle: a.revokeCalendar},
		{Method: get, Path: "/calendars/:key", Permission: access.Public, Handle: a.serveCalendar},

		{Method: get, Path: "/accounts", Permission: access.ManageAccounts, Place: accountsPlace, Handle: a.listAccounts},
		{Method: post, Path: "/accounts/first-passwords", Permission: access.ManageAccounts, Place: accountsPlace, Handle: a.issueFirstPasswords},
		{Method: get, Path: "/accounts/:cadre", Permission: access.ManageAccounts, Place: accountsPlace, Handle: a.showAccount},
		{Method: post, Path: "/accounts/:cadre/reset", Permission: access.ManageAccounts, Place: accountsPlace, Handle: a.resetPassword},
		{Method: post, Path: "/accounts/:cadre/lock", Permission: access.ManageAccounts, Place: accountsPlace, Handle: a.lockAccount},
		{Method: post, Path: "/accounts/:cadre/unlock", Permission: access.ManageAccounts, Place: accountsPlace, Handle: a.unlockAccount},

		{Method: get, Path: "/imports", Permission: access.ImportRoster, Place: importsPlace, Handle: a.showImports},
		{Method: post, Path: "/imports/roster", Permission: access.ImportRoster, Place: importsPlace, MaxBody: mostUpload, Handle: a.uploadRoster},
		{Method: get, Path: "/imports/roster/template", Permission: access.Public, Handle: a.downloadTemplate},
		{Method: get, Path: "/imports/roster/:upload", Permission: access.ImportRoster, Place: importsPlace, Handle: a.showDifference},
		{Method: post, Path: "/imports/roster/:upload", Permission: access.ImportRoster, Place: importsPlace, Handle: a.applyRoster},

		{Method: get, Path: "/audit-trail", Permission: access.ReadTrail, Place: trailPlace, Handle: a.showTrail},
	}
}
