package training

import (
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
)

// TestPartsAddUp: however a class is divided at the year end, nothing is lost or counted twice, and each part is in its
// own year.
func TestPartsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := calendar.NewDate(2026, 12, rapid.IntRange(1, 31).Draw(t, "from"))
		span := calendar.Span{From: from, To: from.AddDays(rapid.IntRange(0, 60).Draw(t, "days"))}
		e := Extent{
			Days:  hours.Days(rapid.IntRange(0, 60).Draw(t, "half days")) * hours.Day / 2,
			Hours: hours.Amount(rapid.IntRange(0, 40000).Draw(t, "hours")),
			Later: int64(rapid.IntRange(0, 60).Draw(t, "later")) * 50,
		}.across(span)
		kind := rapid.SampledFrom(Kinds()).Draw(t, "kind")
		var f fault.Fields
		if e.check(&f, kind, span); f.Err() != nil {
			return
		}
		var days hours.Days
		var amount hours.Amount
		for _, p := range e.parts(span) {
			if p.days < 0 || p.hours < 0 || !span.Contains(p.on) || p.days%50 != 0 {
				t.Fatalf("%+v of %+v in %+v", p, e, span)
			}
			days, amount = days+p.days, amount+p.hours
		}
		if days != e.Days || amount != e.Hours || (len(e.parts(span)) == 2) != (span.From.Year() != span.To.Year()) {
			t.Fatalf("%+v becomes %+v", e, e.parts(span))
		}
	})
}

func TestExtentIsChecked(t *testing.T) {
	t.Parallel()
	week := calendar.Span{From: 20260302, To: 20260306}
	winter := calendar.Span{From: 20261230, To: 20270108}
	for _, tt := range []struct {
		name string
		e    Extent
		k    Kind
		span calendar.Span
		want string // the field at fault; empty: none
	}{
		{"five days", Extent{Days: 500}, OffJob, week, ""},
		{"hours only", Extent{Hours: 3000}, OffJob, week, ""},
		{"days and hours", Extent{Days: 500, Hours: 3600}, OffJob, week, ""},
		{"nothing", Extent{}, OffJob, week, "days"},
		{"six days in five", Extent{Days: 600}, OffJob, week, "days"},
		{"a quarter of a day", Extent{Days: 125}, OffJob, week, "days"},
		{"too many hours", Extent{Hours: 100_001}, OffJob, week, "hours"},
		{"days of an on-line class", Extent{Days: 500, Hours: 4000}, Online, week, "days"},
		{"an on-line class without hours", Extent{}, Online, week, "hours"},
		{"over the year end, not divided", Extent{Days: 500}, OffJob, winter, "later"},
		{"over the year end, all of it later", Extent{Days: 500, Later: 500}, OffJob, winter, "later"},
		{"over the year end, divided", Extent{Days: 500, Later: 350}, OffJob, winter, ""},
		{"over the year end, divided oddly", Extent{Days: 500, Later: 333}, OffJob, winter, "later"},
		{"over the year end in hours", Extent{Hours: 2000, Later: 333}, Online, winter, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var f fault.Fields
			tt.e.across(tt.span).check(&f, tt.k, tt.span)
			err, _ := f.Err().(*fault.Error)
			if got := err; (got == nil) != (tt.want == "") || got != nil && got.Fields[0].Name != tt.want {
				t.Errorf("got %v, want %q at fault", got, tt.want)
			}
		})
	}
}

func TestParseSpan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]calendar.Span{
		"2026-03-02至2026-03-06":    {From: 20260302, To: 20260306},
		"2026-03-02 - 2026-03-06":  {From: 20260302, To: 20260306},
		"2026-03-02-2026-03-06":    {From: 20260302, To: 20260306},
		"2026.3.2-3.6":             {From: 20260302, To: 20260306},
		"2026.3.2—2026.3.6":        {From: 20260302, To: 20260306},
		"2026年3月2日—6日":             {From: 20260302, To: 20260306},
		"2026年3月2日至4月6日":           {From: 20260302, To: 20260406},
		"２０２６／３／２～２０２６／３／６":        {From: 20260302, To: 20260306},
		"20260302-20260306":        {From: 20260302, To: 20260306},
		"2026年12月30日到2027年1月2日":    {From: 20261230, To: 20270102},
		"2026-03-02":               {From: 20260302, To: 20260302},
		" 2026-03-02 ~ 2026-03-06": {From: 20260302, To: 20260306},
	} {
		if got, err := parseSpan(text); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "三月", "2026-03-06至2026-03-02", "2026.3.2-2.30", "2026-03-02至", "至2026-03-02", "2026-13-01", "1026-03-02", "2026.12.30-1.2"} {
		if got, err := parseSpan(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func FuzzParseSpan(f *testing.F) {
	for _, seed := range []string{"2026-03-02至2026-03-06", "2026.3.2-3.6", "2026年3月2日——6日", "--", "2026-03-02-", "至至"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		span, err := parseSpan(text)
		if err == nil && (span.To < span.From || !isNear(span.From) || !isNear(span.To)) {
			t.Errorf("%q is read as %v", text, span)
		}
	})
}

func FuzzReadFile(f *testing.F) {
	f.Add("名册.csv", []byte("工号,姓名,班次名称,主办单位,起止日期,学时\nG2,何秀兰,网班,省网络学院,2026.3.1-3.5,20\n"))
	f.Add("名册.csv", []byte("一月学时\n人员编号\t姓名\t班次\t主办\t开始日期\t结束日期\t天数\nG2\t何秀兰\t班\t校\t2026-3-1\t2026-3-5\t5天\n"))
	f.Add("名册.xlsx", []byte("PK\x03\x04"))
	f.Add("", []byte("工号,姓名,班次名称,主办单位,起止日期,学时\n,,,,,\nG2,何秀兰,网班,省网络学院,昨天,-1\n"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		records, faults, err := readFile(name, b)
		if err != nil && len(records)+len(faults) > 0 {
			t.Errorf("rows beside %v", err)
		}
		for _, r := range records {
			if r.staffNo == "" || r.name == "" || r.class.Span.From == 0 || r.class.Kind == "" || r.row.Line < 1 {
				t.Errorf("a bad row was read: %+v", r)
			}
		}
	})
}
