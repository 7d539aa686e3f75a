package training

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// SheetID identifies a sheet of a roll.
type SheetID int64

// MarkID identifies what a sheet says about one person.
type MarkID int64

// Sheet is a part of a roll that never changes: the roll as it was confirmed, or what an import added to it.
type Sheet struct {
	ID         SheetID
	Class      ClassID
	Number     int    // from 1
	File       string // what it was imported from; empty when it was confirmed here
	FileSum    string // SHA-256 of the file, in hexadecimal digits
	By         roster.CadreID
	RecordedAt time.Time
}

// IsImported reports whether the sheet comes from a file.
func (s Sheet) IsImported() bool { return s.File != "" }

// Line is what a roll says about a person, with the sheet that says so.
type Line struct {
	ID MarkID
	Mark
	StaffNo    string
	Name       string
	Sheet      int  // number of the sheet
	Recognised bool // it led to an entry of the ledger
	Extent          // as stated for the person
	Row        int  // of the imported file; 0: none
}

// Roll is the frozen roll of a class.
type Roll struct {
	Sheets []Sheet
	Lines  []Line // of the persons in the scope, in the order of the sheets
}

// RollOf returns the roll of a class as far as it concerns persons of the scope, and whether there is one.
func RollOf(ctx context.Context, tx storage.ReadTx, scope roster.Scope, c Class) (Roll, bool, error) {
	sheets, err := selectSheets(ctx, tx, c.ID)
	if err != nil {
		return Roll{}, false, fmt.Errorf("read the roll of training class %d: %w", c.ID, err)
	}
	rows, err := selectLines(ctx, tx, scope, c.ID, c.Span.To)
	if err != nil {
		return Roll{}, false, fmt.Errorf("read the marks of training class %d: %w", c.ID, err)
	}
	var roll Roll
	for _, s := range sheets {
		roll.Sheets = append(roll.Sheets, s.sheet())
	}
	for _, r := range rows {
		roll.Lines = append(roll.Lines, r.line())
	}
	return roll, len(sheets) > 0, nil
}

// Recognised returns how many of the lines led to an entry.
func (r Roll) Recognised() int {
	n := 0
	for _, l := range r.Lines {
		if l.Recognised {
			n++
		}
	}
	return n
}

// saidAlready reports whether the marks are those of a roll that consists of one sheet, in any order.
func (r Roll) saidAlready(marks []Mark) bool {
	given := make(map[roster.CadreID]Mark, len(marks))
	for _, m := range marks {
		given[m.Cadre] = m.tidy()
	}
	for _, l := range r.Lines {
		if given[l.Cadre] != l.Mark {
			return false
		}
	}
	return len(r.Sheets) == 1 && len(given) == len(r.Lines)
}

// keep inserts a sheet with its lines, seals it and returns it; the lines get their ids. It fails with fault.Conflict when
// somebody else has just put down one of the persons.
func (g *Registrar) keep(ctx context.Context, tx storage.WriteTx, s Sheet, lines []Line) (Sheet, error) {
	last, err := selectLastSheet(ctx, tx.ReadTx, s.Class)
	if err != nil {
		return Sheet{}, fmt.Errorf("count the sheets of training class %d: %w", s.Class, err)
	}
	s.Number, s.RecordedAt = last+1, g.now()
	row := sheetRow{
		ClassID: s.Class, Number: s.Number, File: s.File, FileSum: s.FileSum,
		RecordedBy: s.By, RecordedAt: calendar.Millis(s.RecordedAt),
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Sheet{}, conflicting(err, s.Class)
	}
	s.ID = row.ID
	rows := make([]markRow, len(lines))
	for i, l := range lines {
		rows[i] = rowOfLine(s, i+1, l)
	}
	if err := storage.InsertAll(ctx, tx, rows); err != nil {
		return Sheet{}, conflicting(err, s.Class)
	}
	if err := number(ctx, tx.ReadTx, s.ID, lines); err != nil {
		return Sheet{}, fmt.Errorf("number the marks of training class %d: %w", s.Class, err)
	}
	return s, g.seal(ctx, tx, s.ID)
}

// number gives the lines of a sheet the ids under which they were stored.
func number(ctx context.Context, tx storage.ReadTx, id SheetID, lines []Line) error {
	rows, err := selectMarks(ctx, tx, id, id)
	for _, r := range rows {
		lines[r.Position-1].ID = r.ID
	}
	return err
}

func conflicting(err error, id ClassID) error {
	if storage.IsDuplicate(err) {
		return fault.New(fault.Conflict, "名单刚刚被别人改过，请重新打开再办")
	}
	return fmt.Errorf("keep the roll of training class %d: %w", id, err)
}

// seal appends the leaf of a sheet as it was stored.
func (g *Registrar) seal(ctx context.Context, tx storage.WriteTx, id SheetID) error {
	sheets, err := selectSealed(ctx, tx.ReadTx, id-1, 1)
	if err != nil {
		return fmt.Errorf("read sheet %d to seal it: %w", id, err)
	}
	for _, s := range sheets {
		if err := g.log.Append(ctx, tx, seal.Leaf{Kind: SealKind, ID: int64(s.Row.ID), Fields: s.fields()}); err != nil {
			return fmt.Errorf("seal sheet %d: %w", id, err)
		}
	}
	return nil
}
