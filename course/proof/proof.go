// Package proof writes what an auditor takes along and checks it elsewhere, without database or server: a bundle (核验包) with
// the sealed facts of a scope.
//
// A bundle holds the openings of leaves, so that every commitment can be computed anew, what ties the leaves to a signed
// checkpoint, and the checkpoint. The installation attests it as a whole, so that nothing can be taken out unnoticed by
// who does not hold its key; who holds it is bound by the checkpoints that others have kept. Names of people and units
// are not sealed; the attestation alone stands for them.
package proof

import (
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Prover writes bundles. It is safe for concurrent use.
type Prover struct {
	db           *storage.DB
	log          *seal.Log
	installation string
	clock        calendar.Clock
}

// NewProver returns a prover of the installation with the given name.
func NewProver(db *storage.DB, log *seal.Log, installation string, clock calendar.Clock) *Prover {
	return &Prover{db: db, log: log, installation: installation, clock: clock}
}

// Person is somebody whose entries are proved, with what they add up to, reversals taken off.
type Person struct {
	Cadre   roster.CadreID `json:"cadre"`
	StaffNo string         `json:"staff_no"`
	Name    string         `json:"name"`
	Unit    string         `json:"unit"` // empty when the person belonged to none
	Totals
}

// Totals are what entries add up to; amounts and days are hundredths.
type Totals struct {
	Entries int                           `json:"entries"`
	Days    hours.Days                    `json:"days"`
	Hours   map[hours.Bucket]hours.Amount `json:"hours"`
}

// add counts an entry, or a reversal with its negative figures.
func (t *Totals) add(e hours.Entry) {
	if t.Hours == nil {
		t.Hours = map[hours.Bucket]hours.Amount{}
	}
	t.Entries++
	t.Days += e.Days
	for _, b := range e.Buckets {
		t.Hours[b] += e.Amount
	}
}

// equals reports whether both say the same; a bucket without hours may be left out.
func (t Totals) equals(o Totals) bool {
	for _, b := range hours.AllBuckets() {
		if t.Hours[b] != o.Hours[b] {
			return false
		}
	}
	return t.Entries == o.Entries && t.Days == o.Days
}

// totalsOf adds up the entries and reversals among the openings by person. Those that are no entries are left out and
// returned.
func totalsOf(openings []seal.Opening) (totals map[roster.CadreID]Totals, broken []seal.Opening) {
	totals = map[roster.CadreID]Totals{}
	for _, o := range openings {
		if o.Kind != seal.Entry && o.Kind != seal.Reversal {
			continue
		}
		e, err := hours.ParseEntry(o.Fields)
		if err != nil || int64(e.ID) != o.ID || e.IsReversal() != (o.Kind == seal.Reversal) {
			broken = append(broken, o)
			continue
		}
		t := totals[e.Cadre]
		t.add(e)
		totals[e.Cadre] = t
	}
	return totals, broken
}
