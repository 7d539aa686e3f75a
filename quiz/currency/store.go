package currency

import (
	"context"

	"xiangxue/course/storage"
)

type outdatedRow struct {
	ID         int64
	Law        string
	Article    string
	DocumentID int64
	Kind       Kind
	Ref        int64
	Title      string // of a question: its content as JSON
}

// outdated is a query for what is on offer and cites changed articles. The questions of a check count when they are of the
// newest generation.
const outdated = `SELECT c.id, c.law, c.article, c.document_id, 'lesson' AS kind, l.id AS ref, l.title
FROM citations c JOIN lessons l ON l.id = c.source_id JOIN courses k ON k.version_id = l.version_id
WHERE c.state = 'stale' AND c.source_kind = 'lesson' AND k.status = 'published'
UNION ALL
SELECT c.id, c.law, c.article, c.document_id, CASE WHEN s.source_kind = 'lesson' THEN 'lesson_question' ELSE 'document_question' END, s.source_id, q.content
FROM citations c JOIN questions q ON q.id = c.source_id JOIN set_questions i ON i.question_id = q.id JOIN question_sets s ON s.id = i.set_id
WHERE c.state = 'stale' AND c.source_kind = 'question' AND s.source_kind IN ('lesson', 'document')
AND NOT EXISTS (SELECT 1 FROM question_sets n WHERE n.source_kind = s.source_kind AND n.source_id = s.source_id AND n.generation > s.generation)
AND (s.source_kind = 'document' OR EXISTS (SELECT 1 FROM lessons l JOIN courses k ON k.version_id = l.version_id
  WHERE l.id = s.source_id AND k.status = 'published'))
UNION ALL
SELECT c.id, c.law, c.article, c.document_id, 'bank_question', q.id, v.content
FROM citations c JOIN bank_versions v ON v.id = c.source_id JOIN bank_questions q ON q.version_id = v.id
WHERE c.state = 'stale' AND c.source_kind = 'bank_version'`

func selectOutdated(ctx context.Context, tx storage.ReadTx) ([]outdatedRow, error) {
	return storage.Select[outdatedRow](ctx, tx, outdated+" ORDER BY 2, 3, 5, 1")
}

func countOutdated(ctx context.Context, tx storage.ReadTx) (int, error) {
	n, _, err := storage.First[int](ctx, tx, "SELECT COUNT(*) FROM ("+outdated+") x")
	return n, err
}
