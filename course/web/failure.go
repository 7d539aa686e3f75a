package web

import (
	"errors"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"xiangxue/course/fault"
)

// failureView is what the error page shows.
type failureView struct {
	Title, Text, Safe string
	Code              string // to quote to the administrator
	SignedIn          bool
}

func statusOf(kind fault.Kind) int {
	switch kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Conflict, fault.Stale:
		return http.StatusConflict
	case fault.Busy:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// fail is the one place that turns a failure into an answer. It logs what the program did wrong, once, with the id
// that the page shows. An answer that has begun stays as far as it came.
func (s *Site) fail(err error, c echo.Context) {
	r, ok := c.(*Request)
	if !ok {
		return
	}
	kind, text := fault.KindOf(err), ""
	if f := (*fault.Error)(nil); errors.As(err, &f) {
		text = r.Say(f.Message)
	} else if h := (*echo.HTTPError)(nil); errors.As(err, &h) && h.Code < 500 {
		kind = fault.NotFound
	}
	if kind == fault.Internal {
		s.log.Error("request failed", slog.String("id", requestID(r)), slog.String("route", r.Path()), slog.String("error", err.Error()))
	}
	if r.Response().Committed {
		return
	}
	if kind == fault.Busy {
		r.Response().Header().Set("Retry-After", "5")
	}
	view := failureView{Code: requestID(r), SignedIn: r.SignedIn()}
	view.Title, view.Safe = failureWords(r, kind)
	view.Text = text
	if err := s.failurePage.RenderStatus(r, statusOf(kind), view); err != nil {
		s.log.Error("error page failed", slog.String("id", requestID(r)), slog.String("error", err.Error()))
	}
}

// failureWords says what happened and whether the work is safe.
func failureWords(r *Request, kind fault.Kind) (title, safe string) {
	switch kind {
	case fault.NotFound:
		return r.T("没有找到这个页面"), r.T("地址可能写错了，或者内容已经撤下。已入账的学时不受影响。")
	case fault.Forbidden:
		return r.T("这项操作不在您的权限里"), r.T("没有改动任何内容。需要办理的，请联系本单位安全管理员。")
	case fault.Invalid:
		return r.T("提交的内容有误"), r.T("没有改动任何内容。请返回上一页改好再交。")
	case fault.Conflict, fault.Stale:
		return r.T("内容已经变动"), r.T("这次提交没有生效。请返回上一页，看一看最新内容再办。")
	case fault.Busy:
		return r.T("现在人多，请稍后再试"), r.T("这次提交没有生效，已经入账的不受影响。过几秒再交一次即可。")
	}
	return r.T("系统出了问题"), r.T("这次提交没有生效，已经入账的不受影响。请稍后再试；仍不行，把下面的编号告诉系统管理员。")
}

func requestID(r *Request) string { return r.Response().Header().Get(echo.HeaderXRequestID) }
