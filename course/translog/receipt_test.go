package translog_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/translog"
)

// receipt returns a receipt for entry 5 of 11, and the key to verify it.
func receipt(t testing.TB) (translog.Receipt, translog.Hash, note.Verifiers) {
	t.Helper()
	entries := numbered(11)
	m, head := tree(t, entries)
	signer, verifier := keys(t, origin)
	checkpoint, err := translog.SignCheckpoint(translog.Checkpoint{Origin: origin, Head: head}, signer)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := translog.InclusionProof(head.Size, 5, m)
	if err != nil {
		t.Fatal(err)
	}
	rc := translog.Receipt{Index: 5, Proof: proof, Checkpoint: checkpoint}
	return rc, translog.LeafHash(entries[5]), note.VerifierList(verifier)
}

func TestReceipt(t *testing.T) {
	t.Parallel()
	rc, leaf, known := receipt(t)
	for _, extra := range [][]byte{nil, []byte("盐")} {
		rc.Extra = extra
		text, err := rc.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		got, err := translog.ParseReceipt(text)
		if err != nil || !reflect.DeepEqual(got, rc) {
			t.Fatalf("read back %+v, %v", got, err)
		}
		cp, err := got.Verify(leaf, origin, known)
		if err != nil || cp.Size != 11 {
			t.Errorf("verified at %d, %v", cp.Size, err)
		}
	}
	if _, err := rc.Verify(flip(leaf, 0), origin, known); err == nil {
		t.Error("verified for another leaf")
	}
	if _, err := rc.Verify(leaf, "example.com/other", known); err == nil {
		t.Error("verified for another log")
	}
	rc.Index = 4
	if _, err := rc.Verify(leaf, origin, known); err == nil {
		t.Error("verified at another index")
	}
}

func TestReceiptLayout(t *testing.T) {
	t.Parallel()
	rc := translog.Receipt{
		Index: 73894, Proof: []translog.Hash{translog.EmptyRoot()}, Extra: []byte("salt"), Checkpoint: []byte("checkpoint\n"),
	}
	const want = "c2sp.org/tlog-proof@v1\nextra c2FsdA==\nindex 73894\n" +
		"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\ncheckpoint\n"
	if text, err := rc.Marshal(); err != nil || string(text) != want {
		t.Errorf("wrote %q, %v", text, err)
	}
	long := make([]translog.Hash, 63)
	for name, bad := range map[string]translog.Receipt{
		"no checkpoint": {Index: 1}, "negative index": {Index: -1, Checkpoint: rc.Checkpoint},
		"endless proof": {Proof: long, Checkpoint: rc.Checkpoint},
	} {
		if _, err := bad.Marshal(); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}

func TestParseReceiptRefuses(t *testing.T) {
	t.Parallel()
	const head = "c2sp.org/tlog-proof@v1\n"
	const hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
	for name, text := range map[string]string{
		"nothing":             "",
		"header only":         head,
		"other version":       "c2sp.org/tlog-proof@v2\nindex 0\n\ncheckpoint\n",
		"no index":            head + hash + "\ncheckpoint\n",
		"index with zero":     head + "index 05\n\ncheckpoint\n",
		"negative index":      head + "index -5\n\ncheckpoint\n",
		"empty extra":         head + "extra \nindex 5\n\ncheckpoint\n",
		"malformed extra":     head + "extra c2FsdA\nindex 5\n\ncheckpoint\n",
		"broken extra":        head + "extra c2Fs\rdA==\nindex 5\n\ncheckpoint\n",
		"extra after index":   head + "index 5\nextra c2FsdA==\n\ncheckpoint\n",
		"malformed hash":      head + "index 5\n47DE\n\ncheckpoint\n",
		"no checkpoint":       head + "index 5\n" + hash + "\n",
		"no empty line":       head + "index 5\n" + hash + "checkpoint\n",
		"too many hashes":     head + "index 5\n" + strings.Repeat(hash, 63) + "\ncheckpoint\n",
		"carriage returns":    head + "index 5\r\n\r\n\ncheckpoint\n",
		"blank before header": "\n" + head + "index 5\n\ncheckpoint\n",
	} {
		if rc, err := translog.ParseReceipt([]byte(text)); err == nil {
			t.Errorf("%s: read %+v", name, rc)
		}
	}
}

func FuzzParseReceipt(f *testing.F) {
	rc, leaf, known := receipt(f)
	text, err := rc.Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("c2sp.org/tlog-proof@v1\nextra c2FsdA==\nindex 0\n\ncheckpoint\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		rc, err := translog.ParseReceipt(text)
		if err != nil {
			return
		}
		if again, err := rc.Marshal(); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q writes as %q, %v", text, again, err)
		}
		if cp, err := rc.Verify(leaf, origin, known); err == nil && (cp.Size != 11 || rc.Index != 5) {
			t.Errorf("verified at %d in %d", rc.Index, cp.Size)
		}
	})
}
