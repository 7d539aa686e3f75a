package hours

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// RequestID identifies a proposed correction.
type RequestID int64

// Replacement is what shall stand in place of a reversed entry. It is worked out by the rules in force on its own day.
type Replacement struct {
	Amount     Amount // stated, as in a Fact
	Days       Days
	Subject    string
	HappenedOn calendar.Date
}

// Proposal asks for an entry to be taken back (冲正) and, with a Replacement, for another to take its place.
type Proposal struct {
	Entry       EntryID
	Reason      string
	Replacement *Replacement // nil to take back only
	By          roster.CadreID
}

// Request is a proposed correction and what was decided.
type Request struct {
	ID          RequestID
	Entry       EntryID
	Reason      string
	Replacement *Replacement
	ProposedBy  roster.CadreID
	ProposedAt  time.Time
	DecidedBy   roster.CadreID // 0 while open
	DecidedAt   time.Time
	Accepted    bool
}

// IsOpen reports whether nobody has decided yet.
func (r Request) IsOpen() bool { return r.DecidedBy == 0 }

// maxReason is the length in characters of the longest reason.
const maxReason = 500

// ProposeReversal proposes to correct an entry of a person in the scope. It fails with fault.NotFound outside the scope,
// with fault.Invalid when the reason is too short or the replacement malformed, with fault.Forbidden when the proposer
// is the person concerned, and with fault.Conflict when the entry is itself a reversal, is reversed already or has an
// open proposal.
func (l *Ledger) ProposeReversal(ctx context.Context, tx storage.WriteTx, scope roster.Scope, p Proposal) (RequestID, error) {
	e, err := l.FindEntry(ctx, tx.ReadTx, scope, p.Entry)
	if err != nil {
		return 0, err
	}
	if p.By == e.Cadre {
		return 0, fault.New(fault.Forbidden, "不能给自己的学时办理更正，请找组长或学习秘书")
	}
	if err := l.reversible(ctx, tx.ReadTx, e); err != nil {
		return 0, err
	}
	if err := l.checkProposal(ctx, tx, e, p); err != nil {
		return 0, err
	}
	row := requestRow{EntryID: e.ID, Reason: strings.TrimSpace(p.Reason), ProposedBy: p.By, ProposedAt: calendar.Millis(l.clock())}
	if r := p.Replacement; r != nil {
		row.Replaces, row.Stated, row.Days, row.Subject, row.HappenedOn = true, r.Amount, r.Days, r.Subject, r.HappenedOn
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		if storage.IsDuplicate(err) {
			return 0, fault.New(fault.Conflict, "这条记录已有更正等待批准")
		}
		return 0, fmt.Errorf("propose to reverse entry %d: %w", e.ID, err)
	}
	return row.ID, nil
}

// reversible fails with fault.Conflict when an entry cannot be taken back any more.
func (l *Ledger) reversible(ctx context.Context, tx storage.ReadTx, e Entry) error {
	if e.IsReversal() {
		return fault.New(fault.Conflict, "冲正本身不能再冲正；要恢复，请另记一条")
	}
	reversed, err := isReversed(ctx, tx, e.ID)
	if err != nil {
		return fmt.Errorf("look for a reversal of entry %d: %w", e.ID, err)
	}
	if reversed {
		return fault.New(fault.Conflict, "这条记录已经冲正")
	}
	return nil
}

func (l *Ledger) checkProposal(ctx context.Context, tx storage.WriteTx, e Entry, p Proposal) error {
	rules, err := l.InForce(ctx, tx.ReadTx, e.HappenedOn)
	if err != nil {
		return err
	}
	shortest, length := rules.Limits.ReasonCharacters, utf8.RuneCountInString(strings.TrimSpace(p.Reason))
	var fields fault.Fields
	fields.Check(length >= shortest && length <= maxReason && utf8.ValidString(p.Reason), "reason", "请写明更正的理由，%d 到 %d 个字", shortest, maxReason)
	if err := fields.Err(); err != nil || p.Replacement == nil {
		return err
	}
	f := replaced(e, *p.Replacement)
	if err := f.check(l.clock.Today()); err != nil {
		return err
	}
	if rules, err = l.InForce(ctx, tx.ReadTx, f.HappenedOn); err != nil {
		return err
	}
	_, err = rules.Recognise(f, 0)
	return err
}

// replaced returns the event of an entry with the corrected values.
func replaced(e Entry, r Replacement) Fact {
	return Fact{
		Cadre: e.Cadre, Source: e.Source, Ref: e.Ref, Part: e.Part, Activity: e.Activity, Mode: e.Mode,
		Title: e.Title, Evidence: e.Evidence, EvidenceID: e.EvidenceID,
		Amount: r.Amount, Days: r.Days, Subject: r.Subject, HappenedOn: r.HappenedOn,
	}
}

