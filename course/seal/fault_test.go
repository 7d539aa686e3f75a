package seal_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// seven is a log of seven facts, 11 to 17 at positions 0 to 6: three signed first, then six, the last one unsigned.
func seven(t testing.TB) *book {
	b := newBook(t)
	b.add(11, 12, 13)
	b.sign()
	b.add(14, 15, 16)
	b.sign()
	b.add(17)
	return b
}

func TestVerifyNamesTheFirstFault(t *testing.T) {
	t.Parallel()
	entry := func(what seal.What, id, position int64) seal.Finding {
		return seal.Finding{What: what, Kind: seal.Entry, ID: id, Position: position}
	}
	tests := []struct {
		name   string
		tamper func(b *book)
		want   seal.Finding
	}{
		{"a fact is changed", func(b *book) { b.facts[14] = "fact 14, raised" }, entry(seal.Altered, 14, 3)},
		{"the unsigned fact is changed", func(b *book) { b.facts[17] = "raised" }, entry(seal.Altered, 17, 6)},
		{"a fact is deleted", func(b *book) { delete(b.facts, 12) }, entry(seal.Missing, 12, 1)},
		{"a fact is added past the log", func(b *book) { b.facts[99] = "a gift" }, entry(seal.Unsealed, 99, seal.None)},
		{"fact and leaf are deleted", func(b *book) {
			delete(b.facts, 12)
			b.exec("DELETE FROM log_leaves WHERE position = 1")
		}, seal.Finding{What: seal.Dropped, Position: 1}},
		{"fact and leaf are deleted and the gap is closed", func(b *book) {
			delete(b.facts, 12)
			b.exec("DELETE FROM log_leaves WHERE position = 1",
				"UPDATE log_leaves SET position = -position WHERE position > 1",
				"UPDATE log_leaves SET position = -position - 1 WHERE position < 0",
				"UPDATE log_size SET size = size - 1")
		}, seal.Finding{What: seal.Dropped, Position: 1}},
		{"the unsigned leaf and its fact are deleted", func(b *book) {
			delete(b.facts, 17)
			b.exec("DELETE FROM log_leaves WHERE position = 6")
		}, seal.Finding{What: seal.Dropped, Position: 6}},
		{"two leaves change places", func(b *book) {
			b.exec("UPDATE log_leaves SET position = 1000 WHERE position = 1",
				"UPDATE log_leaves SET position = 1 WHERE position = 4",
				"UPDATE log_leaves SET position = 4 WHERE position = 1000")
		}, entry(seal.Reordered, 15, 1)},
		{"a leaf is put between others", func(b *book) {
			b.exec("UPDATE log_leaves SET position = -position WHERE position >= 2",
				"UPDATE log_leaves SET position = -position + 1 WHERE position < 0",
				"INSERT INTO log_leaves SELECT 2, 'entry', 99, commitment, salt FROM log_leaves WHERE position = 0")
		}, entry(seal.Inserted, 99, 2)},
		{"a leaf hides before the first one", func(b *book) {
			b.facts[99] = b.facts[11]
			b.exec("INSERT INTO log_leaves SELECT -5, 'entry', 99, commitment, salt FROM log_leaves WHERE position = 0")
		}, entry(seal.Inserted, 99, -5)},
		{"a leaf gets another commitment", func(b *book) {
			b.exec("UPDATE log_leaves SET commitment = salt WHERE position = 3")
		}, entry(seal.LeafAltered, 14, 3)},
		{"a fact and its commitment are changed", func(b *book) {
			b.facts[14] = "raised"
			b.recommit(3, "raised")
		}, entry(seal.LeafAltered, 14, 3)},
		{"a fact, its leaf and all hashes are changed", func(b *book) {
			b.facts[14] = "raised"
			b.recommit(3, "raised")
			b.rehash()
		}, seal.Finding{What: seal.Rewritten, Position: 3, Until: 6}},
		{"a leaf hash is changed", func(b *book) {
			b.exec("UPDATE log_hashes SET hash = (SELECT hash FROM log_hashes WHERE position = 0) WHERE position = 3")
		}, seal.Finding{What: seal.HashAltered, Position: 2}},
		{"an inner hash is changed", func(b *book) {
			b.exec("UPDATE log_hashes SET hash = (SELECT hash FROM log_hashes WHERE position = 0) WHERE position = 2")
		}, seal.Finding{What: seal.HashAltered, Position: 1}},
		{"a hash is deleted", func(b *book) { b.exec("DELETE FROM log_hashes WHERE position = 7") }, seal.Finding{What: seal.HashAltered, Position: 4}},
		{"the log is cut off after a checkpoint", func(b *book) {
			b.exec("DELETE FROM log_leaves WHERE position >= 3", "UPDATE log_size SET size = 3")
			for id := int64(14); id <= 17; id++ {
				delete(b.facts, id)
			}
		}, seal.Finding{What: seal.Dropped, Position: 3}},
		{"the last checkpoint is deleted", func(b *book) {
			b.exec("DELETE FROM log_checkpoints WHERE size = 6")
		}, seal.Finding{What: seal.CheckpointMissing, Position: 3}},
		{"a signed note is changed", func(b *book) {
			b.exec("UPDATE log_checkpoints SET note = replace(note, 'xiangxue', 'xiangxve') WHERE size = 3")
		}, seal.Finding{What: seal.CheckpointAltered, Position: 3}},
		{"the root beside a note is changed", func(b *book) {
			b.exec("UPDATE log_checkpoints SET root = (SELECT root FROM log_checkpoints WHERE size = 3) WHERE size = 6")
		}, seal.Finding{What: seal.CheckpointAltered, Position: 6}},
		{"a leaf of an unknown kind", func(b *book) {
			b.exec("UPDATE log_leaves SET kind = 'gift' WHERE position = 6")
			delete(b.facts, 17)
		}, seal.Finding{What: seal.Unchecked, Kind: "gift", ID: 17, Position: 6}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := seven(t)
			tt.tamper(b)
			r := b.verify()
			if r.Clean() {
				t.Fatal("nothing was found")
			}
			if r.Findings[0].What != tt.want.What || r.Findings[0] != tt.want {
				t.Errorf("first finding %+v\nwant          %+v\nall %+v", r.Findings[0], tt.want, r.Findings)
			}
			if text := r.Findings[0].Message().String(); text == "" || containsVerbError(text) {
				t.Errorf("message %q", text)
			}
		})
	}
}

