package account

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"xiangxue/course/web"
)

// mostLogin is how many characters of a login are read.
const mostLogin = 64

// signInView is the sign-in form with what was typed, but never the password.
type signInView struct {
	Login string
	Keep  bool
	Next  string // where to go afterwards; may be empty
	Ended string // "here" or "everywhere" right after signing out
	Wait  int    // seconds until this network address may try again; 0: it may
}

// setupView tells the first administrator what to do on a server without accounts.
type setupView struct {
	HasCadres bool // the roster was imported
}

// enter sends everybody to the page to begin with.
func (a *Area) enter(r *web.Request) error {
	if !r.SignedIn() {
		return r.SeeOther("/sign-in")
	}
	return r.SeeOther(a.start(r))
}

// start returns the page that a person who has signed in sees first.
func (a *Area) start(r *web.Request) string {
	if r.Actor.MustChange {
		return "/account/password"
	}
	return a.site.StartPath(r.Actor)
}

func (a *Area) showSignIn(r *web.Request) error {
	if r.SignedIn() {
		return r.SeeOther(a.start(r))
	}
	state, err := a.gate.Installation(r.Ctx())
	if err != nil {
		return err
	}
	if !state.HasAccounts {
		return a.setupPage.Render(r, setupView{HasCadres: state.HasCadres})
	}
	return a.signInPage.Render(r, signInView{Next: web.SafeNext(r.QueryParam("next"), ""), Ended: r.QueryParam("ended")})
}

func (a *Area) signIn(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	view := signInView{Keep: form.Checked("keep"), Next: web.SafeNext(form.Raw("next"), "")}
	view.Login = form.Required("login", mostLogin)
	form.Check(form.Raw("password") != "", "password", "请填写")
	if err := form.Err(); err != nil {
		return a.signInPage.Refuse(r, view, err)
	}
	address := addressOf(r.Request(), a.proxied)
	if wait := a.door.Admit(address); wait > 0 {
		return a.askToWait(r, view, wait)
	}
	session, actor, err := a.gate.SignIn(r.Ctx(), view.Login, form.Raw("password"), view.Keep)
	if err != nil {
		return a.signInPage.Refuse(r, view, err)
	}
	a.door.Welcome(address)
	r.SetLogin(session)
	r.Actor = actor
	if view.Next != "" && !actor.MustChange {
		return r.SeeOther(view.Next)
	}
	return r.SeeOther(a.start(r))
}

// askToWait refuses a sign-in from an address that has sent too many wrong passwords.
func (a *Area) askToWait(r *web.Request, view signInView, wait time.Duration) error {
	view.Wait = int(math.Ceil(wait.Seconds()))
	r.Response().Header().Set("Retry-After", strconv.Itoa(view.Wait))
	return a.signInPage.RenderStatus(r, http.StatusTooManyRequests, view)
}

func (a *Area) signOut(r *web.Request) error {
	if err := a.gate.SignOut(r.Ctx(), r.Token()); err != nil {
		return err
	}
	r.ClearLogin()
	return r.SeeOther("/sign-in?ended=here")
}

func (a *Area) signOutEverywhere(r *web.Request) error {
	if err := a.gate.SignOutEverywhere(r.Ctx(), r.Token()); err != nil {
		return err
	}
	r.ClearLogin()
	return r.SeeOther("/sign-in?ended=everywhere")
}

func (a *Area) showHelp(r *web.Request) error { return a.helpPage.Render(r, struct{}{}) }
