package plan

import (
	"context"
	"fmt"
	"math"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type planRow struct {
	ID     ID
	UnitID roster.UnitID
	Year   int
}

func (planRow) TableName() string { return "study_plans" }

type versionRow struct {
	ID          VersionID
	PlanID      ID
	Number      int
	State       State
	Revision    int
	Content     string
	ChangeNote  string
	DraftedBy   roster.CadreID
	DraftedAt   int64
	SavedBy     roster.CadreID
	SavedAt     int64
	SubmittedBy roster.CadreID
	SubmittedAt int64
	DecidedBy   roster.CadreID
	DecidedAt   int64
	Decision    string
}

func (versionRow) TableName() string { return "plan_versions" }

// foundVersion is a version with its plan and whether a later one is approved.
type foundVersion struct {
	Row    versionRow `gorm:"embedded"`
	UnitID roster.UnitID
	Year   int
	Later  int
}

func (r foundVersion) version() (Version, error) {
	content, err := decode(r.Row.Content)
	if err != nil {
		return Version{}, fmt.Errorf("version %d: %w", r.Row.ID, err)
	}
	state := r.Row.State
	if state == StateApproved && r.Later > 0 {
		state = StateSuperseded
	}
	return Version{
		ID: r.Row.ID, Plan: StudyPlan{ID: r.Row.PlanID, Unit: r.UnitID, Year: r.Year}, Number: r.Row.Number, State: state,
		Revision: r.Row.Revision, Content: content, Change: r.Row.ChangeNote,
		DraftedBy: r.Row.DraftedBy, DraftedAt: instant(r.Row.DraftedAt), SavedBy: r.Row.SavedBy, SavedAt: instant(r.Row.SavedAt),
		SubmittedBy: r.Row.SubmittedBy, SubmittedAt: instant(r.Row.SubmittedAt),
		DecidedBy: r.Row.DecidedBy, DecidedAt: instant(r.Row.DecidedAt), Decision: r.Row.Decision,
	}, nil
}

func rowOf(v Version) (versionRow, error) {
	content, err := v.Content.encode()
	return versionRow{
		ID: v.ID, PlanID: v.Plan.ID, Number: v.Number, State: v.State, Revision: v.Revision, Content: content, ChangeNote: v.Change,
		DraftedBy: v.DraftedBy, DraftedAt: millis(v.DraftedAt), SavedBy: v.SavedBy, SavedAt: millis(v.SavedAt),
		SubmittedBy: v.SubmittedBy, SubmittedAt: millis(v.SubmittedAt),
		DecidedBy: v.DecidedBy, DecidedAt: millis(v.DecidedAt), Decision: v.Decision,
	}, err
}

// instant returns a stored instant; 0 is none.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return calendar.FromMillis(ms)
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return calendar.Millis(t)
}

// insertPlan returns the plan of the unit and year and makes it when there is none.
func insertPlan(ctx context.Context, tx storage.WriteTx, unit roster.UnitID, year int) (StudyPlan, error) {
	const statement = "INSERT INTO study_plans (unit_id, year) VALUES (?, ?) ON CONFLICT (unit_id, year) DO NOTHING"
	if _, err := storage.Exec(ctx, tx, statement, unit, year); err != nil {
		return StudyPlan{}, err
	}
	row, _, err := storage.First[planRow](ctx, tx.ReadTx, "SELECT * FROM study_plans WHERE unit_id = ? AND year = ?", unit, year)
	return StudyPlan{ID: row.ID, Unit: row.UnitID, Year: row.Year}, err
}

func updateVersion(ctx context.Context, tx storage.WriteTx, r versionRow, before int) error {
	const statement = `UPDATE plan_versions SET state = ?, revision = ?, content = ?, change_note = ?, saved_by = ?, saved_at = ?,
submitted_by = ?, submitted_at = ?, decided_by = ?, decided_at = ?, decision = ? WHERE id = ? AND revision = ?`
	changed, err := storage.Exec(ctx, tx, statement, r.State, r.Revision, r.Content, r.ChangeNote, r.SavedBy, r.SavedAt,
		r.SubmittedBy, r.SubmittedAt, r.DecidedBy, r.DecidedAt, r.Decision, r.ID, before)
	if err == nil && changed != 1 {
		err = fmt.Errorf("%d rows changed", changed)
	}
	return err
}

func deleteDraft(ctx context.Context, tx storage.WriteTx, id VersionID, revision int) error {
	const statement = "DELETE FROM plan_versions WHERE id = ? AND revision = ? AND state = 'draft'"
	deleted, err := storage.Exec(ctx, tx, statement, id, revision)
	if err == nil && deleted != 1 {
		err = fmt.Errorf("%d rows deleted", deleted)
	}
	return err
}

const selectVersionColumns = `SELECT v.*, p.unit_id, p.year, (SELECT COUNT(*) FROM plan_versions o
 WHERE o.plan_id = v.plan_id AND o.state = 'approved' AND o.number > v.number) AS later
FROM plan_versions v JOIN study_plans p ON p.id = v.plan_id `

func selectVersion(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id VersionID) (foundVersion, bool, error) {
	where, args := scope.Units("p.unit_id")
	return storage.First[foundVersion](ctx, tx, selectVersionColumns+"WHERE v.id = ? AND "+where, append([]any{id}, args...)...)
}

