package exam

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

// CorrectionID identifies a Correction.
type CorrectionID int64

// Correction asks for another key of a question of an exam (更正答案), and says what was decided.
type Correction struct {
	ID         CorrectionID
	Exam       ID
	Version    bank.VersionID // the question as it was asked
	Key        bank.VersionID // a later version of it, whose key shall count; 0: everybody gets all of its worth
	Reason     string
	ProposedBy roster.CadreID
	ProposedAt time.Time
	DecidedBy  roster.CadreID // 0 while open
	DecidedAt  time.Time
	Accepted   bool
	Finished   bool // all attempts are marked anew
}

// IsOpen reports whether nobody has decided yet.
func (c Correction) IsOpen() bool { return c.DecidedBy == 0 }

type correctionRow struct {
	ID         CorrectionID
	ExamID     ID
	VersionID  bank.VersionID
	KeyID      bank.VersionID
	Reason     string
	ProposedBy roster.CadreID
	ProposedAt int64
	DecidedBy  roster.CadreID
	DecidedAt  int64
	Accepted   bool
	RegradedTo AttemptID
	Finished   bool
}

func (correctionRow) TableName() string { return "exam_corrections" }

func (r correctionRow) correction() Correction {
	return Correction{
		ID: r.ID, Exam: r.ExamID, Version: r.VersionID, Key: r.KeyID, Reason: r.Reason, ProposedBy: r.ProposedBy,
		ProposedAt: instant(r.ProposedAt), DecidedBy: r.DecidedBy, DecidedAt: instant(r.DecidedAt), Accepted: r.Accepted, Finished: r.Finished,
	}
}

// keysOf returns the corrected keys of an exam; of two for the same question the later counts.
func (o *Office) keysOf(ctx context.Context, tx storage.ReadTx, id ID) (Keys, error) {
	rows, err := selectAccepted(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read the corrected keys of exam %d: %w", id, err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	var ids []bank.VersionID
	for _, r := range rows {
		if r.KeyID != 0 {
			ids = append(ids, r.KeyID)
		}
	}
	versions, err := o.Source.Versions(ctx, tx, ids)
	if err != nil {
		return nil, fmt.Errorf("read the corrected keys of exam %d: %w", id, err)
	}
	keys := Keys{}
	for _, r := range rows {
		keys[r.VersionID] = Key{Version: r.KeyID, Question: versions[r.KeyID].Content}
	}
	return keys, nil
}
