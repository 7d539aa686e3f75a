package exam

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

// regradedMost is how many attempts one write marks anew, so that nobody waits long behind it.
const regradedMost = 50

// Regrade marks anew what accepted corrections concern and was submitted before: each attempt whose marks change gets a
// further result. Whoever has passed by it gets the exam's hours as a new entry, and whoever has not passed any more loses them
// by a reversal in the names of the two persons who corrected the key. It goes on where it was interrupted, and returns
// how many results it made. Watch does it, too.
func (o *Office) Regrade(ctx context.Context) (int, error) {
	var open []correctionRow
	err := o.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		open, err = selectUnfinished(ctx, tx)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("read the corrections to carry out: %w", err)
	}
	changed := 0
	for _, c := range open {
		for finished := false; !finished; {
			n := 0
			err := o.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
				n, finished, err = o.regradeSome(ctx, tx, c.ID)
				return err
			})
			if err != nil {
				return changed, fmt.Errorf("carry out correction %d: %w", c.ID, err)
			}
			changed += n
		}
	}
	return changed, nil
}

// regradeSome marks the next attempts anew, and reports whether they were the last.
func (o *Office) regradeSome(ctx context.Context, tx storage.WriteTx, id CorrectionID) (changed int, finished bool, err error) {
	c, _, err := selectCorrection(ctx, tx.ReadTx, id)
	if err != nil || c.Finished {
		return 0, true, err
	}
	s, err := o.sitting(ctx, tx.ReadTx, c.ExamID)
	if err != nil {
		return 0, false, err
	}
	rows, err := selectSubmittedAfter(ctx, tx.ReadTx, c.ExamID, c.RegradedTo, regradedMost)
	if err != nil {
		return 0, false, err
	}
	for _, row := range rows {
		again, err := o.regrade(ctx, tx, s, c, row)
		if err != nil {
			return 0, false, fmt.Errorf("mark attempt %d anew: %w", row.ID, err)
		}
		if again {
			changed++
		}
		c.RegradedTo = row.ID
	}
	finished = len(rows) < regradedMost
	return changed, finished, updateRegraded(ctx, tx, c.ID, c.RegradedTo, finished)
}

// regrade marks an attempt anew and reports whether its marks changed.
func (o *Office) regrade(ctx context.Context, tx storage.WriteTx, s *sitting, c correctionRow, row attemptRow) (bool, error) {
	a, err := row.attempt()
	if err != nil {
		return false, err
	}
	before, _, err := latest(ctx, tx.ReadTx, a.ID)
	if err != nil {
		return false, err
	}
	marks, err := o.markAnew(ctx, tx.ReadTx, s, a)
	if err != nil || slices.Equal(marks, before.Marks) {
		return false, err
	}
	result := resultOf(a, s.exam.PassMark, marks)
	result.Number, result.Cause, result.Correction = before.Number+1, Corrected, c.ID
	result.GradedAt, result.GradedBy = o.now(), c.DecidedBy
	if _, err := keep(ctx, tx, result); err != nil {
		return false, err
	}
	switch {
	case result.Passed && !before.Passed:
		return true, o.pass(ctx, tx, s.exam, a)
	case before.Passed && !result.Passed:
		return true, o.unpass(ctx, tx, a, c)
	}
	return true, nil
}

// unpass takes back what a passed attempt brought, unless the person has passed the exam in another one.
func (o *Office) unpass(ctx context.Context, tx storage.WriteTx, a Attempt, c correctionRow) error {
	passes, err := selectPasses(ctx, tx.ReadTx, a.Exam, a.Cadre)
	if err != nil || passes > 0 {
		return err
	}
	if err := o.takeBack(ctx, tx, a.Cadre, c); err != nil {
		return fmt.Errorf("take back the hours of cadre %d: %w", a.Cadre, err)
	}
	if err := plan.Reopen(ctx, tx, a.Cadre, item(a.Exam)); err != nil {
		return err
	}
	return o.record(ctx, tx, c.DecidedBy, "exam.unpass", a.Exam, "attempt=%d correction=%d", a.ID, c.ID)
}
