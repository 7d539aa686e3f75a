package translog

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

// GenerateKey returns a new Ed25519 key pair named after the log's origin, in the text forms that
// note.NewSigner and note.NewVerifier read. The signer is secret, the verifier is to be handed
// out. It fails when origin is not fit for a log's name: empty, with spaces, unprintable
// characters or a plus, with a scheme or with a slash at its end.
func GenerateKey(origin string) (signer, verifier string, err error) {
	if err := checkOrigin(origin); err != nil {
		return "", "", fmt.Errorf("generate key: %w", err)
	}
	signer, verifier, err = note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return "", "", fmt.Errorf("generate key for %q: %w", origin, err)
	}
	return signer, verifier, nil
}

// checkOrigin follows C2SP tlog-checkpoint and tlog-tiles, whose advice (no space, no plus, no
// scheme, no trailing slash) is a rule here: the origin is also the name of the key.
func checkOrigin(origin string) error {
	unfit := func(r rune) bool { return r == '+' || unicode.IsSpace(r) || !unicode.IsPrint(r) }
	switch {
	case origin == "":
		return errors.New("the origin is empty")
	case !utf8.ValidString(origin) || strings.ContainsFunc(origin, unfit):
		return fmt.Errorf("origin %q has a space, a plus or an unprintable character", origin)
	case strings.Contains(origin, "://") || strings.HasSuffix(origin, "/"):
		return fmt.Errorf("origin %q has a scheme or ends in a slash", origin)
	}
	return nil
}
