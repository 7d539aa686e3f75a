package hours

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Discrepancy is a value of an entry that the same facts would not give again.
type Discrepancy struct {
	Entry EntryID
	Field string // what the value is, in Chinese
	Have  string
	Want  string
}

// Message returns the discrepancy as a sentence.
func (d Discrepancy) Message() fault.Message {
	return fault.Message{Text: "第 %d 条学时记录的%s是“%s”，按办法应是“%s”", Args: []any{int64(d.Entry), d.Field, d.Have, d.Want}}
}

// Recount works out every entry anew, in the order of recording, by the rules that were in force and known when it was
// recorded, and returns where the ledger says something else. An undisturbed ledger has no discrepancy.
func Recount(ctx context.Context, tx storage.ReadTx) ([]Discrepancy, error) {
	rows, err := selectRuleSets(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the rule sets: %w", err)
	}
	r := recount{capped: map[Activity]bool{}, used: map[usedKey]Amount{}}
	for _, row := range rows {
		set, err := row.ruleSet()
		if err != nil {
			return nil, err
		}
		r.rules = append(r.rules, cachedRules{row, set})
		for _, rule := range set.Rules {
			r.capped[rule.Activity] = r.capped[rule.Activity] || rule.CapPerYear > 0
		}
	}
	err = eachEntry(ctx, tx, everyEntry, func(row entryRow) error { return r.entry(ctx, tx, row) })
	return r.found, err
}

// recount goes through the ledger once and keeps what earlier entries mean for later ones.
type recount struct {
	rules  []cachedRules // in the order of adoption
	capped map[Activity]bool
	used   map[usedKey]Amount
	found  []Discrepancy
}

// usedKey says whose hours a yearly cap looks at.
type usedKey struct {
	cadre    roster.CadreID
	activity Activity
	year     int
}

func (r *recount) entry(ctx context.Context, tx storage.ReadTx, row entryRow) error {
	key := usedKey{row.CadreID, row.Activity, row.HappenedOn.Year()}
	var err error
	if row.ReversesID != nil {
		err = r.reversal(ctx, tx, row)
	} else {
		r.recognised(row, r.used[key])
	}
	if row.Correction > 0 || r.late(row) {
		two := row.ApprovedBy != 0 && row.ApprovedBy != row.RecordedBy && row.ApprovedBy != row.CadreID && row.RecordedBy != row.CadreID
		r.compare(row.ID, "更正人", agreement(two), agreement(true))
		r.compare(row.ID, "更正理由", agreement(row.Reason != ""), agreement(true))
	}
	if r.capped[row.Activity] {
		r.used[key] += row.Amount
	}
	return err
}

// late reports whether an entry was written when its year was closed, which takes two persons.
func (r *recount) late(row entryRow) bool {
	rules, found := r.inForce(row)
	return found && rules.Limits.Closed(row.HappenedOn.Year(), calendar.DateOf(calendar.FromMillis(row.RecordedAt)))
}

// recognised compares an entry with what the rules give for its fact.
func (r *recount) recognised(row entryRow, used Amount) {
	rules, found := r.inForce(row)
	if !found {
		r.compare(row.ID, "规则版本", strconv.FormatInt(int64(row.RuleSetID), 10), "")
		return
	}
	f := Fact{Activity: row.Activity, Amount: row.Stated, Days: row.Days, Mode: row.Mode, HappenedOn: row.HappenedOn}
	want, err := rules.Recognise(f, used)
	if err != nil {
		r.compare(row.ID, "活动种类", string(row.Activity), "")
		return
	}
	r.compare(row.ID, "规则版本", strconv.FormatInt(int64(row.RuleSetID), 10), strconv.FormatInt(int64(rules.ID), 10))
	r.compare(row.ID, "规则条款", row.RuleArticle, want.Article)
	r.compare(row.ID, "认定学时", row.Amount.String(), want.Amount.String())
	r.compare(row.ID, "超出年度上限的学时", row.Cut.String(), want.Cut.String())
	r.compare(row.ID, "培训天数", row.Days.String(), want.Days.String())
	r.compare(row.ID, "学习方式", string(row.Mode), string(want.Mode))
	r.compare(row.ID, "计入的类别", row.Buckets, joinBuckets(want.Buckets))
}

// inForce returns the rules that the ledger had to apply: of the versions for the day of the event, the one adopted last
// before the entry was recorded. A version adopted in the same millisecond counts only when the entry names it.
func (r *recount) inForce(row entryRow) (RuleSet, bool) {
	for _, c := range slices.Backward(r.rules) {
		span := calendar.Span{From: c.row.FromOn, To: c.row.ToOn}
		before := c.row.AdoptedAt < row.RecordedAt || (c.row.AdoptedAt == row.RecordedAt && c.row.ID <= row.RuleSetID)
		if before && span.Contains(row.HappenedOn) {
			return c.set, true
		}
	}
	return RuleSet{}, false
}

// reversal compares a reversal with the entry that it takes back.
func (r *recount) reversal(ctx context.Context, tx storage.ReadTx, row entryRow) error {
	original, found, err := selectEntry(ctx, tx, roster.Everyone(), *row.ReversesID, row.HappenedOn)
	if err != nil {
		return fmt.Errorf("read entry %d: %w", *row.ReversesID, err)
	}
	if !found {
		r.compare(row.ID, "被冲正的记录", "", strconv.FormatInt(int64(*row.ReversesID), 10))
		return nil
	}
	want := requestRow{Reason: row.Reason, ProposedBy: row.RecordedBy, DecidedBy: row.ApprovedBy}.reversal(original.entry())
	want.ID, want.RecordedAt, want.ReversesID = row.ID, row.RecordedAt, row.ReversesID
	r.compare(row.ID, "认定学时", row.Amount.String(), want.Amount.String())
	r.compare(row.ID, "培训天数", row.Days.String(), want.Days.String())
	r.compare(row.ID, "冲正的其余内容", agreement(row == want || row.Amount != want.Amount || row.Days != want.Days), agreement(true))
	return nil
}

func (r *recount) compare(id EntryID, field, have, want string) {
	if have != want {
		r.found = append(r.found, Discrepancy{Entry: id, Field: field, Have: have, Want: want})
	}
}

func agreement(b bool) string {
	if b {
		return "相符"
	}
	return "不符"
}
