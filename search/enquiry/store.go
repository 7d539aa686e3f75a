package enquiry

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/search/library"
)

type enquiryRow struct {
	ID        ID
	UnitID    roster.UnitID
	State     State
	VersionID int64
	NotedBy   roster.CadreID
	NotedAt   int64
}

func (enquiryRow) TableName() string { return "enquiries" }

type draftRow struct {
	EnquiryID ID
	CadreID   roster.CadreID
	Base      int
	Subject   string
	Question  string
	Answer    string
	Articles  string
	Lessons   string
	SavedAt   int64
}

func (draftRow) TableName() string { return "enquiry_drafts" }

func draftRowOf(d Draft, by roster.CadreID, at time.Time) (draftRow, error) {
	articles, err := json.Marshal(d.Articles)
	if err != nil {
		return draftRow{}, err
	}
	lessons, err := json.Marshal(d.Lessons)
	return draftRow{
		EnquiryID: d.Enquiry, CadreID: by, Base: d.Base, Subject: d.Subject, Question: d.Question, Answer: d.Answer,
		Articles: string(articles), Lessons: string(lessons), SavedAt: calendar.Millis(at),
	}, err
}

func (r draftRow) draft() (Draft, error) {
	d := Draft{Enquiry: r.EnquiryID, Base: r.Base, SavedAt: calendar.FromMillis(r.SavedAt)}
	d.Subject, d.Question, d.Answer = r.Subject, r.Question, r.Answer
	if err := json.Unmarshal([]byte(r.Articles), &d.Articles); err != nil {
		return Draft{}, fmt.Errorf("read the articles of a draft about question %d: %w", r.EnquiryID, err)
	}
	if err := json.Unmarshal([]byte(r.Lessons), &d.Lessons); err != nil {
		return Draft{}, fmt.Errorf("read the lessons of a draft about question %d: %w", r.EnquiryID, err)
	}
	return d, nil
}

type versionRow struct {
	ID          int64
	EnquiryID   ID
	Number      int
	Subject     string
	Question    string
	Answer      string
	ConfirmedBy roster.CadreID
	ConfirmedAt int64
}

func (versionRow) TableName() string { return "enquiry_versions" }

type articleRow struct {
	VersionID  int64
	Position   int
	DocumentID library.DocumentID
	Point      string
}

func (articleRow) TableName() string { return "enquiry_articles" }

func articleRows(version int64, articles []Article) []articleRow {
	rows := make([]articleRow, len(articles))
	for i, a := range articles {
		rows[i] = articleRow{VersionID: version, Position: i, DocumentID: a.Document, Point: a.Point}
	}
	return rows
}

type lessonRow struct {
	VersionID int64
	Position  int
	LessonID  course.LessonID
}

func (lessonRow) TableName() string { return "enquiry_lessons" }

func lessonRows(version int64, lessons []course.LessonID) []lessonRow {
	rows := make([]lessonRow, len(lessons))
	for i, id := range lessons {
		rows[i] = lessonRow{VersionID: version, Position: i, LessonID: id}
	}
	return rows
}

func putDraft(ctx context.Context, tx storage.WriteTx, r draftRow) error {
	const statement = `INSERT INTO enquiry_drafts (enquiry_id, cadre_id, base, subject, question, answer, articles, lessons, saved_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (enquiry_id, cadre_id) DO UPDATE SET base = excluded.base, subject = excluded.subject, question = excluded.question,
answer = excluded.answer, articles = excluded.articles, lessons = excluded.lessons, saved_at = excluded.saved_at`
	_, err := storage.Exec(ctx, tx, statement, r.EnquiryID, r.CadreID, r.Base, r.Subject, r.Question, r.Answer, r.Articles, r.Lessons, r.SavedAt)
	return err
}

func selectDraft(ctx context.Context, tx storage.ReadTx, by roster.CadreID, id ID) (draftRow, bool, error) {
	return storage.First[draftRow](ctx, tx, "SELECT * FROM enquiry_drafts WHERE enquiry_id = ? AND cadre_id = ?", id, by)
}

func selectDrafts(ctx context.Context, tx storage.ReadTx, by roster.CadreID) ([]draftRow, error) {
	return storage.Select[draftRow](ctx, tx, "SELECT * FROM enquiry_drafts WHERE cadre_id = ? ORDER BY saved_at DESC, enquiry_id DESC", by)
}

