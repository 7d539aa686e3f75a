package attendance

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// SheetID identifies a sheet of a roll.
type SheetID int64

// Sheet is a record that never changes: a roll as it was confirmed, or an accepted correction of one person's mark.
type Sheet struct {
	ID         SheetID
	Meeting    plan.MeetingID
	Number     int    // 1 for the confirmed roll, then one for each correction
	Reason     string // of a correction
	By         roster.CadreID
	RecordedAt time.Time
	ApprovedBy roster.CadreID // the second person of a correction; 0 for the confirmed roll
}

// IsCorrection reports whether the sheet corrects a confirmed roll.
func (s Sheet) IsCorrection() bool { return s.Number > 1 }

// part returns the part of the meeting under which the ledger keeps what the sheet says.
func (s Sheet) part() int { return s.Number - 1 }

// Roll is the roll of a meeting (点名): the confirmed sheet, and what counts now.
type Roll struct {
	Sheet               // as it was confirmed
	Lines       []Line  // one for each person who was expected, in the order of the roll
	Corrections []Sheet // in the order of their numbers
}

// Line is what a roll says about a person now.
type Line struct {
	Mark
	Name      string
	Post      string
	Number    int  // of the sheet that says so
	Confirmed Mark // what the confirmed sheet says
}

// IsCorrected reports whether the line is not as it was confirmed.
func (l Line) IsCorrected() bool { return l.Number > 1 }

// RollOf returns the roll of a meeting of the scope and whether it is confirmed. It fails with fault.NotFound when the
// meeting is not in the scope.
func RollOf(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id plan.MeetingID) (Roll, bool, error) {
	m, err := plan.FindMeeting(ctx, tx, scope, id)
	if err != nil {
		return Roll{}, false, err
	}
	return rollOf(ctx, tx, m.ID)
}

func rollOf(ctx context.Context, tx storage.ReadTx, id plan.MeetingID) (Roll, bool, error) {
	sheets, err := selectSheets(ctx, tx, id)
	if err != nil {
		return Roll{}, false, fmt.Errorf("read the roll of meeting %d: %w", id, err)
	}
	if len(sheets) == 0 {
		return Roll{}, false, nil
	}
	rows, err := selectLines(ctx, tx, id)
	if err != nil {
		return Roll{}, false, fmt.Errorf("read the marks of meeting %d: %w", id, err)
	}
	roll := Roll{Sheet: sheets[0].sheet(), Lines: make([]Line, len(rows))}
	for i, r := range rows {
		roll.Lines[i] = r.line()
	}
	for _, s := range sheets[1:] {
		roll.Corrections = append(roll.Corrections, s.sheet())
	}
	return roll, true, nil
}

// Count returns how many persons have which presence now.
func (r Roll) Count() Count {
	var n Count
	for _, l := range r.Lines {
		n.add(l.Presence, 1)
	}
	return n
}

// Elements returns what the roll contributes to the elements that the record of a meeting must contain.
func (r Roll) Elements() plan.RollCount {
	count := r.Count()
	n := plan.RollCount{Confirmed: r.ID != 0, Present: count.Present, Absent: count.Away()}
	for _, l := range r.Lines {
		if !l.IsPresent() && l.Reason == "" {
			n.WithoutReason++
		}
	}
	return n
}

// Line returns what the roll says about the person, and whether the person is on it.
func (r Roll) Line(cadre roster.CadreID) (Line, bool) {
	for _, l := range r.Lines {
		if l.Cadre == cadre {
			return l, true
		}
	}
	return Line{}, false
}

// saidAtFirst reports whether the marks are those of the confirmed sheet, in any order.
func (r Roll) saidAtFirst(marks []Mark) bool {
	if len(marks) != len(r.Lines) {
		return false
	}
	given := make(map[roster.CadreID]Mark, len(marks))
	for _, m := range marks {
		given[m.Cadre] = m.tidy()
	}
	for _, l := range r.Lines {
		if given[l.Cadre] != l.Confirmed {
			return false
		}
	}
	return true
}

// keep inserts a sheet with its marks and seals it. It fails with fault.Conflict when somebody else has just written the
// sheet with this number.
func (c *Clerk) keep(ctx context.Context, tx storage.WriteTx, s Sheet, marks []Mark) (Sheet, error) {
	s.RecordedAt = c.now()
	row := sheetRow{
		MeetingID: s.Meeting, Number: s.Number, Reason: s.Reason,
		RecordedBy: s.By, RecordedAt: calendar.Millis(s.RecordedAt), ApprovedBy: s.ApprovedBy,
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		if storage.IsDuplicate(err) {
			return Sheet{}, fault.New(fault.Conflict, "名单刚刚被别人改过，请重新打开再办")
		}
		return Sheet{}, fmt.Errorf("keep roll %d of meeting %d: %w", s.Number, s.Meeting, err)
	}
	s.ID = row.ID
	rows := make([]markRow, len(marks))
	for i, m := range marks {
		rows[i] = markRow{RollID: s.ID, CadreID: m.Cadre, Position: i + 1, Presence: m.Presence, Reason: m.Reason}
	}
	if err := storage.InsertAll(ctx, tx, rows); err != nil {
		return Sheet{}, fmt.Errorf("keep the marks of meeting %d: %w", s.Meeting, err)
	}
	return s, c.seal(ctx, tx, s.ID)
}

// seal appends the leaf of a sheet as it was stored.
func (c *Clerk) seal(ctx context.Context, tx storage.WriteTx, id SheetID) error {
	sheets, err := selectSealed(ctx, tx.ReadTx, id-1, 1)
	if err != nil {
		return fmt.Errorf("read sheet %d to seal it: %w", id, err)
	}
	for _, s := range sheets {
		if err := c.log.Append(ctx, tx, seal.Leaf{Kind: seal.Roll, ID: int64(s.Row.ID), Fields: s.fields()}); err != nil {
			return fmt.Errorf("seal sheet %d: %w", id, err)
		}
	}
	return nil
}
