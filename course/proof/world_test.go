package proof_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/proof"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// world is a township and a neighbouring one with entries of the year, and who writes bundles of them.
type world struct {
	*testing.T
	db          *storage.DB
	log         *seal.Log
	ledger      *hours.Ledger
	prover      *proof.Prover
	now         time.Time
	town, other roster.Unit
	he, far     roster.Cadre
	ref         int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: storagetest.Open(t), now: time.Date(2026, 3, 5, 9, 0, 0, 0, calendar.Shanghai)}
	clock := calendar.Clock(func() time.Time { return w.now })
	var err error
	if w.log, err = seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "proof.test/log", clock); err != nil {
		t.Fatal(err)
	}
	w.ledger = hours.NewLedger(w.log, clock)
	w.prover = proof.NewProver(w.db, w.log, "临澜县", clock)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		w.town, w.he = w.settle(ctx, tx, "YX", "云溪镇", "何秀兰")
		w.other, w.far = w.settle(ctx, tx, "SP", "石坪乡", "方远")
		_, err := w.ledger.AdoptDefault(ctx, tx)
		return err
	})
	return w
}

func (w *world) settle(ctx context.Context, tx storage.WriteTx, code, name, person string) (roster.Unit, roster.Cadre) {
	u, err := roster.AddUnit(ctx, tx, roster.Unit{Code: code, Name: name, Kind: roster.Township})
	if err != nil {
		w.Fatal(err)
	}
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: code + "01", Name: person})
	if err != nil {
		w.Fatal(err)
	}
	if err := roster.Join(ctx, tx, c.ID, u.ID, 20200101); err != nil {
		w.Fatal(err)
	}
	return u, c
}

func (w *world) write(fn func(context.Context, storage.WriteTx) error) {
	w.Helper()
	if err := w.db.Write(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

// attend books n meetings of two hours for each of the people.
func (w *world) attend(n int, people ...roster.Cadre) {
	w.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		for range n {
			w.ref++
			for _, c := range people {
				_, err := w.ledger.Append(ctx, tx, hours.Fact{
					Cadre: c.ID, Source: hours.SourceMeeting, Ref: w.ref, Activity: hours.ActivityCollectiveMeeting, Amount: 200, Subject: "theory",
					Title: fmt.Sprintf("专题\nfact %d", w.ref), Evidence: "roll", EvidenceID: w.ref, HappenedOn: calendar.DateOf(w.now), By: c.ID,
				})
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// bundle returns a bundle of the township.
func (w *world) bundle() []byte {
	w.Helper()
	var b bytes.Buffer
	if _, err := w.prover.ExportBundle(w.Context(), access.Console(), w.town.ID, 2026, &b); err != nil {
		w.Fatal(err)
	}
	return b.Bytes()
}

// check checks a file.
func (w *world) check(file []byte, trust proof.Trust) proof.Report {
	w.Helper()
	r, err := proof.CheckBundle(bytes.NewReader(file), int64(len(file)), trust)
	if err != nil {
		w.Fatal(err)
	}
	return r
}
