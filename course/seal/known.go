package seal

import (
	"encoding/base32"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/fault"
	"xiangxue/course/translog"
)

// codeBytes is how much of the root a code holds: 120 bits. To find another log with the code of a given one takes 2^120
// attempts; who prepares two logs beforehand, to hand out one and show the other, needs 2^60. The signed checkpoint holds
// all 256 bits and is worth more wherever it can be kept.
const codeBytes = 15

// crockford is the alphabet without I, L, O and U, which people confuse with digits and with each other.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// CodeOf returns the short code of a checkpoint (校验码) that reports and exports print: the number of leaves and the first
// 120 bits of the root in groups of four, as 1832-7ZQK-…. It is empty for the empty log.
func CodeOf(head translog.Head) string {
	if head.Size == 0 {
		return ""
	}
	digits := crockford.EncodeToString(head.Root[:codeBytes])
	parts := []string{strconv.FormatInt(head.Size, 10)}
	for ; len(digits) > 0; digits = digits[4:] {
		parts = append(parts, digits[:4])
	}
	return strings.Join(parts, "-")
}

// Code returns the short code of the checkpoint.
func (cp Checkpoint) Code() string { return CodeOf(cp.Head) }

// Known is what somebody outside has kept of a checkpoint: the signed note, or its short code. Only the first bytes of the
// root count in a code.
type Known struct {
	translog.Head
	bytes int
}

// ReadKnown reads a signed checkpoint or a short code. It fails when the text is neither, and when another key signed.
func ReadKnown(text string, key note.Verifier) (Known, error) {
	if known, isCode := readCode(text); isCode {
		return known, nil
	}
	cp, _, err := translog.OpenCheckpoint([]byte(text), key.Name(), note.VerifierList(key))
	if err != nil {
		return Known{}, err
	}
	return whole(cp.Head), nil
}

// IsCode reports whether the text is a short code.
func IsCode(text string) bool {
	_, isCode := readCode(text)
	return isCode
}

// readCode reads a code as people write it: in small letters, with blanks, with O for 0 and I or L for 1.
func readCode(text string) (Known, bool) {
	digits, rest, found := strings.Cut(strings.ToUpper(strings.TrimSpace(text)), "-")
	size, err := strconv.ParseInt(digits, 10, 64)
	if !found || err != nil || size <= 0 || size > translog.MaxSize {
		return Known{}, false
	}
	rest = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(rest)
	prefix, err := crockford.DecodeString(rest)
	if err != nil || len(prefix) != codeBytes {
		return Known{}, false
	}
	k := Known{Head: translog.Head{Size: size}, bytes: codeBytes}
	copy(k.Root[:], prefix)
	return k, true
}

// whole returns a head of which everything is known.
func whole(head translog.Head) Known { return Known{Head: head, bytes: len(head.Root)} }

// Agrees reports whether a tree of that size with the given root is the one that was kept.
func (k Known) Agrees(root translog.Hash) bool {
	return string(k.Root[:k.bytes]) == string(root[:k.bytes])
}

// Print returns what reports and exports print about the latest checkpoint: when it was signed, over how many leaves, and its
// short code, with which paper that is filed becomes a witness.
func (cp Checkpoint) Print() fault.Message {
	if cp.Size == 0 {
		return fault.Message{Text: "台账还没有签发检查点"}
	}
	return fault.Message{Text: "台账检查点：%s，共 %d 条，校验码 %s", Args: []any{cp.SignedAt.Format(time.DateTime), cp.Size, cp.Code()}}
}