func selectOpen(ctx context.Context, tx storage.ReadTx, id ID) (foundVersion, bool, error) {
	return storage.First[foundVersion](ctx, tx, selectVersionColumns+"WHERE v.plan_id = ? AND v.state <> 'approved'", id)
}

func selectNewest(ctx context.Context, tx storage.ReadTx, id ID) (foundVersion, bool, error) {
	return storage.First[foundVersion](ctx, tx, selectVersionColumns+"WHERE v.plan_id = ? AND v.state = 'approved' ORDER BY v.number DESC LIMIT 1", id)
}

type numberRow struct{ Number int }

func selectLastNumber(ctx context.Context, tx storage.ReadTx, id ID) (int, error) {
	row, _, err := storage.First[numberRow](ctx, tx, "SELECT COALESCE(MAX(number), 0) AS number FROM plan_versions WHERE plan_id = ?", id)
	return row.Number, err
}

// selectInForce looks from the unit up the tree: the longest path first.
func selectInForce(ctx context.Context, tx storage.ReadTx, unit roster.UnitID, year int, knownAt time.Time) (foundVersion, bool, error) {
	const where = `JOIN units u ON u.id = p.unit_id JOIN units s ON s.id = ? AND substr(s.path, 1, length(u.path)) = u.path
WHERE p.year = ? AND v.state = 'approved' AND v.decided_at <= ?
ORDER BY length(u.path) DESC, v.number DESC LIMIT 1`
	return storage.First[foundVersion](ctx, tx, selectVersionColumns+where, unit, year, lastKnown(knownAt))
}

// lastKnown returns the last instant that counts: for ever when knownAt is zero.
func lastKnown(knownAt time.Time) int64 {
	if knownAt.IsZero() {
		return math.MaxInt64
	}
	return millis(knownAt)
}

// selectApprovedOf returns all approved versions for a year, by unit and number.
func selectApprovedOf(ctx context.Context, tx storage.ReadTx, year int, knownAt time.Time) ([]foundVersion, error) {
	const where = "WHERE p.year = ? AND v.state = 'approved' AND v.decided_at <= ? ORDER BY p.unit_id, v.number"
	return storage.Select[foundVersion](ctx, tx, selectVersionColumns+where, year, lastKnown(knownAt))
}

// condition returns what the reader may see, as SQL.
func (r reader) condition() (string, []any) {
	approved, args := r.approved.Units("p.unit_id")
	open, more := r.open.Units("p.unit_id")
	return "((v.state = 'approved' AND " + approved + ") OR " + open + ")", append(append([]any{}, args...), more...)
}

func selectVersions(ctx context.Context, tx storage.ReadTx, r reader, unit roster.UnitID, year int) ([]foundVersion, error) {
	where, args := r.condition()
	query := selectVersionColumns + "WHERE p.unit_id = ? AND p.year = ? AND " + where + " ORDER BY v.number DESC"
	return storage.Select[foundVersion](ctx, tx, query, append([]any{unit, year}, args...)...)
}

func selectYear(ctx context.Context, tx storage.ReadTx, r reader, year int) ([]foundVersion, error) {
	where, args := r.condition()
	query := selectVersionColumns + "WHERE p.year = ? AND " + where + " ORDER BY p.unit_id, v.number DESC"
	return storage.Select[foundVersion](ctx, tx, query, append([]any{year}, args...)...)
}

func selectReadable(ctx context.Context, tx storage.ReadTx, r reader, id VersionID) (foundVersion, bool, error) {
	where, args := r.condition()
	return storage.First[foundVersion](ctx, tx, selectVersionColumns+"WHERE v.id = ? AND "+where, append([]any{id}, args...)...)
}

func selectWaiting(ctx context.Context, tx storage.ReadTx, scope roster.Scope) ([]foundVersion, error) {
	where, args := scope.Units("p.unit_id")
	query := selectVersionColumns + "WHERE v.state = 'submitted' AND " + where + " ORDER BY v.submitted_at, v.id"
	return storage.Select[foundVersion](ctx, tx, query, args...)
}

func selectApprovedAfter(ctx context.Context, tx storage.ReadTx, after VersionID, limit int) ([]foundVersion, error) {
	query := selectVersionColumns + "WHERE v.state = 'approved' AND v.id > ? ORDER BY v.id LIMIT ?"
	return storage.Select[foundVersion](ctx, tx, query, after, limit)
}

type codeRow struct{ Code string }

// selectKnown returns the codes of the categories of people and of the subjects.
func selectKnown(ctx context.Context, tx storage.ReadTx) (known, error) {
	var k known
	infos, err := roster.Categories(ctx, tx)
	if err != nil {
		return k, err
	}
	for _, c := range infos {
		k.categories = append(k.categories, c.Code)
	}
	k.subjects, err = selectSubjects(ctx, tx)
	return k, err
}

func selectSubjects(ctx context.Context, tx storage.ReadTx) ([]string, error) {
	rows, err := storage.Select[codeRow](ctx, tx, "SELECT code FROM subjects ORDER BY position")
	codes := make([]string, len(rows))
	for i, r := range rows {
		codes[i] = r.Code
	}
	return codes, err
}
