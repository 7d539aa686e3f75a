package contact

import (
	"context"
	"strconv"

	"xiangxue/course/calendar"
	"xiangxue/course/notice"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// mostNotices is how many notices the page lists.
const mostNotices = 100

// noticesView is the inbox of the reader.
type noticesView struct {
	Unread, Read []notice.Notice // the last one first
	Until        int64           // the instant up to which the page shows all, in milliseconds
	Most         int             // 0: all are listed
}

func (a *Area) listNotices(r *web.Request) error {
	v := noticesView{Until: calendar.Millis(r.Now())}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		list, err := notice.Inbox(r.Ctx(), tx, r.Actor.ID(), r.Now(), mostNotices)
		for _, n := range list {
			if n.IsRead {
				v.Read = append(v.Read, n)
			} else {
				v.Unread = append(v.Unread, n)
			}
		}
		if len(list) == mostNotices {
			v.Most = mostNotices
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.noticesPage.Render(r, v)
}

// markForm is what a person says about a notice: one of read, unread, and open, which reads it and goes to its page.
type markForm struct{ say string }

// mark notes what a person says about a notice of the own inbox.
func (a *Area) mark(r *web.Request) error {
	id, err := r.ID("notice")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	in := markForm{form.Choice("say", "read", "unread", "open")}
	if err := form.Err(); err != nil {
		return err
	}
	var n notice.Notice
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		n, err = notice.Mark(ctx, tx, r.Actor.ID(), notice.ID(id), in.say != "unread", r.Now())
		return err
	})
	if err != nil {
		return err
	}
	if in.say == "open" {
		return r.SeeOther(n.Path())
	}
	return r.SeeOther("/notices")
}

// markAllForm is the instant up to which the page showed everything that it says to have been read.
type markAllForm struct{ until int64 }

// markAll notes that a person has read everything that the page showed.
func (a *Area) markAll(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	until, err := strconv.ParseInt(form.Raw("until"), 10, 64)
	form.Check(err == nil && until >= 0, "until", "请重新打开这一页")
	if err := form.Err(); err != nil {
		return err
	}
	in := markAllForm{min(until, calendar.Millis(r.Now()))}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return notice.MarkAll(ctx, tx, r.Actor.ID(), calendar.FromMillis(in.until))
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/notices")
}
