package library

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	dateLine    = regexp.MustCompile(`^` + datePattern + `$`)
	printedLine = regexp.MustCompile(`印发\s*$`)
	signerForm  = regexp.MustCompile(`^\p{Han}[\p{Han}、\s（）()]{2,40}$`)
	// signerEnd is how the name of a body ends.
	signerEnd = regexp.MustCompile(`(?:政府|办公室|委员会|人大常委会|党委|县委|市委|省委|镇委|乡委|局|部|厅|院|会|处|署|办|中心|站|公司|大队|支队|法院|检察院|银行|集团|协会|指挥部|领导小组)$`)
)

const signatureLines = 14 // how many lines from the end may hold who signed, the day, copies, and when it was printed

// signature takes over who signed a paper and when, from its end: 临澜县人民政府 / 2026年3月5日, and the day of printing.
// What the front part says counts more.
func (f *front) signature(body []line) {
	d := &f.document
	dated := d.AdoptedOn != 0 || d.PublishedOn != 0 || len(f.published) > 0
	for i := len(body) - 1; i >= max(1, len(body)-signatureLines) && !dated; i-- {
		text := strings.ReplaceAll(body[i].text, " ", "")
		if printedLine.MatchString(text) && dateForm.MatchString(text) && utf8.RuneCountInString(text) < 60 {
			f.published = append(f.published, findDate(text))
			continue
		}
		if !dateLine.MatchString(text) {
			continue
		}
		d.AdoptedOn = findDate(text)
		d.VersionOn = max(d.VersionOn, d.AdoptedOn)
		f.signed(body[i-1].text)
		break
	}
}

// signed takes the line above the date for the issuer when it reads like the name of a body.
func (f *front) signed(text string) {
	name := strings.Join(strings.Fields(text), "")
	if f.document.Issuer == "" && signerForm.MatchString(name) && signerEnd.MatchString(name) {
		f.document.Issuer = name
	}
}
