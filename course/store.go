package course

import (
	"context"

	"xiangxue/course/storage"
)

type courseRow struct {
	ID        int64
	Slug      string
	Status    string
	VersionID *int64
}

func (courseRow) TableName() string { return "courses" }

type versionRow struct {
	ID             int64
	CourseID       int64
	Number         int
	Title          string
	Subject        string
	Summary        string
	Source         string
	ApprovedAmount int64
	ContentHash    string
	PublishedAt    int64
	PublishedBy    int64
}

func (versionRow) TableName() string { return "course_versions" }

type lessonRow struct {
	ID              int64
	VersionID       int64
	Number          int
	Title           string
	DeclaredMinutes int
	Checked         bool
	Markdown        string
	HTML            string `gorm:"column:html"`
	Headings        string
}

func (lessonRow) TableName() string { return "lessons" }

type materialRow struct {
	ID           int64
	VersionID    int64
	LessonNumber int
	Name         string
	Title        string
	MediaType    string
	Size         int64
	Sum          string
}

func (materialRow) TableName() string { return "materials" }

type citationRow struct {
	ID         int64
	SourceKind string
	SourceID   int64
	Law        string
	Article    string
	State      string
	DocumentID int64
}

func (citationRow) TableName() string { return "citations" }

type subjectRow struct {
	Code     string
	Name     string
	Glyph    string
	Position int
}

func selectSubjects(ctx context.Context, tx storage.ReadTx) ([]subjectRow, error) {
	return storage.Select[subjectRow](ctx, tx, "SELECT * FROM subjects ORDER BY position")
}

func courseBySlug(ctx context.Context, tx storage.ReadTx, slug string) (courseRow, bool, error) {
	return storage.First[courseRow](ctx, tx, "SELECT * FROM courses WHERE slug = ?", slug)
}

func courseByID(ctx context.Context, tx storage.ReadTx, id ID) (courseRow, bool, error) {
	return storage.First[courseRow](ctx, tx, "SELECT * FROM courses WHERE id = ?", id)
}

func setCurrent(ctx context.Context, tx storage.WriteTx, course ID, version VersionID) error {
	_, err := storage.Exec(ctx, tx, "UPDATE courses SET version_id = ?, status = 'published' WHERE id = ?", version, course)
	return err
}

func setRetired(ctx context.Context, tx storage.WriteTx, course ID) (int64, error) {
	return storage.Exec(ctx, tx, "UPDATE courses SET status = 'retired' WHERE id = ? AND status = 'published'", course)
}

func nextNumber(ctx context.Context, tx storage.ReadTx, course ID) (int, error) {
	row, _, err := storage.First[struct{ Number int }](ctx, tx,
		"SELECT COALESCE(MAX(number), 0) + 1 AS number FROM course_versions WHERE course_id = ?", course)
	return row.Number, err
}

// fullVersionRow is a version with what belongs to its course and subject.
type fullVersionRow struct {
	Version     versionRow `gorm:"embedded"`
	Slug        string
	SubjectName string
	Glyph       string
}

func versionByID(ctx context.Context, tx storage.ReadTx, id VersionID) (fullVersionRow, bool, error) {
	const query = `SELECT v.*, c.slug, s.name AS subject_name, s.glyph
FROM course_versions v JOIN courses c ON c.id = v.course_id JOIN subjects s ON s.code = v.subject
WHERE v.id = ?`
	return storage.First[fullVersionRow](ctx, tx, query, id)
}

func lessonsOf(ctx context.Context, tx storage.ReadTx, version VersionID) ([]lessonRow, error) {
	const query = `SELECT id, number, title, declared_minutes, checked, html, headings
FROM lessons WHERE version_id = ? ORDER BY number`
	return storage.Select[lessonRow](ctx, tx, query, version)
}

func materialsOf(ctx context.Context, tx storage.ReadTx, version VersionID) ([]materialRow, error) {
	return storage.Select[materialRow](ctx, tx, "SELECT * FROM materials WHERE version_id = ? ORDER BY lesson_number, id", version)
}

func materialBySum(ctx context.Context, tx storage.ReadTx, sum Sum) (materialRow, bool, error) {
	return storage.First[materialRow](ctx, tx, "SELECT * FROM materials WHERE sum = ? ORDER BY id DESC LIMIT 1", sum)
}

func versionOfLesson(ctx context.Context, tx storage.ReadTx, lesson LessonID) (VersionID, bool, error) {
	row, found, err := storage.First[struct{ VersionID VersionID }](ctx, tx, "SELECT version_id FROM lessons WHERE id = ?", lesson)
	return row.VersionID, found, err
}

// offeredRow is one lesson of an offered course, with the columns of its course repeated.
type offeredRow struct {
	CourseID        ID
	Slug            string
	VersionID       VersionID
	Number          int
	Title           string
	Subject         string
	SubjectName     string
	Glyph           string
	Summary         string
	ApprovedAmount  int64
	PublishedAt     int64
	LessonID        LessonID
	DeclaredMinutes int
	Checked         bool
}

func selectOffered(ctx context.Context, tx storage.ReadTx) ([]offeredRow, error) {
	const query = `SELECT c.id AS course_id, c.slug, v.id AS version_id, v.number, v.title, v.subject, s.name AS subject_name,
  s.glyph, v.summary, v.approved_amount, v.published_at, l.id AS lesson_id, l.declared_minutes, l.checked
FROM courses c
JOIN course_versions v ON v.id = c.version_id
JOIN subjects s ON s.code = v.subject
JOIN lessons l ON l.version_id = v.id
WHERE c.status = 'published'
ORDER BY s.position, v.title, c.id, l.number`
	return storage.Select[offeredRow](ctx, tx, query)
}

func insertCitation(ctx context.Context, tx storage.WriteTx, source CitationSource, c Citation) error {
	const statement = `INSERT INTO citations (source_kind, source_id, law, article, state) VALUES (?, ?, ?, ?, 'fresh')
ON CONFLICT (source_kind, source_id, law, article) DO NOTHING`
	_, err := storage.Exec(ctx, tx, statement, source.Kind, source.ID, c.Law, c.Article)
	return err
}

func citationsBySource(ctx context.Context, tx storage.ReadTx, source CitationSource) ([]citationRow, error) {
	return storage.Select[citationRow](ctx, tx,
		"SELECT * FROM citations WHERE source_kind = ? AND source_id = ? ORDER BY id", source.Kind, source.ID)
}

func citationsByState(ctx context.Context, tx storage.ReadTx, state CitationState) ([]citationRow, error) {
	return storage.Select[citationRow](ctx, tx, "SELECT * FROM citations WHERE state = ? ORDER BY law, article, id", state)
}

func citedArticles(ctx context.Context, tx storage.ReadTx) ([]citationRow, error) {
	return storage.Select[citationRow](ctx, tx, "SELECT DISTINCT law, article FROM citations ORDER BY law, article")
}

func setStale(ctx context.Context, tx storage.WriteTx, c Citation, document int64) (int64, error) {
	const statement = "UPDATE citations SET state = 'stale', document_id = ? WHERE law = ? AND article = ? AND state <> 'stale'"
	return storage.Exec(ctx, tx, statement, document, c.Law, c.Article)
}

func setConfirmed(ctx context.Context, tx storage.WriteTx, id int64) (int64, error) {
	return storage.Exec(ctx, tx, "UPDATE citations SET state = 'confirmed' WHERE id = ? AND state = 'stale'", id)
}