// DecideReversal accepts or declines a proposed correction. Accepting writes a reversal and the replacement, if one was
// proposed, and returns them. It fails with fault.NotFound outside the scope, with fault.Forbidden when the decider
// proposed it or is the person concerned, and with fault.Conflict when it is decided already.
func (l *Ledger) DecideReversal(ctx context.Context, tx storage.WriteTx, scope roster.Scope, id RequestID, by roster.CadreID, accept bool) ([]Entry, error) {
	row, found, err := selectRequest(ctx, tx.ReadTx, scope, id, l.clock.Today())
	if err != nil {
		return nil, fmt.Errorf("read reversal request %d: %w", id, err)
	}
	if !found {
		return nil, fault.New(fault.NotFound, "没有这项更正")
	}
	e, err := l.FindEntry(ctx, tx.ReadTx, scope, row.EntryID)
	if err != nil {
		return nil, err
	}
	switch by {
	case row.ProposedBy:
		return nil, fault.New(fault.Forbidden, "更正要由另一个人批准")
	case e.Cadre:
		return nil, fault.New(fault.Forbidden, "不能批准自己学时的更正")
	}
	row.DecidedBy, row.DecidedAt, row.Accepted = by, calendar.Millis(l.clock()), accept
	open, err := decide(ctx, tx, row)
	if err != nil {
		return nil, fmt.Errorf("decide reversal request %d: %w", id, err)
	}
	if !open {
		return nil, fault.New(fault.Conflict, "这项更正已经有人办理")
	}
	if !accept {
		return nil, nil
	}
	return l.reverse(ctx, tx, e, row)
}

// reverse writes the entries of an accepted correction. Recorded by is who proposed it, approved by who accepted it.
func (l *Ledger) reverse(ctx context.Context, tx storage.WriteTx, e Entry, request requestRow) ([]Entry, error) {
	if err := l.reversible(ctx, tx.ReadTx, e); err != nil {
		return nil, err
	}
	reversal, err := l.write(ctx, tx, request.reversal(e))
	if err != nil {
		return nil, err
	}
	if err := l.tellCorrected(ctx, tx, reversal); err != nil {
		return nil, err
	}
	if !request.Replaces {
		return []Entry{reversal}, nil
	}
	rules, err := l.InForce(ctx, tx.ReadTx, request.HappenedOn)
	if err != nil {
		return nil, err
	}
	row, err := l.recognise(ctx, tx, rules, replaced(e, *request.replacement()))
	if err != nil {
		return nil, err
	}
	row.Correction = reversal.Correction + 1
	row.RecordedBy, row.ApprovedBy, row.Reason = request.ProposedBy, request.DecidedBy, request.Reason
	replacement, err := l.write(ctx, tx, row)
	return []Entry{reversal, replacement}, err
}

// reversal returns the entry that takes back e: the same event with everything negated that counts.
func (r requestRow) reversal(e Entry) entryRow {
	return entryRow{
		CadreID: e.Cadre, Source: e.Source, Ref: e.Ref, Part: e.Part, Correction: e.Correction + 1,
		Amount: -e.Amount, Days: -e.Days, Stated: -e.Stated, Cut: -e.Cut,
		Activity: e.Activity, Subject: e.Subject, Mode: e.Mode, Buckets: joinBuckets(e.Buckets),
		RuleSetID: e.RuleSetID, RuleArticle: e.RuleArticle,
		Title: e.Title, Evidence: e.Evidence, EvidenceID: e.EvidenceID, HappenedOn: e.HappenedOn,
		RecordedBy: r.ProposedBy, ReversesID: &e.ID, Reason: r.Reason, ApprovedBy: r.DecidedBy,
	}
}

func (r requestRow) replacement() *Replacement {
	if !r.Replaces {
		return nil
	}
	return &Replacement{Amount: r.Stated, Days: r.Days, Subject: r.Subject, HappenedOn: r.HappenedOn}
}

// Requests returns the proposed corrections for persons in the scope, the newest first; with openOnly, those that wait
// for a decision.
func (l *Ledger) Requests(ctx context.Context, tx storage.ReadTx, scope roster.Scope, openOnly bool) ([]Request, error) {
	rows, err := selectRequests(ctx, tx, scope, l.clock.Today(), openOnly)
	if err != nil {
		return nil, fmt.Errorf("read the reversal requests: %w", err)
	}
	requests := make([]Request, len(rows))
	for i, r := range rows {
		requests[i] = Request{
			ID: r.ID, Entry: r.EntryID, Reason: r.Reason, Replacement: r.replacement(), ProposedBy: r.ProposedBy,
			ProposedAt: calendar.FromMillis(r.ProposedAt), DecidedBy: r.DecidedBy, Accepted: r.Accepted,
		}
		if r.DecidedAt != 0 {
			requests[i].DecidedAt = calendar.FromMillis(r.DecidedAt)
		}
	}
	return requests, nil
}
