package translog

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// cosignatureV1 is the type of timestamped Ed25519 cosignatures in C2SP signed-note. It keeps the keys of witnesses apart
// from those of logs: the same bytes under the other type have another key hash.
const cosignatureV1 = 4

// cosigner is the key of a witness, for signing, verifying or both.
type cosigner struct {
	name    string
	hash    uint32
	public  ed25519.PublicKey
	private ed25519.PrivateKey // nil in a verifier
	now     func() time.Time
}

// GenerateWitnessKey returns a new key pair of a witness with the given name, in the text forms that NewCosigner and
// NewCosignatureVerifier read. It fails for a name that no key can have.
func GenerateWitnessKey(name string) (signer, verifier string, err error) {
	if err := checkOrigin(name); err != nil {
		return "", "", fmt.Errorf("generate the key of a witness: %w", err)
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return "", "", fmt.Errorf("generate the key of witness %q: %w", name, err)
	}
	c := newCosigner(name, public)
	return "PRIVATE+KEY+" + c.text(private.Seed()), c.text(public), nil
}

func newCosigner(name string, public ed25519.PublicKey) cosigner {
	sum := sha256.Sum256(append([]byte(name+"\n\x04"), public...))
	return cosigner{name: name, hash: binary.BigEndian.Uint32(sum[:]), public: public}
}

// text returns a key in the form name+hash+key.
func (c cosigner) text(key []byte) string {
	return fmt.Sprintf("%s+%08x+%s", c.name, c.hash, base64.StdEncoding.EncodeToString(append([]byte{cosignatureV1}, key...)))
}

// NewCosigner returns the signer that GenerateWitnessKey wrote. Its signatures carry the time that now tells.
func NewCosigner(text string, now func() time.Time) (note.Signer, error) {
	key, found := strings.CutPrefix(text, "PRIVATE+KEY+")
	name, hash, seed, err := splitKey(key)
	if !found || err != nil {
		return nil, errors.New("this is no key of a witness")
	}
	private := ed25519.NewKeyFromSeed(seed)
	c := newCosigner(name, private.Public().(ed25519.PublicKey))
	if c.hash != hash {
		return nil, errors.New("the key of the witness does not belong to its name")
	}
	c.private, c.now = private, now
	return c, nil
}

// NewCosignatureVerifier returns the verifier of a witness's cosignatures, from the public text form of its key.
func NewCosignatureVerifier(text string) (note.Verifier, error) {
	name, hash, public, err := splitKey(text)
	if err != nil {
		return nil, fmt.Errorf("the public key of a witness: %w", err)
	}
	c := newCosigner(name, public)
	if c.hash != hash {
		return nil, fmt.Errorf("the public key of witness %q does not belong to its name", name)
	}
	return c, nil
}

// splitKey reads name+hash+key.
func splitKey(text string) (name string, hash uint32, key []byte, err error) {
	name, rest, _ := strings.Cut(text, "+")
	digits, encoded, _ := strings.Cut(rest, "+")
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 8 {
		return "", 0, nil, fmt.Errorf("%q is no key hash", digits)
	}
	key, err = parseBase64(encoded)
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != cosignatureV1 {
		return "", 0, nil, fmt.Errorf("the key of %q is not one for cosignatures", name)
	}
	return name, uint32(n), key[1:], checkOrigin(name)
}

// Name returns the name of the witness.
func (c cosigner) Name() string { return c.name }

// KeyHash returns the key hash of C2SP signed-note.
func (c cosigner) KeyHash() uint32 { return c.hash }

// Sign returns the timestamped signature of a checkpoint's text.
func (c cosigner) Sign(msg []byte) ([]byte, error) {
	seconds := c.now().Unix()
	if seconds < 0 {
		return nil, errors.New("the clock stands before 1970")
	}
	sig := binary.BigEndian.AppendUint64(nil, uint64(seconds))
	return append(sig, ed25519.Sign(c.private, cosigned(uint64(seconds), msg))...), nil
}

// Verify reports whether sig is the witness's timestamped signature of a checkpoint's text.
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(sig)
	return seconds <= math.MaxInt64 && ed25519.Verify(c.public, cosigned(seconds, msg), sig[8:])
}

// cosigned is what is signed, by C2SP tlog-cosignature.
func cosigned(seconds uint64, msg []byte) []byte {
	return append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", seconds), msg...)
}

// CosignedAt returns when a cosignature that was verified was made. It fails when the signature is of another kind.
func CosignedAt(sig note.Signature) (time.Time, error) {
	b, err := parseBase64(sig.Base64)
	if err != nil || len(b) != 4+8+ed25519.SignatureSize {
		return time.Time{}, fmt.Errorf("the signature of %q is no cosignature", sig.Name)
	}
	return time.Unix(int64(binary.BigEndian.Uint64(b[4:])), 0), nil
}
