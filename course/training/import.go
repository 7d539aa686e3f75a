package training

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/storage"
)

// Order says how a file is to be imported.
type Order struct {
	Partial bool // take the good rows even if others are bad
	DryRun  bool // change nothing
}

// Import reads a table of training hours, puts its people on the rolls of its classes and books them, in one transaction.
// It returns what it added or, in a dry run, what it would. Rows that are on record already are counted and left alone,
// so that a file can be imported again. When rows are bad it fails with office.RowErrors and changes nothing, unless the
// order is partial; the intake lists them in any case. It fails with fault.Forbidden when the actor may not record
// training, and with office.FormatError or office.LimitError when the file as a whole cannot be used.
func (g *Registrar) Import(ctx context.Context, db *storage.DB, actor access.Actor, file string, b []byte, o Order) (Intake, error) {
	if err := access.Require(actor, access.RecordTraining); err != nil {
		return Intake{}, err
	}
	file = fileName(file)
	records, faults, err := readFile(file, b)
	if err != nil {
		return Intake{}, err
	}
	sum := sha256.Sum256(b)
	base := Intake{File: file, FileSum: hex.EncodeToString(sum[:]), Refused: faults}
	within := actor.Scope(access.RecordTraining)
	var in Intake
	if o.DryRun {
		err = db.Read(ctx, func(tx storage.ReadTx) error {
			in, err = g.compare(ctx, tx, within, base, records)
			return err
		})
		return in, refusal(err, in, o)
	}
	err = db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		base.Refused = slices.Clone(faults) // the transaction may be tried again
		if in, err = g.compare(ctx, tx.ReadTx, within, base, records); err != nil {
			return err
		}
		if err := refusal(nil, in, o); err != nil {
			return err
		}
		return g.adopt(ctx, tx, actor, in)
	})
	return in, err
}

// refusal fails with what is wrong with the rows, unless the good ones are to be taken all the same.
func refusal(err error, in Intake, o Order) error {
	if err != nil || o.Partial {
		return err
	}
	return in.Refused.Err()
}

// adopt puts what a file adds on the rolls and into the ledger.
func (g *Registrar) adopt(ctx context.Context, tx storage.WriteTx, actor access.Actor, in Intake) error {
	for _, taken := range in.Classes {
		if len(taken.Lines) == 0 {
			continue
		}
		c, err := g.confirmed(ctx, tx, actor, taken.Class)
		if err != nil {
			return err
		}
		lines := make([]Line, len(taken.Lines))
		for i, l := range taken.Lines {
			lines[i] = l.Line
		}
		s, err := g.bookSheet(ctx, tx, c, Sheet{Class: c.ID, File: in.File, FileSum: in.FileSum, By: actor.ID()}, lines)
		if err != nil {
			return err
		}
		err = g.record(ctx, tx, actor, "training.roll.import", c.ID, "roll=%d persons=%d sum=%s", s.ID, len(lines), in.FileSum[:12])
		if err != nil {
			return err
		}
	}
	return nil
}

// confirmed returns the class of an imported sheet, which is new, planned so far, or has a sheet already.
func (g *Registrar) confirmed(ctx context.Context, tx storage.WriteTx, actor access.Actor, c Class) (Class, error) {
	switch {
	case c.ID == 0:
		row := rowOfClass(c)
		row.State, row.CreatedBy, row.CreatedAt = Confirmed, actor.ID(), calendar.Millis(g.now())
		err := insertClass(ctx, tx, &row)
		return row.class(), err
	case c.State == Planned:
		return c, setState(ctx, tx, c.ID, Confirmed)
	case c.State == Cancelled:
		return Class{}, fault.New(fault.Conflict, "这个培训班已经取消")
	}
	return c, nil
}

// longestFile is how many characters of a file's name are kept.
const longestFile = 120

// fileName returns a file's name in the length in which it is kept as the provenance of a roll.
func fileName(name string) string {
	if runes := []rune(name); len(runes) > longestFile {
		return string(runes[len(runes)-longestFile:])
	}
	return name
}

// templateName is the sheet of the template to fill in.
const templateName = "培训学时"

// Template returns the sheets of an empty workbook: the one to fill in, and one that explains its columns.
func Template() []office.Sheet {
	sheet := office.Sheet{Name: templateName}
	notes := office.Sheet{Name: "说明", Columns: []office.Column{{Title: "列"}, {Title: "怎么填", Width: 80}, {Title: "也认得的列名", Width: 60}}}
	for _, c := range templateColumns() {
		sheet.Columns = append(sheet.Columns, office.Column{Title: c.names[0], Width: 16})
		notes.Rows = append(notes.Rows, []any{c.names[0], c.note, strings.Join(c.names[1:], "、")})
	}
	return []office.Sheet{sheet, notes}
}
