package plan

import (
	"context"
	"time"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type cancellationRow struct {
	MeetingID   MeetingID
	Kind        CancelKind
	Reason      string
	CancelledBy roster.CadreID
	CancelledAt int64
}

func (cancellationRow) TableName() string { return "meeting_cancellations" }

type explanationRow struct {
	ID        int64
	PlanID    ID
	TopicKey  string
	Version   int
	Reason    string
	WrittenBy roster.CadreID
	WrittenAt int64
}

func (explanationRow) TableName() string { return "plan_explanations" }

func selectLastExplanation(ctx context.Context, tx storage.ReadTx, id ID, topic string) (int, error) {
	const query = "SELECT COALESCE(MAX(version), 0) AS number FROM plan_explanations WHERE plan_id = ? AND topic_key = ?"
	row, _, err := storage.First[numberRow](ctx, tx, query, id, topic)
	return row.Number, err
}

type namedExplanation struct {
	Row  explanationRow `gorm:"embedded"`
	Name string
}

func selectExplanations(ctx context.Context, tx storage.ReadTx, id ID, knownAt time.Time) ([]namedExplanation, error) {
	const query = `SELECT x.*, c.name FROM plan_explanations x JOIN cadres c ON c.id = x.written_by
WHERE x.plan_id = ? AND x.written_at <= ? ORDER BY x.topic_key, x.version DESC`
	return storage.Select[namedExplanation](ctx, tx, query, id, lastKnown(knownAt))
}
