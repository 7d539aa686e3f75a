package notice

import (
	"context"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type noticeRow struct {
	ID      ID
	CadreID roster.CadreID
	Kind    Kind
	Ref     int64
	Part    int64
	Title   string
	Day     calendar.Date
	ShownAt int64
	IsRead  bool
}

func (noticeRow) TableName() string { return "notices" }

func (r noticeRow) notice() Notice {
	return Notice{
		ID: r.ID, To: r.CadreID, Kind: r.Kind, Ref: r.Ref, Part: r.Part, Title: r.Title, Day: r.Day,
		ShownAt: calendar.FromMillis(r.ShownAt), IsRead: r.IsRead,
	}
}

func insertNotice(ctx context.Context, tx storage.WriteTx, n Notice) error {
	const statement = `INSERT INTO notices (cadre_id, kind, ref, part, title, day, shown_at, is_read) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (cadre_id, kind, ref, part) DO NOTHING`
	_, err := storage.Exec(ctx, tx, statement, n.To, n.Kind, n.Ref, n.Part, n.Title, n.Day, calendar.Millis(n.ShownAt), false)
	return err
}

func selectNotices(ctx context.Context, tx storage.ReadTx, who roster.CadreID, at time.Time, limit int) ([]noticeRow, error) {
	const query = "SELECT * FROM notices WHERE cadre_id = ? AND shown_at <= ? ORDER BY shown_at DESC, id DESC LIMIT ?"
	return storage.Select[noticeRow](ctx, tx, query, who, calendar.Millis(at), limit)
}

func selectNotice(ctx context.Context, tx storage.ReadTx, who roster.CadreID, id ID, at time.Time) (noticeRow, bool, error) {
	const query = "SELECT * FROM notices WHERE id = ? AND cadre_id = ? AND shown_at <= ?"
	return storage.First[noticeRow](ctx, tx, query, id, who, calendar.Millis(at))
}

func setRead(ctx context.Context, tx storage.WriteTx, id ID, read bool) error {
	_, err := storage.Exec(ctx, tx, "UPDATE notices SET is_read = ? WHERE id = ?", read, id)
	return err
}

func setAllRead(ctx context.Context, tx storage.WriteTx, who roster.CadreID, until time.Time) error {
	const statement = "UPDATE notices SET is_read = ? WHERE cadre_id = ? AND is_read = ? AND shown_at <= ?"
	_, err := storage.Exec(ctx, tx, statement, true, who, false, calendar.Millis(until))
	return err
}
