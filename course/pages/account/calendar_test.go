package account_test

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

var address = regexp.MustCompile(`value="(https?://[^"]*)"`)

// subscribe makes an address of the calendar and returns its path.
func subscribe(t *testing.T, c *webtest.Client) string {
	t.Helper()
	page := c.Post("/account/calendar", nil)
	found := address.FindStringSubmatch(page.Body)
	if page.Status != 200 || found == nil {
		t.Fatalf("no address is shown: %d\n%s", page.Status, page.Body)
	}
	u, err := url.Parse(found[1])
	if err != nil {
		t.Fatal(err)
	}
	return u.Path
}

// town calls two meetings of the unit, one of which is cancelled, and asks the person to read something.
func (f *fixture) town(id roster.CadreID) {
	f.t.Helper()
	planner := plan.NewPlanner(nil, nil, func() time.Time { return f.now })
	by := access.Actor{Cadre: roster.Cadre{ID: id}, Unit: f.unit, Grants: []access.Grant{{Role: access.StudySecretary, UnitPath: f.unit.Path}}}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		for _, title := range []string{"防灾减灾", "取消的会"} {
			m := plan.Meeting{
				Unit: f.unit.ID, Mode: hours.Collective, Title: title, Subject: "theory", StartsAt: f.now.AddDate(0, 0, 8), EndsAt: f.now.AddDate(0, 0, 8).Add(time.Hour),
				Place: "三楼", Hours: hours.Hour,
			}
			m, err := planner.Open(ctx, tx, by, m)
			if err == nil && title == "取消的会" {
				err = planner.Cancel(ctx, tx, by, m.ID, plan.Cancellation{Kind: plan.CalledOff, Reason: "防汛"})
			}
			if err != nil {
				return err
			}
		}
		a := plan.Assignment{Item: plan.Item{Kind: plan.DocumentItem, Ref: 7}, Title: "《预案》", Subject: "policy", DueOn: calendar.Date(20260320)}
		_, err := planner.Assign(ctx, tx, by, a, plan.Target{Persons: []roster.CadreID{id}})
		return err
	})
}

func TestACalendarIsFetchedByItsAddressAlone(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	id := f.person("YX01", "何秀兰", f.unit)
	f.account(id)
	c := f.window("YX01", password)
	f.town(id)
	path := subscribe(t, c)
	stranger := webtest.New(t, f.site)
	feed := stranger.Get(path)
	if feed.Status != 200 || feed.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(feed.Header.Get("Cache-Control"), "no-store") {
		t.Fatalf("%d %v", feed.Status, feed.Header)
	}
	for _, want := range []string{"UID:meeting-1@xiangxue.0a1b\r\n", "SUMMARY:防灾减灾\r\n", "STATUS:CANCELLED\r\n", "DTSTART;VALUE=DATE:20260320\r\n", "SUMMARY:截止：《预案》\r\n"} {
		if !strings.Contains(feed.Body, want) {
			t.Errorf("there is no %q in\n%s", want, feed.Body)
		}
	}
	if page := c.Get("/account"); page.Shows(path) || !page.Shows("停止订阅") {
		t.Error("the address is shown a second time, or cannot be revoked")
	}
	other := subscribe(t, c)
	if stranger.Get(path).Status != 404 || stranger.Get(other).Status != 200 {
		t.Error("the old address outlives the new one")
	}
	c.Post("/account/calendar/revocation", nil)
	if stranger.Get(other).Status != 404 || stranger.Get("/calendars/.ics").Status != 404 {
		t.Error("a revoked address works")
	}
}

func TestALockedAccountHasNoCalendar(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	id := f.person("YX01", "何秀兰", f.unit)
	f.account(id)
	path := subscribe(t, f.window("YX01", password))
	if err := f.gate.Lock(t.Context(), access.Console(), id); err != nil {
		t.Fatal(err)
	}
	if page := webtest.New(t, f.site).Get(path); page.Status != 404 {
		t.Errorf("the calendar of a locked account: %d", page.Status)
	}
}

// TestNothingKeepsTheKeyOfACalendar looks for the key in the database.
func TestNothingKeepsTheKeyOfACalendar(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	id := f.person("YX01", "何秀兰", f.unit)
	f.account(id)
	path := subscribe(t, f.window("YX01", password))
	key := strings.TrimSuffix(strings.TrimPrefix(path, "/calendars/"), ".ics")
	err := f.db.Read(t.Context(), func(tx storage.ReadTx) error {
		kept, err := storage.Select[string](t.Context(), tx, "SELECT token_hash FROM calendar_feeds UNION ALL SELECT detail FROM audit_events")
		for _, text := range kept {
			if strings.Contains(text, key) {
				t.Errorf("the key is kept in %q", text)
			}
		}
		return err
	})
	if err != nil || len(key) < 43 {
		t.Errorf("key of %d characters: %v", len(key), err)
	}
}
