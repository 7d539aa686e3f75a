package program

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/notice"
	"xiangxue/course/pages/contact"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// addContact adds the pages on which people tell each other something.
func (p *Program) addContact(site *web.Site) error {
	_, err := contact.New(site, contact.Needs{DB: p.DB})
	return err
}

// unread counts what waits in a person's inbox.
func (p *Program) unread(ctx context.Context, actor access.Actor) (n int, err error) {
	err = p.DB.Read(ctx, func(tx storage.ReadTx) error {
		n, err = notice.Unread(ctx, tx, actor.ID(), p.Clock())
		return err
	})
	return n, err
}
