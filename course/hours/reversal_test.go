package hours_test

import (
	"context"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func (o *office) propose(scope roster.Scope, p hours.Proposal) (id hours.RequestID, err error) {
	err = o.db.Write(o.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		id, err = o.ledger.ProposeReversal(ctx, tx, scope, p)
		return err
	})
	return id, err
}

func (o *office) decide(id hours.RequestID, by roster.CadreID, accept bool) (written []hours.Entry, err error) {
	err = o.db.Write(o.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		written, err = o.ledger.DecideReversal(ctx, tx, roster.Everyone(), id, by, accept)
		return err
	})
	return written, err
}

func (o *office) requests(openOnly bool) (requests []hours.Request) {
	o.t.Helper()
	o.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		requests, err = o.ledger.Requests(ctx, tx, roster.Everyone(), openOnly)
		return err
	})
	return requests
}

// reverse corrects an entry: 吴晓梅 proposes, 方远 approves.
func (o *office) reverse(id hours.EntryID, r *hours.Replacement) []hours.Entry {
	o.t.Helper()
	request, err := o.propose(roster.Everyone(), hours.Proposal{Entry: id, Reason: "会议提前结束", Replacement: r, By: xiaomei})
	if err != nil {
		o.t.Fatal(err)
	}
	written, err := o.decide(request, fangyuan, true)
	if err != nil {
		o.t.Fatal(err)
	}
	return written
}

func TestReversalNegatesAndStays(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	e := o.mustAppend(o.attended(xiulan, "专题一", 400))
	o.on("2026-04-09")
	written := o.reverse(e.ID, nil)
	if len(written) != 1 {
		t.Fatalf("%d entries", len(written))
	}
	r := written[0]
	if r.Amount != -400 || r.Stated != -400 || r.Correction != 1 || r.Reverses != e.ID || r.HappenedOn != e.HappenedOn || !r.RecordedAt.Equal(o.now) {
		t.Errorf("%+v", r)
	}
	if r.Reason != "会议提前结束" || r.RecordedBy != xiaomei || r.ApprovedBy != fangyuan || !r.IsReversal() {
		t.Errorf("%+v", r)
	}
	if got := o.balance(xiulan, hours.Year(2026)); got != (hours.Total{}) {
		t.Errorf("balance %+v", got)
	}
	again := o.mustAppend(o.attended(xiulan, "专题一", 400))
	if again.ID != e.ID || o.balance(xiulan, hours.Year(2026)).Amount != 0 {
		t.Error("what was taken back came again by itself")
	}
	o.mustBeSound()
}

// TestReplacement is the correction of the auditor's page: a group meeting of 2 hours had ended after 1.
func TestReplacement(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-06-10")
	e := o.mustAppend(o.fact(xiulan, hours.SourceMeeting, hours.ActivityGroupMeeting, "村级公示怎么做", 200))
	june := o.now
	o.on("2026-07-08")
	written := o.reverse(e.ID, &hours.Replacement{Amount: 100, Subject: "policy", HappenedOn: e.HappenedOn})
	if len(written) != 2 || written[1].Correction != 2 || written[1].Amount != 100 || written[1].Subject != "policy" || written[1].Reverses != 0 {
		t.Fatalf("%+v", written)
	}
	if got := o.balance(xiulan, hours.Year(2026)); got != (hours.Total{Amount: 100, Events: 1}) {
		t.Errorf("now: %+v", got)
	}
	known := hours.Year(2026)
	known.KnownAt = june
	if got := o.balance(xiulan, known); got.Amount != 200 {
		t.Errorf("as known in June: %+v", got)
	}
	second := o.reverse(written[1].ID, nil)
	if second[0].Correction != 3 || o.balance(xiulan, hours.Year(2026)).Amount != 0 {
		t.Errorf("a replacement can be taken back, too: %+v", second)
	}
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		family, err := hours.Family(ctx, tx, e)
		if len(family) != 4 {
			t.Errorf("%d entries concern the meeting", len(family))
		}
		return err
	})
	o.mustBeSound()
}

func TestTwoPersonsNeitherConcerned(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	e := o.mustAppend(o.attended(xiulan, "专题一", 400))
	_, err := o.propose(roster.Everyone(), hours.Proposal{Entry: e.ID, Reason: "会议提前结束", By: xiulan})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("proposed by the person concerned: %v", err)
	}
	request, err := o.propose(roster.Everyone(), hours.Proposal{Entry: e.ID, Reason: "会议提前结束", By: xiaomei})
	if err != nil {
		t.Fatal(err)
	}
	for name, by := range map[string]roster.CadreID{"the proposer": xiaomei, "the person concerned": xiulan} {
		if _, err := o.decide(request, by, true); !fault.Is(err, fault.Forbidden) {
			t.Errorf("approved by %s: %v", name, err)
		}
	}
	if open := o.requests(true); len(open) != 1 || !open[0].IsOpen() || open[0].ProposedBy != xiaomei || open[0].Entry != e.ID {
		t.Errorf("open requests %+v", open)
	}
	if o.balance(xiulan, hours.Year(2026)).Amount != 400 {
		t.Error("a refused decision changed the balance")
	}
}

