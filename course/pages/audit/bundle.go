package audit

import (
	"bytes"
	"fmt"
	"net/http"

	"xiangxue/course/roster"
	"xiangxue/course/web"
)

// zipType is the media type of a bundle.
const zipType = "application/zip"

// exportBundle sends the sealed facts of a unit and a year with their proofs. That it was exported is in the trail before
// the first byte is sent.
func (a *Area) exportBundle(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	selection := readSelection(form)
	year := form.Int("year", firstYear, r.Today().Year())
	if err := form.Err(); err != nil {
		return err
	}
	var file bytes.Buffer
	made, err := a.Prover.ExportBundle(r.Ctx(), r.Actor, roster.UnitID(selection.Unit), year, &file)
	if err != nil {
		return err
	}
	r.Attach(fmt.Sprintf("%s-%d-%d.zip", r.T("核验包"), year, made.Checkpoint.Size))
	return r.Blob(http.StatusOK, zipType, file.Bytes())
}
