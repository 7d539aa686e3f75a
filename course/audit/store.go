package audit

import (
	"context"
	"math"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

type eventRow struct {
	ID         int64
	RecordedAt int64
	ActorID    int64
	Action     string
	ObjectKind string
	ObjectID   int64
	Detail     string
}

func (eventRow) TableName() string { return "audit_events" }

func selectEvents(ctx context.Context, tx storage.ReadTx, f Filter) ([]eventRow, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = 100
	}
	const query = `SELECT * FROM audit_events
WHERE (? = 0 OR actor_id = ?) AND (? = '' OR action = ?) AND (? = '' OR object_kind = ?) AND (? = 0 OR object_id = ?)
 AND recorded_at >= ? AND recorded_at < ? AND (? = 0 OR id < ?)
ORDER BY id DESC LIMIT ?`
	from, to := int64(0), int64(math.MaxInt64)
	if !f.From.IsZero() {
		from = calendar.Millis(f.From)
	}
	if !f.To.IsZero() {
		to = calendar.Millis(f.To)
	}
	return storage.Select[eventRow](ctx, tx, query,
		f.Actor, f.Actor, f.Action, f.Action, f.Kind, f.Kind, f.ObjectID, f.ObjectID, from, to, f.Before, f.Before, limit)
}
