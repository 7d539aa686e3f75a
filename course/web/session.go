package web

import (
	"errors"
	"net/http"

	"xiangxue/course/access"
	"xiangxue/static/locale"
)

const (
	// SessionCookie is the name of the cookie that holds the login token.
	SessionCookie = "xiangxue"

	sizeCookie = "size"
	langCookie = "lang"
)

// identify finds out who asks, by the login cookie. A cookie that no longer counts is the same as none.
func (s *Site) identify(r *Request) error {
	cookie, err := r.Cookie(SessionCookie)
	if err != nil || cookie.Value == "" {
		return nil
	}
	token := access.Token(cookie.Value)
	actor, err := s.gate.Actor(r.Ctx(), token)
	if errors.Is(err, access.ErrNotSignedIn) {
		return nil
	}
	if err != nil {
		return err
	}
	r.Actor, r.token = actor, token
	return nil
}

// SetLogin gives the browser the token of a login session; the cookie ends with the browser unless the person asked to
// stay signed in.
func (r *Request) SetLogin(session access.Session) {
	cookie := r.site.cookie(SessionCookie, string(session.Token))
	if session.Keep {
		cookie.Expires = session.ExpiresAt
	}
	http.SetCookie(r.Response(), cookie)
}

// ClearLogin makes the browser forget its login session, and whatever scripts kept.
func (r *Request) ClearLogin() {
	cookie := r.site.cookie(SessionCookie, "")
	cookie.MaxAge = -1
	http.SetCookie(r.Response(), cookie)
	r.Response().Header().Set("Clear-Site-Data", `"storage"`)
}

func (s *Site) cookie(name, value string) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode}
}

// settings reads the language and the text size, and takes ?lang= and ?size= over into cookies. It reports whether
// the browser was sent to the same address without them.
func (s *Site) settings(r *Request) (redirected bool, err error) {
	r.Lang = locale.Chinese
	if c, err := r.Cookie(langCookie); err == nil && c.Value == string(locale.English) {
		r.Lang = locale.English
	}
	if c, err := r.Cookie(sizeCookie); err == nil {
		r.large = c.Value == "large"
	}
	if r.Request().Method != http.MethodGet || r.Request().URL.RawQuery == "" {
		return false, nil
	}
	u := *r.Request().URL
	query := u.Query()
	lang, size := query.Get(langCookie), query.Get(sizeCookie)
	if lang != string(locale.English) && lang != string(locale.Chinese) && size != "large" && size != "normal" {
		return false, nil
	}
	for name, value := range map[string]string{langCookie: lang, sizeCookie: size} {
		if value != "" {
			c := s.cookie(name, value)
			c.MaxAge = 365 * 24 * 60 * 60
			http.SetCookie(r.Response(), c)
		}
		query.Del(name)
	}
	u.RawQuery = query.Encode()
	return true, r.Redirect(http.StatusSeeOther, SafeNext(u.RequestURI(), "/"))
}
