package plan

import (
	"context"
	"fmt"

	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Facts returns the sealed facts of this package for seal.Verifier: the approved versions.
func Facts() seal.FactSource { return versionFacts{} }

// pageSize is how many versions are read at a time when all are gone through.
const pageSize = 200

type versionFacts struct{}

func (versionFacts) Kind() seal.Kind { return seal.PlanVersion }

func (versionFacts) Each(ctx context.Context, tx storage.ReadTx, yield func(int64, []byte) error) error {
	load := func(after VersionID) ([]foundVersion, error) {
		rows, err := selectApprovedAfter(ctx, tx, after, pageSize)
		if err != nil {
			return nil, fmt.Errorf("read the approved versions after %d: %w", after, err)
		}
		return rows, nil
	}
	id := func(v foundVersion) VersionID { return v.Row.ID }
	return storage.ByPages(pageSize, load, id, func(v foundVersion) error { return yield(int64(v.Row.ID), v.fields()) })
}

// fields returns the canonical bytes of an approved version, form "plan_version v1": whose plan it is, what it says, who
// wrote it and who decided, worked out from the stored row.
func (r foundVersion) fields() []byte {
	return seal.NewFields("plan_version v1").
		Number("id", int64(r.Row.ID)).
		Number("plan", int64(r.Row.PlanID)).
		Number("unit", int64(r.UnitID)).
		Number("year", int64(r.Year)).
		Number("number", int64(r.Row.Number)).
		Text("state", string(r.Row.State)).
		Number("revision", int64(r.Row.Revision)).
		Text("content", r.Row.Content).
		Text("change", r.Row.ChangeNote).
		Number("drafted_by", int64(r.Row.DraftedBy)).
		Number("drafted_at", r.Row.DraftedAt).
		Number("saved_by", int64(r.Row.SavedBy)).
		Number("saved_at", r.Row.SavedAt).
		Number("submitted_by", int64(r.Row.SubmittedBy)).
		Number("submitted_at", r.Row.SubmittedAt).
		Number("decided_by", int64(r.Row.DecidedBy)).
		Number("decided_at", r.Row.DecidedAt).
		Text("decision", r.Row.Decision).
		Bytes()
}