// TestCutLogNeedsAnOutsideCheckpoint shows what a checkpoint in other hands is for: facts, leaves, hashes and
// checkpoints that all vanish together leave no trace in the database itself.
func TestCutLogNeedsAnOutsideCheckpoint(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	b.add(11, 12, 13)
	b.sign()
	b.add(14, 15)
	printed := b.sign()
	b.exec("DELETE FROM log_leaves WHERE position >= 3", "DELETE FROM log_hashes WHERE position >= 4",
		"DELETE FROM log_checkpoints WHERE size = 5", "UPDATE log_size SET size = 3")
	delete(b.facts, 14)
	delete(b.facts, 15)
	if r := b.verify(); !r.Clean() {
		t.Errorf("without the printed checkpoint: %+v", r.Findings)
	}
	r := b.verify(printed.Note)
	if want := (seal.Finding{What: seal.Dropped, Position: 3}); r.Clean() || r.Findings[0] != want {
		t.Errorf("with the printed checkpoint: %+v, want %+v", r.Findings, want)
	}
}

// TestRewriteWithTheKeyNeedsAnOutsideCheckpoint does the same for someone who also holds the key and signs anew.
func TestRewriteWithTheKeyNeedsAnOutsideCheckpoint(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	b.add(11, 12, 13)
	printed := b.sign()
	b.facts[12] = "raised"
	b.recommit(1, "raised")
	b.exec("DELETE FROM log_hashes", "DELETE FROM log_checkpoints")
	b.sign()
	if r := b.verify(); !r.Clean() {
		t.Errorf("without the printed checkpoint: %+v", r.Findings)
	}
	r := b.verify(printed.Note)
	if want := (seal.Finding{What: seal.Rewritten, Position: 0, Until: 3}); r.Clean() || r.Findings[0] != want {
		t.Errorf("with the printed checkpoint: %+v, want %+v", r.Findings, want)
	}
}

