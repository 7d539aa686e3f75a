package audit

import (
	"net/http"
	"strings"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// entryView is an entry with its rule, its evidence and its place in the log.
type entryView struct {
	Entry       report.EntryReport
	Source      string
	Buckets     string               // what the hours count towards
	Missing     []string             // elements that the record of the meeting lacks
	All         int                  // elements that it should have
	Key         string               // the public key of the log
	ReceiptSize int64                // bytes
	Objection   *objection.Objection // to a reversal; nil for none
}

func (a *Area) showEntry(r *web.Request) error {
	entry, err := a.entry(r)
	if err != nil {
		return err
	}
	objected, err := a.objected(r, entry.Line.Entry.ID)
	if err != nil {
		return err
	}
	view := entryView{Entry: entry, Source: r.T(sourceName(entry.Line.Entry.Source)), All: len(plan.Elements()), Key: a.Log.VerifierKey(), ReceiptSize: int64(len(entry.Seal.Proof.Receipt)), Objection: objected}
	var buckets []string
	for _, b := range entry.Line.Entry.Buckets {
		buckets = append(buckets, r.T(bucketName(b)))
	}
	view.Buckets = strings.Join(buckets, r.T("、"))
	if entry.Roll != nil {
		for _, e := range entry.Roll.Missing {
			view.Missing = append(view.Missing, r.T(e.Label()))
		}
	}
	return a.entryPage.Render(r, view)
}

// entry reads the entry that the path names.
func (a *Area) entry(r *web.Request) (entry report.EntryReport, err error) {
	id, err := r.ID("entry")
	if err != nil {
		return report.EntryReport{}, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		entry, err = a.Reporter.Entry(r.Ctx(), tx, r.Actor, hours.EntryID(id))
		return err
	})
	return entry, err
}

// objected returns what was objected to an entry that the actor may see; nil for nothing.
func (a *Area) objected(r *web.Request, id hours.EntryID) (found *objection.Objection, err error) {
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		o, is, err := objection.To(r.Ctx(), tx, id)
		if is {
			found = &o
		}
		return err
	})
	return found, err
}

// downloadReceipt sends the proof that an entry is in the log, as a file of C2SP tlog-proof.
func (a *Area) downloadReceipt(r *web.Request) error {
	entry, err := a.entry(r)
	switch {
	case err != nil:
		return err
	case entry.Seal.State == report.IsFresh:
		return fault.New(fault.Conflict, "这一条刚刚记下，检查点一分钟内签发，请稍后再看")
	case entry.Seal.State != report.IsSealed:
		return fault.New(fault.NotFound, "这一条没有封存")
	}
	r.Attach(entry.Number() + ".tlog-proof")
	return r.Blob(http.StatusOK, "text/plain; charset=utf-8", entry.Seal.Proof.Receipt)
}
