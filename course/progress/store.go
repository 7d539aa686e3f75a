package progress

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type stateRow struct {
	CourseID   course.ID
	VersionID  course.VersionID
	EntryID    hours.EntryID
	Lessons    int
	Passed     int
	NextLesson course.LessonID
}

func (r stateRow) state() State {
	return State{
		Course: r.CourseID, Version: r.VersionID, Lessons: r.Lessons, Passed: r.Passed, Next: r.NextLesson, Entry: r.EntryID,
	}
}

// selectStates counts the lessons of each pinned version; the ids of lessons rise with their numbers.
func selectStates(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]stateRow, error) {
	const query = `SELECT s.course_id, s.version_id, COALESCE(s.entry_id, 0) AS entry_id, COUNT(l.id) AS lessons,
  COUNT(p.lesson_id) AS passed, COALESCE(MIN(CASE WHEN p.lesson_id IS NULL THEN l.id END), 0) AS next_lesson
FROM course_starts s
JOIN lessons l ON l.version_id = s.version_id
LEFT JOIN lesson_passes p ON p.cadre_id = s.cadre_id AND p.lesson_id = l.id
WHERE s.cadre_id = ?
GROUP BY s.course_id, s.version_id, s.entry_id`
	return storage.Select[stateRow](ctx, tx, query, cadre)
}

// lessonRow is a lesson of the version that a person has to study, which is the pinned or, before that, the current one.
type lessonRow struct {
	PinnedID  course.VersionID // 0 when the course is not begun
	EntryID   hours.EntryID
	LessonID  course.LessonID
	PassedID  course.LessonID // the lesson again when it is passed, else 0
	AttemptID int64
	PassedAt  int64
	Resume    course.LessonID // where the person was last, perhaps in another version
}

func selectLessons(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id course.ID) ([]lessonRow, error) {
	const query = `SELECT COALESCE(s.version_id, 0) AS pinned_id, COALESCE(s.entry_id, 0) AS entry_id, l.id AS lesson_id,
  COALESCE(p.lesson_id, 0) AS passed_id, COALESCE(p.attempt_id, 0) AS attempt_id, COALESCE(p.passed_at, 0) AS passed_at,
  COALESCE(r.lesson_id, 0) AS resume
FROM courses c
LEFT JOIN course_starts s ON s.cadre_id = ? AND s.course_id = c.id
LEFT JOIN reading_positions r ON r.cadre_id = ? AND r.course_id = c.id
JOIN lessons l ON l.version_id = COALESCE(s.version_id, c.version_id)
LEFT JOIN lesson_passes p ON p.cadre_id = ? AND p.lesson_id = l.id
WHERE c.id = ? ORDER BY l.number`
	return storage.Select[lessonRow](ctx, tx, query, cadre, cadre, cadre, id)
}

// begunRow is the version that is pinned with one passed lesson, 0 for none.
type begunRow struct {
	VersionID course.VersionID
	LessonID  course.LessonID
}

// selectBegun returns nothing when the course is not begun, and else a row for each passed lesson of v, or one without a
// lesson. The ids of lessons rise with their numbers.
func selectBegun(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, v *course.Version) ([]begunRow, error) {
	const query = `SELECT s.version_id, p.lesson_id FROM course_starts s
LEFT JOIN lesson_passes p ON p.cadre_id = s.cadre_id AND p.lesson_id BETWEEN ? AND ?
WHERE s.cadre_id = ? AND s.course_id = ?`
	return storage.Select[begunRow](ctx, tx, query, v.Lessons[0].ID, v.Lessons[len(v.Lessons)-1].ID, cadre, v.Course)
}

// insertStart pins the version unless the course is begun already or not offered, and reports whether it did.
func insertStart(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, v *course.Version) (bool, error) {
	const statement = `INSERT INTO course_starts (cadre_id, course_id, version_id)
SELECT CAST(? AS BIGINT), id, CAST(? AS BIGINT) FROM courses WHERE id = ? AND status = 'published'
ON CONFLICT (cadre_id, course_id) DO NOTHING`
	n, err := storage.Exec(ctx, tx, statement, cadre, v.ID, v.Course)
	return n == 1, err
}

func setEntry(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, id course.ID, entry hours.EntryID) (int64, error) {
	return storage.Exec(ctx, tx,
		"UPDATE course_starts SET entry_id = ? WHERE cadre_id = ? AND course_id = ? AND entry_id IS NULL", entry, cadre, id)
}

type passRow struct {
	CadreID   roster.CadreID
	LessonID  course.LessonID
	AttemptID int64
	PassedAt  int64
}

func (r passRow) pass() Pass {
	return Pass{Lesson: r.LessonID, Attempt: r.AttemptID, At: calendar.FromMillis(r.PassedAt)}
}

func insertPass(ctx context.Context, tx storage.WriteTx, row passRow) error {
	const statement = `INSERT INTO lesson_passes (cadre_id, lesson_id, attempt_id, passed_at) VALUES (?, ?, ?, ?)
ON CONFLICT (cadre_id, lesson_id) DO NOTHING`
	_, err := storage.Exec(ctx, tx, statement, row.CadreID, row.LessonID, row.AttemptID, row.PassedAt)
	return err
}

func selectPasses(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, version course.VersionID) ([]passRow, error) {
	const query = `SELECT p.* FROM lessons l JOIN lesson_passes p ON p.lesson_id = l.id
WHERE l.version_id = ? AND p.cadre_id = ? ORDER BY l.number`
	return storage.Select[passRow](ctx, tx, query, version, cadre)
}

type positionRow struct {
	CourseID course.ID
	LessonID course.LessonID
}

// selectPositions leaves out positions in a version that is neither the pinned nor, before that, the current one.
func selectPositions(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]positionRow, error) {
	const query = `SELECT r.course_id, r.lesson_id
FROM reading_positions r
JOIN lessons l ON l.id = r.lesson_id
JOIN courses c ON c.id = r.course_id
LEFT JOIN course_starts s ON s.cadre_id = r.cadre_id AND s.course_id = r.course_id
WHERE r.cadre_id = ? AND l.version_id = COALESCE(s.version_id, c.version_id)`
	return storage.Select[positionRow](ctx, tx, query, cadre)
}

func upsertPosition(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, id course.ID, lesson course.LessonID) error {
	const statement = `INSERT INTO reading_positions (cadre_id, course_id, lesson_id) VALUES (?, ?, ?)
ON CONFLICT (cadre_id, course_id) DO UPDATE SET lesson_id = excluded.lesson_id`
	_, err := storage.Exec(ctx, tx, statement, cadre, id, lesson)
	return err
}

func upsertNote(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, lesson course.LessonID, text string) error {
	if text == "" {
		_, err := storage.Exec(ctx, tx, "DELETE FROM lesson_notes WHERE cadre_id = ? AND lesson_id = ?", cadre, lesson)
		return err
	}
	const statement = `INSERT INTO lesson_notes (cadre_id, lesson_id, text) VALUES (?, ?, ?)
ON CONFLICT (cadre_id, lesson_id) DO UPDATE SET text = excluded.text`
	_, err := storage.Exec(ctx, tx, statement, cadre, lesson, text)
	return err
}

func selectNote(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, lesson course.LessonID) (string, error) {
	row, _, err := storage.First[struct{ Text string }](ctx, tx,
		"SELECT text FROM lesson_notes WHERE cadre_id = ? AND lesson_id = ?", cadre, lesson)
	return row.Text, err
}
