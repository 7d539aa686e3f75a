package account

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"xiangxue/course/ical"
	"xiangxue/course/storage"
	"xiangxue/course/subscription"
	"xiangxue/course/web"
)

// calendarType is the media type of a calendar (RFC 5545, 8.1).
const calendarType = "text/calendar; charset=utf-8"

// makeCalendar makes a new address of the actor's calendar and shows it, this once.
func (a *Area) makeCalendar(r *web.Request) error {
	var key subscription.Key
	err := a.db.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		key, err = a.calendars.Make(ctx, tx, r.Actor)
		return err
	})
	if err != nil {
		return err
	}
	view, err := a.own(r)
	if err != nil {
		return err
	}
	view.Calendar = fmt.Sprintf("%s://%s/calendars/%s.ics", r.Scheme(), r.Request().Host, string(key))
	r.Response().Header().Set("Cache-Control", "no-store")
	return a.ownPage.Render(r, view)
}

func (a *Area) revokeCalendar(r *web.Request) error {
	err := a.db.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.calendars.Revoke(ctx, tx, r.Actor)
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/account#calendar")
}

// serveCalendar sends a calendar to whoever has its address. The log names the route and never the key.
func (a *Area) serveCalendar(r *web.Request) error {
	key := subscription.Key(strings.TrimSuffix(r.Param("key"), ".ics"))
	var events []ical.Event
	err := a.db.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		events, err = a.calendars.Events(r.Ctx(), tx, key, func(title string) string { return r.T("截止：%s", title) })
		return err
	})
	if err != nil {
		return err
	}
	r.Response().Header().Set("Cache-Control", "private, no-store")
	return r.Blob(http.StatusOK, calendarType, ical.Calendar(r.T("学习日程"), events))
}
