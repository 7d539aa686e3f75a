package objection_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// world is a township in which two persons took back an entry of 何秀兰 on Monday the second of March 2026.
type world struct {
	*testing.T
	db       *storage.DB
	ledger   *hours.Ledger
	clerk    *objection.Clerk
	now      time.Time
	people   map[string]access.Actor
	original hours.Entry
	reversal hours.Entry
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: storagetest.Open(t), people: map[string]access.Actor{}}
	w.on(20260302)
	clock := calendar.Clock(func() time.Time { return w.now })
	log, err := seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "objection.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	w.ledger = hours.NewLedger(log, clock)
	w.clerk = objection.NewClerk(w.ledger, clock)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.ledger.AdoptDefault(ctx, tx)
		return errors.Join(err, w.settle(ctx, tx))
	})
	w.write(w.takeBack)
	return w
}

func (w *world) settle(ctx context.Context, tx storage.WriteTx) error {
	town, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township})
	other, otherErr := roster.AddUnit(ctx, tx, roster.Unit{Code: "SP", Name: "石坪乡", Kind: roster.Township})
	if err := errors.Join(err, otherErr); err != nil {
		return err
	}
	for _, p := range []struct {
		name string
		unit roster.Unit
		role access.Role
	}{
		{"何秀兰", town, access.Cadre}, {"宋国强", town, access.Cadre}, {"吴晓梅", town, access.StudySecretary},
		{"周明远", town, access.CommitteeMember}, {"梁红霞", town, access.CommitteeMember}, {"秦川", other, access.CommitteeMember},
	} {
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: p.name, Name: p.name})
		if err != nil {
			return err
		}
		if err := roster.Join(ctx, tx, c.ID, p.unit.ID, 20200101); err != nil {
			return err
		}
		w.people[p.name] = access.Actor{Cadre: c, Unit: p.unit, Grants: []access.Grant{{Role: access.Cadre, UnitPath: p.unit.Path}, {Role: p.role, UnitPath: p.unit.Path}}}
	}
	return nil
}

// takeBack books a declaration and takes it back on the word of 吴晓梅 and 周明远.
func (w *world) takeBack(ctx context.Context, tx storage.WriteTx) (err error) {
	w.original, err = w.ledger.Append(ctx, tx, hours.Fact{
		Cadre: w.people["何秀兰"].ID(), Source: hours.SourceDeclaration, Ref: 1, Activity: hours.ActivityDeclaration, Amount: 2 * hours.Hour,
		Title: "乡土中国", Evidence: "declaration", EvidenceID: 1, HappenedOn: 20260220, By: w.people["吴晓梅"].ID(),
	})
	if err != nil {
		return err
	}
	id, err := w.ledger.ProposeReversal(ctx, tx, roster.Everyone(), hours.Proposal{Entry: w.original.ID, Reason: "这本书去年已经报过一次", By: w.people["吴晓梅"].ID()})
	if err != nil {
		return err
	}
	entries, err := w.ledger.DecideReversal(ctx, tx, roster.Everyone(), id, w.people["周明远"].ID(), true)
	if err == nil {
		w.reversal = entries[0]
	}
	return err
}

func (w *world) on(d calendar.Date) { w.now = d.Time().Add(23*time.Hour + 59*time.Minute) }

func (w *world) write(fn func(context.Context, storage.WriteTx) error) {
	w.Helper()
	if err := w.db.Write(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

func (w *world) object(who string, entry hours.EntryID, text string) (id objection.ID, err error) {
	err = w.db.Write(w.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		id, err = w.clerk.Object(ctx, tx, w.people[who], entry, text)
		return err
	})
	return id, err
}

func (w *world) decide(who string, id objection.ID, upheld bool, text string) error {
	return w.db.Write(w.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return w.clerk.Decide(ctx, tx, w.people[who], id, upheld, text)
	})
}

func (w *world) entries() (list []hours.Entry) {
	w.Helper()
	err := w.db.Read(w.Context(), func(tx storage.ReadTx) (err error) {
		list, err = hours.Entries(w.Context(), tx, roster.Everyone(), hours.Year(2026))
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return list
}

func want(t *testing.T, name string, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: got %v, want a failure of kind %s", name, err, kind)
	}
}

// TestTheTenthWorkingDayCounts: the second of March is a Monday, the sixteenth the tenth working day after it.
func TestTheTenthWorkingDayCounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if until := objection.Until(w.reversal); until != 20260316 {
		t.Fatalf("until %s", until)
	}
	w.on(20260317)
	_, err := w.object("何秀兰", w.reversal.ID, "去年那本是下册")
	want(t, "on the eleventh", err, fault.Conflict)
	w.on(20260316)
	if _, err := w.object("何秀兰", w.reversal.ID, "去年那本是下册"); err != nil {
		t.Errorf("on the tenth: %v", err)
	}
}

func TestOnlyThePersonObjectsAndOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.object("宋国强", w.reversal.ID, "我替她说")
	want(t, "somebody else", err, fault.NotFound)
	_, err = w.object("何秀兰", w.original.ID, "不对")
	want(t, "an entry that takes nothing back", err, fault.Conflict)
	_, err = w.object("何秀兰", w.reversal.ID, " \n")
	want(t, "without a reason", err, fault.Invalid)
	_, err = w.object("何秀兰", w.reversal.ID, strings.Repeat("字", objection.LongestText+1))
	want(t, "501 characters", err, fault.Invalid)
	if _, err := w.object("何秀兰", w.reversal.ID, strings.Repeat("字", objection.LongestText)); err != nil {
		t.Fatal(err)
	}
	_, err = w.object("何秀兰", w.reversal.ID, "再说一次")
	want(t, "twice", err, fault.Conflict)
}

func TestSomebodyElseAnswersAndNoHourChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := len(w.entries())
	id, err := w.object("何秀兰", w.reversal.ID, "去年那本是下册")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		who  string
		text string
		kind fault.Kind
	}{
		"who proposed the correction": {"吴晓梅", "不成立", fault.Forbidden},
		"who accepted the correction": {"周明远", "不成立", fault.Forbidden},
		"the person concerned":        {"何秀兰", "成立", fault.Forbidden},
		"another township":            {"秦川", "成立", fault.NotFound},
		"without a text":              {"梁红霞", "", fault.Invalid},
	} {
		want(t, name, w.decide(c.who, id, true, c.text), c.kind)
	}
	want(t, "no such objection", w.decide("梁红霞", id+1, true, "成立"), fault.NotFound)
	if err := w.decide("梁红霞", id, true, "查了去年的申报，确是下册"); err != nil {
		t.Fatal(err)
	}
	want(t, "answered twice", w.decide("梁红霞", id, false, "又想了想"), fault.Conflict)
	err = w.db.Read(t.Context(), func(tx storage.ReadTx) error {
		o, found, err := objection.To(t.Context(), tx, w.reversal.ID)
		if !found || o.Name != "何秀兰" || o.Answer == nil || !o.Answer.Upheld || o.Answer.By != "梁红霞" || !o.Answer.At.Equal(w.now) {
			t.Errorf("kept is %+v, %+v", o, o.Answer)
		}
		far, listErr := objection.List(t.Context(), tx, w.people["秦川"].Scope(access.AnswerObjections), 20260303)
		if len(far) != 0 {
			t.Errorf("another township sees %+v", far)
		}
		return errors.Join(err, listErr)
	})
	if err != nil || len(w.entries()) != before {
		t.Errorf("%v; %d entries, before %d", err, len(w.entries()), before)
	}
}
