package quiz

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// EvidenceKind names attempts where a ledger entry says what kind of evidence it has.
const EvidenceKind = "attempt"

// Evidence is the paper by which a person passed a check (答题凭证). All its answers are right; it does not tell how many
// rounds it took or what was answered in them.
type Evidence struct {
	AttemptID int64
	Cadre     roster.CadreID
	PassedAt  time.Time
	Check     course.Check // Round is 0 and no item is Carried
}

// Evidence returns the passed paper for whoever may see the ledger entry that names it; finding the entry in the
// reader's scope is the caller's part. It fails with fault.NotFound when the attempt does not exist or did not pass.
func (e *Examiner) Evidence(ctx context.Context, tx storage.ReadTx, attemptID int64) (Evidence, error) {
	row, found, err := selectPassedAttempt(ctx, tx, attemptID)
	if err != nil {
		return Evidence{}, fmt.Errorf("read attempt %d: %w", attemptID, err)
	}
	if !found {
		return Evidence{}, fault.New(fault.NotFound, "没有这份答题凭证")
	}
	a, err := row.attempt()
	if err != nil {
		return Evidence{}, err
	}
	check := a.check()
	check.Round, check.Fingerprint = 0, ""
	for i := range check.Items {
		check.Items[i].Carried = false
	}
	return Evidence{AttemptID: a.id, Cadre: a.cadre, PassedAt: a.submittedAt, Check: check}, nil
}