func TestCheckpointRefusesATamperedTree(t *testing.T) {
	t.Parallel()
	b := seven(t)
	b.exec("UPDATE log_hashes SET hash = (SELECT hash FROM log_hashes WHERE position = 0) WHERE position = 6")
	if cp, err := b.log.Checkpoint(t.Context()); err == nil {
		t.Errorf("signed %+v over a changed tree", cp)
	}
}

func TestGuardsFire(t *testing.T) {
	t.Parallel()
	b := seven(t)
	for _, table := range []string{"log_leaves", "log_hashes", "log_checkpoints"} {
		for _, statement := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET " + map[string]string{
			"log_leaves": "salt = salt", "log_hashes": "hash = hash", "log_checkpoints": "note = note"}[table]} {
			if err := b.try(statement); err == nil {
				t.Errorf("%s was carried out", statement)
			}
		}
	}
}

// TestAnyChangeIsFound changes stored values at random, each time in a transaction that is undone afterwards.
func TestAnyChangeIsFound(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	for _, leaves := range [][]int64{{1}, {2, 3, 4, 5}, {6, 7}, {8, 9, 10, 11, 12, 13}} {
		b.add(leaves...)
		b.sign()
	}
	b.exec() // without the guards
	undo := errors.New("undo")
	rapid.Check(t, func(rt *rapid.T) {
		change := rapid.SampledFrom([]string{
			"UPDATE log_leaves SET object_id = object_id + 1000 WHERE position = ?",
			"UPDATE log_leaves SET salt = commitment WHERE position = ?",
			"UPDATE log_leaves SET commitment = salt WHERE position = ?",
			"UPDATE log_leaves SET position = position + 1000 WHERE position = ?",
			"UPDATE log_hashes SET hash = (SELECT salt FROM log_leaves LIMIT 1) WHERE position = ?",
			"DELETE FROM log_leaves WHERE position = ?",
			"DELETE FROM log_hashes WHERE position = ?",
			"DELETE FROM log_checkpoints WHERE ? >= 0 AND size = 13",
		}).Draw(rt, "change")
		position := rapid.Int64Range(0, 12).Draw(rt, "position")
		err := b.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			if _, err := storage.Exec(ctx, tx, change, position); err != nil {
				return err
			}
			r, err := seal.Verifier{Key: b.log.VerifierKey(), Sources: []seal.FactSource{b}}.Verify(ctx, tx.ReadTx)
			if err == nil && r.Clean() {
				err = fmt.Errorf("%s at %d was not found", change, position)
			}
			return cmp.Or(err, undo)
		})
		if !errors.Is(err, undo) {
			rt.Fatal(err)
		}
	})
}

func TestKnownCheckpointMustBeGenuine(t *testing.T) {
	t.Parallel()
	b, other := seven(t), seven(t)
	foreign := other.sign().Note
	if err := b.verifyErr(seal.Verifier{Key: b.log.VerifierKey(), Known: []string{foreign}}); err == nil {
		t.Error("a checkpoint of another key was accepted")
	}
	if err := b.verifyErr(seal.Verifier{Key: "no key"}); err == nil {
		t.Error("a malformed key was accepted")
	}
	if got := seal.KeyFile("data"); got != filepath.Join("data", "keys", "log.key") {
		t.Errorf("KeyFile = %s", got)
	}
}
