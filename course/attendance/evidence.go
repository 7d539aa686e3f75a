package attendance

import (
	"context"
	"fmt"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
)

// Evidence is what a roll shows for an entry of one person. It tells nothing about the others but their number.
type Evidence struct {
	Confirmed Sheet    // the roll as it was confirmed: by whom and when
	Count     Count    // of the confirmed roll
	Stated    []Stated // what was ever stated about the person, in the order of the sheets
}

// Stated is what one sheet says about a person.
type Stated struct {
	Sheet Sheet
	Mark
}

// EvidenceOf returns the roll on which an entry rests; the caller has the entry from a scope of the actor's. It fails with
// fault.NotFound when the entry rests on something else.
func EvidenceOf(ctx context.Context, tx storage.ReadTx, e hours.Entry) (Evidence, error) {
	if e.Evidence != EvidenceKind {
		return Evidence{}, errNoEvidence
	}
	rows, err := selectStated(ctx, tx, SheetID(e.EvidenceID), e.Cadre)
	if err != nil {
		return Evidence{}, fmt.Errorf("read the roll of entry %d: %w", e.ID, err)
	}
	if len(rows) == 0 {
		return Evidence{}, errNoEvidence
	}
	evidence := Evidence{Confirmed: rows[0].Row.sheet()}
	for _, r := range rows {
		evidence.Stated = append(evidence.Stated, Stated{Sheet: r.Row.sheet(), Mark: r.mark()})
	}
	counts, err := selectCounts(ctx, tx, evidence.Confirmed.ID)
	if err != nil {
		return Evidence{}, fmt.Errorf("count the roll of entry %d: %w", e.ID, err)
	}
	for _, n := range counts {
		evidence.Count.add(n.Presence, n.Persons)
	}
	return evidence, nil
}

var errNoEvidence = fault.New(fault.NotFound, "这条学时没有对应的点名表")
