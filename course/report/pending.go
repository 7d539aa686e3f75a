package report

import (
	"context"
	"errors"
	"io"

	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

var errPending = errors.New("report: being written")

// Home returns the first page of the actor, in a fixed number of statements.
func (r *Reporter) Home(ctx context.Context, tx storage.ReadTx, actor access.Actor) (Home, error) {
	return Home{}, errPending
}

// Record returns the study record of a person; the caller shows it to that person only.
func (r *Reporter) Record(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, at AsOf) (Record, error) {
	return Record{}, errPending
}

// Cadre returns the study record of a person whom the actor may audit or lead. It fails with fault.NotFound otherwise.
func (r *Reporter) Cadre(ctx context.Context, tx storage.ReadTx, actor access.Actor, cadre roster.CadreID, at AsOf) (Record, error) {
	return Record{}, errPending
}

// Group returns a study group that the actor leads. It fails with fault.NotFound otherwise.
func (r *Reporter) Group(ctx context.Context, tx storage.ReadTx, actor access.Actor, id roster.GroupID, at AsOf) (GroupReport, error) {
	return GroupReport{}, errPending
}

// UnitGroup is Group for a unit with the units below it.
func (r *Reporter) UnitGroup(ctx context.Context, tx storage.ReadTx, actor access.Actor, id roster.UnitID, at AsOf) (GroupReport, error) {
	return GroupReport{}, errPending
}

// Units returns the compliance of the units that the actor may audit or lead; with a unit other than 0, of that one and
// those below it.
func (r *Reporter) Units(ctx context.Context, tx storage.ReadTx, actor access.Actor, unit roster.UnitID, at AsOf) (Overview, error) {
	return Overview{}, errPending
}

// Cadres returns the people of a unit that the actor may audit or lead, and of those below it. It fails with
// fault.NotFound otherwise.
func (r *Reporter) Cadres(ctx context.Context, tx storage.ReadTx, actor access.Actor, unit roster.UnitID, at AsOf) (UnitReport, error) {
	return UnitReport{}, errPending
}

// Entry returns an entry with what it rests on. It fails with fault.NotFound unless it is the actor's own or of a person
// whom the actor may audit or lead.
func (r *Reporter) Entry(ctx context.Context, tx storage.ReadTx, actor access.Actor, id hours.EntryID) (EntryReport, error) {
	return EntryReport{}, errPending
}

// ExportCompliance writes the compliance of a unit (0: of everybody the actor may export) and of its people as a file,
// after the trail has it. It fails with fault.Forbidden when the actor may not export.
func (r *Reporter) ExportCompliance(ctx context.Context, db *storage.DB, actor access.Actor, unit roster.UnitID, at AsOf, format Format, w io.Writer) error {
	return errPending
}
