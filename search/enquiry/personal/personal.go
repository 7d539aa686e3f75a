// Package personal finds personal data (个人信息) in a text that somebody typed, and proposes a wording without it: names,
// identity card numbers, telephone numbers, bank cards, addresses down to the house or the villagers' group, licence
// plates, and addresses on the net.
//
// It knows forms, not people. A name that stands without 我叫, a title or a kinship beside it is not found, nor is who can
// be told from the circumstances. So what it finds must go, and that nothing is left only a person can confirm.
package personal

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Kind says what kind of personal data something is.
type Kind string

// The kinds.
const (
	Name     Kind = "name"
	Identity Kind = "identity" // number of an identity card
	Phone    Kind = "phone"
	BankCard Kind = "bank_card"
	Address  Kind = "address" // house, villagers' group, room
	Plate    Kind = "plate"   // of a vehicle
	Contact  Kind = "contact" // e-mail, 微信, QQ
)

// Kinds lists the kinds in the order in which a page shows them.
func Kinds() []Kind { return []Kind{Name, Identity, Phone, BankCard, Address, Plate, Contact} }

// Label returns the kind in Chinese.
func (k Kind) Label() string {
	switch k {
	case Name:
		return "姓名"
	case Identity:
		return "身份证号"
	case Phone:
		return "电话号码"
	case BankCard:
		return "银行卡号"
	case Address:
		return "门牌、组名"
	case Plate:
		return "车牌号"
	}
	return "邮箱、微信、QQ"
}

// Finding is a piece of a text that is personal data, as bytes [From, To) of the text.
type Finding struct {
	Kind     Kind
	From, To int
	Instead  string // what to write in its place
}

// Find returns the personal data in a text in the order of the text. Findings do not overlap: where two kinds claim the
// same letters, the surer one has them.
func Find(text string) []Finding {
	t := newReading(text)
	var found []Finding
	for _, look := range [...]func(*reading) []Finding{identities, bankCards, phones, plates, contacts, addresses, names} {
		for _, f := range look(t) {
			if !slices.ContainsFunc(found, f.overlaps) {
				found = append(found, f)
			}
		}
	}
	for i := range found {
		found[i].From, found[i].To = t.bytes[found[i].From], t.bytes[found[i].To]
	}
	slices.SortFunc(found, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	return found
}

func (f Finding) overlaps(o Finding) bool { return f.From < o.To && o.From < f.To }

// mostRounds bounds how often Mask looks again: what it writes is no personal data, so the second look finds what the
// first one hid.
const mostRounds = 8

// Mask returns the text with all that Find finds replaced.
func Mask(text string) string {
	for range mostRounds {
		found := Find(text)
		if len(found) == 0 {
			break
		}
		var b strings.Builder
		end := 0
		for _, f := range found {
			b.WriteString(text[end:f.From])
			b.WriteString(instead(text, f))
			end = f.To
		}
		b.WriteString(text[end:])
		text = b.String()
	}
	return text
}

// instead returns what to write in the place of a finding: what stands in brackets of its own gets none twice.
func instead(text string, f Finding) string {
	before, _ := utf8.DecodeLastRuneInString(text[:f.From])
	after, _ := utf8.DecodeRuneInString(text[f.To:])
	if strings.ContainsRune("（(", before) && strings.ContainsRune("）)", after) {
		return strings.TrimSuffix(strings.TrimPrefix(f.Instead, "（"), "）")
	}
	return f.Instead
}

// reading is a text with its letters in their usual width, which the patterns are written for.
type reading struct {
	runes []rune
	bytes []int // where each letter of the text begins, and where the text ends
	text  string
	at    []int // the letter at each byte of text, and its length at the end
}

func newReading(text string) *reading {
	t := &reading{}
	var folded strings.Builder
	for at, r := range text {
		t.bytes = append(t.bytes, at)
		if narrow := width.LookupRune(r).Folded(); narrow != 0 {
			r = narrow
		}
		for range len(string(r)) {
			t.at = append(t.at, len(t.runes))
		}
		t.runes = append(t.runes, r)
		folded.WriteRune(r)
	}
	t.bytes = append(t.bytes, len(text))
	t.at = append(t.at, len(t.runes))
	t.text = folded.String()
	return t
}

// before returns the n letters before one.
func (t *reading) before(letter, n int) string { return string(t.runes[max(letter-n, 0):letter]) }

// after returns the n letters from one on.
func (t *reading) after(letter, n int) string {
	return string(t.runes[letter:min(letter+n, len(t.runes))])
}
