// Package contact serves what people tell each other through the system (消息页面): the inbox with what a person must know.
//
// Nothing pops up and no page asks by itself whether something has come: the number in the header is that of the moment the
// page was made.
package contact

import (
	"embed"

	"xiangxue/course/storage"
	"xiangxue/course/web"
)

//go:embed html/*
var html embed.FS

// Needs are what the area works with.
type Needs struct {
	DB *storage.DB
}

// Area is the pages of this package with what they need.
type Area struct {
	Needs
	noticesPage *web.Page[noticesView]
}

// New parses the pages of the area and adds its routes to the site.
func New(site *web.Site, n Needs) (*Area, error) {
	a := &Area{
		Needs:       n,
		noticesPage: web.NewPage[noticesView](site, html, "notices"),
	}
	return a, site.Add(a.routes())
}
