package report

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// selectPosition returns how many leaves the log has, and how often the roster changed.
func selectPosition(ctx context.Context, tx storage.ReadTx) (size, changes int64, err error) {
	row, _, err := storage.First[struct{ Size, Number int64 }](ctx, tx, "SELECT l.size, r.number FROM log_size l, roster_changes r WHERE l.id = 1 AND r.id = 1")
	return row.Size, row.Number, err
}

// selectBookedSince returns who has an entry or a reversal among the leaves of the log from a position on.
func selectBookedSince(ctx context.Context, tx storage.ReadTx, position int64) ([]roster.CadreID, error) {
	const query = `SELECT DISTINCT e.cadre_id FROM log_leaves l JOIN entries e ON e.id = l.object_id
WHERE l.position >= ? AND l.kind IN (?, ?) ORDER BY e.cadre_id`
	return storage.Select[roster.CadreID](ctx, tx, query, position, seal.Entry, seal.Reversal)
}

// selectWithin returns those of some persons who are in a scope on a day. It reads nothing when none is asked for.
func selectWithin(ctx context.Context, tx storage.ReadTx, scope roster.Scope, ids []roster.CadreID, on calendar.Date) ([]roster.CadreID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	where, args := scope.Cadres("c.id", on)
	return storage.Select[roster.CadreID](ctx, tx, "SELECT c.id FROM cadres c WHERE c.id IN ? AND ("+where+")", append([]any{ids}, args...)...)
}
