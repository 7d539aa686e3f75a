package notebook

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

type notebookRow struct {
	CadreID   roster.CadreID
	AttemptID int64
	AskedOn   calendar.Date
	Asked     int
}

func (notebookRow) TableName() string { return "notebooks" }

type examRow struct {
	AttemptID int64
	CadreID   roster.CadreID
	ResultID  int64
}

func (examRow) TableName() string { return "notebook_exams" }

type cardRow struct {
	ID             CardID
	CadreID        roster.CadreID
	ContentHash    string
	BankQuestionID int64
	Stability      float64
	Difficulty     float64
	LastOn         calendar.Date
	DueOn          calendar.Date
}

func (cardRow) TableName() string { return "notebook_cards" }

// standingRow is a card with its question as it stands now.
type standingRow struct {
	Row        cardRow `gorm:"embedded"`
	OriginKind string
	OriginID   int64
	Title      string
	Subject    string
	QuestionID quiz.QuestionID
	Content    string
}

func selectNotebook(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) (notebookRow, error) {
	row, _, err := storage.First[notebookRow](ctx, tx, "SELECT * FROM notebooks WHERE cadre_id = ?", cadre)
	row.CadreID = cadre
	return row, err
}

func upsertNotebook(ctx context.Context, tx storage.WriteTx, r notebookRow) error {
	const statement = `INSERT INTO notebooks (cadre_id, attempt_id, asked_on, asked) VALUES (?, ?, ?, ?)
ON CONFLICT (cadre_id) DO UPDATE SET attempt_id = excluded.attempt_id, asked_on = excluded.asked_on, asked = excluded.asked`
	_, err := storage.Exec(ctx, tx, statement, r.CadreID, r.AttemptID, r.AskedOn, r.Asked)
	return err
}

func selectExams(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]examRow, error) {
	return storage.Select[examRow](ctx, tx, "SELECT * FROM notebook_exams WHERE cadre_id = ?", cadre)
}

func upsertExam(ctx context.Context, tx storage.WriteTx, r examRow) error {
	const statement = `INSERT INTO notebook_exams (attempt_id, cadre_id, result_id) VALUES (?, ?, ?)
ON CONFLICT (attempt_id) DO UPDATE SET result_id = excluded.result_id`
	_, err := storage.Exec(ctx, tx, statement, r.AttemptID, r.CadreID, r.ResultID)
	return err
}

func selectCards(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]cardRow, error) {
	return storage.Select[cardRow](ctx, tx, "SELECT * FROM notebook_cards WHERE cadre_id = ? ORDER BY id", cadre)
}

func updateCard(ctx context.Context, tx storage.WriteTx, r cardRow) error {
	const statement = "UPDATE notebook_cards SET stability = ?, difficulty = ?, last_on = ?, due_on = ? WHERE id = ? AND cadre_id = ?"
	_, err := storage.Exec(ctx, tx, statement, r.Stability, r.Difficulty, r.LastOn, r.DueOn, r.ID, r.CadreID)
	return err
}

// deleteCard takes a card out of a person's book and reports whether it was there.
func deleteCard(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, id CardID) (bool, error) {
	n, err := storage.Exec(ctx, tx, "DELETE FROM notebook_cards WHERE id = ? AND cadre_id = ?", id, cadre)
	return n == 1, err
}
