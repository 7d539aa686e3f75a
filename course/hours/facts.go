package hours

import (
	"context"
	"fmt"

	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Facts returns the sealed facts of the ledger for seal.Verifier: entries, reversals and versions of the rules.
func Facts() []seal.FactSource {
	return []seal.FactSource{entryFacts{seal.Entry}, entryFacts{seal.Reversal}, ruleSetFacts{}}
}

// pageSize is how many entries are read at a time when all are gone through.
const pageSize = 2000

type entryFacts struct{ kind seal.Kind }

func (f entryFacts) Kind() seal.Kind { return f.kind }

func (f entryFacts) Each(ctx context.Context, tx storage.ReadTx, yield func(int64, []byte) error) error {
	only := "reverses_id IS NULL"
	if f.kind == seal.Reversal {
		only = "reverses_id IS NOT NULL"
	}
	return eachEntry(ctx, tx, only, func(row entryRow) error { return yield(int64(row.ID), row.fields()) })
}

// everyEntry is the condition that leaves none out.
const everyEntry = "1 = 1"

// eachEntry calls yield with every entry that the condition, which is program text, selects in the order of recording.
func eachEntry(ctx context.Context, tx storage.ReadTx, condition string, yield func(entryRow) error) error {
	load := func(after EntryID) ([]entryRow, error) {
		rows, err := selectEntriesAfter(ctx, tx, condition, after, pageSize)
		if err != nil {
			return nil, fmt.Errorf("read the entries after %d: %w", after, err)
		}
		return rows, nil
	}
	return storage.ByPages(pageSize, load, func(row entryRow) EntryID { return row.ID }, yield)
}

type ruleSetFacts struct{}

func (ruleSetFacts) Kind() seal.Kind { return seal.RuleSet }

func (ruleSetFacts) Each(ctx context.Context, tx storage.ReadTx, yield func(int64, []byte) error) error {
	rows, err := selectRuleSets(ctx, tx)
	if err != nil {
		return fmt.Errorf("read the rule sets: %w", err)
	}
	for _, row := range rows {
		if err := yield(int64(row.ID), row.fields()); err != nil {
			return err
		}
	}
	return nil
}
