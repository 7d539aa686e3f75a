package exam

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// handIn is an attempt on its way to being marked.
type handIn struct {
	attempt Attempt
	sitting *sitting
	final   []answerRow // what came with the submission
	at      time.Time
	ended   Ended
}

// Submit ends the actor's attempt, marks it, and books what a passed one brings, all or nothing. The answers given are
// saved first, as Save does. Submitting again changes nothing and returns the result that counts now, also when the
// server submitted the attempt because its time was over; then what is given no longer counts.
//
// It fails with fault.Stale, and submits nothing, when one of the answers was changed on another device, with
// fault.NotFound when the attempt is not the actor's, and with fault.Invalid when values cannot be an answer.
func (o *Office) Submit(ctx context.Context, actor access.Actor, id AttemptID, given []Given) (Result, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return Result{}, err
	}
	h := handIn{at: o.now(), ended: ByPerson}
	for _, g := range given {
		row, err := g.row(id, h.at)
		if err != nil {
			return Result{}, err
		}
		h.final = append(h.final, row)
	}
	var done Result
	err := o.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		if h.attempt, err = attemptOf(ctx, tx, actor.ID(), id); err != nil {
			return err
		}
		if !h.attempt.IsRunning() {
			done, _, err = latest(ctx, tx, id)
			return err
		}
		h.sitting, err = o.sitting(ctx, tx, h.attempt.Exam)
		return err
	})
	switch {
	case err != nil || done.ID != 0:
		return done, err
	case h.attempt.isLate(h.at):
		return o.submitLate(ctx, h.attempt)
	}
	return o.submit(ctx, h)
}

// submitLate submits an attempt whose time is over with what was saved, as of the end of its time.
func (o *Office) submitLate(ctx context.Context, a Attempt) (Result, error) {
	h := handIn{attempt: a, at: a.DueAt, ended: ByTime}
	err := o.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		h.sitting, err = o.sitting(ctx, tx, a.Exam)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	return o.submit(ctx, h)
}

func (o *Office) submit(ctx context.Context, h handIn) (result Result, err error) {
	err = o.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		result, err = o.close(ctx, tx, h)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	return result, nil
}

// close freezes the answers of an attempt and marks them. That happens in one write, so that no answer is acknowledged
// in between.
func (o *Office) close(ctx context.Context, tx storage.WriteTx, h handIn) (Result, error) {
	a := h.attempt
	if err := saveFinal(ctx, tx, h); err != nil {
		return Result{}, err
	}
	saved, err := savedOf(ctx, tx.ReadTx, a.ID)
	if err != nil {
		return Result{}, err
	}
	m := marking{paper: a.Paper, versions: h.sitting.pool.Versions, partial: h.sitting.exam.Partial}
	if m.keys, err = o.keysOf(ctx, tx.ReadTx, a.Exam); err != nil {
		return Result{}, err
	}
	a.Sheet = a.Paper.read(saved, m.versions)
	sheet, err := json.Marshal(a.Sheet)
	if err != nil {
		return Result{}, fmt.Errorf("encode the answers of attempt %d: %w", a.ID, err)
	}
	closed, err := closeAttempt(ctx, tx, a.ID, calendar.Millis(h.at), h.ended, string(sheet))
	if err != nil {
		return Result{}, fmt.Errorf("close attempt %d: %w", a.ID, err)
	}
	if !closed { // somebody else was faster
		result, _, err := latest(ctx, tx.ReadTx, a.ID)
		return result, err
	}
	a.SubmittedAt, a.Ended = h.at, h.ended
	result := resultOf(a, h.sitting.exam.PassMark, m.mark(a.Sheet))
	result.GradedAt = o.now()
	if result, err = keep(ctx, tx, result); err != nil || !result.Passed {
		return result, err
	}
	return result, o.pass(ctx, tx, h.sitting.exam, a)
}

// saveFinal saves the answers that came with the submission. One that says what is there already is skipped.
func saveFinal(ctx context.Context, tx storage.WriteTx, h handIn) error {
	if len(h.final) == 0 {
		return nil
	}
	rows, err := selectAnswers(ctx, tx.ReadTx, h.attempt.ID)
	if err != nil {
		return fmt.Errorf("read the answers of attempt %d: %w", h.attempt.ID, err)
	}
	there := map[int]answerRow{}
	for _, r := range rows {
		there[r.Position] = r
	}
	for _, row := range h.final {
		if there[row.Position].Answer == row.Answer {
			continue
		}
		saved, err := upsertAnswer(ctx, tx, h.attempt.Cadre, row, calendar.Millis(h.at.Add(-grace)))
		switch {
		case err != nil:
			return fmt.Errorf("save an answer of attempt %d: %w", h.attempt.ID, err)
		case !saved && there[row.Position].Revision >= row.Revision:
			return errOtherDevice
		}
	}
	return nil
}

// savedOf returns the answers that the server has of an attempt.
func savedOf(ctx context.Context, tx storage.ReadTx, id AttemptID) ([]Saved, error) {
	rows, err := selectAnswers(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read the answers of attempt %d: %w", id, err)
	}
	saved := make([]Saved, len(rows))
	for i, r := range rows {
		if saved[i], err = r.saved(); err != nil {
			return nil, err
		}
	}
	return saved, nil
}
