package hours_test

import (
	"context"
	"slices"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// listed returns the titles of a listing and what all its pages add up to.
func (o *office) listed(scope roster.Scope, l hours.Listing) (titles []string, entries int, total hours.Amount) {
	o.t.Helper()
	if l.To == 0 {
		l.Period = hours.Year(2026)
	}
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		list, err := hours.List(ctx, tx, scope, l)
		if err != nil {
			return err
		}
		for _, e := range list {
			titles = append(titles, e.Title)
		}
		entries, total, err = hours.Listed(ctx, tx, scope, l)
		return err
	})
	return titles, entries, total
}

func TestListing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.on("2026-03-05").mustAppend(o.attended(xiulan, "专题一", 4*hours.Hour))
	o.mustAppend(o.attended(guoqiang, "专题一", 4*hours.Hour))
	late := o.on("2026-04-02").attended(xiulan, "专题二", 2*hours.Hour)
	o.on("2026-05-06").mustAppend(o.attended(xiulan, "专题三", 3*hours.Hour))
	o.mustAppend(late) // recorded last
	march := calendar.NewDate(2026, 3, 31)
	for name, c := range map[string]struct {
		scope   roster.Scope
		listing hours.Listing
		titles  []string
		total   hours.Amount
	}{
		"everything, the newest record first": {roster.Everyone(), hours.Listing{}, []string{"专题二", "专题三", "专题一", "专题一"}, 1300},
		"of one person":                       {roster.Only(xiulan), hours.Listing{}, []string{"专题二", "专题三", "专题一"}, 900},
		"of nobody":                           {roster.Nobody(), hours.Listing{}, nil, 0},
		"by staff number":                     {roster.Everyone(), hours.Listing{Person: "G2"}, []string{"专题一"}, 400},
		"by a part of a name":                 {roster.Everyone(), hours.Listing{Person: "秀"}, []string{"专题二", "专题三", "专题一"}, 900},
		"by a name that is no pattern":        {roster.Everyone(), hours.Listing{Person: "%"}, nil, 0},
		"up to a day":                         {roster.Everyone(), hours.Listing{Period: hours.Period{To: march}}, []string{"专题一", "专题一"}, 800},
		"as known before the last record":     {roster.Everyone(), hours.Listing{Period: hours.Period{To: calendar.Forever, KnownAt: calendar.NewDate(2026, 5, 5).Time()}}, []string{"专题一", "专题一"}, 800},
	} {
		titles, entries, total := o.listed(c.scope, c.listing)
		if !slices.Equal(titles, c.titles) || entries != len(c.titles) || total != c.total {
			t.Errorf("%s: %v, %d entries, %s hours", name, titles, entries, total)
		}
	}
}

func TestListingHasPages(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	for _, title := range []string{"一", "二", "三", "四", "五"} {
		o.mustAppend(o.attended(xiulan, title, hours.Hour))
	}
	var seen []string
	for page := (hours.Listing{Period: hours.Year(2026), Limit: 2}); ; {
		var entries []hours.Entry
		o.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
			entries, err = hours.List(ctx, tx, roster.Everyone(), page)
			return err
		})
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			seen = append(seen, e.Title)
			page.Before = e.ID
		}
	}
	if !slices.Equal(seen, []string{"五", "四", "三", "二", "一"}) {
		t.Errorf("the pages show %v", seen)
	}
	if _, entries, total := o.listed(roster.Everyone(), hours.Listing{Period: hours.Year(2026), Limit: 2, Before: 3}); entries != 5 || total != 500 {
		t.Errorf("a page counts %d entries, %s hours instead of all", entries, total)
	}
}

func TestReversed(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	wrong, right := o.mustAppend(o.attended(xiulan, "专题一", 4*hours.Hour)), o.mustAppend(o.attended(xiulan, "专题二", 4*hours.Hour))
	o.reverse(wrong.ID, nil)
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		found, err := hours.Reversed(ctx, tx, []hours.Entry{right, wrong})
		if err != nil || len(found) != 1 || !found[wrong.ID] {
			t.Errorf("reversed %v, %v", found, err)
		}
		if found, err := hours.Reversed(ctx, tx, nil); err != nil || len(found) != 0 {
			t.Errorf("of none: %v, %v", found, err)
		}
		return nil
	})
}
