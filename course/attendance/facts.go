package attendance

import (
	"context"
	"fmt"

	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Facts returns the sealed facts of this package for seal.Verifier: the sheets of all rolls.
func Facts() seal.FactSource { return sheetFacts{} }

// pageSize is how many sheets are read at a time when all are gone through.
const pageSize = 200

type sheetFacts struct{}

func (sheetFacts) Kind() seal.Kind { return seal.Roll }

func (sheetFacts) Each(ctx context.Context, tx storage.ReadTx, yield func(int64, []byte) error) error {
	load := func(after SheetID) ([]sealedSheet, error) {
		sheets, err := selectSealed(ctx, tx, after, pageSize)
		if err != nil {
			return nil, fmt.Errorf("read the rolls after %d: %w", after, err)
		}
		return sheets, nil
	}
	id := func(s sealedSheet) SheetID { return s.Row.ID }
	return storage.ByPages(pageSize, load, id, func(s sealedSheet) error { return yield(int64(s.Row.ID), s.fields()) })
}

// fields returns the canonical bytes of a sheet, form "roll v1": the meeting as it was held, who stated what about whom,
// and who approved it, worked out from the stored rows. The meeting does not change any more once its roll is confirmed.
func (s sealedSheet) fields() []byte {
	f := seal.NewFields("roll v1").
		Number("id", int64(s.Row.ID)).
		Number("meeting", int64(s.Row.MeetingID)).
		Number("number", int64(s.Row.Number)).
		Text("reason", s.Row.Reason).
		Number("recorded_by", int64(s.Row.RecordedBy)).
		Number("recorded_at", s.Row.RecordedAt).
		Number("approved_by", int64(s.Row.ApprovedBy)).
		Number("unit", int64(s.UnitID)).
		Number("group", int64(s.GroupID)).
		Text("mode", string(s.Mode)).
		Text("title", s.Title).
		Text("subject", s.Subject).
		Number("held_on", int64(s.HeldOn)).
		Number("starts_at", s.StartsAt).
		Number("ends_at", s.EndsAt).
		Text("place", s.Place).
		Text("host", s.Host).
		Number("amount", int64(s.Amount)).
		Number("marks", int64(len(s.marks)))
	for _, m := range s.marks {
		f.Number("position", int64(m.Position)).
			Number("cadre", int64(m.CadreID)).
			Text("presence", string(m.Presence)).
			Text("absence_reason", m.Reason)
	}
	return f.Bytes()
}
