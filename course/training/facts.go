package training

import (
	"context"
	"fmt"

	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// SealKind is as what the sheets of rolls are sealed.
const SealKind seal.Kind = "training_roll"

// Facts returns the sealed facts of this package for seal.Verifier: the sheets of all rolls.
func Facts() seal.FactSource { return sheetFacts{} }

// pageSize is how many sheets are read at a time when all are gone through.
const pageSize = 200

type sheetFacts struct{}

func (sheetFacts) Kind() seal.Kind { return SealKind }

func (sheetFacts) Each(ctx context.Context, tx storage.ReadTx, yield func(int64, []byte) error) error {
	load := func(after SheetID) ([]sealedSheet, error) {
		sheets, err := selectSealed(ctx, tx, after, pageSize)
		if err != nil {
			return nil, fmt.Errorf("read the training rolls after %d: %w", after, err)
		}
		return sheets, nil
	}
	id := func(s sealedSheet) SheetID { return s.Row.ID }
	return storage.ByPages(pageSize, load, id, func(s sealedSheet) error { return yield(int64(s.Row.ID), s.fields()) })
}

// fields returns the canonical bytes of a sheet, form "training_roll v1": the class, where the sheet comes from, and what it
// says about whom, worked out from the stored rows. A class does not change any more once it has a sheet.
func (s sealedSheet) fields() []byte {
	f := seal.NewFields("training_roll v1").
		Number("id", int64(s.Row.ID)).
		Number("class", int64(s.Row.ClassID)).
		Number("number", int64(s.Row.Number)).
		Text("file", s.Row.File).
		Text("file_sum", s.Row.FileSum).
		Number("recorded_by", int64(s.Row.RecordedBy)).
		Number("recorded_at", s.Row.RecordedAt).
		Number("unit", int64(s.Class.UnitID)).
		Text("kind", string(s.Class.Kind)).
		Text("title", s.Class.Title).
		Text("organiser", s.Class.Organiser).
		Text("subject", s.Class.Subject).
		Number("from_on", int64(s.Class.FromOn)).
		Number("to_on", int64(s.Class.ToOn)).
		Number("days", int64(s.Class.Days)).
		Number("amount", int64(s.Class.Amount)).
		Number("later", s.Class.Later).
		Text("place", s.Class.Place).
		Text("doc_number", s.Class.DocNumber).
		Number("marks", int64(len(s.marks)))
	for _, m := range s.marks {
		f.Number("mark", int64(m.ID)).
			Number("position", int64(m.Position)).
			Number("cadre", int64(m.CadreID)).
			Number("attended", truth(m.Attended)).
			Number("away", int64(m.Away)).
			Text("reason", m.Reason).
			Number("recognised", truth(m.Recognised)).
			Number("person_days", int64(m.Days)).
			Number("person_amount", int64(m.Amount)).
			Number("person_later", m.Later).
			Number("file_row", int64(m.FileRow))
	}
	return f.Bytes()
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
