package quiz

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math/rand/v2"
)

// Seed decides a person's draws of one check. Who does not know it cannot foresee a draw.
type Seed [sha256.Size]byte

// NewSeed derives the seed of one check from the installation's secret and what the check is: the kind and id of its
// subject and the person. The same parts always give the same seed; ("ab", "c") and ("a", "bc") do not.
func NewSeed(secret []byte, parts ...string) Seed {
	return Seed(keyed(secret, parts...))
}

func keyed(key []byte, parts ...string) []byte { return sum(hmac.New(sha256.New, key), parts...) }

func sum(mac hash.Hash, parts ...string) []byte {
	var length [8]byte
	for _, part := range parts {
		binary.BigEndian.PutUint64(length[:], uint64(len(part)))
		mac.Write(length[:]) // writing to a hash cannot fail
		mac.Write([]byte(part))
	}
	return mac.Sum(nil)
}

// Random returns the source of a draw that the seed alone decides.
func (s Seed) Random() *rand.Rand { return rand.New(rand.NewChaCha8(s)) }

// round returns what draws the points of a round.
func (s Seed) round(number int) round {
	return round{hmac.New(sha256.New, s[:]), string(binary.BigEndian.AppendUint64(nil, uint64(number)))}
}

// round gives every point a source of its own, so that the draw of one does not depend on the others.
type round struct {
	mac    hash.Hash
	number string
}

func (r round) random(point string) *rand.Rand {
	r.mac.Reset()
	return rand.New(rand.NewChaCha8([32]byte(sum(r.mac, r.number, point))))
}
