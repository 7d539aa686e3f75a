package access

import (
	"crypto/rand"
	"math/big"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"xiangxue/course/roster"
)

// firstPasswordValidity is how long a first password can be used.
const firstPasswordValidity = 7 * 24 * time.Hour

// readable are the characters of first passwords: none that is taken for another on paper (0 O o, 1 l I i).
const readable = "abcdefghjkmnpqrstuvwxyz23456789"

// Slip is what is printed, cut out and handed to a person: the one-time first password and until when it is valid. The
// password is nowhere else and cannot be printed again.
type Slip struct {
	Cadre     roster.Cadre
	Unit      roster.Unit
	Password  string
	ExpiresAt time.Time
}

// newFirstPassword returns a random password of three groups of four characters, as "k7fm-wq3x-h9rd": 59 bits.
func newFirstPassword() string {
	var b strings.Builder
	for i := range 12 {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(readable))))
		if err != nil {
			panic(err) // the system has no randomness: rand.Reader itself ends the program before
		}
		b.WriteByte(readable[n.Int64()])
	}
	return b.String()
}

// plainFirstPassword returns what of a typed first password counts: capitals, full-width letters and how the groups are
// set apart make no difference.
func plainFirstPassword(typed string) string {
	return groupMarks.Replace(strings.ToLower(norm.NFKC.String(typed)))
}

// groupMarks removes what people put between groups. A Replacer is safe for concurrent use and never changes.
var groupMarks = strings.NewReplacer("-", "", "–", "", "—", "", " ", "")
