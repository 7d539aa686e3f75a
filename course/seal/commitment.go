package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
)

// saltSize is the length of a salt in bytes: as long as the hash, so that nobody can guess a fact from its commitment.
const saltSize = 32

// Commit returns the commitment to the canonical bytes of a fact: SHA-256 over the line "xiangxue commitment v1", the
// salt, which is 32 bytes long, and the fields.
func Commit(salt, fields []byte) []byte {
	const line = "xiangxue commitment v1\n"
	bound := make([]byte, 0, len(line)+len(salt)+len(fields))
	bound = append(append(append(bound, line...), salt...), fields...)
	sum := sha256.Sum256(bound)
	return sum[:]
}

// LeafData returns the entry of the log that stands for a fact: one line with the form, the kind, the decimal number
// of the fact and the commitment in base64.
func LeafData(kind Kind, id int64, commitment []byte) []byte {
	data := append(make([]byte, 0, 128), "xiangxue/v1 "...) // as long as the longest
	data = append(append(data, kind...), ' ')
	data = append(strconv.AppendInt(data, id, 10), ' ')
	return append(base64.StdEncoding.AppendEncode(data, commitment), '\n')
}
