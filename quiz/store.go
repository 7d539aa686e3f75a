package quiz

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type secretRow struct {
	ID     int64
	Secret []byte
}

func (secretRow) TableName() string { return "draw_secret" }

type setRow struct {
	ID          SetID
	SourceKind  string
	SourceID    int64
	Generation  int
	Headings    string
	ContentHash string
	StoredAt    int64
	StoredBy    roster.CadreID
}

func (setRow) TableName() string { return "question_sets" }

// askedRow is the set that a source asks now, with the ids of those of its questions that cite an article which has
// changed since, in rising order with commas between.
type askedRow struct {
	Row       setRow `gorm:"embedded"`
	Suspended string
}

func (r askedRow) key() setKey { return setKey{r.Row.ID, r.Row.ContentHash, r.Suspended} }

type questionRow struct {
	ID          QuestionID
	SourceKind  string
	SourceID    int64
	Content     string
	ContentHash string
}

func (questionRow) TableName() string { return "questions" }

type setQuestionRow struct {
	SetID      SetID
	Position   int
	QuestionID QuestionID
}

func (setQuestionRow) TableName() string { return "set_questions" }

type attemptRow struct {
	ID          int64
	CadreID     roster.CadreID
	OwnerKind   string
	OwnerID     int64
	Round       int
	SourceKind  string
	SourceID    int64
	SetID       SetID
	Fingerprint string
	Paper       string
	Passed      bool
	SubmittedAt int64
}

func (attemptRow) TableName() string { return "attempts" }

// secretOf returns the installation's secret, keeping the offered one when there is none yet.
func secretOf(ctx context.Context, tx storage.WriteTx, offered []byte) ([]byte, error) {
	const insert = "INSERT INTO draw_secret (id, secret) VALUES (1, ?) ON CONFLICT (id) DO NOTHING"
	if _, err := storage.Exec(ctx, tx, insert, offered); err != nil {
		return nil, err
	}
	row, _, err := storage.First[secretRow](ctx, tx.ReadTx, "SELECT * FROM draw_secret WHERE id = 1")
	return row.Secret, err
}

func selectCurrentSet(ctx context.Context, tx storage.ReadTx, source course.QuestionSource) (setRow, bool, error) {
	const query = "SELECT * FROM question_sets WHERE source_kind = ? AND source_id = ? ORDER BY generation DESC LIMIT 1"
	row, found, err := storage.First[setRow](ctx, tx, query, source.Kind, source.ID)
	if err != nil {
		return setRow{}, false, fmt.Errorf("read which questions %s %d asks: %w", source.Kind, source.ID, err)
	}
	return row, found, nil
}

// suspended is the column Suspended of an askedRow over question_sets s.
func suspended(dialect storage.Dialect) string {
	joined := "group_concat(x.source_id)"
	if dialect == storage.Postgres {
		joined = "string_agg(x.source_id::text, ',')"
	}
	return "COALESCE((SELECT " + joined + ` FROM (SELECT DISTINCT c.source_id FROM citations c WHERE c.state = 'stale' AND c.source_kind = 'question'
AND EXISTS (SELECT 1 FROM set_questions i WHERE i.set_id = s.id AND i.question_id = c.source_id) ORDER BY c.source_id) x), '') AS suspended`
}

// selectAsked returns what the source asks now.
func selectAsked(ctx context.Context, tx storage.ReadTx, source course.QuestionSource) (askedRow, bool, error) {
	query := "SELECT s.*, " + suspended(tx.Dialect()) + " FROM question_sets s WHERE s.source_kind = ? AND s.source_id = ? ORDER BY s.generation DESC LIMIT 1"
	row, found, err := storage.First[askedRow](ctx, tx, query, source.Kind, source.ID)
	if err != nil {
		return askedRow{}, false, fmt.Errorf("read which questions %s %d asks: %w", source.Kind, source.ID, err)
	}
	return row, found, nil
}

// selectCurrentKey returns the key of what the source asks now, the zero one when it never asked anything.
func selectCurrentKey(ctx context.Context, tx storage.ReadTx, source course.QuestionSource) (setKey, error) {
	query := "SELECT s.id, s.content_hash, " + suspended(tx.Dialect()) + " FROM question_sets s WHERE s.source_kind = ? AND s.source_id = ? ORDER BY s.generation DESC LIMIT 1"
	row, _, err := storage.First[askedRow](ctx, tx, query, source.Kind, source.ID)
	if err != nil {
		return setKey{}, fmt.Errorf("read whether %s %d still asks the same: %w", source.Kind, source.ID, err)
	}
	return row.key(), nil
}

func selectSources(ctx context.Context, tx storage.ReadTx, kind string) ([]int64, error) {
	const query = `SELECT s.source_id FROM question_sets s WHERE s.source_kind = ?
AND NOT EXISTS (SELECT 1 FROM question_sets n WHERE n.source_kind = s.source_kind AND n.source_id = s.source_id AND n.generation > s.generation)
AND EXISTS (SELECT 1 FROM set_questions q WHERE q.set_id = s.id) ORDER BY s.source_id`
	rows, err := storage.Select[setRow](ctx, tx, query, kind)
	if err != nil {
		return nil, fmt.Errorf("read which %ss have questions: %w", kind, err)
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.SourceID
	}
	return ids, nil
}

func selectQuestions(ctx context.Context, tx storage.ReadTx, set SetID) ([]questionRow, error) {
	const query = `SELECT q.* FROM set_questions s JOIN questions q ON q.id = s.question_id
WHERE s.set_id = ? ORDER BY s.position`
	return storage.Select[questionRow](ctx, tx, query, set)
}

// selectQuestionIDs returns the ids of all questions that the set's source ever asked, by their hash.
func selectQuestionIDs(ctx context.Context, tx storage.ReadTx, set setRow) (map[string]QuestionID, error) {
	const query = "SELECT id, content_hash FROM questions WHERE source_kind = ? AND source_id = ?"
	rows, err := storage.Select[questionRow](ctx, tx, query, set.SourceKind, set.SourceID)
	if err != nil {
		return nil, err
	}
	ids := make(map[string]QuestionID, len(rows))
	for _, r := range rows {
		ids[r.ContentHash] = r.ID
	}
	return ids, nil
}

func selectLastAttempt(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, owner course.CheckOwner) (attemptRow, bool, error) {
	const query = "SELECT * FROM attempts WHERE cadre_id = ? AND owner_kind = ? AND owner_id = ? ORDER BY round DESC LIMIT 1"
	return storage.First[attemptRow](ctx, tx, query, cadre, owner.Kind, owner.ID)
}

func selectPassedAttempt(ctx context.Context, tx storage.ReadTx, id int64) (attemptRow, bool, error) {
	return storage.First[attemptRow](ctx, tx, "SELECT * FROM attempts WHERE id = ? AND passed", id)
}

// selectFailed returns at most limit failed rounds of a person after an attempt, in their order.
func selectFailed(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, after int64, limit int) ([]attemptRow, error) {
	const query = "SELECT * FROM attempts WHERE cadre_id = ? AND NOT passed AND id > ? ORDER BY id LIMIT ?"
	return storage.Select[attemptRow](ctx, tx, query, cadre, after, limit)
}

func selectHashes(ctx context.Context, tx storage.ReadTx, ids []QuestionID) ([]questionRow, error) {
	return storage.Select[questionRow](ctx, tx, "SELECT id, content_hash FROM questions WHERE id IN ?", ids)
}
