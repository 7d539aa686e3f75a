package objection

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type objectionRow struct {
	ID         ID
	EntryID    hours.EntryID
	CadreID    roster.CadreID
	Objection  string
	ObjectedAt int64
}

func (objectionRow) TableName() string { return "objections" }

type answerRow struct {
	ObjectionID ID
	Upheld      bool
	Answer      string
	AnsweredBy  roster.CadreID
	AnsweredAt  int64
}

func (answerRow) TableName() string { return "objection_answers" }

type foundObjection struct {
	Row        objectionRow `gorm:"embedded"`
	Name       string
	Upheld     bool
	Answer     string
	AnswererOf string
	AnsweredAt int64 // 0 while nobody has answered
}

func (r foundObjection) objection() Objection {
	o := Objection{
		ID: r.Row.ID, Entry: r.Row.EntryID, Cadre: r.Row.CadreID, Name: r.Name, Text: r.Row.Objection, At: calendar.FromMillis(r.Row.ObjectedAt),
	}
	if r.AnsweredAt != 0 {
		o.Answer = &Answer{Upheld: r.Upheld, Text: r.Answer, By: r.AnswererOf, At: calendar.FromMillis(r.AnsweredAt)}
	}
	return o
}

const objections = `SELECT o.*, c.name, COALESCE(a.upheld, FALSE) AS upheld, COALESCE(a.answer, '') AS answer, COALESCE(b.name, '') AS answerer_of,
 COALESCE(a.answered_at, 0) AS answered_at
FROM objections o JOIN cadres c ON c.id = o.cadre_id LEFT JOIN objection_answers a ON a.objection_id = o.id LEFT JOIN cadres b ON b.id = a.answered_by WHERE `

// To returns the objection to a reversal, and whether there is one. Show it only to somebody who may see the entry.
func To(ctx context.Context, tx storage.ReadTx, reversal hours.EntryID) (Objection, bool, error) {
	row, found, err := storage.First[foundObjection](ctx, tx, objections+"o.entry_id = ?", reversal)
	if err != nil {
		return Objection{}, false, fmt.Errorf("read the objection to entry %d: %w", reversal, err)
	}
	return row.objection(), found, nil
}

// List returns the objections of the people who are in the scope on a day: those that wait for an answer first, then the
// newest.
func List(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date) ([]Objection, error) {
	where, args := scope.Cadres("o.cadre_id", on)
	rows, err := storage.Select[foundObjection](ctx, tx, objections+where+" ORDER BY CASE WHEN a.answered_at IS NULL THEN 0 ELSE 1 END, o.id DESC", args...)
	if err != nil {
		return nil, fmt.Errorf("read the objections: %w", err)
	}
	list := make([]Objection, len(rows))
	for i, r := range rows {
		list[i] = r.objection()
	}
	return list, nil
}

// find returns an objection of somebody who is in the scope on a day. It fails with fault.NotFound otherwise.
func find(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id ID, on calendar.Date) (Objection, error) {
	where, args := scope.Cadres("o.cadre_id", on)
	row, found, err := storage.First[foundObjection](ctx, tx, objections+"o.id = ? AND "+where, append([]any{id}, args...)...)
	switch {
	case err != nil:
		return Objection{}, fmt.Errorf("read objection %d: %w", id, err)
	case !found:
		return Objection{}, fault.New(fault.NotFound, "没有这项异议")
	}
	return row.objection(), nil
}
