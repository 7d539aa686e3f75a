package web

import "net/url"

// Attach makes the answer a file to keep under the name, which no cache may hold.
func (r *Request) Attach(name string) {
	h := r.Response().Header()
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	h.Set("Cache-Control", "no-store")
}
