package hours_test

import (
	"context"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
)

// secondVersion is a local version of the rules from July on: a meeting counts half, quizzes count 0.25 up to 1 a year.
func secondVersion() hours.RuleSet {
	s := hours.DefaultRuleSet()
	s.Title, s.Number, s.Issuer, s.DocNumber = "学时认定办法", 3, "云溪镇党委", "云组发〔2026〕5号"
	s.Span.From = calendar.NewDate(2026, 7, 1)
	for i := range s.Rules {
		switch s.Rules[i].Activity {
		case hours.ActivityCollectiveMeeting:
			s.Rules[i].Value = hours.Hour / 2
		case hours.ActivityQuiz:
			s.Rules[i].Value, s.Rules[i].CapPerYear = hours.Hour/4, hours.Hour
		}
	}
	return s
}

func (o *office) adopt(s hours.RuleSet) (adopted hours.RuleSet, err error) {
	err = o.db.Write(o.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		adopted, err = o.ledger.Adopt(ctx, tx, s, fangyuan)
		return err
	})
	return adopted, err
}

// TestRulesOfTheDay: what counts is the day of the event, not the day on which it is recorded.
func TestRulesOfTheDay(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-06-30")
	before := o.attended(xiulan, "六月集中学", 300)
	if _, err := o.adopt(secondVersion()); err != nil {
		t.Fatal(err)
	}
	o.on("2026-07-02")
	if e := o.mustAppend(before); e.Amount != 300 {
		t.Errorf("a meeting of June recorded in July: %s, want 3", e.Amount)
	}
	if e := o.mustAppend(o.attended(xiulan, "七月集中学", 300)); e.Amount != 150 || e.Stated != 300 {
		t.Errorf("a meeting of July: %s, want 1.5", e.Amount)
	}
	o.mustBeSound()
}

// TestLaterAdoptionLeavesEntriesAlone: rules that reach back count from their adoption on.
func TestLaterAdoptionLeavesEntriesAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-07-02")
	o.mustAppend(o.attended(xiulan, "七月集中学", 300))
	o.on("2026-08-01")
	if _, err := o.adopt(secondVersion()); err != nil {
		t.Fatal(err)
	}
	late := o.attended(guoqiang, "七月集中学", 300)
	late.HappenedOn = calendar.NewDate(2026, 7, 2)
	if e := o.mustAppend(late); e.Amount != 150 {
		t.Errorf("recorded after the adoption: %s, want 1.5", e.Amount)
	}
	if got := o.balance(xiulan, hours.Year(2026)).Amount; got != 300 {
		t.Errorf("recorded before the adoption: %s, want 3", got)
	}
	o.mustBeSound()
}

func TestAdoptedVersionNeverChanges(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-06-30")
	first, err := o.adopt(secondVersion())
	if err != nil {
		t.Fatal(err)
	}
	o.on("2026-07-05")
	if again, err := o.adopt(secondVersion()); err != nil || again.ID != first.ID {
		t.Errorf("the same version again: %d, %v, want %d", again.ID, err, first.ID)
	}
	changed := secondVersion()
	changed.Rules[0].Value = 2 * hours.Hour
	_, err = o.adopt(changed)
	contains(t, err, "已经施行，不能再改")
	older := secondVersion()
	older.Number = 2
	_, err = o.adopt(older)
	contains(t, err, "已有第 3 版")
	broken := secondVersion()
	broken.Number, broken.Rules = 4, nil
	if _, err := o.adopt(broken); !fault.Is(err, fault.Invalid) {
		t.Errorf("a version without rules: %v", err)
	}
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		sets, err := hours.RuleSets(ctx, tx)
		if len(sets) != 2 {
			t.Errorf("%d versions", len(sets))
		}
		return err
	})
	o.mustBeSound()
}

// TestUndoneAdoptionIsForgotten: the id of a version whose transaction failed is given to another one.
func TestUndoneAdoptionIsForgotten(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-07-02")
	undone := secondVersion()
	undone.Rules[4].Value = 3 * hours.Hour
	err := o.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		if _, err := o.ledger.Adopt(ctx, tx, undone, fangyuan); err != nil {
			return err
		}
		if _, err := o.ledger.Append(ctx, tx, o.attended(xiulan, "七月集中学", 300)); err != nil {
			return err
		}
		return context.Canceled
	})
	if err == nil {
		t.Fatal("the transaction was kept")
	}
	if _, err := o.adopt(secondVersion()); err != nil {
		t.Fatal(err)
	}
	if e := o.mustAppend(o.attended(xiulan, "七月集中学", 300)); e.Amount != 150 {
		t.Errorf("%s, want 1.5", e.Amount)
	}
	o.mustBeSound()
}

// TestCapCutsAndSaysSo fills the yearly cap of 1 hour with quizzes of 0.25.
func TestCapCutsAndSaysSo(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-07-02")
	rules := secondVersion()
	rules.Rules[1].Value = 40
	if _, err := o.adopt(rules); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ amount, cut hours.Amount }{{40, 0}, {40, 0}, {20, 20}, {0, 40}} {
		e := o.mustAppend(o.fact(xiulan, hours.SourceQuiz, hours.ActivityQuiz, string(rune('甲'+i)), 0))
		if e.Amount != want.amount || e.Cut != want.cut {
			t.Errorf("quiz %d: %s, cut %s; want %s, cut %s", i+1, e.Amount, e.Cut, want.amount, want.cut)
		}
	}
	if e := o.mustAppend(o.fact(guoqiang, hours.SourceQuiz, hours.ActivityQuiz, "甲", 0)); e.Amount != 40 {
		t.Errorf("another person's first quiz: %s", e.Amount)
	}
	o.on("2027-01-04")
	if e := o.mustAppend(o.fact(xiulan, hours.SourceQuiz, hours.ActivityQuiz, "新年", 0)); e.Amount != 40 || e.Cut != 0 {
		t.Errorf("the first quiz of the next year: %s, cut %s", e.Amount, e.Cut)
	}
	o.mustBeSound()
}

func TestMakeUpHasTheModeOfItsMeeting(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	f := o.fact(guoqiang, hours.SourceMakeUp, hours.ActivityMakeUp, "补学：专题一", 300)
	f.Mode = hours.Group
	if e := o.mustAppend(f); e.Mode != hours.Group || e.Amount != 300 {
		t.Errorf("%+v", e)
	}
	stubborn := o.attended(guoqiang, "专题二", 300)
	stubborn.Mode = hours.Online
	if e := o.mustAppend(stubborn); e.Mode != hours.Collective {
		t.Errorf("the rule gives the mode, not the fact: %s", e.Mode)
	}
	o.mustBeSound()
}
