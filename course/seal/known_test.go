package seal_test

import (
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/seal"
	"xiangxue/course/translog"
)

func TestACodeIsKnownAgain(t *testing.T) {
	t.Parallel()
	b := seven(t)
	cp := b.sign()
	key, err := note.NewVerifier(b.log.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	code := cp.Code()
	for _, text := range []string{cp.Note, code, " " + strings.ToLower(code) + "\n", strings.ReplaceAll(code, "0", "O"), "7-" + strings.ReplaceAll(code[2:], "-", " ")} {
		known, err := seal.ReadKnown(text, key)
		if err != nil || known.Size != 7 || !known.Agrees(cp.Root) || known.Agrees(translog.EmptyRoot()) {
			t.Errorf("%q reads as %+v, %v", text, known, err)
		}
	}
	for _, text := range []string{"", "7", "7-", code[:len(code)-1], "0" + code[1:], "-" + code, code + "-ABCD", strings.Replace(code, "-", "-U", 1)} {
		if _, err := seal.ReadKnown(text, key); err == nil || seal.IsCode(text) {
			t.Errorf("%q is taken for a code", text)
		}
	}
	if seal.CodeOf(translog.Head{Root: translog.EmptyRoot()}) != "" {
		t.Error("the empty log has a code")
	}
}

func TestVerifyAgainstACode(t *testing.T) {
	t.Parallel()
	b := seven(t)
	cp := b.sign()
	b.add(18)
	b.sign()
	if r := b.verify(cp.Code()); !r.Clean() {
		t.Errorf("the right code: %+v", r.Findings)
	}
	forged := cp.Head
	forged.Root[3] ^= 1
	if r := b.verify(seal.CodeOf(forged)); r.Clean() {
		t.Error("the code of another history agrees")
	}
}

func TestAttestationBindsFormAndContent(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	key, err := note.NewVerifier(b.log.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	signed, err := b.log.Attest("xiangxue bundle v1", []byte("content"))
	if err != nil {
		t.Fatal(err)
	}
	if err := seal.CheckAttestation(signed, "xiangxue bundle v1", []byte("content"), key); err != nil {
		t.Error(err)
	}
	if seal.CheckAttestation(signed, "xiangxue bundle v1", []byte("other"), key) == nil ||
		seal.CheckAttestation(signed, "xiangxue bundle v2", []byte("content"), key) == nil {
		t.Error("the attestation holds for something else")
	}
	if _, _, err := translog.OpenCheckpoint(signed, origin, note.VerifierList(key)); err == nil {
		t.Error("an attestation is taken for a checkpoint")
	}
	if _, err := b.log.Attest(origin, []byte("content")); err == nil {
		t.Error("the origin is taken for a form")
	}
}

func FuzzParseFields(f *testing.F) {
	f.Add(seal.NewFields("entry v1").Text("title", "甲\n乙:3:").Number("id", -7).Bytes())
	f.Add([]byte("xiangxue entry v1\na:01:b\n"))
	f.Add([]byte("xiangxue \n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		form, fields, err := seal.ParseFields(b)
		if err != nil {
			return
		}
		again := seal.NewFields(form)
		for _, field := range fields {
			again.Text(field.Name, field.Value)
		}
		if string(again.Bytes()) != string(b) {
			t.Errorf("%q reads as %q %v", b, form, fields)
		}
	})
}
