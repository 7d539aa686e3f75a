package exam

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// EvidenceKind is the kind of evidence of an entry that rests on a passed exam; its id is that of the attempt.
const EvidenceKind = "exam"

// pass brings about what a passed attempt brings: the duty is done, and the exam's hours are booked once. Where the rules
// of the day give none, or the year is closed, the exam is passed without them.
func (o *Office) pass(ctx context.Context, tx storage.WriteTx, e Exam, a Attempt) error {
	entry, err := o.book(ctx, tx, e, a)
	if fault.Is(err, fault.Conflict) {
		entry, err = 0, nil
	}
	if err != nil {
		return fmt.Errorf("book exam %d for cadre %d: %w", e.ID, a.Cadre, err)
	}
	if err := plan.Fulfil(ctx, tx, a.Cadre, item(e.ID), a.SubmittedAt, entry); err != nil {
		return err
	}
	return o.record(ctx, tx, a.Cadre, "exam.pass", e.ID, "attempt=%d entry=%d", a.ID, entry)
}

// book has the ledger record the passed exam, unless an entry for it stands. One that was taken back stays taken back;
// what is passed after that is a further part of the exam.
func (o *Office) book(ctx context.Context, tx storage.WriteTx, e Exam, a Attempt) (hours.EntryID, error) {
	if e.Hours == 0 {
		return 0, nil
	}
	standing, part, err := o.entry(ctx, tx.ReadTx, e.ID, a.Cadre)
	if err != nil || standing.ID != 0 {
		return standing.ID, err
	}
	entry, err := o.Ledger.Append(ctx, tx, hours.Fact{
		Cadre: a.Cadre, Source: hours.SourceQuiz, Ref: int64(e.ID), Part: part, Activity: hours.ActivityQuiz,
		Amount: e.Hours, Subject: e.Subject, Title: e.Title, Evidence: EvidenceKind, EvidenceID: int64(a.ID),
		HappenedOn: calendar.DateOf(a.SubmittedAt), By: a.Cadre,
	})
	return entry.ID, err
}

// entry returns the entry of a person for an exam that stands, or else the part that the next one gets.
func (o *Office) entry(ctx context.Context, tx storage.ReadTx, id ID, cadre roster.CadreID) (hours.Entry, int, error) {
	for part := 0; ; part++ {
		family, err := hours.Family(ctx, tx, hours.Entry{Cadre: cadre, Source: hours.SourceQuiz, Ref: int64(id), Part: part})
		switch {
		case err != nil:
			return hours.Entry{}, 0, err
		case len(family) == 0:
			return hours.Entry{}, part, nil
		case !family[len(family)-1].IsReversal():
			return family[len(family)-1], part, nil
		}
	}
}
