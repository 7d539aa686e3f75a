package exam_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

// world is a township with a question bank, its exam office, and who acts in the tests.
type world struct {
	testing.TB
	db      *storage.DB
	log     *seal.Log
	ledger  *hours.Ledger
	planner *plan.Planner
	keeper  bank.Keeper
	office  *exam.Office
	bank    bank.Bank
	clock   atomic.Int64 // milliseconds
	town    roster.Unit
	other   roster.Unit
	people  map[string]access.Actor
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldIn(t, storagetest.Open(t))
}

func newWorldIn(t testing.TB, db *storage.DB) *world {
	t.Helper()
	w := &world{TB: t, db: db, people: map[string]access.Actor{}}
	w.at("2026-03-05 09:00")
	w.wire(t.TempDir())
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.ledger.AdoptDefault(ctx, tx)
		return errors.Join(err, w.settle(ctx, tx))
	})
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		w.bank, err = w.keeper.Open(ctx, tx, w.who("林若溪"), "法律常识")
		return err
	})
	return w
}

// wire puts the parts together, as after a start of the server.
func (w *world) wire(keys string) {
	w.Helper()
	clock := calendar.Clock(w.now)
	var err error
	if w.log, err = seal.Open(w.Context(), w.db, filepath.Join(keys, "log.key"), "exam.test/log", clock); err != nil {
		w.Fatal(err)
	}
	w.ledger = hours.NewLedger(w.log, clock)
	w.planner = plan.NewPlanner(w.log, w.ledger, clock)
	w.keeper = bank.NewKeeper(clock)
	examiner, err := quiz.NewExaminer(w.Context(), w.db, clock)
	if err != nil {
		w.Fatal(err)
	}
	w.office = exam.NewOffice(exam.Needs{
		DB: w.db, Clock: clock, Ledger: w.ledger, Planner: w.planner, Source: exam.Banks{}, Seed: examiner.Seed,
	})
}

// settle makes the units and the people: 吴晓梅 is study secretary and 周明远 committee member of the township, 林若溪
// and 叶知秋 are its authors, 田野 its auditor, 何秀兰 and 宋国强 belong to it, 方远 to the neighbour.
func (w *world) settle(ctx context.Context, tx storage.WriteTx) (err error) {
	if w.town, err = roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township}); err != nil {
		return err
	}
	if w.other, err = roster.AddUnit(ctx, tx, roster.Unit{Code: "SP", Name: "石坪乡", Kind: roster.Township}); err != nil {
		return err
	}
	grant := func(r access.Role) access.Grant { return access.Grant{Role: r, UnitPath: w.town.Path} }
	return errors.Join(
		w.person(ctx, tx, "吴晓梅", w.town, grant(access.StudySecretary)),
		w.person(ctx, tx, "周明远", w.town, grant(access.CommitteeMember)),
		w.person(ctx, tx, "林若溪", w.town, grant(access.Author)),
		w.person(ctx, tx, "叶知秋", w.town, grant(access.Author)),
		w.person(ctx, tx, "田野", w.town, grant(access.Auditor)),
		w.person(ctx, tx, "何秀兰", w.town),
		w.person(ctx, tx, "宋国强", w.town),
		w.person(ctx, tx, "方远", w.other))
}

func (w *world) person(ctx context.Context, tx storage.WriteTx, name string, unit roster.Unit, grants ...access.Grant) error {
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint("G", 100+len(w.people)), Name: name})
	if err != nil {
		return err
	}
	grants = append(grants, access.Grant{Role: access.Cadre, UnitPath: unit.Path})
	w.people[name] = access.Actor{Cadre: c, Unit: unit, Grants: grants}
	return roster.Join(ctx, tx, c.ID, unit.ID, 20200101)
}

// crowd adds people to the township.
func (w *world) crowd(n int) []access.Actor {
	w.Helper()
	var list []access.Actor
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		for i := range n {
			name := fmt.Sprintf("干部%04d", i)
			if err := w.person(ctx, tx, name, w.town); err != nil {
				return err
			}
			list = append(list, w.people[name])
		}
		return nil
	})
	return list
}

