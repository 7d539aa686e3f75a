package report_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

// school is a class of the Party school for 何秀兰 on some days of October.
func (w *town) school(title string, from, to calendar.Date, days hours.Days) training.Class {
	w.t.Helper()
	registrar := training.NewRegistrar(w.log, w.ledger, w.clock())
	c := training.Class{
		Unit: w.unit.ID, Kind: training.OffJob, Title: title, Organiser: "县委党校",
		Span: calendar.Span{From: from, To: to}, Extent: training.Extent{Days: days},
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		c, err = registrar.Announce(ctx, tx, w.secretary, c, []roster.CadreID{w.xiulan.ID()})
		return err
	})
	return c
}

// clock returns the clock that the test moves.
func (w *town) clock() calendar.Clock { return func() time.Time { return w.now } }

func (w *town) look(fn func(context.Context, storage.ReadTx) error) {
	w.t.Helper()
	if err := w.db.Read(w.t.Context(), func(tx storage.ReadTx) error { return fn(w.t.Context(), tx) }); err != nil {
		w.t.Fatal(err)
	}
}

// sheet is an entry's evidence as lines of text.
func sheet(e report.Evidence) string {
	var b strings.Builder
	for _, l := range e.Lines {
		b.WriteString(l.Label + "=" + l.Text + "\n")
	}
	return b.String()
}

// outside is a reporter that shows what was studied elsewhere.
func (w *town) outside() *report.Reporter {
	return report.New(w.log, w.ledger, w.catalogue, w.clock(), report.TrainingRolls{}, report.Declarations{})
}

func TestEvidenceOfATrainingClass(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.on("2026-10-20")
	_, err := training.NewRegistrar(w.log, w.ledger, w.clock()).Import(t.Context(), w.db, w.secretary, "党校.csv",
		[]byte("工号,姓名,班次名称,主办单位,起止日期,天数,请假学时,请假原因\n1005,何秀兰,秋季班,县委党校,2026-10-12至2026-10-16,5,4,家中有事\n"), training.Order{})
	if err != nil {
		t.Fatal(err)
	}
	var shown report.EntryReport
	w.look(func(ctx context.Context, tx storage.ReadTx) error {
		entries, err := hours.Entries(ctx, tx, roster.Only(w.xiulan.ID()), hours.Year(2026))
		if err != nil {
			return err
		}
		shown, err = w.outside().Entry(ctx, tx, w.xiulan, entries[0].ID)
		return err
	})
	if shown.Papered() || len(shown.Papers) != 1 || shown.Papers[0].Evidence == nil {
		t.Fatalf("%+v", shown.Papers)
	}
	for _, line := range []string{"培训班=秋季班", "主办单位=县委党校", "起止日期=2026-10-12 至 2026-10-16", "名册所列=5 天", "请假=4 学时，家中有事", "来自文件=党校.csv，第 2 行", "导入=吴晓梅　2026-10-20 09:00"} {
		if got := sheet(*shown.Papers[0].Evidence); !strings.Contains(got, line+"\n") {
			t.Errorf("no %s in:\n%s", line, got)
		}
	}
}

func TestEvidenceOfADeclaration(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.on("2026-10-20")
	clerk := reflection.NewClerk(w.ledger, w.clock())
	var shown report.EntryReport
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		d, err := clerk.Declare(ctx, tx, w.xiulan, reflection.Declaration{
			Kind: reflection.Book, Title: "乡土中国", On: 20261018, Asked: 300, Learnt: "读了差序格局，想到调解先要听两边各说一遍。",
		})
		if err != nil {
			return err
		}
		if d, err = clerk.Decide(ctx, tx, w.secretary, d.ID, reflection.Decision{Approve: true, Granted: 200, Reason: "按两学时计"}); err != nil {
			return err
		}
		shown, err = w.outside().Entry(ctx, tx.ReadTx, w.xiulan, d.Entry)
		return err
	})
	got := sheet(*shown.Papers[0].Evidence)
	for _, line := range []string{"自学内容=读书　乡土中国", "申报=3 学时", "批准=2 学时　吴晓梅", "理由=按两学时计", "收获=读了差序格局"} {
		if !strings.Contains(got, line) {
			t.Errorf("no %s in:\n%s", line, got)
		}
	}
}

// TestPlannedClassIsANextStep: in the last quarter, when concentrated training is due, a planned class is what to do about it;
// without one the person is told that only a class helps.
func TestPlannedClassIsANextStep(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.on("2026-10-20")
	class := func() (found *report.Step, remedy string) {
		var s report.Standing
		w.look(func(ctx context.Context, tx storage.ReadTx) (err error) {
			s, err = w.reporter.Standing(ctx, tx, w.xiulan.ID())
			return err
		})
		for i := range s.Steps {
			if s.Steps[i].Kind == compliance.Class {
				found = &s.Steps[i]
			}
		}
		for _, g := range s.Open {
			if g.Result.Key == "concentrated_training" {
				remedy = g.Remedy().String()
			}
		}
		return found, remedy
	}
	if step, remedy := class(); step != nil || !strings.Contains(remedy, "要参加培训班") {
		t.Errorf("without a class: %+v, %q", step, remedy)
	}
	w.school("冬训班", 20261116, 20261127, 12*hours.Day)
	step, remedy := class()
	if step == nil || remedy != "" || step.Brings.Days != 12*hours.Day || step.Brings.Hours != 96*hours.Hour {
		t.Fatalf("with a class: %+v, %q", step, remedy)
	}
	if want := "2026-11-16 到 2026-11-27 的培训班《冬训班》"; step.Why.String() != want {
		t.Errorf("why %q", step.Why)
	}
}
