package translog_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/translog"
)

func witnessKeys(t *testing.T, name string, at time.Time) (note.Signer, note.Verifier) {
	t.Helper()
	secret, public, err := translog.GenerateWitnessKey(name)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := translog.NewCosigner(secret, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := translog.NewCosignatureVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return signer, verifier
}

// TestCosignatureRoundTrip has note's own code put the signature below a checkpoint and open it again.
func TestCosignatureRoundTrip(t *testing.T) {
	t.Parallel()
	at := time.Unix(1679315147, 0)
	signer, verifier := keys(t, origin)
	cosigner, witness := witnessKeys(t, "witness.example.com/w1", at)
	_, head := tree(t, numbered(5))
	signed, err := translog.SignCheckpoint(translog.Checkpoint{Origin: origin, Head: head}, signer)
	if err != nil {
		t.Fatal(err)
	}
	_, n, err := translog.OpenCheckpoint(signed, origin, note.VerifierList(verifier))
	if err != nil {
		t.Fatal(err)
	}
	cosigned, err := note.Sign(n, cosigner)
	if err != nil {
		t.Fatal(err)
	}
	cp, n, err := translog.OpenCheckpoint(cosigned, origin, note.VerifierList(verifier, witness))
	if err != nil || cp.Head != head || len(n.Sigs) != 2 {
		t.Fatalf("opened %+v, %v", cp, err)
	}
	if got, err := translog.CosignedAt(n.Sigs[1]); err != nil || !got.Equal(at) {
		t.Errorf("cosigned at %v, %v", got, err)
	}
	if _, err := translog.CosignedAt(n.Sigs[0]); err == nil {
		t.Error("the log's own signature is taken for a cosignature")
	}
	if _, _, err := translog.OpenCheckpoint(cosigned, origin, note.VerifierList(witness)); err == nil {
		t.Error("a cosignature alone makes a checkpoint")
	}
	line := bytes.Split(bytes.TrimSpace(cosigned), []byte(" "))
	sig, err := base64.StdEncoding.DecodeString(string(line[len(line)-1]))
	if err != nil || len(sig) != 4+8+64 {
		t.Fatalf("signature of %d bytes, %v", len(sig), err)
	}
	if want := "cosignature/v1\ntime 1679315147\n"; !witness.Verify([]byte(n.Text), sig[4:]) || strings.HasPrefix(n.Text, want) {
		t.Error("the signature does not verify by itself")
	}
	sig[11]++ // a second later
	if witness.Verify([]byte(n.Text), sig[4:]) {
		t.Error("the time is not signed")
	}
}

// TestCosignatureOfTheSpecification opens the example of C2SP tlog-cosignature by its key hash and time.
func TestCosignatureOfTheSpecification(t *testing.T) {
	t.Parallel()
	const line = "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
	at, err := translog.CosignedAt(note.Signature{Name: "witness.example.com/w1", Base64: line})
	if err != nil || at.Unix() != 1679315147 {
		t.Errorf("signed at %v, %v", at, err)
	}
}

func TestKeysOfWitnessesAndLogsAreApart(t *testing.T) {
	t.Parallel()
	secret, public, err := translog.GenerateWitnessKey("witness.example.com/w1")
	if err != nil {
		t.Fatal(err)
	}
	log, logKey, err := translog.GenerateKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.NewVerifier(public); err == nil {
		t.Error("the key of a witness is taken for one of a log")
	}
	for _, bad := range []string{"", "a+b", log, logKey, strings.Replace(public, "w1", "w2", 1), strings.ToUpper(public), public + "A"} {
		if _, err := translog.NewCosignatureVerifier(bad); err == nil {
			t.Errorf("%q is taken for the key of a witness", bad)
		}
		if _, err := translog.NewCosigner("PRIVATE+KEY+"+bad, time.Now); err == nil {
			t.Errorf("%q is taken for the secret key of a witness", bad)
		}
	}
	if _, err := translog.NewCosigner(strings.Replace(secret, "w1", "w2", 1), time.Now); err == nil {
		t.Error("a secret key goes by another name")
	}
	if _, _, err := translog.GenerateWitnessKey("a b"); err == nil {
		t.Error("a name with a space")
	}
}