func (w *world) who(name string) access.Actor {
	w.Helper()
	a, found := w.people[name]
	if !found {
		w.Fatalf("who is %s?", name)
	}
	return a
}

func (w *world) now() time.Time { return calendar.FromMillis(w.clock.Load()) }

// at sets the clock, as “2026-03-05 09:00”.
func (w *world) at(text string) {
	w.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Shanghai)
	if err != nil {
		w.Fatal(err)
	}
	w.clock.Store(calendar.Millis(t))
}

func (w *world) pass(d time.Duration) { w.clock.Add(d.Milliseconds()) }

func (w *world) write(fn func(context.Context, storage.WriteTx) error) {
	w.Helper()
	if err := w.db.Write(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

func (w *world) try(fn func(context.Context, storage.WriteTx) error) error {
	return w.db.Write(w.Context(), fn)
}

func (w *world) read(fn func(context.Context, storage.ReadTx) error) {
	w.Helper()
	if err := w.db.Read(w.Context(), func(tx storage.ReadTx) error { return fn(w.Context(), tx) }); err != nil {
		w.Fatal(err)
	}
}

// stock puts published questions into the bank and returns their versions, in order.
func (w *world) stock(drafts ...bank.Draft) (ids []bank.VersionID) {
	w.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		outcomes, err := w.keeper.Import(ctx, tx, w.who("林若溪"), w.bank.ID, drafts, true)
		if err != nil {
			return err
		}
		for _, o := range outcomes {
			q, err := bank.ByQuestion(ctx, tx.ReadTx, o.Question)
			if err != nil {
				return err
			}
			ids = append(ids, q.Version.ID)
		}
		return nil
	})
	return ids
}

// choices returns single choices whose first option is right.
func choices(n int, tags ...string) []bank.Draft {
	list := make([]bank.Draft, n)
	for i := range list {
		list[i] = bank.Draft{Subject: "law", Tags: tags, Content: quiz.Question{
			Kind: quiz.SingleChoice, Text: fmt.Sprintf("第%d题：下面哪一项合乎%s规定的第%d条？", i+1, tags, i*7+3), Explanation: "见条文。",
			Options: []quiz.Option{{Text: fmt.Sprint("对的", i), Correct: true}, {Text: fmt.Sprint("错的", i)}, {Text: fmt.Sprint("也错", i)}},
		}}
	}
	return list
}

// essay is a question that a person grades by two criteria of 3 : 2.
func essay() bank.Draft {
	return bank.Draft{Subject: "law", Content: quiz.Question{
		Kind: quiz.ShortAnswer, Text: "宅基地审批要经过哪些步骤？",
		Rubric: []quiz.Criterion{{Text: "说到村民会议", Share: 3}, {Text: "说到乡镇审核", Share: 2}},
	}}
}

// usual are the terms of an exam of two points each: pass with 60 per cent, an hour, three attempts.
func usual(b exam.Blueprint) exam.Terms {
	return exam.Terms{
		Title: "土地管理法测验", Subject: "law", Blueprint: b, Partial: quiz.AllOrNothing, PassMark: b.Most() * 6 / 10, Minutes: 60,
		From: calendar.NewDate(2026, 3, 1).Time(), Until: calendar.NewDate(2026, 3, 31).Time(), Shows: exam.AtOnce, Hours: hours.Hour,
		Retake: exam.Retake{Attempts: 3, Counts: exam.Best}, Grading: exam.Grading{Graders: 1},
	}
}

func fixed(ids ...bank.VersionID) exam.Blueprint {
	return exam.Blueprint{Same: true, Sections: []exam.Section{{Title: "一、选择题", Each: 200, Fixed: ids}}}
}

func drawn(count int, tag string) exam.Blueprint {
	return exam.Blueprint{Sections: []exam.Section{{Title: "一、选择题", Each: 200, Picks: []exam.Pick{{Tag: tag, Count: count}}}}}
}

