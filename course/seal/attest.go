package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Attest returns a signed note that the installation has made content, of a form such as "xiangxue bundle v1". The key is
// that of the checkpoints; the form, which has spaces, is the first line and keeps the two apart: no origin has a space.
// It fails when the form has none, or cannot stand in a note.
func (l *Log) Attest(form string, content []byte) ([]byte, error) {
	if !strings.Contains(form, " ") {
		return nil, fmt.Errorf("attest: the form %q could be the origin of a log", form)
	}
	signed, err := note.Sign(&note.Note{Text: attested(form, l.Origin(), content)}, l.key.signer)
	if err != nil {
		return nil, fmt.Errorf("attest %s: %w", form, err)
	}
	return signed, nil
}

// CheckAttestation returns nil when the note says that the holder of the key has made content of that form.
func CheckAttestation(signed []byte, form string, content []byte, key note.Verifier) error {
	n, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return fmt.Errorf("open the attestation: %w", err)
	}
	if n.Text != attested(form, key.Name(), content) {
		return fmt.Errorf("the attestation is of something else")
	}
	return nil
}

// attested is the text that is signed: the form, the installation and the SHA-256 of the content, a line each.
func attested(form, origin string, content []byte) string {
	sum := sha256.Sum256(content)
	return form + "\n" + origin + "\nsha256 " + base64.StdEncoding.EncodeToString(sum[:]) + "\n"
}
