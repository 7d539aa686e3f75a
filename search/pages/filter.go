package pages

import (
	"slices"
	"strconv"

	"xiangxue/course/fault"
	"xiangxue/course/web"
	"xiangxue/search"
	"xiangxue/search/library"
)

// filter is a set of values of which one may be chosen.
type filter struct {
	Name    string // of the form field
	Label   string
	Short   bool   // few enough to be shown at once
	All     string // what choosing none gives
	Chosen  string
	Choices []choice
}

// choice is a value with the number of articles that it would leave.
type choice struct {
	Value, Label string
	Count        int
}

// chip is a filter in force with the address that goes on without it.
type chip struct{ Label, Path string }

// pageLink is a page of the results.
type pageLink struct {
	Number  int
	Path    string
	Current bool
}

const (
	shortFilter = 8 // choices that are shown at once
	around      = 2 // pages that are linked before and after the current one
)

// filters returns what the results can be narrowed by.
func filters(r *web.Request, q question, f search.Facets) []filter {
	year := ""
	if q.Year != 0 {
		year = strconv.Itoa(q.Year)
	}
	all := []filter{
		{Name: "status", Label: r.T("效力"), Chosen: q.Status, Choices: choices(f.Status, func(v string) string { return stateLabel(r, v) })},
		{Name: "category", Label: r.T("分类"), Chosen: q.Category, Choices: choices(f.Category, asWritten)},
		{Name: "issuer", Label: r.T("发文机关"), Chosen: q.Issuer, Choices: choices(f.Issuer, asWritten)},
		{Name: "region", Label: r.T("地区"), Chosen: q.Region, Choices: choices(f.Region, func(v string) string { return regionLabel(r, v) })},
		{Name: "year", Label: r.T("公布年份"), Chosen: year, Choices: choices(f.Year, func(v string) string { return r.T("%s年", v) })},
	}
	for i := range all {
		all[i].All = r.T("全部")
		if all[i].Name == "status" {
			all[i].All = r.T("全部，不含旧版本")
		}
		all[i].Short = len(all[i].Choices) <= shortFilter
	}
	return slices.DeleteFunc(all, func(f filter) bool { return len(f.Choices) == 0 })
}

func asWritten(value string) string { return value }

func choices(counts []search.Count, label func(string) string) []choice {
	all := make([]choice, len(counts))
	for i, c := range counts {
		all[i] = choice{Value: c.Value, Label: label(c.Value), Count: c.Count}
	}
	return all
}

func regionLabel(r *web.Request, region string) string {
	if region == library.Nationwide {
		return r.T("全国")
	}
	return region
}

func stateLabel(r *web.Request, state string) string { return r.T(library.State(state).Label()) }

// chips returns the filters in force.
func chips(r *web.Request, q question) []chip {
	var all []chip
	without := func(label string, change func(*question)) {
		rest := q.on(1)
		change(&rest)
		all = append(all, chip{Label: label, Path: rest.Path()})
	}
	if q.Status != "" {
		without(stateLabel(r, q.Status), func(q *question) { q.Status = "" })
	}
	if q.Category != "" {
		without(q.Category, func(q *question) { q.Category = "" })
	}
	if q.Issuer != "" {
		without(q.Issuer, func(q *question) { q.Issuer = "" })
	}
	if q.Region != "" {
		without(regionLabel(r, q.Region), func(q *question) { q.Region = "" })
	}
	if q.AsOf != 0 {
		without(r.Say(fault.Message{Text: "截至%s", Args: []any{q.AsOf}}), func(q *question) { q.AsOf = 0 })
	}
	if q.Document != 0 {
		without(r.T("只查一份文件"), func(q *question) { q.Document = 0 })
	}
	if q.Year != 0 {
		without(r.T("%s年", strconv.Itoa(q.Year)), func(q *question) { q.Year = 0 })
	}
	return all
}

// sortLink is an order of the results.
type sortLink struct {
	Label, Path string
	Current     bool
}

// sorts links the orders of the results; those of one document have only one.
func sorts(r *web.Request, q question) []sortLink {
	if q.Document != 0 {
		return nil
	}
	best, newest := q.on(1), q.on(1)
	best.ByDate, newest.ByDate = false, true
	return []sortLink{{r.T("最相关的在前"), best.Path(), !q.ByDate}, {r.T("日期新的在前"), newest.Path(), q.ByDate}}
}

// turn links the pages around the current one; a single page has no links.
func (v *searchView) turn(q question, total int) {
	last := min((total+q.size()-1)/q.size(), maxPage)
	if last <= 1 && q.Page == 1 {
		return
	}
	for n := max(q.Page-around, 1); n <= min(q.Page+around, last); n++ {
		v.Pages = append(v.Pages, pageLink{Number: n, Path: q.on(n).Path(), Current: n == q.Page})
	}
	if q.Page > 1 {
		v.Previous = q.on(q.Page - 1).Path()
	}
	if q.Page < last {
		v.Next = q.on(q.Page + 1).Path()
	}
}
