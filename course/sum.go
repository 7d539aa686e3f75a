package course

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"

	"xiangxue/course/fault"
)

// Sum is the SHA-256 of a file's content in hexadecimal; it is also the file's name on the Shelf and in its address.
type Sum string

var sumPattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// ParseSum reads a sum from an address. It fails with fault.NotFound when it is none.
func ParseSum(s string) (Sum, error) {
	if !sumPattern.MatchString(s) {
		return "", fault.New(fault.NotFound, "没有这份材料")
	}
	return Sum(s), nil
}

// sumOf reads r to its end and returns the sum and the number of bytes.
func sumOf(r io.Reader) (Sum, int64, error) {
	h := sha256.New()
	n, err := io.Copy(h, r)
	if err != nil {
		return "", 0, fmt.Errorf("sum a file: %w", err)
	}
	return Sum(hex.EncodeToString(h.Sum(nil))), n, nil
}
