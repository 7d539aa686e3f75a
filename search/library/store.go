package library

import (
	"context"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// selected is how many documents one statement asks for at most; the databases bound their parameters.
const selected = 500

type workRow struct {
	ID       int64
	TitleKey string
}

func (workRow) TableName() string { return "works" }

type documentRow struct {
	ID           int64
	WorkID       int64
	VersionOn    calendar.Date
	Title        string
	ShortName    string
	DocNumber    string
	NumberKey    string
	Issuer       string
	Category     string
	Kind         string
	Region       string
	Example      bool
	AdoptedOn    calendar.Date
	PublishedOn  calendar.Date
	EffectiveOn  calendar.Date
	RepealedOn   calendar.Date
	ExpiresOn    calendar.Date
	BeginsOn     calendar.Date
	BeginGround  string
	File         string
	ContentHash  string
	TextHash     string
	ArticleCount int
	RecordedAt   int64
	ChangedAt    int64
}

func (documentRow) TableName() string { return "documents" }

type articleRow struct {
	DocumentID int64
	Ordinal    int
	Number     string
	Title      string
	Anchor     string
	Chapter    string
	Text       string
}

func (articleRow) TableName() string { return "document_articles" }

type relationRow struct {
	DocumentID int64
	Ordinal    int
	Kind       string
	Title      string
	TitleKey   string
	DocNumber  string
	NumberKey  string
	TakesOn    calendar.Date
	Article    string
}

func (relationRow) TableName() string { return "document_relations" }

type checkRow struct {
	ID         int64
	DocumentID int64
	State      string
	SinceOn    calendar.Date
	Source     string
	CheckedOn  calendar.Date
	CheckedBy  int64
	RecordedAt int64
}

func (checkRow) TableName() string { return "status_checks" }

// knownRow is what an import must know about a document that is there.
type knownRow struct {
	ID          int64
	TitleKey    string
	VersionOn   calendar.Date
	ContentHash string
	TextHash    string
	File        string
}

func selectKnown(ctx context.Context, tx storage.ReadTx) ([]knownRow, error) {
	const query = `SELECT d.id, w.title_key, d.version_on, d.content_hash, d.text_hash, d.file
FROM documents d JOIN works w ON w.id = d.work_id`
	return storage.Select[knownRow](ctx, tx, query)
}

// workOf returns the id of the work with the key, adding it when it is new.
func workOf(ctx context.Context, tx storage.WriteTx, key string) (int64, error) {
	found, exists, err := selectWork(ctx, tx.ReadTx, key)
	if err != nil || exists {
		return found.ID, err
	}
	row := workRow{TitleKey: key}
	err = storage.Insert(ctx, tx, &row)
	return row.ID, err
}

func selectWork(ctx context.Context, tx storage.ReadTx, key string) (workRow, bool, error) {
	return storage.First[workRow](ctx, tx, "SELECT id, title_key FROM works WHERE title_key = ?", key)
}

// selectSame returns the document that r is another reading of, as identity.is and known.has tell; the one of the same
// date comes first.
func selectSame(ctx context.Context, tx storage.ReadTx, r documentRow) (documentRow, bool, error) {
	const query = `SELECT * FROM documents WHERE work_id = ? AND (version_on = ?
OR (text_hash = ? AND (version_on = 0 OR ? = 0 OR file = ?))) ORDER BY CASE WHEN version_on = ? THEN 0 ELSE 1 END, id LIMIT 1`
	return storage.First[documentRow](ctx, tx, query, r.WorkID, r.VersionOn, r.TextHash, r.VersionOn, r.File, r.VersionOn)
}

func updateDocument(ctx context.Context, tx storage.WriteTx, r documentRow) error {
	const statement = `UPDATE documents SET version_on = ?, title = ?, short_name = ?, doc_number = ?, number_key = ?, issuer = ?, category = ?,
kind = ?, region = ?, example = ?, adopted_on = ?, published_on = ?, effective_on = ?, repealed_on = ?, expires_on = ?,
begins_on = ?, begin_ground = ?, file = ?, content_hash = ?, text_hash = ?, article_count = ?, changed_at = ? WHERE id = ?`
	_, err := storage.Exec(ctx, tx, statement, r.VersionOn, r.Title, r.ShortName, r.DocNumber, r.NumberKey, r.Issuer, r.Category,
		r.Kind, r.Region, r.Example, r.AdoptedOn, r.PublishedOn, r.EffectiveOn, r.RepealedOn, r.ExpiresOn,
		r.BeginsOn, r.BeginGround, r.File, r.ContentHash, r.TextHash, r.ArticleCount, r.ChangedAt, r.ID)
	return err
}

// deleteParts removes the articles and relations of a document that is imported anew.
func deleteParts(ctx context.Context, tx storage.WriteTx, id int64) error {
	if _, err := storage.Exec(ctx, tx, "DELETE FROM document_articles WHERE document_id = ?", id); err != nil {
		return err
	}
	_, err := storage.Exec(ctx, tx, "DELETE FROM document_relations WHERE document_id = ?", id)
	return err
}

// selectTouched returns the documents whose status a document may change: the other versions of its work, and those
// that it repeals.
func selectTouched(ctx context.Context, tx storage.ReadTx, id int64) ([]int64, error) {
	const query = `SELECT o.id FROM documents d JOIN documents o ON o.work_id = d.work_id WHERE d.id = ? AND o.id <> d.id
UNION SELECT o.id FROM document_relations r JOIN works w ON w.title_key = r.title_key JOIN documents o ON o.work_id = w.id
WHERE r.document_id = ? AND r.kind = 'repeals' AND o.id <> ?
UNION SELECT o.id FROM document_relations r JOIN documents o ON o.number_key = r.number_key AND o.number_key <> ''
WHERE r.document_id = ? AND r.kind = 'repeals' AND r.number_key <> '' AND o.id <> ?`
	rows, err := storage.Select[struct{ ID int64 }](ctx, tx, query, id, id, id, id, id)
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}

func selectDocument(ctx context.Context, tx storage.ReadTx, id DocumentID) (documentRow, bool, error) {
	return storage.First[documentRow](ctx, tx, "SELECT * FROM documents WHERE id = ?", int64(id))
}

func selectDocuments(ctx context.Context, tx storage.ReadTx, ids []int64) ([]documentRow, error) {
	return storage.Select[documentRow](ctx, tx, "SELECT * FROM documents WHERE id IN ?", ids)
}

func selectAfter(ctx context.Context, tx storage.ReadTx, after int64, limit int) ([]documentRow, error) {
	return storage.Select[documentRow](ctx, tx, "SELECT * FROM documents WHERE id > ? ORDER BY id LIMIT ?", after, limit)
}

func selectVersions(ctx context.Context, tx storage.ReadTx, work WorkID) ([]documentRow, error) {
	return storage.Select[documentRow](ctx, tx, "SELECT * FROM documents WHERE work_id = ? ORDER BY version_on DESC", int64(work))
}

func selectCategory(ctx context.Context, tx storage.ReadTx, category string, limit int) ([]documentRow, error) {
	const query = "SELECT * FROM documents WHERE ? = '' OR category = ? ORDER BY version_on DESC, id DESC LIMIT ?"
	return storage.Select[documentRow](ctx, tx, query, category, category, limit)
}

func selectTitled(ctx context.Context, tx storage.ReadTx, words []string, limit int) ([]documentRow, error) {
	query, args := "SELECT * FROM documents WHERE 1 = 1", []any{}
	for _, w := range words {
		query, args = query+` AND title LIKE ? ESCAPE '!'`, append(args, "%"+likeless.Replace(w)+"%")
	}
	return storage.Select[documentRow](ctx, tx, query+" ORDER BY version_on DESC, id DESC LIMIT ?", append(args, limit)...)
}

// likeless takes the meaning from the signs of a LIKE pattern whose ESCAPE is !.
var likeless = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

func selectTitles(ctx context.Context, tx storage.ReadTx, titles []string) ([]documentRow, error) {
	return storage.Select[documentRow](ctx, tx, "SELECT * FROM documents WHERE title IN ? ORDER BY version_on DESC, id", titles)
}

func selectCategories(ctx context.Context, tx storage.ReadTx) ([]Category, error) {
	const query = "SELECT category AS name, COUNT(*) AS documents FROM documents GROUP BY category ORDER BY documents DESC, category"
	return storage.Select[Category](ctx, tx, query)
}

func selectNames(ctx context.Context, tx storage.ReadTx) ([]Title, error) {
	return storage.Select[Title](ctx, tx, "SELECT DISTINCT title, short_name FROM documents ORDER BY title, short_name")
}

func sumArticles(ctx context.Context, tx storage.ReadTx) (int, error) {
	n, _, err := storage.First[int](ctx, tx, "SELECT COALESCE(SUM(article_count), 0) FROM documents")
	return n, err
}

func selectArticles(ctx context.Context, tx storage.ReadTx, ids []int64) ([]articleRow, error) {
	const query = "SELECT * FROM document_articles WHERE document_id IN ? ORDER BY document_id, ordinal"
	return storage.Select[articleRow](ctx, tx, query, ids)
}

func selectArticle(ctx context.Context, tx storage.ReadTx, id DocumentID, point string) (articleRow, bool, error) {
	const query = `SELECT * FROM document_articles WHERE document_id = ? AND (number = ? OR (number = '' AND anchor = ?))
ORDER BY ordinal LIMIT 1`
	return storage.First[articleRow](ctx, tx, query, int64(id), point, point)
}

// relatedRow is a relation with the document at its other end, 0 when it is not here.
type relatedRow struct {
	Kind      string
	Title     string
	DocNumber string
	TakesOn   calendar.Date
	Article   string
	OtherID   int64
}

// selectRelated returns what a document says about others, each with the newest version that is here.
func selectRelated(ctx context.Context, tx storage.ReadTx, id DocumentID) ([]relatedRow, error) {
	const query = `SELECT r.kind, r.title, r.doc_number, r.takes_on, r.article, COALESCE((SELECT o.id FROM documents o
  JOIN works w ON w.id = o.work_id WHERE o.id <> r.document_id AND ((w.title_key = r.title_key AND (r.number_key = '' OR o.number_key = ''))
    OR (o.number_key <> '' AND o.number_key = r.number_key)) ORDER BY o.version_on DESC LIMIT 1), 0) AS other_id
FROM document_relations r WHERE r.document_id = ? ORDER BY r.ordinal`
	return storage.Select[relatedRow](ctx, tx, query, int64(id))
}

// selectRelating returns what others say about a document.
func selectRelating(ctx context.Context, tx storage.ReadTx, id DocumentID) ([]relatedRow, error) {
	const query = `SELECT r.kind, o.title, o.doc_number, r.takes_on, r.article, o.id AS other_id
FROM documents d JOIN works w ON w.id = d.work_id
JOIN document_relations r ON (r.title_key = w.title_key AND (r.number_key = '' OR d.number_key = '' OR r.number_key = d.number_key))
JOIN documents o ON o.id = r.document_id
WHERE d.id = ? AND o.id <> d.id ORDER BY o.version_on DESC, o.id LIMIT 100`
	return storage.Select[relatedRow](ctx, tx, query, int64(id))
}

func selectChecks(ctx context.Context, tx storage.ReadTx, where string, args ...any) ([]checkRow, error) {
	return storage.Select[checkRow](ctx, tx, "SELECT * FROM status_checks "+where+" ORDER BY id", args...)
}

func joinLines(lines []string) string { return strings.Join(lines, "\n") }

func splitLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
