package library

import (
	"regexp"
	"strings"
	"time"

	"xiangxue/course/calendar"
)

// effectForm finds the sentence with which a document says when it takes effect: 本法自2019年1月1日起施行, 自发布之日起施行.
var (
	effectForm = regexp.MustCompile(`(?:^|[，、。；\s（(]|本\p{Han}{1,10}?)(?:自|从|于)(?:(` + datePattern + `)|(?:公布|发布|印发|颁布|通过|批准|下发)之日)` +
		`(?:零时)?(?:起|以后|后)?，?(?:开始|正式)?(?:施行|实施|执行|生效|试行)`)
	termForm = regexp.MustCompile(`有效期(?:为|限为)?(` + figureClass + `{1,3})(个月|年)`)
	untilOn  = regexp.MustCompile(`有效期(?:至|到|截至|截止到?)(` + datePattern + `)`)
)

// closing is how many articles from the end are searched for the clauses of effect.
const closing = 5

// closingArticles returns the last articles, newest clause first, and what stands before the first article.
func closingArticles(articles []Article) []Article {
	var last, first []Article
	for i := len(articles) - 1; i >= 0 && len(last) < closing; i-- {
		if articles[i].Number != "" || !hasNumbers(articles) {
			last = append(last, articles[i])
		}
	}
	if len(articles) > 0 && articles[0].Number == "" {
		first = append(first, articles[0])
	}
	return append(last, first...)
}

func hasNumbers(articles []Article) bool {
	for _, a := range articles {
		if a.Number != "" {
			return true
		}
	}
	return false
}

// effect fills in the dates of effect that the text states.
func (f *front) effect(articles []Article) {
	d := &f.document
	for _, a := range closingArticles(articles) {
		if d.EffectiveOn == 0 {
			if on, found := f.stated(a.Text); found {
				d.EffectiveOn, d.BeginGround = on, Stated
			}
		}
		if d.ExpiresOn == 0 {
			if until := untilOn.FindStringSubmatch(a.Text); until != nil {
				d.ExpiresOn = readDate(until[1])
			}
		}
	}
	f.begin()
	if term := f.term(articles); d.ExpiresOn == 0 && d.BeginsOn != 0 && term != 0 {
		d.ExpiresOn = calendar.NewDate(d.BeginsOn.Year(), d.BeginsOn.Month()+term, d.BeginsOn.Day()-1)
	}
}

// stated returns the day of effect that a text states, which may be the day of publication.
func (f *front) stated(text string) (calendar.Date, bool) {
	found := effectForm.FindStringSubmatch(text)
	if found == nil {
		return 0, false
	}
	if found[1] != "" {
		on := readDate(found[1])
		return on, on != 0
	}
	on := f.issuedOn()
	return on, on != 0
}

// issuedOn is the day of which a text speaks as that of its publication: the first one, or the last time the whole
// text was issued anew.
func (f *front) issuedOn() calendar.Date {
	d := f.document
	switch {
	case f.revised != 0:
		return f.revised
	case len(f.published) > 0:
		return f.published[0]
	case d.PublishedOn != 0:
		return d.PublishedOn
	case d.AdoptedOn != 0:
		return d.AdoptedOn
	}
	return d.VersionOn
}

// begin sets the first day of this version, as the package comment says.
func (f *front) begin() {
	d := &f.document
	switch {
	case d.BeginGround == Declared, d.EffectiveOn >= d.VersionOn && d.EffectiveOn != 0:
		d.BeginsOn = d.EffectiveOn
	default:
		d.BeginsOn = d.VersionOn
	}
}

// term returns the months for which the closing articles say that the document is valid.
func (f *front) term(articles []Article) time.Month {
	for _, a := range closingArticles(articles) {
		found := termForm.FindStringSubmatch(a.Text)
		if found == nil || !strings.Contains(a.Text, "起施行") && !strings.Contains(a.Text, "起执行") && !strings.Contains(a.Text, "起实施") {
			continue
		}
		n, _ := numeral(found[1])
		if found[2] == "年" {
			n *= 12
		}
		return time.Month(n)
	}
	return 0
}
