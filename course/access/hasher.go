package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"xiangxue/course/fault"
)

// cost is what one password costs. A stored hash names the cost it was made with, so this one may be raised.
type cost struct {
	memory uint32 // KiB
	passes uint32
	lanes  uint8
}

// usualCost is the least that OWASP's password storage cheat sheet recommends for argon2id: 19 MiB, 2 passes, 1 lane. It
// takes some 40 ms of one core.
func usualCost() cost { return cost{memory: 19 * 1024, passes: 2, lanes: 1} }

const (
	saltBytes = 16
	keyBytes  = 32
)

// waitingHashes is how many sign-ins may wait for the hasher: at 40 ms each the last waits four seconds.
const waitingHashes = 100

// hasher hashes passwords one at a time, so that a burst of sign-ins cannot use up the memory or both cores.
type hasher struct {
	cost    cost
	turn    chan struct{} // holds one token; who has it may hash
	waiting chan struct{} // bounds those who hash or wait
}

func newHasher(c cost) *hasher {
	return &hasher{cost: c, turn: make(chan struct{}, 1), waiting: make(chan struct{}, waitingHashes)}
}

// hash returns the hash of a password with a fresh salt in the PHC string form, as
// $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails; it ends the program when the system has no randomness
	c := h.cost
	key, err := h.derive(ctx, password, salt, c, keyBytes)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.lanes,
		b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// verify reports whether the password is the one that was hashed.
func (h *hasher) verify(ctx context.Context, password, phc string) (bool, error) {
	c, salt, want, err := parsePHC(phc)
	if err != nil {
		return false, err
	}
	key, err := h.derive(ctx, password, salt, c, uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, want) == 1, nil
}

// waste takes as long as verify and is always false: for a login that has no password.
func (h *hasher) waste(ctx context.Context, password string) (bool, error) {
	_, err := h.derive(ctx, password, make([]byte, saltBytes), h.cost, keyBytes)
	return false, err
}

func (h *hasher) derive(ctx context.Context, password string, salt []byte, c cost, length uint32) ([]byte, error) {
	select {
	case h.waiting <- struct{}{}:
		defer func() { <-h.waiting }()
	default:
		return nil, fault.New(fault.Busy, "现在登录的人太多，请过几秒再试")
	}
	select {
	case h.turn <- struct{}{}:
		defer func() { <-h.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(norm.NFKC.String(password)), salt, c.passes, c.memory, c.lanes, length), nil
}

var errPHC = errors.New("the stored password hash is not argon2id in the PHC string form")

// parsePHC reads what hash wrote. It refuses a cost that would stop the server.
func parsePHC(phc string) (c cost, salt, key []byte, err error) {
	var version int
	var rest string
	n, err := fmt.Sscanf(phc, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s", &version, &c.memory, &c.passes, &c.lanes, &rest)
	if err != nil || n != 5 || version != argon2.Version {
		return cost{}, nil, nil, errPHC
	}
	if c.memory > 256*1024 || c.passes == 0 || c.passes > 16 || c.lanes == 0 || c.lanes > 16 {
		return cost{}, nil, nil, errPHC
	}
	salt, key, err = parseSaltAndKey(rest)
	return c, salt, key, err
}

func parseSaltAndKey(s string) (salt, key []byte, err error) {
	b64 := base64.RawStdEncoding.Strict()
	for i := range s {
		if s[i] != '$' {
			continue
		}
		salt, saltErr := b64.DecodeString(s[:i])
		key, keyErr := b64.DecodeString(s[i+1:])
		if saltErr != nil || keyErr != nil || len(salt) < 8 || len(key) < 16 || len(key) > 64 {
			break
		}
		return salt, key, nil
	}
	return nil, nil, errPHC
}
