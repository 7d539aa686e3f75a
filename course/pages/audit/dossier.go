package audit

import (
	"net/http"
	"time"

	"xiangxue/course/dossier"
	"xiangxue/course/fault"
	"xiangxue/course/web"
)

// packTime is how long a dossier of a large county may take to be packed and sent over a weak link.
const packTime = 10 * time.Minute

// packDossier sends what an inspection takes away from a unit, while it is packed. That it was taken is in the trail
// before the first byte is sent.
func (a *Area) packDossier(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	order := dossier.Order{Unit: unitOf(form), At: readWhen(form).at}
	if err := form.Err(); err != nil {
		return err
	}
	if order.Unit == 0 {
		return fault.New(fault.Invalid, "请选一个单位")
	}
	// A connection that knows no deadline, as in tests, has none to extend.
	_ = http.NewResponseController(r.Response()).SetWriteDeadline(time.Now().Add(packTime))
	d, err := a.Packer.Open(r.Ctx(), r.Actor, order)
	if err != nil {
		return err
	}
	r.Attach(d.Name() + ".zip")
	r.Response().Header().Set("Content-Type", zipType)
	r.Response().WriteHeader(http.StatusOK)
	return d.WriteTo(r.Ctx(), r.Response())
}