func TestDecidingTwiceAndDeclining(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	e := o.mustAppend(o.attended(xiulan, "专题一", 400))
	proposal := hours.Proposal{Entry: e.ID, Reason: "会议提前结束", By: xiaomei}
	first, err := o.propose(roster.Everyone(), proposal)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.propose(roster.Everyone(), proposal); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second open proposal: %v", err)
	}
	if written, err := o.decide(first, fangyuan, false); err != nil || len(written) != 0 {
		t.Errorf("declined: %v, %v", written, err)
	}
	if _, err := o.decide(first, fangyuan, true); !fault.Is(err, fault.Conflict) {
		t.Errorf("decided twice: %v", err)
	}
	written := o.reverse(e.ID, nil)
	if _, err := o.propose(roster.Everyone(), proposal); !fault.Is(err, fault.Conflict) {
		t.Errorf("reversed twice: %v", err)
	}
	proposal.Entry = written[0].ID
	if _, err := o.propose(roster.Everyone(), proposal); !fault.Is(err, fault.Conflict) {
		t.Errorf("the reversal of a reversal: %v", err)
	}
	if all := o.requests(false); len(all) != 2 || !all[0].Accepted || all[1].Accepted || all[1].DecidedBy != fangyuan {
		t.Errorf("requests %+v", all)
	}
	o.mustBeSound()
}

func TestProposalIsChecked(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	e := o.mustAppend(o.attended(xiulan, "专题一", 400))
	tests := []struct {
		name  string
		scope roster.Scope
		p     hours.Proposal
		kind  fault.Kind
	}{
		{"no reason", roster.Everyone(), hours.Proposal{Entry: e.ID, Reason: "  改 ", By: xiaomei}, fault.Invalid},
		{"outside the scope", roster.Only(guoqiang), hours.Proposal{Entry: e.ID, Reason: "会议提前结束", By: xiaomei}, fault.NotFound},
		{"no such entry", roster.Everyone(), hours.Proposal{Entry: 99, Reason: "会议提前结束", By: xiaomei}, fault.NotFound},
		{"a replacement of a day to come", roster.Everyone(), hours.Proposal{Entry: e.ID, Reason: "会议提前结束", By: xiaomei,
			Replacement: &hours.Replacement{Amount: 1, HappenedOn: calendar.NewDate(2026, 3, 6)}}, fault.Invalid},
		{"a replacement with days", roster.Everyone(), hours.Proposal{Entry: e.ID, Reason: "会议提前结束", By: xiaomei,
			Replacement: &hours.Replacement{Amount: 1, Days: 100, HappenedOn: e.HappenedOn}}, fault.Invalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := o.propose(tt.scope, tt.p); !fault.Is(err, tt.kind) {
				t.Errorf("%v, want %v", err, tt.kind)
			}
		})
	}
	if len(o.requests(false)) != 0 {
		t.Error("a refused proposal was kept")
	}
}

// TestClosedYearCanBeCorrected: nothing new comes into a closed year, but two persons may put it right.
func TestClosedYearCanBeCorrected(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-11-05")
	e := o.mustAppend(o.attended(xiulan, "专题四", 400))
	o.on("2027-06-01")
	o.reverse(e.ID, &hours.Replacement{Amount: 300, Subject: e.Subject, HappenedOn: e.HappenedOn})
	if got := o.balance(xiulan, hours.Year(2026)).Amount; got != 300 {
		t.Errorf("2026 has %s, want 3", got)
	}
	o.mustBeSound()
}

// TestReversalFreesTheCap: the hours that a correction takes back can be earned again.
func TestReversalFreesTheCap(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	first := o.mustAppend(o.fact(xiulan, hours.SourceDeclaration, hours.ActivityDeclaration, "自学一", 1500))
	second := o.mustAppend(o.fact(xiulan, hours.SourceDeclaration, hours.ActivityDeclaration, "自学二", 1500))
	if second.Amount != 500 || second.Cut != 1000 {
		t.Fatalf("%s, cut %s", second.Amount, second.Cut)
	}
	o.reverse(first.ID, nil)
	third := o.mustAppend(o.fact(xiulan, hours.SourceDeclaration, hours.ActivityDeclaration, "自学三", 1500))
	if third.Amount != 1500 || o.balance(xiulan, hours.Year(2026)).Amount != 2000 {
		t.Errorf("%s, cut %s", third.Amount, third.Cut)
	}
	o.mustBeSound()
}