func deleteDraft(ctx context.Context, tx storage.WriteTx, by roster.CadreID, id ID) (int64, error) {
	return storage.Exec(ctx, tx, "DELETE FROM enquiry_drafts WHERE enquiry_id = ? AND cadre_id = ?", id, by)
}

// deleteUnsent deletes a question of which nothing was sent.
func deleteUnsent(ctx context.Context, tx storage.WriteTx, by roster.CadreID, id ID) error {
	_, err := storage.Exec(ctx, tx, "DELETE FROM enquiries WHERE id = ? AND noted_by = ? AND state = 'draft'", id, by)
	return err
}

func ownsUnsent(ctx context.Context, tx storage.ReadTx, by roster.CadreID, id ID) (bool, error) {
	const query = "SELECT id FROM enquiries WHERE id = ? AND noted_by = ? AND state = 'draft'"
	_, found, err := storage.First[ID](ctx, tx, query, id, by)
	return found, err
}

func setCurrent(ctx context.Context, tx storage.WriteTx, id ID, version int64, state State) error {
	_, err := storage.Exec(ctx, tx, "UPDATE enquiries SET version_id = ?, state = ? WHERE id = ?", version, state, id)
	return err
}

// selectNumber returns the number of a question's current version, 0 when it has none, and its state.
func selectNumber(ctx context.Context, tx storage.ReadTx, id ID) (int, State, error) {
	const query = `SELECT COALESCE(v.number, 0) AS number, e.state FROM enquiries e LEFT JOIN enquiry_versions v ON v.id = e.version_id WHERE e.id = ?`
	row, _, err := storage.First[struct {
		Number int
		State  State
	}](ctx, tx, query, id)
	return row.Number, row.State, err
}

func countLessons(ctx context.Context, tx storage.ReadTx, ids []course.LessonID) (int, error) {
	if len(ids) == 0 {
		return 0, nil
	}
	n, _, err := storage.First[int](ctx, tx, "SELECT COUNT(*) FROM lessons WHERE id IN ?", ids)
	return n, err
}

func articleExists(ctx context.Context, tx storage.ReadTx, a Article) (bool, error) {
	const query = "SELECT document_id FROM document_articles WHERE document_id = ? AND (number = ? OR (number = '' AND anchor = ?)) LIMIT 1"
	_, found, err := storage.First[int64](ctx, tx, query, a.Document, a.Point, a.Point)
	return found, err
}

func selectArticles(ctx context.Context, tx storage.ReadTx, version int64) ([]articleRow, error) {
	return storage.Select[articleRow](ctx, tx, "SELECT * FROM enquiry_articles WHERE version_id = ? ORDER BY position", version)
}

func selectLessons(ctx context.Context, tx storage.ReadTx, version int64) ([]lessonRow, error) {
	return storage.Select[lessonRow](ctx, tx, "SELECT * FROM enquiry_lessons WHERE version_id = ? ORDER BY position", version)
}

type signedRow struct {
	Number      int
	Answer      string
	ConfirmedAt int64
	Name        string
}

func selectVersions(ctx context.Context, tx storage.ReadTx, id ID) ([]signedRow, error) {
	const query = `SELECT v.number, v.answer, v.confirmed_at, c.name FROM enquiry_versions v JOIN cadres c ON c.id = v.confirmed_by
WHERE v.enquiry_id = ? ORDER BY v.number DESC`
	return storage.Select[signedRow](ctx, tx, query, id)
}

type pairRow struct {
	EnquiryID  ID
	VersionID  int64
	Question   string
	DocumentID library.DocumentID
	Point      string
}

func selectPairs(ctx context.Context, tx storage.ReadTx) ([]pairRow, error) {
	const query = `SELECT e.id AS enquiry_id, v.id AS version_id, v.question, a.document_id, a.point
FROM enquiries e JOIN enquiry_versions v ON v.id = e.version_id JOIN enquiry_articles a ON a.version_id = v.id
WHERE e.state = 'answered' ORDER BY e.id, a.position`
	return storage.Select[pairRow](ctx, tx, query)
}

// scoped returns a condition over e.unit_id: the actor has the permission for the unit.
func scoped(actor access.Actor, p access.Permission) (string, []any) {
	return actor.Scope(p).Units("e.unit_id")
}
