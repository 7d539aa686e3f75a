package kit

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type resultRow struct {
	ID        int64
	MeetingID plan.MeetingID
	Sum       string
	IssuedAt  int64
	NotedAt   int64
	Content   string
	SheetID   *attendance.SheetID
	MergedBy  roster.CadreID
	MergedAt  int64
}

func (resultRow) TableName() string { return "kit_results" }

type mergedRow struct {
	Sum      string
	IssuedAt int64
	NotedAt  int64
	SheetID  attendance.SheetID
	MergedAt int64
	Name     string
}

func selectMerged(ctx context.Context, tx storage.ReadTx, id plan.MeetingID) ([]mergedRow, error) {
	const query = `SELECT r.sum, r.issued_at, r.noted_at, COALESCE(r.sheet_id, 0) AS sheet_id, r.merged_at, c.name FROM kit_results r JOIN cadres c ON c.id = r.merged_by
WHERE r.meeting_id = ? ORDER BY r.id`
	return storage.Select[mergedRow](ctx, tx, query, id)
}

// MergedResult is a result that was taken in.
type MergedResult struct {
	Sum      string // SHA-256 of the file, in hexadecimal
	IssuedAt time.Time
	NotedAt  time.Time          // by the clock of the phone
	Sheet    attendance.SheetID // the roll that rests on it; 0 when it was confirmed before
	MergedAt time.Time
	By       string // name
}

// Merged returns the results that were taken in for a meeting, which the caller has from a scope of the actor's, the
// first one first.
func Merged(ctx context.Context, tx storage.ReadTx, m plan.Meeting) ([]MergedResult, error) {
	rows, err := selectMerged(ctx, tx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("read the results of meeting %d: %w", m.ID, err)
	}
	list := make([]MergedResult, len(rows))
	for i, r := range rows {
		list[i] = MergedResult{
			Sum: r.Sum, IssuedAt: calendar.FromMillis(r.IssuedAt), NotedAt: calendar.FromMillis(r.NotedAt),
			Sheet: r.SheetID, MergedAt: calendar.FromMillis(r.MergedAt), By: r.Name,
		}
	}
	return list, nil
}
