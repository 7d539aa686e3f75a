package currency

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/storage"
)

type citingRow struct {
	ID         int64
	Law        string
	Article    string
	DocumentID int64
	Kind       course.UseKind
	Ref        int64
	Title      string // of a question: its content as JSON
	Lessons    int    // 0 for a lesson, 1 for a question: lessons come first
}

// citing returns a query for what is on offer and cites what meets the condition over citations c, which it asks three
// times. The questions of a check count when they are of the newest generation.
func citing(condition string) string {
	return `SELECT c.id AS id, c.law, c.article, c.document_id, 'lesson' AS kind, l.id AS ref, l.title, 0 AS lessons
FROM citations c JOIN lessons l ON l.id = c.source_id JOIN courses k ON k.version_id = l.version_id
WHERE ` + condition + ` AND c.source_kind = 'lesson' AND k.status = 'published'
UNION ALL
SELECT c.id AS id, c.law, c.article, c.document_id, CASE WHEN s.source_kind = 'lesson' THEN 'lesson_question' ELSE 'document_question' END, s.source_id, q.content, 1
FROM citations c JOIN questions q ON q.id = c.source_id JOIN set_questions i ON i.question_id = q.id JOIN question_sets s ON s.id = i.set_id
WHERE ` + condition + ` AND c.source_kind = 'question' AND s.source_kind IN ('lesson', 'document')
AND NOT EXISTS (SELECT 1 FROM question_sets n WHERE n.source_kind = s.source_kind AND n.source_id = s.source_id AND n.generation > s.generation)
AND (s.source_kind = 'document' OR EXISTS (SELECT 1 FROM lessons l JOIN courses k ON k.version_id = l.version_id
  WHERE l.id = s.source_id AND k.status = 'published'))
UNION ALL
SELECT c.id AS id, c.law, c.article, c.document_id, 'bank_question', q.id, v.content, 1
FROM citations c JOIN bank_versions v ON v.id = c.source_id JOIN bank_questions q ON q.version_id = v.id
WHERE ` + condition + ` AND c.source_kind = 'bank_version'`
}

const outdated = "c.state = 'stale'"

func selectOutdated(ctx context.Context, tx storage.ReadTx) ([]citingRow, error) {
	return storage.Select[citingRow](ctx, tx, citing(outdated)+" ORDER BY law, article, kind, id")
}

func countOutdated(ctx context.Context, tx storage.ReadTx) (int, error) {
	n, _, err := storage.First[int](ctx, tx, "SELECT COUNT(*) FROM ("+citing(outdated)+") x")
	return n, err
}

func selectUses(ctx context.Context, tx storage.ReadTx, titles []string) ([]citingRow, error) {
	return storage.Select[citingRow](ctx, tx, citing("c.law IN ?")+" ORDER BY lessons, article, kind, id", titles, titles, titles)
}
