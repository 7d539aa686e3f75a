package compliance

import (
	"cmp"
	"slices"
	"time"

	"xiangxue/course/calendar"
)

// Person is whom the requirements are about: when the person belonged to a unit and to which categories.
type Person struct {
	Membership []calendar.Span
	Categories []CategorySpan
}

// CategorySpan is a run of days on which a person belonged to a category.
type CategorySpan struct {
	Category string
	calendar.Span
}

// category returns the days on which the person belonged to the category; everyone belongs to "" for ever.
func (p Person) category(code string) []calendar.Span {
	if code == "" {
		return []calendar.Span{{From: 0, To: calendar.Forever}}
	}
	var spans []calendar.Span
	for _, c := range p.Categories {
		if c.Category == code {
			spans = append(spans, c.Span)
		}
	}
	return merge(spans)
}

// subject returns the days on which a requirement of the category applied to the person: member of a unit and in the
// category at once.
func (p Person) subject(code string) []calendar.Span {
	return intersect(merge(p.Membership), p.category(code))
}

// merge sorts the spans and joins those that overlap or follow each other without a day between.
func merge(spans []calendar.Span) []calendar.Span {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b calendar.Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var merged []calendar.Span
	for _, s := range sorted {
		last := len(merged) - 1
		if last >= 0 && (merged[last].To == calendar.Forever || s.From <= merged[last].To.AddDays(1)) {
			merged[last].To = max(merged[last].To, s.To)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// intersect returns the days that lie in both lists of merged spans.
func intersect(a, b []calendar.Span) []calendar.Span {
	var both []calendar.Span
	for _, x := range a {
		for _, y := range b {
			if x.Overlaps(y) {
				both = append(both, calendar.Span{From: max(x.From, y.From), To: min(x.To, y.To)})
			}
		}
	}
	return both
}

// months says for each quarter of a window how many of its months are full months: every day of them lies in a span.
type months struct {
	quarters []quarter
	full     int // full months in the window
	all      int // months in the window
}

type quarter struct {
	calendar.Span
	number calendar.Quarter
	full   int // 0 to 3
}

func countMonths(spans []calendar.Span, window calendar.Span) months {
	var m months
	for year := window.From.Year(); year <= window.To.Year(); year++ {
		for q := calendar.Quarter(1); q <= 4; q++ {
			part := quarter{Span: calendar.Span{From: q.Start(year), To: q.End(year)}, number: q}
			for i := range 3 {
				month := time.Month(3*int(q) - 2 + i)
				if covered(spans, calendar.NewDate(year, month, 1), calendar.NewDate(year, month+1, 0)) {
					part.full++
				}
			}
			m.full += part.full
			m.all += 3
			m.quarters = append(m.quarters, part)
		}
	}
	return m
}

// covered reports whether one span holds every day from first to last.
func covered(spans []calendar.Span, first, last calendar.Date) bool {
	return slices.ContainsFunc(spans, func(s calendar.Span) bool { return s.From <= first && last <= s.To })
}
