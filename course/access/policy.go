package access

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"xiangxue/course/fault"
	"xiangxue/course/roster"
)

// The lengths of a password. A Chinese character counts as two, so that a sentence of six will do.
const (
	leastWidth      = 10
	leastCharacters = 6
	leastDistinct   = 5
	mostCharacters  = 128
)

// unusedRest is how many characters besides a common password or the own number make a password of one's own.
const unusedRest = 4

// commonPasswords are the commonest passwords and parts of passwords, in small letters, one a line.
//
//go:embed common-passwords.txt
var commonPasswords string

// checkPassword fails with fault.Invalid on the field "password" when the person should not use the password.
func checkPassword(password string, owner roster.Cadre) error {
	var fields fault.Fields
	if text := weaknessOf(password, owner); text != "" {
		fields.Add("password", text)
	}
	return fields.Err()
}

func weaknessOf(password string, owner roster.Cadre) string {
	folded := strings.ToLower(norm.NFKC.String(password))
	switch {
	case utf8.RuneCountInString(password) > mostCharacters:
		return "密码太长，请不要超过 128 个字符"
	case utf8.RuneCountInString(folded) < leastCharacters || widthOf(folded) < leastWidth:
		return "密码太短，请至少用 10 个字符，或者一句 6 个字以上的话"
	case distinct(folded) < leastDistinct:
		return "密码里重复的字符太多，请换一个"
	case isMadeOf(folded, owner.StaffNo), isMadeOf(folded, owner.Name), isMadeOf(folded, string(owner.Phone)):
		return "请不要用自己的工号、姓名或手机号做密码"
	case isCommon(folded):
		return "这个密码太常见，容易被猜到，请换一个"
	}
	return ""
}

func widthOf(s string) int {
	width := 0
	for _, r := range s {
		width++
		if unicode.Is(unicode.Han, r) {
			width++
		}
	}
	return width
}

func distinct(s string) int {
	seen := make(map[rune]bool)
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// isMadeOf reports whether little of the password remains without the part.
func isMadeOf(password, part string) bool {
	part = strings.ToLower(norm.NFKC.String(part))
	if part == "" || !strings.Contains(password, part) {
		return false
	}
	return utf8.RuneCountInString(strings.ReplaceAll(password, part, "")) < unusedRest
}

func isCommon(password string) bool {
	for common := range strings.Lines(commonPasswords) {
		if isMadeOf(password, strings.TrimSpace(common)) {
			return true
		}
	}
	return false
}
