package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
)

// saltSize is the length of a salt in bytes: as long as the hash, so that nobody can guess a fact from its commitment.
const saltSize = 32

// Commit returns the commitment to the canonical bytes of a fact: SHA-256 over the line "xiangxue commitment v1", the
// salt, which is 32 bytes long, and the fields.
func Commit(salt, fields []byte) []byte {
	h := sha256.New()
	h.Write([]byte("xiangxue commitment v1\n"))
	h.Write(salt)
	h.Write(fields)
	return h.Sum(nil)
}

// LeafData returns the entry of the log that stands for a fact: one line with the form, the kind, the decimal number
// of the fact and the commitment in base64.
func LeafData(kind Kind, id int64, commitment []byte) []byte {
	return fmt.Appendf(nil, "xiangxue/v1 %s %d %s\n", kind, id, base64.StdEncoding.EncodeToString(commitment))
}
