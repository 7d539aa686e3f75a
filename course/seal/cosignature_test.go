package seal_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/fault"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// cosign has a new witness sign a checkpoint of the log.
func (b *book) cosign(signed, name string) (string, note.Verifier) {
	b.t.Helper()
	secret, public, err := translog.GenerateWitnessKey(name)
	if err != nil {
		b.t.Fatal(err)
	}
	signer, err := translog.NewCosigner(secret, noon)
	if err != nil {
		b.t.Fatal(err)
	}
	key, err := note.NewVerifier(b.log.VerifierKey())
	if err != nil {
		b.t.Fatal(err)
	}
	_, n, err := translog.OpenCheckpoint([]byte(signed), origin, note.VerifierList(key))
	if err != nil {
		b.t.Fatal(err)
	}
	cosigned, err := note.Sign(n, signer)
	if err != nil {
		b.t.Fatal(err)
	}
	verifier, err := translog.NewCosignatureVerifier(public)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(cosigned), verifier
}

func (b *book) accept(signed string, witnesses ...note.Verifier) (added []seal.Cosignature, err error) {
	err = b.db.Write(b.t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		added, err = b.log.Accept(ctx, tx, []byte(signed), witnesses)
		return err
	})
	return added, err
}

func (b *book) served(path string) (text string, err error) {
	err = b.db.Read(b.t.Context(), func(tx storage.ReadTx) error {
		if path == "witnessed" {
			text, err = b.log.Witnessed(b.t.Context(), tx)
			return err
		}
		content, err := b.log.Tile(b.t.Context(), tx, path)
		text = string(content)
		return err
	})
	return text, err
}

func TestCosignaturesAreServedBesideTheCheckpoint(t *testing.T) {
	t.Parallel()
	b := seven(t)
	cp := b.sign()
	if _, err := b.served("witnessed"); !fault.Is(err, fault.NotFound) {
		t.Errorf("no witness yet: %v", err)
	}
	cosigned, key := b.cosign(cp.Note, "jgw.example/w")
	for _, want := range []int{1, 0} { // once only
		if added, err := b.accept(cosigned, key); err != nil || len(added) != want || want == 1 && (!added[0].SignedAt.Equal(noon().Truncate(time.Second)) || added[0].Size != 7) {
			t.Fatalf("accepted %+v, %v", added, err)
		}
	}
	if served, err := b.served("checkpoint"); err != nil || served != cosigned {
		t.Errorf("serves %q, %v", served, err)
	}
	b.add(18)
	next := b.sign()
	if served, err := b.served("checkpoint"); err != nil || served != next.Note {
		t.Errorf("serves %q, %v", served, err)
	}
	if served, err := b.served("witnessed"); err != nil || served != cosigned {
		t.Errorf("serves %q, %v", served, err)
	}
	if r := b.verify(cosigned); !r.Clean() {
		t.Errorf("a cosigned checkpoint from elsewhere: %+v", r.Findings)
	}
	if err := b.try("UPDATE log_cosignatures SET witness = 'other'"); err == nil {
		t.Error("a cosignature was changed")
	}
}

func TestWhatNoWitnessHasSignedIsRefused(t *testing.T) {
	t.Parallel()
	b, other := seven(t), seven(t)
	cp := b.sign()
	cosigned, key := b.cosign(cp.Note, "jgw.example/w")
	foreign, foreignKey := other.cosign(other.sign().Note, "jgw.example/w")
	_, stranger := b.cosign(cp.Note, "other.example/w")
	for name, c := range map[string]struct {
		signed string
		key    note.Verifier
		kind   fault.Kind
	}{
		"no witness":       {cp.Note, key, fault.Invalid},
		"unknown witness":  {cosigned, stranger, fault.Invalid},
		"another log":      {foreign, foreignKey, fault.Invalid},
		"forged signature": {strings.Replace(cosigned, "jgw.example/w ", "jgw.example/w A", 1), key, fault.Invalid},
		"nothing":          {"", key, fault.Invalid},
	} {
		if _, err := b.accept(c.signed, c.key); !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.exec("DELETE FROM log_checkpoints") // the copy that somebody went back to
	if _, err := b.accept(cosigned, key); !fault.Is(err, fault.Conflict) {
		t.Errorf("a checkpoint that the log does not have: %v", err)
	}
}
