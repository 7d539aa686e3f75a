package notebook

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz/review"
)

// standing are the cards called mine whose question is asked now: in the current version of a published course, of a
// document that holds, or by a bank. Where two lessons ask the same, the card comes twice. CROSS JOIN has SQLite start
// from the person's few cards.
const standing = `, standing AS (
SELECT c.*, 'lesson' AS origin_kind, l.id AS origin_id, l.title, u.name AS subject, q.id AS question_id, q.content
FROM mine c CROSS JOIN questions q JOIN lessons l ON l.id = q.source_id JOIN course_versions v ON v.id = l.version_id
JOIN courses k ON k.id = v.course_id AND k.version_id = v.id AND k.status = 'published' JOIN subjects u ON u.code = v.subject
WHERE q.content_hash = c.content_hash AND q.source_kind = 'lesson' AND ` + current + `
UNION ALL
SELECT c.*, 'document', d.id, d.title, d.category, q.id, q.content
FROM mine c CROSS JOIN questions q JOIN documents d ON d.id = q.source_id AND d.repealed_on = 0
WHERE q.content_hash = c.content_hash AND q.source_kind = 'document' AND ` + current + `
UNION ALL
SELECT c.*, 'bank', b.bank_id, '', COALESCE((SELECT u.name FROM subjects u WHERE u.code = v.subject), v.subject), v.id, v.content
FROM mine c JOIN bank_questions b ON b.id = c.bank_question_id AND b.state = 'published'
JOIN bank_versions v ON v.id = b.version_id AND v.kind NOT IN ('short-answer', 'case'))
`

// current says that the question q belongs to what its source asks now.
const current = `EXISTS (SELECT 1 FROM question_sets s JOIN set_questions i ON i.set_id = s.id AND i.question_id = q.id
 WHERE s.source_kind = q.source_kind AND s.source_id = q.source_id AND s.generation =
  (SELECT MAX(n.generation) FROM question_sets n WHERE n.source_kind = q.source_kind AND n.source_id = q.source_id))`

// selectStanding returns the cards of a person that can be asked, by id.
func selectStanding(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]standingRow, error) {
	const query = "WITH mine AS (SELECT * FROM notebook_cards WHERE cadre_id = ?)" + standing + "SELECT * FROM standing ORDER BY id, origin_id"
	return storage.Select[standingRow](ctx, tx, query, cadre)
}

// selectStandingCard returns a card of the person, if it can be asked.
func selectStandingCard(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id CardID) (standingRow, bool, error) {
	const query = "WITH mine AS (SELECT * FROM notebook_cards WHERE id = ? AND cadre_id = ?)" + standing + "SELECT * FROM standing ORDER BY origin_id LIMIT 1"
	return storage.First[standingRow](ctx, tx, query, id, cadre)
}

// state is how a book stands.
type state struct {
	Kept   int  // cards, whether they can be asked or not
	Due    int  // cards that can be asked and are due, at most review.Few
	Asked  int  // questions answered or skipped today
	Failed bool // there are failed rounds that are not entered
	Graded bool // there are results of exams that are not entered
}

func selectState(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, on calendar.Date) (state, error) {
	const query = `WITH mine AS (SELECT * FROM notebook_cards WHERE cadre_id = ? AND due_on <= ?)` + standing + `
SELECT (SELECT COUNT(*) FROM notebook_cards WHERE cadre_id = ?) AS kept, (SELECT COUNT(*) FROM (SELECT DISTINCT id FROM standing LIMIT ?) x) AS due,
 COALESCE((SELECT asked FROM notebooks WHERE cadre_id = ? AND asked_on = ?), 0) AS asked,
 EXISTS (SELECT 1 FROM attempts a WHERE a.cadre_id = ? AND NOT a.passed
  AND a.id > COALESCE((SELECT attempt_id FROM notebooks WHERE cadre_id = ?), 0)) AS failed,
 EXISTS (SELECT 1 FROM exam_attempts a JOIN exam_results r ON r.attempt_id = a.id WHERE a.cadre_id = ? AND r.complete
  AND r.number = (SELECT MAX(n.number) FROM exam_results n WHERE n.attempt_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM notebook_exams e WHERE e.attempt_id = a.id AND e.result_id = r.id)) AS graded`
	s, _, err := storage.First[state](ctx, tx, query, cadre, on, cadre, review.Few, cadre, on, cadre, cadre, cadre)
	return s, err
}
