package attendance_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"xiangxue/course/attendance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func (w *world) evidence(e hours.Entry) (found attendance.Evidence, err error) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		found, err = attendance.EvidenceOf(ctx, tx, e)
		return nil
	})
	return found, err
}

func TestEvidenceOfAnEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, roll := w.held("专题一", nil, w.mark("何秀兰", attendance.Absent, "原因不明"), w.mark("周明远", attendance.OnLeave, "看病"))
	found, err := w.evidence(w.entries("宋国强")[0])
	if err != nil || found.Confirmed != roll.Sheet || found.Count != (attendance.Count{Present: 3, OnLeave: 1, Absent: 1}) {
		t.Errorf("evidence %+v, %v", found, err)
	}
	if len(found.Stated) != 1 || found.Stated[0].Mark != w.mark("宋国强", attendance.Present, "") {
		t.Errorf("stated %+v", found.Stated)
	}
	w.corrected(m, w.mark("何秀兰", attendance.Present, ""))
	found, err = w.evidence(w.entries("何秀兰")[0])
	if err != nil || len(found.Stated) != 2 || found.Confirmed != roll.Sheet || found.Count.Absent != 1 {
		t.Fatalf("evidence %+v, %v", found, err)
	}
	if found.Stated[0].Reason != "原因不明" || !found.Stated[1].IsPresent() || found.Stated[1].Sheet.ApprovedBy != w.id("周明远") {
		t.Errorf("stated %+v", found.Stated)
	}
	w.corrected(m, w.mark("宋国强", attendance.OnLeave, "看病"))
	makeUp, err := w.pass("宋国强", w.openMakeUps("宋国强")[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.evidence(makeUp)
	want(t, err, fault.NotFound)
	_, err = w.evidence(hours.Entry{Cadre: w.id("方远"), Evidence: "roll", EvidenceID: int64(roll.ID)})
	want(t, err, fault.NotFound)
}

// TestEveryColumnIsSealed changes each column of rolls and marks, and what the roll says about the meeting, in turn.
func TestEveryColumnIsSealed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", nil, w.mark("何秀兰", attendance.Absent, "原因不明"))
	w.corrected(m, w.mark("何秀兰", attendance.OfficialDuty, "值班"))
	w.mustBeSound()
	w.tamper()
	tables := map[string][]string{
		"rolls":      {"number", "reason", "recorded_by", "recorded_at", "approved_by"},
		"roll_marks": {"cadre_id", "position", "presence", "reason"},
		"meetings":   {"mode", "title", "subject", "held_on", "starts_at", "ends_at", "place", "host", "amount"},
	}
	changes := map[string]string{"presence": "CASE presence WHEN 'present' THEN 'absent' ELSE 'present' END"}
	for table, columns := range tables {
		for _, column := range columns {
			change := changes[column]
			if change == "" && slices.Contains([]string{"reason", "mode", "title", "subject", "place", "host"}, column) {
				change = column + " || 'x'"
			} else if change == "" {
				change = column + " + 1000"
			}
			undone := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				if err := storagetest.Unguard(ctx, tx); err != nil {
					return err
				}
				if _, err := storage.Exec(ctx, tx, fmt.Sprintf("UPDATE %s SET %s = %s", table, column, change)); err != nil {
					t.Errorf("%s.%s: %v", table, column, err)
				}
				r, err := seal.Verifier{Key: w.log.VerifierKey(), Sources: append(hours.Facts(), attendance.Facts())}.Verify(ctx, tx.ReadTx)
				if err != nil || !slices.ContainsFunc(r.Findings, func(f seal.Finding) bool { return f.Kind == seal.Roll && f.What == seal.Altered }) {
					t.Errorf("a change of %s.%s was not found: %+v, %v", table, column, r.Findings, err)
				}
				return context.Canceled
			})
			if undone == nil {
				t.Fatal("the change was kept")
			}
		}
	}
}

func TestVerifyNamesTheRoll(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		tamper string
		what   seal.What
		id     int64
	}{
		"a mark is dropped": {"DELETE FROM roll_marks WHERE roll_id = 1 AND position = 2", seal.Altered, 1},
		"a mark is added": {`INSERT INTO roll_marks SELECT 2, cadre_id, 9, presence, reason FROM roll_marks
WHERE roll_id = 1 AND cadre_id NOT IN (SELECT cadre_id FROM roll_marks WHERE roll_id = 2) LIMIT 1`, seal.Altered, 2},
		"a correction is added": {`INSERT INTO rolls SELECT 3, meeting_id, 3, reason, recorded_by, recorded_at, approved_by FROM rolls WHERE id = 2`, seal.Unsealed, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			m, _ := w.held("专题一", nil, w.mark("何秀兰", attendance.Absent, "原因不明"))
			w.corrected(m, w.mark("何秀兰", attendance.OfficialDuty, "值班"))
			w.tamper(tt.tamper)
			r := w.verify()
			if len(r.Findings) != 1 || r.Findings[0].What != tt.what || r.Findings[0].Kind != seal.Roll || r.Findings[0].ID != tt.id {
				t.Errorf("found %+v", r.Findings)
			}
		})
	}
}

// TestRollsAreAppendOnly tries to change what was confirmed.
func TestRollsAreAppendOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.held("专题一", nil)
	for _, s := range []string{
		"UPDATE rolls SET recorded_by = 1", "DELETE FROM rolls",
		"UPDATE roll_marks SET presence = 'absent'", "DELETE FROM roll_marks",
	} {
		err := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, s)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", s, err)
		}
	}
}

// tamper changes the database behind the program's back.
func (w *world) tamper(statements ...string) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		if err := storagetest.Unguard(ctx, tx); err != nil {
			return err
		}
		for _, s := range statements {
			if _, err := storage.Exec(ctx, tx, s); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	})
}

// TestCanonicalBytes pins the sealed form of a sheet: a change of it would make every old seal look broken.
func TestCanonicalBytes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", ofGroup(w.group), w.mark("何秀兰", attendance.OnLeave, "看病"))
	w.corrected(m, w.mark("何秀兰", attendance.Present, ""))
	var text strings.Builder
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		return attendance.Facts().Each(ctx, tx, func(_ int64, fields []byte) error {
			text.Write(fields)
			text.WriteByte('\n')
			return nil
		})
	})
	golden(t, "testdata/canonical.golden", text.String())
}
