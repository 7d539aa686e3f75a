package plan

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

var errNoVersion = fault.New(fault.NotFound, "没有这一版计划")

// Name returns the state as people call it.
func (s State) Name() string {
	switch s {
	case StateDraft:
		return "草稿"
	case StateSubmitted:
		return "审批中"
	case StateApproved:
		return "现行"
	default:
		return "已替代"
	}
}

// Approved returns the version whose requirements hold for members of the unit in the year, as known at the instant: the
// latest approved one of the unit or, when the unit has none, of the nearest unit above it. The zero instant means now.
func Approved(ctx context.Context, tx storage.ReadTx, unit roster.UnitID, year int, knownAt time.Time) (Version, bool, error) {
	row, found, err := selectInForce(ctx, tx, unit, year, knownAt)
	if err != nil {
		return Version{}, false, fmt.Errorf("read the plan in force for unit %d: %w", unit, err)
	}
	if !found {
		return Version{}, false, nil
	}
	v, err := row.version()
	return v, err == nil, err
}

// AllApproved returns for every unit that has a plan of its own for the year the latest approved version, as known at
// the instant. The zero instant means now. It takes one statement, for reports over many units.
func AllApproved(ctx context.Context, tx storage.ReadTx, year int, knownAt time.Time) (map[roster.UnitID]Version, error) {
	rows, err := selectApprovedOf(ctx, tx, year, knownAt)
	list, err := versionsOf(rows, err, "read the plans in force for %d", year)
	if err != nil {
		return nil, err
	}
	latest := make(map[roster.UnitID]Version, len(list))
	for _, v := range list { // by number: the last one counts
		latest[v.Plan.Unit] = v
	}
	return latest, nil
}

// newest returns the latest approved version of one plan.
func newest(ctx context.Context, tx storage.ReadTx, study StudyPlan) (Version, bool, error) {
	row, found, err := selectNewest(ctx, tx, study.ID)
	if err != nil || !found {
		return Version{}, false, err
	}
	v, err := row.version()
	return v, err == nil, err
}

// Versions returns the versions of the unit's own plan for the year that the actor may read, the newest first: approved
// ones, and open ones for those who draft or approve.
func Versions(ctx context.Context, tx storage.ReadTx, actor access.Actor, unit roster.UnitID, year int) ([]Version, error) {
	rows, err := selectVersions(ctx, tx, readerOf(actor), unit, year)
	return versionsOf(rows, err, "read the versions of unit %d for %d", unit, year)
}

// InYear returns the versions of all plans for the year that the actor may read, as Versions does for one unit, those of
// one unit together and the newest first.
func InYear(ctx context.Context, tx storage.ReadTx, actor access.Actor, year int) ([]Version, error) {
	rows, err := selectYear(ctx, tx, readerOf(actor), year)
	return versionsOf(rows, err, "read the versions for %d", year)
}

// FindVersion returns a version that the actor may read. It fails with fault.NotFound otherwise.
func FindVersion(ctx context.Context, tx storage.ReadTx, actor access.Actor, id VersionID) (Version, error) {
	row, found, err := selectReadable(ctx, tx, readerOf(actor), id)
	if err != nil {
		return Version{}, fmt.Errorf("read version %d: %w", id, err)
	}
	if !found {
		return Version{}, errNoVersion
	}
	return row.version()
}

// Waiting returns the versions that wait for a decision the actor may take, the oldest first.
func Waiting(ctx context.Context, tx storage.ReadTx, actor access.Actor) ([]Version, error) {
	rows, err := selectWaiting(ctx, tx, actor.Scope(access.ApprovePlan))
	return versionsOf(rows, err, "read the versions that wait for approval")
}

// reader says which units' approved and which units' open versions somebody may read.
type reader struct{ approved, open roster.Scope }

func readerOf(actor access.Actor) reader {
	return reader{
		approved: actor.Scope(access.ReadPlan),
		open:     actor.Scope(access.DraftPlan).Or(actor.Scope(access.ApprovePlan)),
	}
}

func versionsOf(rows []foundVersion, err error, doing string, args ...any) ([]Version, error) {
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fmt.Sprintf(doing, args...), err)
	}
	list := make([]Version, len(rows))
	for i, r := range rows {
		if list[i], err = r.version(); err != nil {
			return nil, err
		}
	}
	return list, nil
}
