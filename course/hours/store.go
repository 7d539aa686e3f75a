package hours

import (
	"context"
	"encoding/json"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type ruleSetRow struct {
	ID        RuleSetID
	Title     string
	Number    int
	Issuer    string
	DocNumber string
	FromOn    calendar.Date
	ToOn      calendar.Date
	Content   string
	AdoptedBy roster.CadreID
	AdoptedAt int64
}

func (ruleSetRow) TableName() string { return "rule_sets" }

func (r ruleSetRow) ruleSet() (RuleSet, error) {
	var c content
	if err := json.Unmarshal([]byte(r.Content), &c); err != nil {
		return RuleSet{}, fmt.Errorf("read rule set %d: %w", r.ID, err)
	}
	return RuleSet{
		ID: r.ID, Title: r.Title, Number: r.Number, Issuer: r.Issuer, DocNumber: r.DocNumber,
		Span:       calendar.Span{From: r.FromOn, To: r.ToOn},
		Conversion: c.Conversion, Limits: c.Limits, Rules: c.Rules, Regulations: c.Regulations,
	}, nil
}

// selectInForce returns the version that was adopted last among those whose span has the day.
func selectInForce(ctx context.Context, tx storage.ReadTx, on calendar.Date) (ruleSetRow, bool, error) {
	const query = "SELECT * FROM rule_sets WHERE from_on <= ? AND to_on >= ? ORDER BY id DESC LIMIT 1"
	return storage.First[ruleSetRow](ctx, tx, query, on, on)
}

func selectRuleSet(ctx context.Context, tx storage.ReadTx, id RuleSetID) (ruleSetRow, bool, error) {
	return storage.First[ruleSetRow](ctx, tx, "SELECT * FROM rule_sets WHERE id = ?", id)
}

func selectVersion(ctx context.Context, tx storage.ReadTx, title string, number int) (ruleSetRow, bool, error) {
	return storage.First[ruleSetRow](ctx, tx, "SELECT * FROM rule_sets WHERE title = ? AND number = ?", title, number)
}

// selectNewestVersion returns the version with the highest number of the rules with a title.
func selectNewestVersion(ctx context.Context, tx storage.ReadTx, title string) (ruleSetRow, bool, error) {
	return storage.First[ruleSetRow](ctx, tx, "SELECT * FROM rule_sets WHERE title = ? ORDER BY number DESC LIMIT 1", title)
}

func selectRuleSets(ctx context.Context, tx storage.ReadTx) ([]ruleSetRow, error) {
	return storage.Select[ruleSetRow](ctx, tx, "SELECT * FROM rule_sets ORDER BY id")
}

type entryRow struct {
	ID          EntryID
	CadreID     roster.CadreID
	Source      Source
	Ref         int64
	Part        int
	Correction  int
	Amount      Amount
	Days        Days
	Stated      Amount
	Cut         Amount
	Activity    Activity
	Subject     string
	Mode        Mode
	Buckets     string
	RuleSetID   RuleSetID
	RuleArticle string
	Title       string
	Evidence    string
	EvidenceID  int64
	HappenedOn  calendar.Date
	RecordedAt  int64
	RecordedBy  roster.CadreID
	ReversesID  *EntryID
	Reason      string
	ApprovedBy  roster.CadreID
}

func (entryRow) TableName() string { return "entries" }

// selectOriginal returns the entry that a fact has already led to.
func selectOriginal(ctx context.Context, tx storage.ReadTx, f Fact) (entryRow, bool, error) {
	const query = "SELECT * FROM entries WHERE cadre_id = ? AND source = ? AND ref = ? AND part = ? AND correction = 0"
	return storage.First[entryRow](ctx, tx, query, f.Cadre, f.Source, f.Ref, f.Part)
}

type amountRow struct{ Amount Amount }

// selectUsed returns the hours that a person has from one activity in a year, corrections included.
func selectUsed(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, activity Activity, year int) (Amount, error) {
	const query = `SELECT COALESCE(SUM(amount), 0) AS amount FROM entries
WHERE cadre_id = ? AND happened_on BETWEEN ? AND ? AND activity = ?`
	span := calendar.StudyYear(year)
	row, _, err := storage.First[amountRow](ctx, tx, query, cadre, span.From, span.To, activity)
	return row.Amount, err
}

// restriction returns the condition over entries that a scope and a period make together.
func restriction(scope roster.Scope, p Period) (string, []any) {
	where, args := scope.Cadres("entries.cadre_id", p.Last())
	where = "(" + where + ") AND happened_on BETWEEN ? AND ?"
	args = append(args, p.From, p.Last())
	if !p.KnownAt.IsZero() {
		where += " AND recorded_at <= ?"
		args = append(args, calendar.Millis(p.KnownAt))
	}
	return where, args
}

func selectEntries(ctx context.Context, tx storage.ReadTx, scope roster.Scope, p Period) ([]entryRow, error) {
	where, args := restriction(scope, p)
	return storage.Select[entryRow](ctx, tx, "SELECT * FROM entries WHERE "+where+" ORDER BY happened_on DESC, id DESC", args...)
}

// selectEntriesOfAfter returns at most limit entries of a scope and a period in the order in which they were recorded.
func selectEntriesOfAfter(ctx context.Context, tx storage.ReadTx, scope roster.Scope, p Period, after EntryID, limit int) ([]entryRow, error) {
	where, args := restriction(scope, p)
	return storage.Select[entryRow](ctx, tx, "SELECT * FROM entries WHERE "+where+" AND id > ? ORDER BY id LIMIT ?", append(args, after, limit)...)
}

func selectEntry(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id EntryID, today calendar.Date) (entryRow, bool, error) {
	where, args := scope.Cadres("entries.cadre_id", today)
	return storage.First[entryRow](ctx, tx, "SELECT * FROM entries WHERE id = ? AND ("+where+")", append([]any{id}, args...)...)
}

// selectFamily returns an entry's original, its reversals and replacements, in their order.
func selectFamily(ctx context.Context, tx storage.ReadTx, e Entry) ([]entryRow, error) {
	const query = "SELECT * FROM entries WHERE cadre_id = ? AND source = ? AND ref = ? AND part = ? ORDER BY correction"
	return storage.Select[entryRow](ctx, tx, query, e.Cadre, e.Source, e.Ref, e.Part)
}

// selectEntriesAfter returns at most limit entries that a condition selects, in the order in which they were recorded.
func selectEntriesAfter(ctx context.Context, tx storage.ReadTx, condition string, after EntryID, limit int) ([]entryRow, error) {
	return storage.Select[entryRow](ctx, tx, "SELECT * FROM entries WHERE "+condition+" AND id > ? ORDER BY id LIMIT ?", after, limit)
}

type sumRow struct {
	CadreID  roster.CadreID
	Year     int
	Quarter  calendar.Quarter
	Activity Activity
	Mode     Mode
	Subject  string
	Buckets  string
	Amount   Amount
	Days     Days
	Events   int64
}

// selectSums adds up the entries; the index entries_year holds every column it needs.
func selectSums(ctx context.Context, tx storage.ReadTx, scope roster.Scope, p Period) ([]sumRow, error) {
	where, args := restriction(scope, p)
	query := `SELECT cadre_id, happened_on / 10000 AS year, (happened_on / 100 % 100 + 2) / 3 AS quarter, activity, mode, subject, buckets,
 SUM(amount) AS amount, SUM(days) AS days, SUM(CASE WHEN reverses_id IS NULL THEN 1 ELSE -1 END) AS events
FROM entries WHERE ` + where + `
GROUP BY cadre_id, happened_on / 10000, (happened_on / 100 % 100 + 2) / 3, activity, mode, subject, buckets
ORDER BY cadre_id, year, quarter, activity, mode, subject, buckets`
	return storage.Select[sumRow](ctx, tx, query, args...)
}

type requestRow struct {
	ID         RequestID
	EntryID    EntryID
	Reason     string
	Replaces   bool
	Stated     Amount
	Days       Days
	Subject    string
	HappenedOn calendar.Date
	ProposedBy roster.CadreID
	ProposedAt int64
	DecidedBy  roster.CadreID
	DecidedAt  int64
	Accepted   bool
}

func (requestRow) TableName() string { return "reversal_requests" }

const requestsOfScope = "SELECT r.* FROM reversal_requests r JOIN entries ON entries.id = r.entry_id WHERE "

func selectRequest(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id RequestID, today calendar.Date) (requestRow, bool, error) {
	where, args := scope.Cadres("entries.cadre_id", today)
	return storage.First[requestRow](ctx, tx, requestsOfScope+"r.id = ? AND ("+where+")", append([]any{id}, args...)...)
}

func selectRequests(ctx context.Context, tx storage.ReadTx, scope roster.Scope, today calendar.Date, openOnly bool) ([]requestRow, error) {
	where, args := scope.Cadres("entries.cadre_id", today)
	query := requestsOfScope + "(" + where + ")"
	if openOnly {
		query += " AND r.decided_at = 0"
	}
	return storage.Select[requestRow](ctx, tx, query+" ORDER BY r.id DESC", args...)
}

// decide marks an open request as decided and reports whether it was open.
func decide(ctx context.Context, tx storage.WriteTx, r requestRow) (bool, error) {
	const statement = "UPDATE reversal_requests SET decided_by = ?, decided_at = ?, accepted = ? WHERE id = ? AND decided_at = 0"
	n, err := storage.Exec(ctx, tx, statement, r.DecidedBy, r.DecidedAt, r.Accepted, r.ID)
	return n == 1, err
}

// isReversed reports whether an entry has been taken back.
func isReversed(ctx context.Context, tx storage.ReadTx, id EntryID) (bool, error) {
	_, found, err := storage.First[entryRow](ctx, tx, "SELECT id FROM entries WHERE reverses_id = ?", id)
	return found, err
}
