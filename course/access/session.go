package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"
)

// The lengths of a login session. It ends then, however much it is used.
const (
	workday = 12 * time.Hour
	week    = 7 * 24 * time.Hour
)

// tokenBytes is how much randomness a token has.
const tokenBytes = 32

// Token is the secret that the cookie carries. Printing it, on purpose or not, does not show it; string(t) does.
type Token string

// String returns a placeholder.
func (Token) String() string { return "[token]" }

// GoString returns a placeholder.
func (Token) GoString() string { return "[token]" }

// MarshalText returns a placeholder, for structured logs.
func (Token) MarshalText() ([]byte, error) { return []byte("[token]"), nil }

func newToken() Token {
	b := make([]byte, tokenBytes)
	rand.Read(b) // never fails; it ends the program when the system has no randomness
	return Token(base64.RawURLEncoding.EncodeToString(b))
}

// hash returns what the database keeps of the token.
func (t Token) hash() []byte {
	sum := sha256.Sum256([]byte(t))
	return sum[:]
}

// SessionID names a login session without giving access to it: the hash of its token in hexadecimal digits.
type SessionID string

func sessionID(tokenHash []byte) SessionID { return SessionID(hex.EncodeToString(tokenHash)) }

// Session is what a person who signed in gets.
type Session struct {
	Token     Token
	ExpiresAt time.Time
	Keep      bool // the person asked to stay signed in on this device: the cookie outlives the browser
}
