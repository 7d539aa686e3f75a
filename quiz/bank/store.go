package bank

import (
	"context"
	"encoding/json"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

type bankRow struct {
	ID   ID
	Name string
}

func (bankRow) TableName() string { return "question_banks" }

type questionRow struct {
	ID        QuestionID
	BankID    ID
	VersionID VersionID
	State     State
	Reason    string
	StateAt   int64
	StateBy   roster.CadreID
}

func (questionRow) TableName() string { return "bank_questions" }

type versionRow struct {
	ID         VersionID
	QuestionID QuestionID
	Number     int
	Kind       quiz.Kind
	Content    string
	Subject    string
	Difficulty int
	Source     string
	Change     string
	StoredAt   int64
	StoredBy   roster.CadreID
}

func (versionRow) TableName() string { return "bank_versions" }

type tagRow struct {
	VersionID VersionID
	Tag       string
}

func (tagRow) TableName() string { return "bank_tags" }

type likenessRow struct {
	VersionID   VersionID
	Folded      string
	ContentHash string
	Simhash     int64
}

func (likenessRow) TableName() string { return "bank_likenesses" }

// selectBanks returns the bank of that id, the one of that name, or all of them.
func selectBanks(ctx context.Context, tx storage.ReadTx, id ID, name string) ([]Bank, error) {
	const query = `SELECT b.id, b.name, COUNT(q.id) AS questions, COUNT(CASE WHEN q.state = 'published' THEN 1 END) AS published
FROM question_banks b LEFT JOIN bank_questions q ON q.bank_id = b.id
WHERE (? = 0 OR b.id = ?) AND (? = '' OR b.name = ?) GROUP BY b.id, b.name ORDER BY b.name`
	banks, err := storage.Select[Bank](ctx, tx, query, id, id, name, name)
	if err != nil {
		return nil, fmt.Errorf("read the question banks: %w", err)
	}
	return banks, nil
}

func selectQuestion(ctx context.Context, tx storage.ReadTx, id QuestionID) (questionRow, bool, error) {
	return storage.First[questionRow](ctx, tx, "SELECT * FROM bank_questions WHERE id = ?", id)
}

// setState changes the state of a question whose current version is still the given one.
func setState(ctx context.Context, tx storage.WriteTx, row questionRow) (int64, error) {
	const update = "UPDATE bank_questions SET state = ?, reason = ?, state_at = ?, state_by = ? WHERE id = ? AND version_id = ?"
	return storage.Exec(ctx, tx, update, row.State, row.Reason, row.StateAt, row.StateBy, row.ID, row.VersionID)
}

func setVersion(ctx context.Context, tx storage.WriteTx, row questionRow) error {
	const update = "UPDATE bank_questions SET version_id = ?, state = ?, reason = ?, state_at = ?, state_by = ? WHERE id = ?"
	_, err := storage.Exec(ctx, tx, update, row.VersionID, row.State, row.Reason, row.StateAt, row.StateBy, row.ID)
	return err
}

// idsPerQuery bounds the ids in one statement; SQLite takes 32 766 parameters.
const idsPerQuery = 1000

// selectVersions returns the versions by their ids, with their tags, in rising order.
func selectVersions(ctx context.Context, tx storage.ReadTx, ids []VersionID) ([]Version, error) {
	var versions []Version
	for len(ids) > 0 {
		batch := ids[:min(len(ids), idsPerQuery)]
		ids = ids[len(batch):]
		rows, err := storage.Select[versionRow](ctx, tx, "SELECT * FROM bank_versions WHERE id IN ? ORDER BY id", batch)
		if err != nil {
			return nil, err
		}
		tags, err := storage.Select[tagRow](ctx, tx, "SELECT * FROM bank_tags WHERE version_id IN ? ORDER BY tag", batch)
		if err != nil {
			return nil, err
		}
		tagged := map[VersionID][]string{}
		for _, t := range tags {
			tagged[t.VersionID] = append(tagged[t.VersionID], t.Tag)
		}
		for _, r := range rows {
			v, err := r.version(tagged[r.ID])
			if err != nil {
				return nil, err
			}
			versions = append(versions, v)
		}
	}
	return versions, nil
}

func (r versionRow) version(tags []string) (Version, error) {
	v := Version{ID: r.ID, Question: r.QuestionID, Number: r.Number, By: r.StoredBy, At: calendar.FromMillis(r.StoredAt), Draft: Draft{
		Subject: r.Subject, Tags: tags, Difficulty: r.Difficulty, Source: r.Source, Change: r.Change,
	}}
	if err := json.Unmarshal([]byte(r.Content), &v.Content); err != nil {
		return Version{}, fmt.Errorf("decode version %d of question %d: %w", r.Number, r.QuestionID, err)
	}
	v.Content.ID = quiz.QuestionID(r.ID)
	return v, nil
}

func (r questionRow) question(v Version) Question {
	return Question{ID: r.ID, Bank: r.BankID, State: r.State, Reason: r.Reason, StateBy: r.StateBy, StateAt: calendar.FromMillis(r.StateAt), Version: v}
}