func (w *world) draft(t exam.Terms) (e exam.Exam, err error) {
	err = w.try(func(ctx context.Context, tx storage.WriteTx) error {
		e, err = w.office.New(ctx, tx, w.who("林若溪"), w.town.ID, t)
		return err
	})
	return e, err
}

// publish makes an exam and asks everybody of the township to sit it.
func (w *world) publish(t exam.Terms) exam.Exam {
	w.Helper()
	e, err := w.draft(t)
	if err != nil {
		w.Fatal(err)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if e, err = w.office.Publish(ctx, tx, w.who("吴晓梅"), e.ID, e.Revision); err != nil {
			return err
		}
		_, err = w.office.Assign(ctx, tx, w.who("吴晓梅"), e.ID, calendar.DateOf(w.now()).AddDays(20), "", plan.Target{Unit: w.town.ID})
		return err
	})
	return e
}

func (w *world) begin(who string, id exam.ID) exam.Attempt {
	w.Helper()
	a, err := w.office.Begin(w.Context(), w.who(who), id)
	if err != nil {
		w.Fatalf("%s begins exam %d: %v", who, id, err)
	}
	return a
}

func (w *world) save(who string, a exam.Attempt, item int, revision int, values ...string) (exam.Saved, error) {
	return w.office.Save(w.Context(), w.who(who), a.ID, exam.Given{Key: quiz.Key(item), Values: values, Revision: revision})
}

func (w *world) submit(who string, a exam.Attempt) exam.Result {
	w.Helper()
	r, err := w.office.Submit(w.Context(), w.who(who), a.ID, nil)
	if err != nil {
		w.Fatalf("%s submits attempt %d: %v", who, a.ID, err)
	}
	return r
}

// right returns the letter under which the first option of an item is shown: the right one of choices.
func right(a exam.Attempt, item int) string { return letterOf(a, item, 0) }

// wrong returns the letter of a wrong one.
func wrong(a exam.Attempt, item int) string { return letterOf(a, item, 1) }

func letterOf(a exam.Attempt, item, option int) string {
	for shown, o := range a.Paper.Items[item].Order {
		if o == option {
			return string(rune('A' + shown))
		}
	}
	return ""
}

// sit has a person answer so many questions right and the others wrong, and submit.
func (w *world) sit(who string, id exam.ID, rightOnes int) (exam.Attempt, exam.Result) {
	w.Helper()
	a := w.begin(who, id)
	for i := range a.Paper.Items {
		letter := wrong(a, i)
		if i < rightOnes {
			letter = right(a, i)
		}
		if _, err := w.save(who, a, i, 1, letter); err != nil {
			w.Fatal(err)
		}
	}
	return a, w.submit(who, a)
}

// entries returns the ledger entries of a person.
func (w *world) entries(who string) (list []hours.Entry) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = hours.Entries(ctx, tx, roster.Only(w.who(who).ID()), hours.Year(2026))
		return err
	})
	return list
}

// total returns what a person has, corrections included.
func (w *world) total(who string) (sum hours.Amount) {
	w.Helper()
	for _, e := range w.entries(who) {
		sum += e.Amount
	}
	return sum
}

func (w *world) results(by string, id exam.ID) (r exam.Results) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		r, err = w.office.Results(ctx, tx, w.who(by), id)
		return err
	})
	return r
}

func (w *world) progress(by string, id exam.ID, who string) exam.Progress {
	w.Helper()
	for _, p := range w.results(by, id).People {
		if p.Name == who {
			return p.Progress
		}
	}
	return ""
}

func want(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v, want a failure of kind %s", err, kind)
	}
}

// fields returns the names of the fields that a failure is about.
func fields(err error) (names []string) {
	var f *fault.Error
	if errors.As(err, &f) {
		for _, x := range f.Fields {
			names = append(names, x.Name)
		}
	}
	return names
}
