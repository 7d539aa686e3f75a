package exam

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// SaveAll keeps the answers of a form in one write, each as Save does, and returns why some were refused: by the key of
// their item a fault.Stale, fault.Invalid or fault.NotFound. The others are on the disk then. It fails as Save does, and
// keeps nothing, when the attempt takes no answers any more or is not the actor's.
func (o *Office) SaveAll(ctx context.Context, actor access.Actor, id AttemptID, given []Given) (map[quiz.ItemKey]error, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return nil, err
	}
	now, refused := o.now(), map[quiz.ItemKey]error{}
	var rows []answerRow
	for _, g := range given {
		if row, err := g.row(id, now); err != nil {
			refused[g.Key] = err
		} else {
			rows = append(rows, row)
		}
	}
	var late []answerRow
	err := o.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		late = nil
		for _, row := range rows {
			saved, err := upsertAnswer(ctx, tx, actor.ID(), row, calendar.Millis(now.Add(-grace)))
			if err != nil {
				return fmt.Errorf("save %d answers of attempt %d: %w", len(rows), id, err)
			}
			if !saved {
				late = append(late, row)
			}
		}
		return nil
	})
	if err != nil || len(late) == 0 {
		return refused, err
	}
	return refused, o.refuse(ctx, actor, late, now, refused)
}

// refuse says why rows were not saved. It fails when that is so because of the attempt and not of the answer.
func (o *Office) refuse(ctx context.Context, actor access.Actor, rows []answerRow, now time.Time, refused map[quiz.ItemKey]error) error {
	a, stored, err := o.held(ctx, actor.ID(), rows[0].AttemptID)
	if err != nil {
		return err
	}
	for _, row := range rows {
		switch _, err := a.instead(stored, row, now); {
		case err == nil:
		case fault.Is(err, fault.Stale), fault.Is(err, fault.NotFound):
			refused[quiz.Key(row.Position)] = err
		default:
			return err
		}
	}
	return nil
}
