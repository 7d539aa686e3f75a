package reflection

import (
	"context"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type declarationRow struct {
	ID         DeclarationID
	CadreID    roster.CadreID
	Kind       Kind
	Title      string
	StudiedOn  calendar.Date
	Asked      hours.Amount
	Learnt     string
	DeclaredAt int64
	State      State
	Granted    hours.Amount
	Reason     string
	DecidedBy  roster.CadreID
	DecidedAt  int64
	EntryID    hours.EntryID
}

func (declarationRow) TableName() string { return "declarations" }

type foundDeclaration struct {
	Row     declarationRow `gorm:"embedded"`
	Name    string
	Decider string
}

func (r foundDeclaration) declaration() Declaration {
	return Declaration{
		ID: r.Row.ID, Cadre: r.Row.CadreID, Name: r.Name, Kind: r.Row.Kind, Title: r.Row.Title, On: r.Row.StudiedOn,
		Asked: r.Row.Asked, Learnt: r.Row.Learnt, DeclaredAt: calendar.FromMillis(r.Row.DeclaredAt),
		State: r.Row.State, Granted: r.Row.Granted, Reason: r.Row.Reason,
		DecidedBy: r.Row.DecidedBy, Decider: r.Decider, DecidedAt: instant(r.Row.DecidedAt), Entry: r.Row.EntryID,
	}
}

// instant returns a stored instant, and the zero time for 0.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return calendar.FromMillis(ms)
}

const columns = `SELECT d.*, c.name, COALESCE(b.name, '') AS decider
FROM declarations d JOIN cadres c ON c.id = d.cadre_id LEFT JOIN cadres b ON b.id = d.decided_by WHERE `

func selectDeclaration(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id DeclarationID, on calendar.Date) (foundDeclaration, bool, error) {
	where, args := scope.Cadres("d.cadre_id", on)
	return storage.First[foundDeclaration](ctx, tx, columns+"d.id = ? AND "+where, append([]any{id}, args...)...)
}

func selectOf(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, span calendar.Span) ([]foundDeclaration, error) {
	query := columns + "d.cadre_id = ? AND d.studied_on BETWEEN ? AND ? ORDER BY d.id DESC"
	return storage.Select[foundDeclaration](ctx, tx, query, cadre, span.From, span.To)
}

func selectWaiting(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date) ([]foundDeclaration, error) {
	where, args := scope.Cadres("d.cadre_id", on)
	return storage.Select[foundDeclaration](ctx, tx, columns+"d.state = 'open' AND "+where+" ORDER BY d.id", args...)
}

func selectDecided(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date, limit int) ([]foundDeclaration, error) {
	where, args := scope.Cadres("d.cadre_id", on)
	query := columns + "d.state IN ('approved', 'declined') AND " + where + " ORDER BY d.decided_at DESC, d.id DESC LIMIT ?"
	return storage.Select[foundDeclaration](ctx, tx, query, append(args, limit)...)
}

// selectSame reports whether a person has declared the same and it was neither declined nor withdrawn.
func selectSame(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, d Declaration) (bool, error) {
	const query = `SELECT id FROM declarations WHERE cadre_id = ? AND kind = ? AND title = ? AND studied_on = ? AND state IN ('open', 'approved')`
	_, found, err := storage.First[declarationRow](ctx, tx, query, cadre, d.Kind, d.Title, d.On)
	return found, err
}

// setDecided writes what became of a declaration and reports whether it was open.
func setDecided(ctx context.Context, tx storage.WriteTx, r declarationRow) (bool, error) {
	const statement = `UPDATE declarations SET state = ?, granted = ?, reason = ?, decided_by = ?, decided_at = ?, entry_id = ?
WHERE id = ? AND state = 'open'`
	n, err := storage.Exec(ctx, tx, statement, r.State, r.Granted, r.Reason, r.DecidedBy, r.DecidedAt, r.EntryID, r.ID)
	return n == 1, err
}
