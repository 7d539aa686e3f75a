package hours

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Ledger writes the study-hour ledger (学时台账). It is safe for concurrent use.
type Ledger struct {
	log   *seal.Log
	clock calendar.Clock
	rules ruleCache
}

// NewLedger returns a ledger whose entries are sealed in the log.
func NewLedger(log *seal.Log, clock calendar.Clock) *Ledger { return &Ledger{log: log, clock: clock} }

// maxStated is the most that one event can be announced with: more is a slip of the pen.
const maxStated = 1000 * Hour

// Append records a fact by the rules in force on the day it happened, seals the entry and returns it. A fact that is in
// the ledger already, by person, source, ref and part, gives the entry there is: appending twice counts once, and what
// was taken back stays taken back. It fails with fault.Invalid for a malformed fact or one of a future day, and with
// fault.Conflict when the year is closed or the rules give nothing for the activity.
func (l *Ledger) Append(ctx context.Context, tx storage.WriteTx, f Fact) (Entry, error) {
	return l.append(ctx, tx, f, Approval{})
}

func (l *Ledger) append(ctx context.Context, tx storage.WriteTx, f Fact, a Approval) (Entry, error) {
	if err := f.check(l.clock.Today()); err != nil {
		return Entry{}, err
	}
	existing, found, err := selectOriginal(ctx, tx.ReadTx, f)
	if err != nil {
		return Entry{}, fmt.Errorf("look for the entry of %s %d: %w", f.Source, f.Ref, err)
	}
	if found {
		return existing.entry(), nil
	}
	rules, err := l.InForce(ctx, tx.ReadTx, f.HappenedOn)
	if err != nil {
		return Entry{}, err
	}
	if year := f.HappenedOn.Year(); a.By == 0 && rules.Limits.Closed(year, l.clock.Today()) {
		return Entry{}, fault.New(fault.Conflict, "%d 年的学时已经结账，只能由两个人办理更正", year)
	}
	row, err := l.recognise(ctx, tx, rules, f)
	if err != nil {
		return Entry{}, err
	}
	row.Reason, row.ApprovedBy = a.Reason, a.By
	return l.write(ctx, tx, row)
}

// InForce is the function InForce with the parsed rules kept in memory; the caller must not change them.
func (l *Ledger) InForce(ctx context.Context, tx storage.ReadTx, on calendar.Date) (RuleSet, error) {
	row, err := inForce(ctx, tx, on)
	if err != nil {
		return RuleSet{}, err
	}
	return l.rules.parse(row)
}

// recognise applies the rules to a fact and returns the entry to write.
func (l *Ledger) recognise(ctx context.Context, tx storage.WriteTx, rules RuleSet, f Fact) (entryRow, error) {
	rule, err := rules.Rule(f.Activity)
	if err != nil {
		return entryRow{}, err
	}
	var used Amount
	if rule.CapPerYear > 0 {
		if used, err = selectUsed(ctx, tx.ReadTx, f.Cadre, f.Activity, f.HappenedOn.Year()); err != nil {
			return entryRow{}, fmt.Errorf("add up the year's %s: %w", f.Activity, err)
		}
	}
	r, err := rules.Recognise(f, used)
	if err != nil {
		return entryRow{}, err
	}
	return entryRow{
		CadreID: f.Cadre, Source: f.Source, Ref: f.Ref, Part: f.Part,
		Amount: r.Amount, Days: r.Days, Stated: f.Amount, Cut: r.Cut,
		Activity: f.Activity, Subject: f.Subject, Mode: r.Mode, Buckets: joinBuckets(r.Buckets),
		RuleSetID: rules.ID, RuleArticle: r.Article,
		Title: f.Title, Evidence: f.Evidence, EvidenceID: f.EvidenceID, HappenedOn: f.HappenedOn, RecordedBy: f.By,
	}, nil
}

// write inserts an entry and its leaf.
func (l *Ledger) write(ctx context.Context, tx storage.WriteTx, row entryRow) (Entry, error) {
	row.RecordedAt = calendar.Millis(l.clock())
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Entry{}, fmt.Errorf("write the entry of %s %d: %w", row.Source, row.Ref, err)
	}
	leaf := seal.Leaf{Kind: row.kind(), ID: int64(row.ID), Fields: row.fields()}
	if err := l.log.Append(ctx, tx, leaf); err != nil {
		return Entry{}, fmt.Errorf("seal entry %d: %w", row.ID, err)
	}
	return row.entry(), nil
}

// check reports what is malformed about a fact.
func (f Fact) check(today calendar.Date) error {
	var fields fault.Fields
	fields.Check(f.Cadre > 0, "cadre", "没有写是谁的学时")
	fields.Check(slices.Contains(Sources(), f.Source) && f.Ref > 0 && f.Part >= 0, "source", "没有写学时的来源")
	fields.Check(slices.Contains(Activities(), f.Activity), "activity", "没有这种活动：%s", f.Activity)
	fields.Check(f.Mode == "" || slices.Contains(Modes(), f.Mode), "mode", "没有这种学习方式：%s", f.Mode)
	fields.Check(f.Amount >= 0 && f.Amount <= maxStated, "hours", "学时要在 0 和 %s 之间", maxStated)
	fields.Check(f.Days >= 0 && f.Days <= 366*Day, "days", "天数要在 0 和 366 之间")
	fields.Check(utf8.ValidString(f.Title) && f.Title != "" && utf8.RuneCountInString(f.Title) <= 200, "title", "名称要有 1 到 200 个字")
	fields.Check(f.HappenedOn > 0 && f.HappenedOn <= today, "date", "日期不能空，也不能晚于今天")
	return fields.Err()
}

// FindEntry returns an entry of a person in the scope as of today. It fails with fault.NotFound otherwise.
func (l *Ledger) FindEntry(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id EntryID) (Entry, error) {
	row, found, err := selectEntry(ctx, tx, scope, id, l.clock.Today())
	if err != nil {
		return Entry{}, fmt.Errorf("read entry %d: %w", id, err)
	}
	if !found {
		return Entry{}, fault.New(fault.NotFound, "没有这条学时记录")
	}
	return row.entry(), nil
}

// Entries returns the entries of the persons in the scope, the newest event first.
func Entries(ctx context.Context, tx storage.ReadTx, scope roster.Scope, p Period) ([]Entry, error) {
	rows, err := selectEntries(ctx, tx, scope, p)
	if err != nil {
		return nil, fmt.Errorf("read the entries: %w", err)
	}
	return entriesOf(rows), nil
}

// Family returns an entry with all that concerns the same event of the same person: the original, its reversals and
// replacements, in the order of their writing.
func Family(ctx context.Context, tx storage.ReadTx, e Entry) ([]Entry, error) {
	rows, err := selectFamily(ctx, tx, e)
	if err != nil {
		return nil, fmt.Errorf("read the corrections of entry %d: %w", e.ID, err)
	}
	return entriesOf(rows), nil
}
