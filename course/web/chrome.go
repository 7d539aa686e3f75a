package web

import (
	"xiangxue/course/access"
	"xiangxue/static/locale"
)

// Chrome is what surrounds the content of every page.
type Chrome struct {
	Lang         locale.Lang
	Large        bool   // larger text
	Site         string // the installation's name
	Name         string // of the person signed in, empty on public pages
	Acting       string // the role whose navigation is shown
	Items        []NavItem
	Roles        []RoleChoice
	SizeLink     string // this page with the other size of text
	LangLink     string // this page in the other language
	StyleSheets  []string
	Script, Icon string
}

// NavItem is a place of the navigation.
type NavItem struct {
	Label, Path, Icon string
	Current           bool
}

// RoleChoice is a role that the person can act in.
type RoleChoice struct {
	Role, Label string
	Current     bool
}

type navRow struct{ label, path, icon string }

var (
	navHome     = navRow{"首页", "/home", "home"}
	navCourses  = navRow{"课程", "/courses", "book"}
	navPolicies = navRow{"查政策", "/policies", "search"}
	navMeetings = navRow{"学习会", "/meetings", "people"}
	navRecord   = navRow{"我的学时", "/record", "list"}
	navGroup    = navRow{"小组", "/groups", "people"}
	navRolls    = navRow{"学习会", "/group-meetings", "calendar"}
	navPlans    = navRow{"计划", "/plans", "flag"}
	navAudit    = navRow{"总览", "/audit", "chart"}
	navLedger   = navRow{"台账", "/ledger", "list"}
	navVerify   = navRow{"核验导出", "/verification", "shield"}
	navAccounts = navRow{"账户", "/accounts", "person"}
	navImports  = navRow{"导入", "/imports", "upload"}
	navTrail    = navRow{"日志", "/audit-trail", "list"}
	navHelp     = navRow{"帮助", "/help", "question"}
)

// navigation lists at most five places for each role. A place whose page does not exist is left out.
var navigation = map[access.Role][]navRow{
	access.Cadre:           {navHome, navCourses, navPolicies, navMeetings, navRecord},
	access.GroupLeader:     {navGroup, navRolls, navPlans, navPolicies, navRecord},
	access.StudySecretary:  {navGroup, navRolls, navPlans, navPolicies, navRecord},
	access.CommitteeMember: {navGroup, navPlans, navMeetings, navPolicies, navRecord},
	access.Auditor:         {navAudit, navLedger, navVerify, navPlans, navPolicies},
	access.Author:          {navCourses, navPolicies, navRecord},
	access.SystemAdmin:     {navImports, navHelp},
	access.SecurityAdmin:   {navAccounts, navHelp},
	access.AuditAdmin:      {navTrail, navHelp},
}

func (s *Site) chrome(r *Request, place string) Chrome {
	c := Chrome{
		Lang: r.Lang, Large: r.large, Site: s.name,
		StyleSheets: []string{s.files.URL("css/tokens.css"), s.files.URL("css/ui.css")},
		Script:      s.files.URL("js/ui.js"), Icon: s.files.URL("img/seal.svg"),
	}
	c.SizeLink, c.LangLink = r.with(sizeCookie, "large"), r.with(langCookie, string(locale.English))
	if r.large {
		c.SizeLink = r.with(sizeCookie, "normal")
	}
	if r.Lang == locale.English {
		c.LangLink = r.with(langCookie, string(locale.Chinese))
	}
	if !r.SignedIn() {
		return c
	}
	c.Name, c.Acting = r.Actor.Cadre.Name, r.T(access.RoleName(r.Actor.Acting))
	if r.Actor.MustChange {
		return c
	}
	for _, row := range navigation[r.Actor.Acting] {
		if s.paths[row.path] {
			c.Items = append(c.Items, NavItem{r.T(row.label), row.path, row.icon, row.path == place})
		}
	}
	for _, role := range r.Actor.Roles() {
		c.Roles = append(c.Roles, RoleChoice{string(role), r.T(access.RoleName(role)), role == r.Actor.Acting})
	}
	return c
}

// with returns a link to this page, its query kept, with one parameter set.
func (r *Request) with(name, value string) string {
	query := r.Request().URL.Query()
	query.Set(name, value)
	return "?" + query.Encode()
}

// StartPath returns the page a person sees first in the acting role.
func (s *Site) StartPath(a access.Actor) string {
	for _, row := range navigation[a.Acting] {
		if s.paths[row.path] {
			return row.path
		}
	}
	return "/account"
}
