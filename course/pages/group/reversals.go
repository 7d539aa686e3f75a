package group

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// reversalView proposes to take back an entry of somebody whom the reader looks after.
type reversalView struct {
	Entry   hours.Entry
	Number  string
	Name    string
	OnRoll  bool           // the entry rests on a roll, which is to be corrected instead
	Meeting plan.MeetingID // its meeting; 0 when somebody else runs it
	Reason  string
}

// entryCorrection is a proposal to take back an entry.
type entryCorrection struct {
	hours.Request
	Entry    hours.Entry
	Number   string
	Name     string // of the person
	Proposer string
	Own      bool // proposed by the reader or about the reader, who then may not decide
}

func (a *Area) prepareReversal(r *web.Request) error {
	v, err := a.reversal(r)
	if err != nil {
		return err
	}
	return a.reversalPage.Render(r, v)
}

func (a *Area) reversal(r *web.Request) (v reversalView, err error) {
	id, err := r.ID("entry")
	if err != nil {
		return v, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Entry, err = a.Ledger.FindEntry(r.Ctx(), tx, r.Actor.Scope(access.ProposeReversal), hours.EntryID(id)); err != nil {
			return err
		}
		v.Number = report.Number(v.Entry)
		if v.Entry.Evidence == attendance.EvidenceKind {
			v.OnRoll = true
			m, err := plan.FindMeeting(r.Ctx(), tx, r.Actor.Scope(access.ProposeReversal), plan.MeetingID(v.Entry.Ref))
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
			v.Meeting = m.ID
		}
		v.Name, err = (people{}).name(r, tx, v.Entry.Cadre)
		return err
	})
	return v, err
}

func (a *Area) proposeReversal(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.reversal(r)
	if err != nil {
		return err
	}
	if v.OnRoll {
		return fault.New(fault.Conflict, "这条学时来自一次学习会的点名，请在点名上更正。")
	}
	v.Reason = form.Text("reason", 500)
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			return a.propose(ctx, tx, r, v)
		})
	}
	if err != nil {
		return a.reversalPage.Refuse(r, v, err)
	}
	return r.SeeOther("/members/%d", v.Entry.Cadre)
}

// propose proposes the reversal and leaves a record in the trail, which the ledger does not keep.
func (a *Area) propose(ctx context.Context, tx storage.WriteTx, r *web.Request, v reversalView) error {
	id, err := a.Ledger.ProposeReversal(ctx, tx, r.Actor.Scope(access.ProposeReversal), hours.Proposal{
		Entry: v.Entry.ID, Reason: v.Reason, By: r.Actor.ID(),
	})
	if err != nil {
		return err
	}
	return trail(ctx, tx, r, "entry.reversal.propose", v.Entry.ID, fmt.Sprintf("request=%d", id))
}

func trail(ctx context.Context, tx storage.WriteTx, r *web.Request, action string, id hours.EntryID, detail string) error {
	return audit.Add(ctx, tx, r.Now().Truncate(time.Millisecond), audit.Event{
		Actor: int64(r.Actor.ID()), Action: action, Kind: "entry", ID: int64(id), Detail: detail,
	})
}

// addEntries adds the proposals to take back entries that wait for a decision.
func (a *Area) addEntries(r *web.Request, tx storage.ReadTx, names people, v *correctionsView) error {
	scope := r.Actor.Scope(access.ApproveReversal)
	open, err := a.Ledger.Requests(r.Ctx(), tx, scope, true)
	if err != nil {
		return err
	}
	for _, request := range open {
		row := entryCorrection{Request: request}
		if row.Entry, err = a.Ledger.FindEntry(r.Ctx(), tx, scope, request.Entry); err != nil {
			return err
		}
		row.Number = report.Number(row.Entry)
		row.Own = request.ProposedBy == r.Actor.ID() || row.Entry.Cadre == r.Actor.ID()
		if row.Name, err = names.name(r, tx, row.Entry.Cadre); err != nil {
			return err
		}
		if row.Proposer, err = names.name(r, tx, request.ProposedBy); err != nil {
			return err
		}
		v.Entries = append(v.Entries, row)
	}
	return nil
}

func (a *Area) decideReversal(r *web.Request) error {
	return a.decide(r, func(ctx context.Context, tx storage.WriteTx, id int64, accepted bool) error {
		entries, err := a.Ledger.DecideReversal(ctx, tx, r.Actor.Scope(access.ApproveReversal), hours.RequestID(id), r.Actor.ID(), accepted)
		if err != nil {
			return err
		}
		reversal := hours.EntryID(0)
		if len(entries) > 0 {
			reversal = entries[0].ID
		}
		return trail(ctx, tx, r, "entry.reversal.decide", reversal, fmt.Sprintf("request=%d accepted=%t", id, accepted))
	})
}
