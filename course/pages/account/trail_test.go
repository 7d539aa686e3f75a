package account_test

import (
	"context"
	"fmt"
	"regexp"
	"testing"

	"xiangxue/course/audit"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

func TestTrailShowsNumbersOnly(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	id := f.person("YX01", "何秀兰", f.unit)
	f.account(id)
	signIn(webtest.New(t, f.site), "YX01", "wrong password")
	f.window("YX01", password)
	auditor := f.as(roster.AuditAdmin)
	page := auditor.Get("/audit-trail")
	want(t, page, 200, "登录被拒", "account.sign_in.refuse", "命令行设置密码", fmt.Sprintf("人员 %d", id))
	if page.Shows("何秀兰") || page.Shows("YX01") {
		t.Error("the trail names people")
	}
}

func TestTrailIsFiltered(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	auditor := f.as(roster.AuditAdmin)
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		for day, e := range []audit.Event{
			{Actor: 7, Action: "roster.import", Kind: "roster", Detail: "added=3"},
			{Actor: 8, Action: "meeting.roll.confirm", Kind: "meeting", ID: 5, Detail: "present=8"},
			{Actor: 9, Action: "account.lock", Kind: "account", ID: 4, Detail: "by=9"},
		} {
			if err := audit.Add(ctx, tx, f.now.AddDate(0, 1, day), e); err != nil {
				return err
			}
		}
		return nil
	})
	for query, shown := range map[string][3]bool{
		"?from=2026-04-01":                  {true, true, true},
		"?kind=meeting":                     {false, true, false},
		"?action=roster.import":             {true, false, false},
		"?from=2026-04-06":                  {false, true, true},
		"?from=2026-04-06&to=2026-04-06":    {false, true, false},
		"?to=2026-04-05":                    {true, false, false},
		"?kind=meeting&to=2026-04-05":       {false, false, false},
		"?kind=%27%20OR%201%3D1%20--":       {false, false, false},
		"?before=x":                         {true, true, true},
		"?kind=account&action=account.lock": {false, false, true},
	} {
		page := auditor.Get("/audit-trail" + query)
		for i, detail := range []string{"added=3", "present=8", "by=9"} {
			if page.Shows(detail) != shown[i] {
				t.Errorf("%s: shows %s: %v", query, detail, !shown[i])
			}
		}
	}
	want(t, auditor.Get("/audit-trail?from=yesterday"), 422, "请写成 2026-03-05 这样的日期", "yesterday")
}

func TestTrailHasPages(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	auditor := f.as(roster.AuditAdmin)
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		for i := range 120 {
			if err := audit.Add(ctx, tx, f.now, audit.Event{Action: "roster.import", Kind: "roster", Detail: fmt.Sprintf("n=%d.", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	older := regexp.MustCompile(`href="(/audit-trail\?[^"]*before=\d+[^"]*)"`)
	seen := map[string]bool{}
	page := auditor.Get("/audit-trail?kind=roster")
	for range 3 {
		for _, detail := range regexp.MustCompile(`n=\d+\.`).FindAllString(page.Body, -1) {
			if seen[detail] {
				t.Errorf("%s stands on two pages", detail)
			}
			seen[detail] = true
		}
		if m := older.FindStringSubmatch(page.Body); m != nil {
			page = auditor.Get(replace(m[1], "&amp;", "&"))
		}
	}
	if len(seen) != 120 {
		t.Errorf("three pages show %d of 120 records", len(seen))
	}
	want(t, page, 200, "回到最新")
}
