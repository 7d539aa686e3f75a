package audit

import (
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// longestKnown is how long a checkpoint may be that somebody brings along, in characters.
const longestKnown = 4000

// shownWitnesses is how many cosignatures the page shows.
const shownWitnesses = 10

// verificationView is the latest checkpoint, what a verification just found, and the exports.
type verificationView struct {
	Checkpoint checkpointView
	Note       string // the signed note of the latest checkpoint
	Known      string // a checkpoint kept outside, as pasted
	Done       bool   // a verification was carried out for this page
	Result     seal.Report
	Units      []roster.Unit
	Years      []yearChoice
	Witnessed  []seal.Cosignature // the latest
	Today      string
}

func (a *Area) showVerification(r *web.Request) error {
	view, err := a.verification(r)
	if err != nil {
		return err
	}
	return a.verificationPage.Render(r, view)
}

func (a *Area) verification(r *web.Request) (verificationView, error) {
	view := verificationView{Today: r.Today().String(), Years: yearsUntil(r.Today().Year(), r.Today().Year())}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		latest, _, err := a.Log.Latest(r.Ctx(), tx)
		if err != nil {
			return err
		}
		view.Checkpoint, view.Note = a.checkpoint(r, report.Stamp{Checkpoint: latest}), latest.Note
		if view.Witnessed, err = a.Log.Cosignatures(r.Ctx(), tx, shownWitnesses); err != nil {
			return err
		}
		view.Units, err = roster.Units(r.Ctx(), tx, r.Actor.Scope(access.ExportReports))
		return err
	})
	return view, err
}

// verify works out everything that is sealed anew, in one consistent state of the database, and shows what differs.
func (a *Area) verify(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	view, err := a.verification(r)
	if err != nil {
		return err
	}
	view.Known = form.Text("known", longestKnown)
	if err := form.Err(); err != nil {
		return a.verificationPage.Refuse(r, view, err)
	}
	verifier := seal.Verifier{Key: a.Log.VerifierKey(), Sources: a.Facts}
	if view.Known != "" {
		verifier.Known = []string{strings.TrimSpace(view.Known) + "\n"}
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		view.Result, err = verifier.Verify(r.Ctx(), tx)
		return err
	})
	if fault.Is(err, fault.Invalid) {
		form.Add("known", "这不是本系统签发的检查点，请把整段文字原样贴上")
		return a.verificationPage.Refuse(r, view, form.Err())
	}
	if err != nil {
		return err
	}
	view.Done = true
	return a.verificationPage.Render(r, view)
}
