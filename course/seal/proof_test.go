package seal_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"xiangxue/course/fault"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

func (b *book) proof(kind seal.Kind, id int64) (proof seal.Proof, err error) {
	err = b.db.Read(b.t.Context(), func(tx storage.ReadTx) (err error) {
		proof, err = b.log.Proof(b.t.Context(), tx, kind, id)
		return err
	})
	return proof, err
}

// TestProofConvincesAnOutsider checks a proof with nothing but the fact, the saved files and the public key.
func TestProofConvincesAnOutsider(t *testing.T) {
	t.Parallel()
	b := seven(t)
	b.sign()
	verifier, err := note.NewVerifier(b.log.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	for id := int64(11); id <= 17; id++ {
		proof, err := b.proof(seal.Entry, id)
		if err != nil {
			t.Fatal(err)
		}
		want := seal.LeafData(seal.Entry, id, seal.Commit(proof.Salt, []byte(b.facts[id])))
		if !bytes.Equal(proof.Entry, want) || proof.Position != id-11 {
			t.Errorf("fact %d: entry %q at %d, want %q", id, proof.Entry, proof.Position, want)
		}
		receipt, err := translog.ParseReceipt(proof.Receipt)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := receipt.Verify(translog.LeafHash(want), origin, note.VerifierList(verifier)); err != nil {
			t.Errorf("fact %d: %v", id, err)
		}
		if _, err := receipt.Verify(translog.LeafHash([]byte("other")), origin, note.VerifierList(verifier)); err == nil {
			t.Errorf("the proof of fact %d proves another leaf", id)
		}
	}
}

func TestProofSaysWhyThereIsNone(t *testing.T) {
	t.Parallel()
	b := seven(t)
	if _, err := b.proof(seal.Entry, 17); !fault.Is(err, fault.Conflict) {
		t.Errorf("an unsigned leaf: %v", err)
	}
	if _, err := b.proof(seal.Roll, 11); !fault.Is(err, fault.NotFound) {
		t.Errorf("a fact of another kind: %v", err)
	}
}

// TestTilesRebuildTheRoot follows the log as a stranger's program would: checkpoint, bundle, tile.
func TestTilesRebuildTheRoot(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	fetch := func(path string) (data []byte, err error) {
		err = b.db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
			data, err = b.log.Tile(t.Context(), tx, path)
			return err
		})
		return data, err
	}
	if _, err := fetch("checkpoint"); !fault.Is(err, fault.NotFound) {
		t.Errorf("checkpoint of an empty log: %v", err)
	}
	b.add(1, 2, 3, 4, 5)
	cp := b.sign()
	b.add(6)
	if text, err := fetch("checkpoint"); err != nil || string(text) != cp.Note {
		t.Errorf("checkpoint %q, %v", text, err)
	}
	data, err := fetch("tile/entries/000.p/5")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := translog.ParseBundle(data)
	if err != nil {
		t.Fatal(err)
	}
	var leaves []translog.Hash
	for _, entry := range entries {
		leaves = append(leaves, translog.LeafHash(entry))
	}
	if growth, err := translog.Grow(0, leaves, nil); err != nil || growth.Head != cp.Head {
		t.Errorf("the entries give %+v, %v; signed was %+v", growth.Head, err, cp.Head)
	}
	tile, err := fetch("tile/0/000.p/5")
	if err != nil || len(tile) != 5*32 || translog.Hash(tile[:32]) != leaves[0] {
		t.Errorf("tile of %d bytes, %v", len(tile), err)
	}
	for _, path := range []string{"tile/0/000.p/6", "tile/entries/000.p/6", "tile/0/000", "tile/8/000", "../log.key", ""} {
		if _, err := fetch(path); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", path, err)
		}
	}
}

func TestLeafTellsNothing(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	b.add(1)
	b.sign()
	proof, err := b.proof(seal.Entry, 1)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(proof.Entry), "fact") || !strings.HasPrefix(string(proof.Entry), "xiangxue/v1 entry 1 ") {
		t.Errorf("entry %q", proof.Entry)
	}
	if again := seal.Commit(make([]byte, 32), []byte("fact 1")); bytes.Contains(proof.Entry, again) || len(proof.Salt) != 32 {
		t.Error("the commitment is not salted")
	}
}

func TestFieldsAreInjective(t *testing.T) {
	t.Parallel()
	golden := seal.NewFields("entry v1").Number("cadre", -7).Text("title", "专题一\n二").Bytes()
	if want := "xiangxue entry v1\ncadre:2:-7\ntitle:13:专题一\n二\n"; string(golden) != want {
		t.Errorf("got  %q\nwant %q", golden, want)
	}
	text := rapid.StringOf(rapid.RuneFrom([]rune("a1:\n学")))
	rapid.Check(t, func(t *rapid.T) {
		a, b, c, d := text.Draw(t, "a"), text.Draw(t, "b"), text.Draw(t, "c"), text.Draw(t, "d")
		one := seal.NewFields("x").Text("p", a).Text("q", b).Bytes()
		other := seal.NewFields("x").Text("p", c).Text("q", d).Bytes()
		if (a == c && b == d) != bytes.Equal(one, other) {
			t.Fatalf("%q,%q and %q,%q have the bytes %q and %q", a, b, c, d, one, other)
		}
	})
}

// run starts Run and returns how to end it and wait for it.
func (b *book) run() (end func()) {
	ctx, stop := context.WithCancel(b.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.log.Run(ctx, func(err error) { b.t.Error(err) }) }()
	return func() {
		stop()
		if err := <-ended; err != nil {
			b.t.Error(err)
		}
	}
}

func TestRunSignsSoon(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	seal.SignEvery(b.log, 5*time.Millisecond)
	defer b.run()()
	b.add(1, 2)
	deadline := time.Now().Add(10 * time.Second)
	for b.verify().Unsigned() > 0 {
		if time.Now().After(deadline) {
			t.Fatal("the leaves were not signed")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestRunSignsAtTheEnd(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	end := b.run()
	b.add(1, 2, 3)
	end()
	if r := b.verify(); r.Unsigned() != 0 || r.Leaves != 3 {
		t.Errorf("after the end: %+v", r)
	}
}
