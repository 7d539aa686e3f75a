package translog_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"xiangxue/course/translog"
)

const (
	origin = "example.com/behind-the-sofa"
	// sofa is the example of the C2SP specification.
	sofa = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
)

func TestCheckpointOfTheSpecification(t *testing.T) {
	t.Parallel()
	cp, err := translog.ParseCheckpoint(sofa)
	if err != nil {
		t.Fatal(err)
	}
	if cp.Origin != origin || cp.Size != 20852163 || cp.Extensions != nil {
		t.Errorf("read %+v", cp)
	}
	if text, err := cp.Marshal(); err != nil || text != sofa {
		t.Errorf("wrote %q, %v", text, err)
	}
	cp.Extensions = []string{"第一行", "second line"}
	text, err := cp.Marshal()
	if err != nil || text != sofa+"第一行\nsecond line\n" {
		t.Fatalf("wrote %q, %v", text, err)
	}
	if again, err := translog.ParseCheckpoint(text); err != nil || !reflect.DeepEqual(again, cp) {
		t.Errorf("read back %+v, %v", again, err)
	}
}

func TestParseCheckpointRefuses(t *testing.T) {
	t.Parallel()
	const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
	cases := map[string]string{
		"nothing":               "",
		"no last newline":       strings.TrimSuffix(sofa, "\n"),
		"two lines":             "example.com\n7\n",
		"form of go.sum":        "go.sum database tree\n7\n" + root + "\n",
		"empty origin":          "\n7\n" + root + "\n",
		"origin with space":     "example com\n7\n" + root + "\n",
		"origin with plus":      "example+com\n7\n" + root + "\n",
		"origin with scheme":    "https://example.com\n7\n" + root + "\n",
		"origin with slash":     "example.com/\n7\n" + root + "\n",
		"hidden character":      "example.com\u200b\n7\n" + root + "\n",
		"origin not UTF-8":      "example\xff\n7\n" + root + "\n",
		"leading zero":          "example.com\n07\n" + root + "\n",
		"plus sign":             "example.com\n+7\n" + root + "\n",
		"negative":              "example.com\n-7\n" + root + "\n",
		"negative zero":         "example.com\n-0\n" + root + "\n",
		"beyond int64":          "example.com\n9223372036854775808\n" + root + "\n",
		"beyond MaxSize":        "example.com\n4611686018427387904\n" + root + "\n",
		"hexadecimal":           "example.com\n0x7\n" + root + "\n",
		"size with space":       "example.com\n7 \n" + root + "\n",
		"carriage return":       "example.com\r\n7\r\n" + root + "\r\n",
		"root too short":        "example.com\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
		"root without padding":  "example.com\n7\n" + strings.TrimSuffix(root, "=") + "\n",
		"root with stray bits":  "example.com\n7\n" + strings.Replace(root, "q2I=", "q2J=", 1) + "\n",
		"root in URL alphabet":  "example.com\n7\n" + strings.Replace(root, "/", "_", 1) + "\n",
		"root of no empty tree": "example.com\n0\n" + root + "\n",
		"empty extension":       sofa + "\n",
		"control character":     sofa + "a\tb\n",
	}
	for name, text := range cases {
		if cp, err := translog.ParseCheckpoint(text); err == nil {
			t.Errorf("%s: read %+v", name, cp)
		}
	}
}

func TestMarshalRefusesWhatWouldNotReadBack(t *testing.T) {
	t.Parallel()
	_, head := tree(t, numbered(3))
	cases := map[string]translog.Checkpoint{
		"no origin":         {Head: head},
		"newline in origin": {Origin: "a\nb", Head: head},
		"negative size":     {Origin: origin, Head: translog.Head{Size: -1}},
		"split extension":   {Origin: origin, Head: head, Extensions: []string{"a\nb"}},
		"empty extension":   {Origin: origin, Head: head, Extensions: []string{""}},
	}
	signer, _ := keys(t, origin)
	for name, cp := range cases {
		if _, err := translog.SignCheckpoint(cp, signer); err == nil {
			t.Errorf("%s: signed", name)
		}
	}
}

func TestSignAndOpenCheckpoint(t *testing.T) {
	t.Parallel()
	_, head := tree(t, numbered(11))
	cp := translog.Checkpoint{Origin: origin, Head: head}
	log, logKey := keys(t, origin)
	witness, witnessKey := keys(t, "witness.example")
	msg, err := translog.SignCheckpoint(cp, log)
	if err != nil {
		t.Fatal(err)
	}
	got, n, err := translog.OpenCheckpoint(msg, origin, note.VerifierList(logKey))
	if err != nil || !reflect.DeepEqual(got, cp) {
		t.Fatalf("opened %+v, %v", got, err)
	}
	cosigned, err := note.Sign(n, witness)
	if err != nil {
		t.Fatal(err)
	}
	_, n, err = translog.OpenCheckpoint(cosigned, origin, note.VerifierList(logKey, witnessKey))
	if err != nil || len(n.Sigs) != 2 {
		t.Errorf("co-signed checkpoint: %+v, %v", n, err)
	}
	if _, _, err = translog.OpenCheckpoint(cosigned, origin, note.VerifierList(witnessKey)); err == nil {
		t.Error("a co-signature alone made a checkpoint")
	}
	if _, _, err = translog.OpenCheckpoint(msg, "example.com/other", note.VerifierList(logKey)); err == nil {
		t.Error("opened as another log's")
	}
	if _, _, err = translog.OpenCheckpoint(cosigned, "witness.example", note.VerifierList(logKey, witnessKey)); err == nil {
		t.Error("opened as the checkpoint of a log that only co-signed it")
	}
	if _, err = translog.SignCheckpoint(cp, witness); err == nil {
		t.Error("signed without the log's own key")
	}
	if _, err = translog.SignCheckpoint(cp); err == nil {
		t.Error("signed without any key")
	}
	_, stranger := keys(t, origin)
	var unverified *note.UnverifiedNoteError
	if _, _, err = translog.OpenCheckpoint(msg, origin, note.VerifierList(stranger)); !errors.As(err, &unverified) {
		t.Errorf("opened with a stranger's key: %v", err)
	}
}

func TestAlteredSignedCheckpoint(t *testing.T) {
	t.Parallel()
	log, logKey := keys(t, origin)
	known := note.VerifierList(logKey)
	_, head := tree(t, numbered(11))
	cp := translog.Checkpoint{Origin: origin, Head: head, Extensions: []string{"2026"}}
	msg, err := translog.SignCheckpoint(cp, log)
	if err != nil {
		t.Fatal(err)
	}
	textEnd := bytes.LastIndex(msg, []byte("\n\n"))
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(msg)-1).Draw(t, "at")
		altered := bytes.Clone(msg)
		altered[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		got, _, err := translog.OpenCheckpoint(altered, origin, known)
		if err != nil {
			return
		}
		// The last base64 digit of a signature has bits that note does not look at.
		if at <= textEnd || !reflect.DeepEqual(got, cp) {
			t.Fatalf("byte %d altered, opened %+v", at, got)
		}
	})
}

func FuzzParseCheckpoint(f *testing.F) {
	f.Add(sofa)
	f.Add(sofa + "extension\n")
	f.Add("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	f.Add("a\n-1\n\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		cp, err := translog.ParseCheckpoint(text)
		if err != nil {
			return
		}
		if again, err := cp.Marshal(); err != nil || again != text {
			t.Errorf("%q reads as %+v and writes as %q, %v", text, cp, again, err)
		}
	})
}
