package library

import (
	"regexp"
	"strings"

	"xiangxue/course/calendar"
)

const maxRelations = 200 // of one document; a decision may change dozens of others

var (
	// repealEnd is how a clause of repeal ends: …同时废止, …即行废止, …自本法施行之日起废止.
	repealEnd = regexp.MustCompile(`(?:同时|即行|立即|即|予以|自行|相应|一并|随之|全部|均|都|起|后)(?:全部)?废止`)
	amending  = regexp.MustCompile(`关于(?:修改|修订|修正|废止)`)
	ground    = regexp.MustCompile(`(?:根据|依据|依照|按照)\s*(?:\p{Han}{0,10})?《`)
	purpose   = regexp.MustCompile(`制[定订]本|特制[定订]|现就|现将|如下`)
	partial   = regexp.MustCompile(`^(?:中|第|的|内|里|有关|关于|规定|所)`)
	inherited = regexp.MustCompile(`(?:根据|依据|依照|按照|执行)$`)
	courts    = regexp.MustCompile(`最高人民法院(?:、最高人民检察院)?|最高人民检察院`)
)

// relations finds what the document says about others.
func relations(d Document, articles []Article) []Relation {
	found := amendments(d)
	for _, a := range closingArticles(articles) {
		found = append(found, repeals(d, a)...)
	}
	found = append(found, implementations(d, articles)...)
	found = append(found, grounds(articles)...)
	return found[:min(len(found), maxRelations)]
}

// amendments reads what a decision changes from its title.
func amendments(d Document) []Relation {
	if base, number, found := strings.Cut(d.Title, "修正案"); found && !strings.Contains(base, "《") && !strings.Contains(number, "解释") {
		return []Relation{{Kind: Amends, Title: base, On: d.BeginsOn}}
	}
	at := amending.FindStringIndex(d.Title)
	if at == nil {
		return nil
	}
	kind := Amends
	if strings.HasSuffix(d.Title[at[0]:at[1]], "废止") {
		kind = Repeals
	}
	var found []Relation
	for _, q := range quotations(strings.NewReplacer("〈", "《", "〉", "》").Replace(d.Title)) {
		found = append(found, Relation{Kind: kind, Title: q.title, On: d.BeginsOn})
	}
	return found
}

// repeals reads the clauses of repeal of an article. The day is the one that the article states for itself, so that a
// later version that repeats the clause does not move it.
func repeals(d Document, a Article) []Relation {
	if !strings.Contains(a.Text, "废止") {
		return nil
	}
	on := d.BeginsOn
	if form := effectForm.FindStringSubmatch(a.Text); form != nil && form[1] != "" && d.BeginGround != Declared {
		on = readDate(form[1])
	}
	var found []Relation
	list := false // the titles stand in the lines that follow
	for _, sentence := range sentences(a.Text) {
		if list {
			found = append(found, named(sentence, len(sentence), on, a.Number)...)
			continue
		}
		end := repealEnd.FindStringIndex(sentence)
		if end == nil {
			continue
		}
		list = strings.HasSuffix(sentence, "：")
		found = append(found, named(sentence, end[0], on, a.Number)...)
	}
	return found
}

// named returns the titles quoted before the place end of a sentence as repealed, without those of which only a part
// is repealed or on which another one rests.
func named(sentence string, end int, on calendar.Date, article string) []Relation {
	var found []Relation
	for _, q := range quotations(sentence) {
		if q.start >= end || partial.MatchString(sentence[q.end:]) || inherited.MatchString(sentence[:q.start]) {
			continue
		}
		found = append(found, Relation{
			Kind: Repeals, Title: fullTitle(sentence[:q.start], q.title), DocNumber: q.number, On: on, Article: article,
		})
	}
	return found
}

// fullTitle puts a court's name before a title that was quoted without it: 最高人民法院《关于…的解释》.
func fullTitle(before, title string) string {
	if !strings.HasPrefix(title, "关于") {
		return title
	}
	if names := courts.FindAllString(before, -1); len(names) > 0 {
		return names[len(names)-1] + title
	}
	return title
}

// sentences cuts a text at 。 and ； and at the ends of lines.
func sentences(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '。' || r == '；' || r == '\n' })
}

// grounds reads on which laws the document rests: 根据《中华人民共和国土地管理法》…，制定本办法.
func grounds(articles []Article) []Relation {
	for _, a := range articles[:min(len(articles), 2)] {
		for _, sentence := range sentences(a.Text) {
			at := ground.FindStringIndex(sentence)
			if at == nil || !purpose.MatchString(sentence) {
				continue
			}
			var found []Relation
			for _, q := range quotations(sentence) {
				if q.end > at[0] {
					found = append(found, Relation{Kind: BasedOn, Title: q.title, DocNumber: q.number, Article: a.Number})
				}
			}
			return found
		}
	}
	return nil
}
