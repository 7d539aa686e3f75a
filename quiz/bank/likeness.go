package bank

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"xiangxue/course/script"
	"xiangxue/quiz"
)

// likeness is what a question is compared by.
type likeness struct {
	folded string // letters and digits of its texts
	hash   string // equal for the same question
	simhash
}

func likenessOf(q quiz.Question) likeness {
	folded := letters(strings.Join(texts(q), ""))
	return likeness{folded: folded, hash: Fingerprint(q), simhash: simhashOf(bigrams(folded))}
}

// Fingerprint returns the same text for questions that ask the same with the same options: the order of the options and
// which of them is right do not count, nor do script, width, case, spaces and punctuation at the ends.
func Fingerprint(q quiz.Question) string {
	parts := texts(q)
	for i := range parts {
		parts[i] = plain(parts[i])
	}
	slices.Sort(parts[1:])
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// texts returns the text of the question and then what else tells it from others: never the answer.
func texts(q quiz.Question) []string {
	list := []string{q.Text}
	switch q.Kind {
	case quiz.Matching:
		list = append(list, q.Prompts...)
		fallthrough
	case quiz.SingleChoice, quiz.MultipleChoice, quiz.Ordering:
		for _, o := range q.Options {
			list = append(list, o.Text)
		}
	}
	return list
}

// fold writes a text in one script, width and case.
func fold(text string) string { return string(script.Fold(norm.NFKC.String(text))) }

// plain returns a text without spaces, invisible characters and the marks around it; a blank to fill in is one line.
func plain(text string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range fold(text) {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || r == '_' && last == '_' {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return strings.Trim(b.String(), "。.,;:!?、“”\"'‘’")
}

// letters returns the letters and digits of a text, folded.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, fold(text))
}

// bigrams returns the pairs of neighbouring characters of a text, sorted, each once.
func bigrams(text string) []uint64 {
	runes := []rune(text)
	pairs := make([]uint64, 0, len(runes))
	for i := 1; i < len(runes); i++ {
		pairs = append(pairs, uint64(runes[i-1])<<32|uint64(runes[i]))
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// simhash is a fingerprint that differs in few bits for texts that share most of their pairs (M. Charikar, Similarity
// estimation techniques from rounding algorithms, STOC 2002).
type simhash int64

func simhashOf(pairs []uint64) simhash {
	var votes [64]int
	for _, pair := range pairs {
		sum := mix(pair)
		for bit := range votes {
			votes[bit] += int(sum>>bit&1)*2 - 1
		}
	}
	var s uint64
	for bit, vote := range votes {
		if vote > 0 {
			s |= 1 << bit
		}
	}
	return simhash(s)
}

func mix(pair uint64) uint64 {
	h := fnv.New64a()
	var b [8]byte
	for i := range b {
		b[i] = byte(pair >> (8 * i))
	}
	h.Write(b[:]) // writing to a hash cannot fail
	sum := h.Sum64()
	sum ^= sum >> 32 // FNV leaves neighbouring inputs alike in their upper bits
	return sum * 0x9e3779b97f4a7c15
}

// maxDistance is how many bits the simhashes of two texts may differ for the texts to be compared. Of 64 bits, unrelated
// texts differ in 32, give or take 4; texts that share four fifths of their pairs in about 10.
const maxDistance = 17

func (s simhash) near(other simhash) bool { return bits.OnesCount64(uint64(s^other)) <= maxDistance }

// NearShare is the share of character pairs, of a hundred, from which on two questions count as nearly the same.
const NearShare = 80

// share returns how many of a hundred of the pairs in either set are in both (P. Jaccard, 1912).
func share(a, b []uint64) int {
	both, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	if all := len(a) + len(b) - both; all > 0 {
		return both * 100 / all
	}
	return 0
}
