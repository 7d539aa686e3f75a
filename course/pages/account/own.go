package account

import (
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/subscription"
	"xiangxue/course/web"
)

// ownView is what a person sees of the own account.
type ownView struct {
	StaffNo, Name, Post, Unit string
	Phone                     string // with its middle hidden
	Duties                    []duty
	Sessions                  []ownSession
	Changed                   bool      // the password was changed just now
	CalendarSince             time.Time // zero: no calendar is subscribed to
	Calendar                  string    // its address, on the page that answers who made it
}

// duty is a role that the person holds, and over what.
type duty struct {
	Role, Over string
	Since      calendar.Date // no date for what comes with belonging to a unit
}

type ownSession struct {
	ExpiresAt time.Time
	Current   bool
}

func (a *Area) showOwn(r *web.Request) error {
	view, err := a.own(r)
	if err != nil {
		return err
	}
	view.Changed = r.QueryParam("changed") != ""
	return a.ownPage.Render(r, view)
}

func (a *Area) own(r *web.Request) (ownView, error) {
	cadre := r.Actor.Cadre
	view := ownView{StaffNo: cadre.StaffNo, Name: cadre.Name, Post: cadre.Post, Unit: r.Actor.Unit.Name, Phone: cadre.Phone.String()}
	sessions, err := a.gate.OpenSessions(r.Ctx(), r.Actor)
	if err != nil {
		return view, err
	}
	for _, s := range sessions {
		view.Sessions = append(view.Sessions, ownSession{s.ExpiresAt, s.ID == r.Actor.Session})
	}
	if view.Duties, err = a.duties(r); err != nil {
		return view, err
	}
	err = a.db.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		view.CalendarSince, err = subscription.MadeAt(r.Ctx(), tx, r.Actor.ID())
		return err
	})
	return view, err
}

func (a *Area) duties(r *web.Request) ([]duty, error) {
	var held []roster.Held
	err := a.db.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		held, err = roster.AppointmentsOf(r.Ctx(), tx, r.Actor.ID(), r.Today())
		return err
	})
	if err != nil {
		return nil, err
	}
	var duties []duty
	for _, h := range held {
		over := h.UnitName
		if h.GroupName != "" {
			over = h.GroupName
		}
		duties = append(duties, duty{r.T(access.RoleName(h.Role)), over, h.From})
	}
	if r.Actor.Unit.ID != 0 {
		duties = append(duties, duty{Role: r.T(access.RoleName(access.Cadre)), Over: r.Actor.Unit.Name})
	}
	return duties, nil
}

func (a *Area) actAs(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	role := access.Role(form.Raw("role"))
	if err := a.gate.ActAs(r.Ctx(), r.Token(), role); err != nil {
		return err
	}
	r.Actor.Acting = role
	return r.SeeOther(a.start(r))
}
