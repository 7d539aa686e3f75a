package hours

import (
	"context"
	"fmt"
	"sync"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// InForce returns the rules for events on a day: of the versions whose span has the day, the one adopted last. It fails
// with fault.Conflict when there is none.
func InForce(ctx context.Context, tx storage.ReadTx, on calendar.Date) (RuleSet, error) {
	row, err := inForce(ctx, tx, on)
	if err != nil {
		return RuleSet{}, err
	}
	return row.ruleSet()
}

func inForce(ctx context.Context, tx storage.ReadTx, on calendar.Date) (ruleSetRow, error) {
	row, found, err := selectInForce(ctx, tx, on)
	if err != nil {
		return ruleSetRow{}, fmt.Errorf("find the rules for %s: %w", on, err)
	}
	if !found {
		return ruleSetRow{}, fault.New(fault.Conflict, "%s 没有施行的学时认定办法", on)
	}
	return row, nil
}

// FindRuleSet returns an adopted version of the rules. It fails with fault.NotFound when there is none with the id.
func FindRuleSet(ctx context.Context, tx storage.ReadTx, id RuleSetID) (RuleSet, error) {
	row, found, err := selectRuleSet(ctx, tx, id)
	if err != nil {
		return RuleSet{}, fmt.Errorf("read rule set %d: %w", id, err)
	}
	if !found {
		return RuleSet{}, fault.New(fault.NotFound, "没有这一版学时认定办法")
	}
	return row.ruleSet()
}

// RuleSets returns all adopted versions in the order of their adoption.
func RuleSets(ctx context.Context, tx storage.ReadTx) ([]RuleSet, error) {
	rows, err := selectRuleSets(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the rule sets: %w", err)
	}
	sets := make([]RuleSet, len(rows))
	for i, r := range rows {
		if sets[i], err = r.ruleSet(); err != nil {
			return nil, err
		}
	}
	return sets, nil
}

// Adopt puts a version of the rules into force on the days of its span and seals it; entries that exist keep the version
// they were given. Adopting the same version again changes nothing and returns it. It fails with fault.Conflict when
// the number is not higher than that of the version before.
func (l *Ledger) Adopt(ctx context.Context, tx storage.WriteTx, s RuleSet, by roster.CadreID) (RuleSet, error) {
	if err := s.Check(); err != nil {
		return RuleSet{}, err
	}
	text, err := s.content()
	if err != nil {
		return RuleSet{}, err
	}
	row := ruleSetRow{
		Title: s.Title, Number: s.Number, Issuer: s.Issuer, DocNumber: s.DocNumber, FromOn: s.Span.From, ToOn: s.Span.To,
		Content: text, AdoptedBy: by, AdoptedAt: calendar.Millis(l.clock()),
	}
	if same, err := findAdopted(ctx, tx.ReadTx, row); err != nil || same.ID != 0 {
		s.ID = same.ID
		return s, err
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return RuleSet{}, fmt.Errorf("adopt rule set %q %d: %w", s.Title, s.Number, err)
	}
	s.ID = row.ID
	return s, l.log.Append(ctx, tx, seal.Leaf{Kind: seal.RuleSet, ID: int64(row.ID), Fields: row.fields()})
}

// findAdopted returns the stored row of a version that was adopted before; its ID is 0 when the version is new.
func findAdopted(ctx context.Context, tx storage.ReadTx, row ruleSetRow) (ruleSetRow, error) {
	adopted, found, err := selectVersion(ctx, tx, row.Title, row.Number)
	if err != nil {
		return ruleSetRow{}, fmt.Errorf("look for rule set %q %d: %w", row.Title, row.Number, err)
	}
	if found {
		compared := row
		compared.ID, compared.AdoptedBy, compared.AdoptedAt = adopted.ID, adopted.AdoptedBy, adopted.AdoptedAt
		if compared != adopted {
			return ruleSetRow{}, fault.New(fault.Conflict, "《%s》第 %d 版已经施行，不能再改；改动请作为下一版", row.Title, row.Number)
		}
		return adopted, nil
	}
	newest, found, err := selectNewestVersion(ctx, tx, row.Title)
	if err != nil {
		return ruleSetRow{}, fmt.Errorf("look for the newest version of %q: %w", row.Title, err)
	}
	if found && newest.Number > row.Number {
		return ruleSetRow{}, fault.New(fault.Conflict, "《%s》已有第 %d 版，新的一版编号要更大", row.Title, newest.Number)
	}
	return ruleSetRow{}, nil
}

// AdoptDefault adopts the shipped rules when no rules have been adopted yet, and returns those in force today.
func (l *Ledger) AdoptDefault(ctx context.Context, tx storage.WriteTx) (RuleSet, error) {
	sets, err := selectRuleSets(ctx, tx.ReadTx)
	if err != nil {
		return RuleSet{}, fmt.Errorf("read the rule sets: %w", err)
	}
	if len(sets) > 0 {
		return InForce(ctx, tx.ReadTx, l.clock.Today())
	}
	return l.Adopt(ctx, tx, DefaultRuleSet(), 0)
}

// ruleCache keeps rule sets as they were read from their stored rows. A row is compared with the cached one before it is
// used: an id may come again when the transaction that adopted it was undone.
type ruleCache struct {
	mu   sync.Mutex
	sets map[RuleSetID]cachedRules
}

type cachedRules struct {
	row ruleSetRow
	set RuleSet
}

func (c *ruleCache) parse(row ruleSetRow) (RuleSet, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if cached, found := c.sets[row.ID]; found && cached.row == row {
		return cached.set, nil
	}
	set, err := row.ruleSet()
	if err != nil {
		return RuleSet{}, err
	}
	if c.sets == nil {
		c.sets = make(map[RuleSetID]cachedRules)
	}
	c.sets[row.ID] = cachedRules{row, set}
	return set, nil
}
