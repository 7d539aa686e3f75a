package personal

import (
	"regexp"
	"strings"
)

// digits is a stretch of digits as people type them: with spaces or hyphens between.
type digits struct {
	from, to int // letters
	text     string
}

var (
	digitStretch = regexp.MustCompile(`\d(?:[ -]?\d)*(?:[ -]?[Xx])?`)
	mobile       = regexp.MustCompile(`^(?:86)?1[3-9]\d{9}$`)
	landline     = regexp.MustCompile(`^0\d{2,3}[1-9]\d{6,7}$`)
	local        = regexp.MustCompile(`^[2-8]\d{6,7}$`)
)

// stretches returns the stretches of digits in the text that no letter or digit touches.
func (t *reading) stretches() []digits {
	var all []digits
	for _, m := range digitStretch.FindAllStringIndex(t.text, -1) {
		d := digits{from: t.at[m[0]], to: t.at[m[1]], text: t.text[m[0]:m[1]]}
		if last := d.text[len(d.text)-1]; last == 'X' || last == 'x' { // of an identity number, else of a word
			if plain := strings.ToUpper(compact(d.text)); len(plain) != 18 {
				d.text = strings.TrimRight(d.text[:len(d.text)-1], " -")
				d.to = d.from + len(d.text)
			}
		}
		d.text = strings.ToUpper(compact(d.text))
		all = append(all, d)
	}
	return all
}

func compact(s string) string { return strings.NewReplacer(" ", "", "-", "").Replace(s) }

// said reports whether one of the words stands shortly before the digits.
func (t *reading) said(d digits, words ...string) bool {
	before := t.before(d.from, 8)
	for _, w := range words {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}

func (d digits) finding(kind Kind, instead string) Finding {
	return Finding{Kind: kind, From: d.from, To: d.to, Instead: instead}
}

// identities finds the numbers of identity cards: eighteen digits whose check digit is right, and whatever long number is
// called one.
func identities(t *reading) []Finding {
	var found []Finding
	for _, d := range t.stretches() {
		called := t.said(d, "身份证") && (len(d.text) == 18 || len(d.text) == 15)
		if called || validIdentity(d.text) {
			found = append(found, d.finding(Identity, "（身份证号略）"))
		}
	}
	return found
}

// validIdentity reports whether the number is one by GB 11643: a day of birth that can be, and the check digit.
func validIdentity(number string) bool {
	if len(number) != 18 || number[0] == '0' {
		return false
	}
	year, month, day := number[6:10], number[10:12], number[12:14]
	if year < "1880" || year > "2099" || month < "01" || month > "12" || day < "01" || day > "31" {
		return false
	}
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		if number[i] > '9' {
			return false
		}
		weight = weight * 2 % 11
		sum += int(number[i]-'0') * weight
	}
	return number[17] == "10X98765432"[sum%11]
}

// bankCards finds the numbers of bank cards: sixteen to nineteen digits with the check digit of ISO/IEC 7812, and long
// numbers that are called an account.
func bankCards(t *reading) []Finding {
	var found []Finding
	for _, d := range t.stretches() {
		if strings.HasSuffix(d.text, "X") {
			continue
		}
		called := len(d.text) >= 10 && len(d.text) <= 24 && t.said(d, "卡号", "账号", "帐号", "银行卡", "一卡通", "存折", "账户", "帐户", "社保卡")
		if called && !mobile.MatchString(d.text) || len(d.text) >= 16 && len(d.text) <= 19 && luhn(d.text) {
			found = append(found, d.finding(BankCard, "（卡号略）"))
		}
	}
	return found
}

func luhn(number string) bool {
	sum, zeros := 0, true
	for i := range len(number) {
		n := int(number[len(number)-1-i] - '0')
		zeros = zeros && n == 0
		if i%2 == 1 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0 && !zeros
}

// phones finds the numbers of mobile telephones, and of others with their area or when they are called one.
func phones(t *reading) []Finding {
	var found []Finding
	for _, d := range t.stretches() {
		called := local.MatchString(d.text) && t.said(d, "电话", "座机", "手机", "联系", "打")
		if mobile.MatchString(d.text) || landline.MatchString(d.text) || called {
			found = append(found, d.finding(Phone, "（电话略）"))
		}
	}
	return found
}

// plates finds the licence plates of vehicles.
func plates(t *reading) []Finding {
	return t.all(plate, Plate, "（车牌略）")
}

var (
	plate = regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-Z][·•. ]?(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳领])`)
	email = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
	chat  = regexp.MustCompile(`(?:微信号?|[Vv][Xx]|[Ww]e[Cc]hat|抖音号|快手号)(?:是|为|[:： ])*[A-Za-z][A-Za-z0-9_-]{4,19}|(?:[Qq]{2}号?)(?:是|为|[:： ])*[1-9]\d{4,11}`)
)

// contacts finds addresses on the net.
func contacts(t *reading) []Finding {
	return append(t.all(email, Contact, "（邮箱略）"), t.all(chat, Contact, "（联系方式略）")...)
}

// all returns what matches the pattern.
func (t *reading) all(pattern *regexp.Regexp, kind Kind, instead string) []Finding {
	var found []Finding
	for _, m := range pattern.FindAllStringIndex(t.text, -1) {
		found = append(found, Finding{Kind: kind, From: t.at[m[0]], To: t.at[m[1]], Instead: instead})
	}
	return found
}
