package access

import (
	"log/slog"
	"slices"

	"xiangxue/course/fault"
	"xiangxue/course/roster"
)

// Grant is a role that a person holds, and where: over the unit with the path and those below it or, when Group is not
// 0, over that study group.
type Grant struct {
	Role     Role
	UnitPath string
	Group    roster.GroupID
}

// Actor is who makes a request. The zero Actor has not signed in and may do only what is Public.
type Actor struct {
	Cadre      roster.Cadre
	Unit       roster.Unit // today's unit; zero when the person belongs to none
	Grants     []Grant     // also the one that comes with belonging to a unit
	Acting     Role        // the role whose navigation is shown; it neither adds nor takes permissions
	Session    SessionID
	Unread     int  // notices in the inbox that the person has not read
	MustChange bool // signed in with a first password: may only change it or sign out
	console    bool
}

// Console returns the actor who works at the command line of the server: without a person or a session, but trusted with
// accounts, the roster and what is imported everywhere. Its ID is 0, which the trail reads as the system.
func Console() Actor { return Actor{console: true} }

// consolePermissions are those of the actor at the command line, who has the database file in hand anyway.
var consolePermissions = [...]Permission{Public, ManageAccounts, ImportRoster, RecordTraining, AuthorContent, ExportReports}

// ID returns the id of the person, and 0 for nobody and for the console.
func (a Actor) ID() roster.CadreID { return a.Cadre.ID }

// LogValue keeps names, telephone numbers and session ids out of the logs.
func (a Actor) LogValue() slog.Value { return a.Cadre.LogValue() }

// IsSignedIn reports whether the actor is a person who has signed in.
func (a Actor) IsSignedIn() bool { return a.Cadre.ID != 0 }

// May reports whether the actor has the permission for anything at all; Scope says for what.
func (a Actor) May(p Permission) bool {
	switch {
	case p == Public:
		return true
	case a.console:
		return slices.Contains(consolePermissions[:], p)
	case !a.IsSignedIn():
		return false
	case p == OwnPassword:
		return true
	case a.MustChange:
		return false
	case p == SignedIn:
		return true
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.allows(p) })
}

// Require fails with fault.Forbidden when the actor does not have the permission.
func Require(a Actor, p Permission) error {
	if a.May(p) {
		return nil
	}
	if !a.IsSignedIn() {
		return ErrNotSignedIn
	}
	if a.MustChange {
		return fault.New(fault.Forbidden, "请先把首次密码换成自己的密码")
	}
	return fault.New(fault.Forbidden, "您没有办理这件事的权限")
}

// ErrNotSignedIn says that the request needs somebody who has signed in: there is no session, or it has ended.
var ErrNotSignedIn = fault.New(fault.Forbidden, "请先登录")

// Scope returns the persons and units for which the actor has the permission; it is empty when the actor does not have
// it. A permission over a study group covers no unit. What comes with being a cadre covers the own person, and reading
// the plan the own unit with those above it.
func (a Actor) Scope(p Permission) roster.Scope {
	scope := roster.Nobody()
	if !a.May(p) {
		return scope
	}
	if a.console {
		return roster.Everyone()
	}
	for _, g := range a.Grants {
		if g.allows(p) {
			scope = scope.Or(a.scopeOf(g, p))
		}
	}
	return scope
}

func (a Actor) scopeOf(g Grant, p Permission) roster.Scope {
	switch {
	case g.Role == Cadre && p == ReadPlan:
		return roster.Above(g.UnitPath)
	case g.Role == Cadre:
		return roster.Only(a.ID())
	case g.Group != 0:
		return roster.InGroup(g.Group)
	}
	return roster.InUnit(g.UnitPath)
}

// Roles returns the roles that the actor holds, each once, the one to act in first coming first.
func (a Actor) Roles() []Role {
	var roles []Role
	for _, r := range precedence {
		if a.holds(r) {
			roles = append(roles, r)
		}
	}
	return roles
}

func (a Actor) holds(r Role) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == r })
}

func (g Grant) allows(p Permission) bool { return slices.Contains(permissionsOf(g.Role), p) }
