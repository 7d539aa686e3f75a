package report

import (
	"context"
	"fmt"
	"io"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Format is a kind of file that a report can be exported as.
type Format string

// The formats. A CSV file holds one table, that of the people.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// MediaType returns what a browser is told about a file of the format.
func (f Format) MediaType() string {
	if f == CSV {
		return "text/csv; charset=utf-8"
	}
	return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

// ExportCompliance writes the compliance of a unit (0: of everybody the actor may export) and of its people as a file.
// Before that it signs a checkpoint, which the file names, and records the export in the trail. It fails with
// fault.Forbidden when the actor may not export, with fault.NotFound when the unit is not the actor's to export, and
// with fault.Invalid for an unknown format.
func (r *Reporter) ExportCompliance(ctx context.Context, db *storage.DB, actor access.Actor, unit roster.UnitID, at AsOf, format Format, w io.Writer) error {
	if err := r.beginExport(ctx, actor, access.ExportReports, format); err != nil {
		return err
	}
	units, people, err := r.exported(ctx, db, actor, unit, at.resolve(r.clock()))
	if err != nil {
		return err
	}
	err = r.recordExport(ctx, db, actor, unit, fmt.Sprintf("year=%d as_of=%d known_at=%d format=%s people=%d checkpoint=%d",
		units.Year, units.On, units.known(), format, len(people.People), people.Checkpoint.Size))
	if err != nil {
		return err
	}
	sheets := ComplianceSheets(units, people)
	if format == CSV {
		return office.WriteCSV(w, sheets[1])
	}
	return office.WriteXLSX(w, sheets)
}

// writeSheet writes the only sheet of a file.
func writeSheet(w io.Writer, sheet office.Sheet, format Format) error {
	if format == CSV {
		return office.WriteCSV(w, sheet)
	}
	return office.WriteXLSX(w, []office.Sheet{sheet})
}

// beginExport refuses who may not export and formats that nobody can read, and signs the checkpoint that the file names.
func (r *Reporter) beginExport(ctx context.Context, actor access.Actor, needs access.Permission, format Format) error {
	if err := access.Require(actor, needs); err != nil {
		return err
	}
	if format != XLSX && format != CSV {
		return fault.New(fault.Invalid, "只能导出 XLSX 或 CSV")
	}
	if _, err := r.log.Checkpoint(ctx); err != nil {
		return fmt.Errorf("sign a checkpoint before exporting: %w", err)
	}
	return nil
}

// recordExport leaves in the trail what was exported of a unit (0: of all that the actor may export).
func (r *Reporter) recordExport(ctx context.Context, db *storage.DB, actor access.Actor, unit roster.UnitID, detail string) error {
	return db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return audit.Add(ctx, tx, r.clock(), audit.Event{Actor: int64(actor.ID()), Action: "report.export", Kind: "unit", ID: int64(unit), Detail: detail})
	})
}

// exported reads both reports at the same moment.
func (r *Reporter) exported(ctx context.Context, db *storage.DB, actor access.Actor, unit roster.UnitID, at AsOf) (units Overview, people UnitReport, err error) {
	err = db.Read(ctx, func(tx storage.ReadTx) error {
		u, scope, err := within(ctx, tx, actor.Scope(access.ExportReports), unit)
		if err != nil {
			return err
		}
		if units, err = r.overview(ctx, tx, scope, at); err != nil {
			return err
		}
		people, err = r.unitReport(ctx, tx, u, scope, at)
		return err
	})
	return units, people, err
}
