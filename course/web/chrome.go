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
	HasInbox     bool
	Unread       int // notices in it
	Nav          Nav
	Roles        []RoleChoice
	SizeLink     string // this page with the other size of text
	LangLink     string // this page in the other language
	StyleSheets  []string
	Script, Icon string
}

// RoleChoice is a role that the person can act in.
type RoleChoice struct {
	Role, Label string
	Current     bool
}

func (s *Site) chrome(r *Request, place string) (Chrome, error) {
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
		return c, nil
	}
	c.Name, c.Acting = r.Actor.Cadre.Name, r.T(access.RoleName(r.Actor.Acting))
	if r.Actor.MustChange {
		return c, nil
	}
	c.HasInbox, c.Unread = true, r.Actor.Unread
	var err error
	c.Nav, err = s.nav(navKey{r.Lang, r.Actor.Acting, place})
	for _, role := range r.Actor.Roles() {
		c.Roles = append(c.Roles, RoleChoice{string(role), r.T(access.RoleName(role)), role == r.Actor.Acting})
	}
	return c, err
}

// with returns a link to this page, its query kept, with one parameter set.
func (r *Request) with(name, value string) string {
	if r.Request().URL.RawQuery == "" {
		return "?" + name + "=" + value
	}
	query := r.Request().URL.Query()
	query.Set(name, value)
	return "?" + query.Encode()
}
