package quiz

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
)

// Seed decides a person's draws of one check. Who does not know it cannot foresee a draw.
type Seed [sha256.Size]byte

// NewSeed derives the seed of one check from the installation's secret and what the check is: the kind and id of its
// subject and the person. The same parts always give the same seed; ("ab", "c") and ("a", "bc") do not.
func NewSeed(secret []byte, parts ...string) Seed {
	return Seed(keyed(secret, parts...))
}

func keyed(key []byte, parts ...string) []byte {
	mac := hmac.New(sha256.New, key)
	for _, part := range parts {
		_ = binary.Write(mac, binary.BigEndian, uint64(len(part))) // writing to a hash cannot fail
		mac.Write([]byte(part))
	}
	return mac.Sum(nil)
}

// Random returns the source of a draw that the seed alone decides.
func (s Seed) Random() *rand.Rand { return rand.New(rand.NewChaCha8(s)) }

// random returns the source that draws the given point in the given round.
func (s Seed) random(round int, point string) *rand.Rand {
	var number [8]byte
	binary.BigEndian.PutUint64(number[:], uint64(round))
	return rand.New(rand.NewChaCha8([32]byte(keyed(s[:], string(number[:]), point))))
}
