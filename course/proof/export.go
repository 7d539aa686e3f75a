package proof

import (
	"context"
	"fmt"
	"io"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// ExportBundle writes a bundle of a unit with those below it (0: of all that the actor may export) and a study year, and
// records that in the trail before it writes. It fails with fault.Forbidden when the actor may not export, with
// fault.NotFound when the unit is not the actor's to export, and as WriteBundle does.
func (p *Prover) ExportBundle(ctx context.Context, actor access.Actor, unit roster.UnitID, year int, w io.Writer) (Made, error) {
	if err := access.Require(actor, access.ExportReports); err != nil {
		return Made{}, err
	}
	scope := Scope{People: actor.Scope(access.ExportReports), Title: p.installation, Span: calendar.StudyYear(year)}
	scope.Span.To = min(scope.Span.To, p.clock.Today())
	if unit != 0 {
		err := p.db.Read(ctx, func(tx storage.ReadTx) error {
			u, err := roster.FindUnitIn(ctx, tx, scope.People, unit)
			scope.People, scope.Title = roster.InUnit(u.Path), u.Name
			return err
		})
		if err != nil {
			return Made{}, err
		}
	}
	err := p.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return audit.Add(ctx, tx, p.clock(), audit.Event{Actor: int64(actor.ID()), Action: "bundle.export", Kind: "unit", ID: int64(unit), Detail: fmt.Sprintf("year=%d", year)})
	})
	if err != nil {
		return Made{}, err
	}
	return p.WriteBundle(ctx, w, scope)
}
