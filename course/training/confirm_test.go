package training_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

func TestConfirmedRollStandsBehindItsEntries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.mustAnnounce(w.partySchool(), "何秀兰", "宋国强")
	w.at("2026-03-06 18:00")
	marks := w.present("何秀兰", "宋国强")
	marks[0].Away, marks[0].Reason = 4*hours.Hour, "参加考试"
	roll, err := w.confirm("吴晓梅", c.ID, marks...)
	if err != nil || roll.Recognised() != 2 {
		t.Fatalf("%d recognised, %v", roll.Recognised(), err)
	}
	entry := w.entries("何秀兰", 2026)[0]
	if entry.Amount != 40*hours.Hour || entry.HappenedOn != 20260306 || entry.Mode != hours.Collective || entry.RecordedBy != w.id("吴晓梅") {
		t.Errorf("entry %+v", entry)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		e, err := training.EvidenceOf(ctx, tx, training.MarkID(entry.EvidenceID))
		if e.Class.DocNumber != "临组通〔2026〕3号" || e.Persons != 2 || e.Line.Away != 400 || e.Line.Reason != "参加考试" || e.Sheet.IsImported() {
			t.Errorf("evidence %+v", e)
		}
		trail, auditErr := audit.Recent(ctx, tx, audit.Filter{Action: "training.roll.confirm"})
		if len(trail) != 1 || trail[0].Detail != "persons=2 recognised=2" {
			t.Errorf("trail %+v", trail)
		}
		if err == nil {
			err = auditErr
		}
		return err
	})
	w.mustBeSound()
}

func TestConfirmTwiceBooksOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.mustAnnounce(w.partySchool(), "何秀兰")
	w.at("2026-03-07 09:00")
	for range 2 {
		if _, err := w.confirm("吴晓梅", c.ID, w.present("何秀兰")...); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(w.entries("何秀兰", 2026)); n != 1 {
		t.Errorf("%d entries", n)
	}
	other := training.Mark{Cadre: w.id("何秀兰"), Reason: "没有去"}
	_, err := w.confirm("吴晓梅", c.ID, other)
	want(t, err, fault.Conflict)
	err = w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return w.registrar.Change(ctx, tx, w.who("吴晓梅"), c, w.ids("宋国强"))
	})
	want(t, err, fault.Conflict)
}

func TestTwoSecretariesAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.mustAnnounce(w.partySchool(), "何秀兰", "宋国强")
	w.at("2026-03-07 09:00")
	absent := []training.Mark{w.present("何秀兰")[0], {Cadre: w.id("宋国强"), Reason: "临时抽调"}}
	rolls := [][]training.Mark{w.present("何秀兰", "宋国强"), absent}
	failures := make([]error, len(rolls))
	var wait sync.WaitGroup
	for i, marks := range rolls {
		wait.Go(func() { _, failures[i] = w.confirm("吴晓梅", c.ID, marks...) })
	}
	wait.Wait()
	if (failures[0] == nil) == (failures[1] == nil) {
		t.Errorf("one should have won: %v", failures)
	}
	if n := len(w.entries("何秀兰", 2026)); n != 1 {
		t.Errorf("%d entries", n)
	}
	w.mustBeSound()
}

func TestConfirmRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.mustAnnounce(w.partySchool(), "何秀兰", "宋国强")
	_, err := w.confirm("吴晓梅", c.ID, w.present("何秀兰", "宋国强")...)
	want(t, err, fault.Conflict) // not over
	w.at("2026-03-07 09:00")
	for name, tt := range map[string]struct {
		marks []training.Mark
		field string
	}{
		"somebody missing": {w.present("何秀兰"), training.AttendedField(w.id("宋国强"))},
		"a stranger":       {w.present("何秀兰", "宋国强", "陈立群"), training.AttendedField(w.id("陈立群"))},
		"a row twice":      {w.present("何秀兰", "宋国强", "何秀兰"), training.AttendedField(w.id("何秀兰"))},
		"no reason":        {[]training.Mark{w.present("何秀兰")[0], {Cadre: w.id("宋国强")}}, training.ReasonField(w.id("宋国强"))},
		"more leave than class": {[]training.Mark{w.present("何秀兰")[0],
			{Cadre: w.id("宋国强"), Attended: true, Away: 41 * hours.Hour, Reason: "病假"}}, training.AwayField(w.id("宋国强"))},
	} {
		_, err := w.confirm("吴晓梅", c.ID, tt.marks...)
		if want(t, err, fault.Invalid); !slices.Contains(fields(err), tt.field) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for by, kind := range map[string]fault.Kind{"何秀兰": fault.Forbidden, "陈立群": fault.Forbidden, "秦川": fault.NotFound} {
		_, err := w.confirm(by, c.ID, w.present("何秀兰", "宋国强")...)
		want(t, err, kind)
	}
	if n := len(w.entries("何秀兰", 2026)); n != 0 {
		t.Errorf("a refused roll left %d entries", n)
	}
}

func TestOverlappingClassesAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.mustAnnounce(w.partySchool(), "何秀兰", "宋国强")
	second := w.partySchool()
	second.Title, second.Span, second.Extent = "安全生产班", calendar.Span{From: 20260306, To: 20260307}, training.Extent{Days: 2 * hours.Day}
	second = w.mustAnnounce(second, "何秀兰", "陈立群")
	w.at("2026-03-08 09:00")
	absent := []training.Mark{{Cadre: w.id("宋国强"), Reason: "没去"}, w.present("何秀兰")[0]}
	if _, err := w.confirm("吴晓梅", first.ID, absent...); err != nil {
		t.Fatal(err)
	}
	_, err := w.confirm("吴晓梅", second.ID, w.present("何秀兰", "陈立群")...)
	if want(t, err, fault.Invalid); !slices.Equal(fields(err), []string{training.AttendedField(w.id("何秀兰"))}) {
		t.Errorf("%v", err)
	}
	elsewhere := training.Mark{Cadre: w.id("何秀兰"), Reason: "在党校"}
	if _, err := w.confirm("吴晓梅", second.ID, elsewhere, w.present("陈立群")[0]); err != nil {
		t.Error(err)
	}
}

func TestClosedYearTakesNoClass(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.mustAnnounce(w.partySchool(), "何秀兰")
	w.at("2027-02-01 09:00")
	_, err := w.confirm("吴晓梅", c.ID, w.present("何秀兰")...)
	if want(t, err, fault.Conflict); err != nil && !strings.Contains(err.Error(), "2026 年的学时已经结账") {
		t.Error(err)
	}
}

func TestAnnounceRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.mustAnnounce(w.partySchool(), "何秀兰")
	change := func(f func(*training.Class)) training.Class {
		c := w.partySchool()
		f(&c)
		return c
	}
	for name, tt := range map[string]struct {
		by   string
		c    training.Class
		who  string
		kind fault.Kind
	}{
		"the same class again":   {"吴晓梅", w.partySchool(), "宋国强", fault.Conflict},
		"of another unit":        {"吴晓梅", change(func(c *training.Class) { c.Unit = w.other.ID }), "何秀兰", fault.NotFound},
		"a stranger takes part":  {"吴晓梅", change(func(c *training.Class) { c.Title = "二" }), "方远", fault.Invalid},
		"by a group leader":      {"陈立群", change(func(c *training.Class) { c.Title = "二" }), "何秀兰", fault.Forbidden},
		"without a title":        {"吴晓梅", change(func(c *training.Class) { c.Title = " " }), "何秀兰", fault.Invalid},
		"ends before it begins":  {"吴晓梅", change(func(c *training.Class) { c.Span.To = 20260301 }), "何秀兰", fault.Invalid},
		"lasts for two years":    {"吴晓梅", change(func(c *training.Class) { c.Span.To = 20280301 }), "何秀兰", fault.Invalid},
		"on an unknown subject":  {"吴晓梅", change(func(c *training.Class) { c.Subject = "sport" }), "何秀兰", fault.Invalid},
		"of an unknown kind":     {"吴晓梅", change(func(c *training.Class) { c.Kind = "evening" }), "何秀兰", fault.Invalid},
		"announced without days": {"吴晓梅", change(func(c *training.Class) { c.Extent = training.Extent{} }), "何秀兰", fault.Invalid},
	} {
		if _, err := w.announce(tt.by, tt.c, tt.who); !fault.Is(err, tt.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.announce("吴晓梅", change(func(c *training.Class) { c.Title = "三" }))
	want(t, err, fault.Invalid)
}

func TestScopeOfClasses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	planned := w.mustAnnounce(w.partySchool(), "何秀兰", "宋国强")
	see := func(name string) (list []training.Listed) {
		w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
			list, err = training.Classes(ctx, tx, w.who(name).Scope(access.RecordTraining), calendar.StudyYear(2026))
			return err
		})
		return list
	}
	if list := see("吴晓梅"); len(list) != 1 || list[0].ID != planned.ID || list[0].Persons != 2 || list[0].Recognised != 0 {
		t.Errorf("the secretary sees %+v", list)
	}
	if list := see("秦川"); len(list) != 0 {
		t.Errorf("the neighbour sees %+v", list)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		own, err := training.Of(ctx, tx, w.id("何秀兰"), 2026)
		if len(own) != 1 || own[0].Line != nil || own[0].ID != planned.ID {
			t.Errorf("the person sees %+v", own)
		}
		return err
	})
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return w.registrar.Cancel(ctx, tx, w.who("吴晓梅"), planned.ID)
	})
	if list := see("吴晓梅"); len(list) != 0 {
		t.Errorf("a cancelled class is listed: %+v", list)
	}
	if _, err := w.announce("吴晓梅", w.partySchool(), "何秀兰"); err != nil {
		t.Errorf("in place of a cancelled class: %v", err)
	}
}

// TestFrozen: the database refuses to change what was confirmed.
func TestFrozen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.mustAnnounce(w.partySchool(), "何秀兰")
	w.at("2026-03-07 09:00")
	if _, err := w.confirm("吴晓梅", c.ID, w.present("何秀兰")...); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"UPDATE training_classes SET days = 900", "DELETE FROM training_classes", "UPDATE training_rolls SET file = 'x'",
		"DELETE FROM training_rolls", "UPDATE training_marks SET away = 0", "DELETE FROM training_marks",
	} {
		err := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// TestCorrectionInTheLedger: what a roll booked is taken back as everything else is, and the roll still says what it said.
func TestCorrectionInTheLedger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.mustAnnounce(w.partySchool(), "何秀兰")
	w.at("2026-03-07 09:00")
	if _, err := w.confirm("吴晓梅", c.ID, w.present("何秀兰")...); err != nil {
		t.Fatal(err)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		request, err := w.ledger.ProposeReversal(ctx, tx, roster.Everyone(), hours.Proposal{
			Entry: w.entries("何秀兰", 2026)[0].ID, Reason: "只参加了三天", By: w.id("吴晓梅"),
			Replacement: &hours.Replacement{Days: 3 * hours.Day, Subject: "theory", HappenedOn: 20260304},
		})
		if err != nil {
			return err
		}
		_, err = w.ledger.DecideReversal(ctx, tx, roster.Everyone(), request, w.id("秦川"), true)
		return err
	})
	if amount, days := w.total("何秀兰", 2026, hours.ConcentratedTraining); amount != 24*hours.Hour || days != 3*hours.Day {
		t.Errorf("%s hours, %s days", amount, days)
	}
	w.mustBeSound()
}
