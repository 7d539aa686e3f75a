package access

import (
	"context"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type accountRow struct {
	CadreID      roster.CadreID
	PasswordHash string
	MustChange   bool
	ExpiresAt    int64
	Failures     int
	LockedUntil  int64
	Disabled     bool
}

func (accountRow) TableName() string { return "accounts" }

func selectAccount(ctx context.Context, tx storage.ReadTx, id roster.CadreID) (accountRow, bool, error) {
	return storage.First[accountRow](ctx, tx, "SELECT * FROM accounts WHERE cadre_id = ?", id)
}

func selectAccounts(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date) ([]accountRow, error) {
	where, args := scope.Cadres("accounts.cadre_id", on)
	const columns = "cadre_id, must_change, expires_at, failures, locked_until, disabled"
	return storage.Select[accountRow](ctx, tx, "SELECT "+columns+" FROM accounts WHERE "+where, args...)
}

// putAccounts sets new passwords, adding the accounts that do not exist. An account that was locked by a person stays
// locked.
func putAccounts(ctx context.Context, tx storage.WriteTx, rows []accountRow) error {
	const chunk = 100
	for len(rows) > 0 {
		n := min(chunk, len(rows))
		args := make([]any, 0, 4*n)
		for _, r := range rows[:n] {
			args = append(args, r.CadreID, r.PasswordHash, r.MustChange, r.ExpiresAt)
		}
		values := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?), ", n), ", ")
		statement := "INSERT INTO accounts (cadre_id, password_hash, must_change, expires_at) VALUES " + values + `
ON CONFLICT (cadre_id) DO UPDATE SET password_hash = excluded.password_hash, must_change = excluded.must_change,
 expires_at = excluded.expires_at, failures = 0, locked_until = 0`
		if _, err := storage.Exec(ctx, tx, statement, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func updateFailures(ctx context.Context, tx storage.WriteTx, id roster.CadreID, failures int, lockedUntil int64) error {
	_, err := storage.Exec(ctx, tx, "UPDATE accounts SET failures = ?, locked_until = ? WHERE cadre_id = ?", failures, lockedUntil, id)
	return err
}

// updateDisabled locks or unlocks an account and reports whether there is one.
func updateDisabled(ctx context.Context, tx storage.WriteTx, id roster.CadreID, disabled bool) (bool, error) {
	const statement = "UPDATE accounts SET disabled = ?, failures = 0, locked_until = 0 WHERE cadre_id = ?"
	n, err := storage.Exec(ctx, tx, statement, disabled, id)
	return n > 0, err
}

type loginRow struct {
	TokenHash []byte
	CadreID   roster.CadreID
	Acting    Role
	ExpiresAt int64
}

func (loginRow) TableName() string { return "login_sessions" }

// signedInRow is a session with the person and one of today's appointments; without any, Role is empty.
type signedInRow struct {
	Acting       Role
	MustChange   bool
	Unread       int
	ID           roster.CadreID
	StaffNo      string
	Name         string
	SortKey      string
	Phone        string
	Post         string
	UnitID       roster.UnitID
	UnitParentID roster.UnitID
	UnitCode     string
	UnitName     string
	UnitKind     roster.UnitKind
	UnitPosition int
	UnitPath     string
	Role         Role
	GroupID      roster.GroupID
	RolePath     string // of the unit that the appointment is over, or of the group's unit
}

// selectSignedIn counts what waits in the inbox in the same statement, for it is asked with every page.
func selectSignedIn(ctx context.Context, tx storage.ReadTx, tokenHash []byte, now int64, on calendar.Date) ([]signedInRow, error) {
	const query = `SELECT s.acting, a.must_change,
 (SELECT COUNT(*) FROM notices n WHERE n.cadre_id = s.cadre_id AND n.is_read = ? AND n.shown_at <= ?) AS unread, c.id, c.staff_no, c.name, c.sort_key, c.phone, c.post,
 COALESCE(u.id, 0) AS unit_id, COALESCE(u.parent_id, 0) AS unit_parent_id, COALESCE(u.code, '') AS unit_code,
 COALESCE(u.name, '') AS unit_name, COALESCE(u.kind, '') AS unit_kind, COALESCE(u.position, 0) AS unit_position,
 COALESCE(u.path, '') AS unit_path, COALESCE(p.role, '') AS role, COALESCE(p.group_id, 0) AS group_id, COALESCE(pu.path, '') AS role_path
FROM login_sessions s JOIN accounts a ON a.cadre_id = s.cadre_id JOIN cadres c ON c.id = s.cadre_id
LEFT JOIN memberships m ON m.cadre_id = c.id AND m.from_on <= ? AND m.to_on >= ?
LEFT JOIN units u ON u.id = m.unit_id
LEFT JOIN appointments p ON p.cadre_id = c.id AND p.from_on <= ? AND p.to_on >= ?
LEFT JOIN study_groups pg ON pg.id = p.group_id LEFT JOIN units pu ON pu.id = COALESCE(p.unit_id, pg.unit_id)
WHERE s.token_hash = ? AND s.expires_at > ? AND a.disabled = ? ORDER BY p.id`
	return storage.Select[signedInRow](ctx, tx, query, false, now, on, on, on, on, tokenHash, now, false)
}

func (r signedInRow) cadre() roster.Cadre {
	return roster.Cadre{ID: r.ID, StaffNo: r.StaffNo, Name: r.Name, SortKey: r.SortKey, Phone: roster.Phone(r.Phone), Post: r.Post}
}

func (r signedInRow) unit() roster.Unit {
	return roster.Unit{
		ID: r.UnitID, ParentID: r.UnitParentID, Code: r.UnitCode, Name: r.UnitName, Kind: r.UnitKind,
		Position: r.UnitPosition, Path: r.UnitPath,
	}
}

func updateActing(ctx context.Context, tx storage.WriteTx, tokenHash []byte, acting Role) error {
	_, err := storage.Exec(ctx, tx, "UPDATE login_sessions SET acting = ? WHERE token_hash = ?", acting, tokenHash)
	return err
}

func deleteSession(ctx context.Context, tx storage.WriteTx, tokenHash []byte) error {
	_, err := storage.Exec(ctx, tx, "DELETE FROM login_sessions WHERE token_hash = ?", tokenHash)
	return err
}

// deleteSessionsOf ends the sessions of a person but the one to keep, which may be nil.
func deleteSessionsOf(ctx context.Context, tx storage.WriteTx, id roster.CadreID, keep []byte) error {
	if keep == nil {
		keep = []byte{}
	}
	_, err := storage.Exec(ctx, tx, "DELETE FROM login_sessions WHERE cadre_id = ? AND token_hash <> ?", id, keep)
	return err
}

func deleteEndedSessions(ctx context.Context, tx storage.WriteTx, now int64) error {
	_, err := storage.Exec(ctx, tx, "DELETE FROM login_sessions WHERE expires_at <= ?", now)
	return err
}
