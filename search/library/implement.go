package library

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// implementing is how a title says that the document implements another: 专利法实施细则, 实施《兵役法》办法.
	implementing = regexp.MustCompile(`^(.{2,60}(?:法|条例|办法|规定|决定|意见|纲要|规划))(?:的)?实施(?:细则|条例|办法|意见|方案|规定)(?:[（(].*)?$`)
	quotedPlan   = regexp.MustCompile(`(?:实施|贯彻|落实|执行|贯彻落实|贯彻执行|贯彻实施)[〈《]`)
	// purposeOf is how a text says so: 为贯彻落实《…》.
	purposeOf = regexp.MustCompile(`(?:为|为了|为进一步|为深入|为全面|深入|认真|全面)(?:贯彻|落实|实施|执行|贯彻落实|贯彻执行|贯彻实施|学习贯彻)(?:\p{Han}{0,10})?《`)
)

// implementations reads what a document implements from its title and its first two articles.
func implementations(d Document, articles []Article) []Relation {
	var found []Relation
	note := func(title, number, article string) {
		known := slices.ContainsFunc(found, func(r Relation) bool { return titleKey(r.Title) == titleKey(title) })
		if title != "" && titleKey(title) != titleKey(d.Title) && !known {
			found = append(found, Relation{Kind: Implements, Title: title, DocNumber: number, On: d.BeginsOn, Article: article})
		}
	}
	if title := implementing.FindStringSubmatch(d.Title); title != nil && !strings.Contains(title[1], "《") {
		note(title[1], "", "")
	}
	if at := quotedPlan.FindStringIndex(d.Title); at != nil {
		title := strings.NewReplacer("〈", "《", "〉", "》").Replace(d.Title)
		for _, q := range quotations(title) {
			if q.start < at[1] && at[1] <= q.end {
				note(q.title, "", "")
			}
		}
	}
	for _, a := range articles[:min(len(articles), 2)] {
		for _, sentence := range sentences(a.Text) {
			at := purposeOf.FindStringIndex(sentence)
			if at == nil {
				continue
			}
			for _, q := range quotations(sentence) {
				if q.start < at[1] && at[1] <= q.end || q.start >= at[1] && joined(sentence[at[1]:q.start]) {
					note(q.title, q.number, a.Number)
				}
			}
		}
	}
	return found
}

// joined reports whether what lies between two quotations only joins them: 《甲》《乙》和《丙》.
func joined(between string) bool {
	_, between, _ = strings.Cut(between, "》")
	between = quotedNumber.ReplaceAllString(between, "")
	rest, end := "", 0
	for _, q := range quotations(between) {
		rest, end = rest+between[end:q.start], q.end
	}
	rest += between[end:]
	return strings.Trim(rest, "、，和及与以 ") == ""
}
