package web

import (
	"errors"
	"html/template"
	"strings"

	"xiangxue/course/access"
	"xiangxue/static/locale"
)

// Nav is the navigation as HTML, for wide windows and for narrow ones; empty for who has none.
type Nav struct{ Top, Bottom template.HTML }

// navKey is all that a navigation depends on while the program runs.
type navKey struct {
	lang  locale.Lang
	role  access.Role
	place string
}

// navItem is a place of the navigation.
type navItem struct {
	Label, Path, Icon string
	Current           bool
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
	navBanks    = navRow{"题库", "/banks", "question"}
	navHelp     = navRow{"帮助", "/help", "question"}
)

// navigation lists at most five places for each role. A place whose page does not exist is left out.
var navigation = map[access.Role][]navRow{
	access.Cadre:           {navHome, navCourses, navPolicies, navMeetings, navRecord},
	access.GroupLeader:     {navGroup, navRolls, navPlans, navPolicies, navRecord},
	access.StudySecretary:  {navGroup, navRolls, navPlans, navPolicies, navRecord},
	access.CommitteeMember: {navGroup, navPlans, navMeetings, navPolicies, navRecord},
	access.Auditor:         {navAudit, navLedger, navVerify, navPlans, navPolicies},
	access.Author:          {navCourses, navBanks, navPolicies, navRecord},
	access.SystemAdmin:     {navImports, navHelp},
	access.SecurityAdmin:   {navAccounts, navHelp},
	access.AuditAdmin:      {navTrail, navHelp},
}

// nav returns the navigation of a role at a place. It is printed once and then kept.
func (s *Site) nav(key navKey) (Nav, error) {
	if kept, ok := s.navs.Load(key); ok {
		return kept.(Nav), nil
	}
	var items []navItem
	for _, row := range navigation[key.role] {
		if s.paths[row.path] {
			items = append(items, navItem{s.catalog.Text(key.lang, row.label), row.path, row.icon, row.path == key.place})
		}
	}
	n, err := s.printNav(key.lang, items)
	if err == nil {
		s.navs.Store(key, n)
	}
	return n, err
}

// printNav prints with the templates of the failure page, for those of the layout may not be executed.
func (s *Site) printNav(lang locale.Lang, items []navItem) (Nav, error) {
	if len(items) == 0 {
		return Nav{}, nil
	}
	t, err := s.failurePage.templates[lang]()
	if err != nil {
		return Nav{}, err
	}
	var top, bottom strings.Builder
	err = errors.Join(t.ExecuteTemplate(&top, "top-nav", items), t.ExecuteTemplate(&bottom, "bottom-nav", items))
	return Nav{template.HTML(top.String()), template.HTML(bottom.String())}, err
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
