package report_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// town is a county with a township and its neighbour, run through the real operations by a clock that the test moves.
type town struct {
	t         testing.TB
	db        *storage.DB
	log       *seal.Log
	ledger    *hours.Ledger
	planner   *plan.Planner
	clerk     *attendance.Clerk
	keeper    *progress.Keeper
	catalogue *course.Catalogue
	reporter  *report.Reporter
	now       time.Time
	attempt   int64

	county, unit, office, other                   roster.Unit
	group                                         roster.StudyGroup
	secretary, committee, auditor, leader, xiulan access.Actor
	guoqiang, remote                              access.Actor
}

// papers shows every attempt as a paper with one question.
type papers struct{}

func (papers) Kind() string { return "attempt" }

func (papers) Evidence(_ context.Context, _ storage.ReadTx, id int64) (report.Evidence, error) {
	if id > 1000 {
		return report.Evidence{}, fault.New(fault.NotFound, "没有这份答题凭证")
	}
	return report.Evidence{Title: fmt.Sprint("答卷 ", id), Items: []report.EvidenceItem{{Question: "问", Answer: "答", Correct: "答"}}}, nil
}

func newTown(t testing.TB) *town {
	t.Helper()
	w := &town{t: t, db: storagetest.Open(t), catalogue: course.NewCatalogue()}
	w.on("2026-01-05")
	clock := calendar.Clock(func() time.Time { return w.now })
	var err error
	if w.log, err = seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "report.test/log", clock); err != nil {
		t.Fatal(err)
	}
	w.ledger = hours.NewLedger(w.log, clock)
	w.planner = plan.NewPlanner(w.log, w.ledger, clock)
	w.clerk = attendance.NewClerk(w.log, w.ledger, clock)
	w.keeper = progress.NewKeeper(w.ledger, w.catalogue, clock)
	w.reporter = report.New(w.log, w.ledger, w.catalogue, clock, papers{})
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		if _, err := w.ledger.AdoptDefault(ctx, tx); err != nil {
			return err
		}
		return errors.Join(w.settle(ctx, tx), w.appoint(ctx, tx))
	})
	return w
}

// on sets the clock to nine in the morning of a day.
func (w *town) on(day string) {
	w.t.Helper()
	date, err := calendar.ParseDate(day)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = date.Time().Add(9 * time.Hour)
}

func (w *town) settle(ctx context.Context, tx storage.WriteTx) error {
	position := 0
	add := func(parent roster.UnitID, code, name string, kind roster.UnitKind) roster.Unit {
		position++
		u, err := roster.AddUnit(ctx, tx, roster.Unit{ParentID: parent, Code: code, Name: name, Kind: kind, Position: position})
		if err != nil {
			w.t.Fatal(err)
		}
		return u
	}
	w.county = add(0, "LL", "临澜县", roster.County)
	w.unit = add(w.county.ID, "YX", "云溪镇", roster.Township)
	w.office = add(w.unit.ID, "YX-NY", "农业农村办公室", roster.Office)
	w.other = add(w.county.ID, "SP", "石坪乡", roster.Township)
	var err error
	w.group, err = roster.AddGroup(ctx, tx, roster.StudyGroup{UnitID: w.unit.ID, Code: "YX-2", Name: "第二学习小组", Kind: roster.Study})
	return err
}

func (w *town) appoint(ctx context.Context, tx storage.WriteTx) error {
	person := func(no, name string, unit roster.Unit, grants ...access.Grant) access.Actor {
		c := w.enrol(ctx, tx, no, name, unit, "section_level", 20200101)
		return access.Actor{Cadre: c, Unit: unit, Grants: append(grants, access.Grant{Role: access.Cadre, UnitPath: unit.Path})}
	}
	w.secretary = person("1001", "吴晓梅", w.unit, access.Grant{Role: access.StudySecretary, UnitPath: w.unit.Path})
	w.committee = person("1002", "周明远", w.unit, access.Grant{Role: access.CommitteeMember, UnitPath: w.unit.Path})
	w.auditor = person("1003", "方远", w.county, access.Grant{Role: access.Auditor, UnitPath: w.unit.Path})
	w.leader = person("1004", "陈立群", w.office, access.Grant{Role: access.GroupLeader, Group: w.group.ID})
	w.xiulan = person("1005", "何秀兰", w.office)
	w.guoqiang = person("1006", "宋国强", w.office)
	w.remote = person("2001", "=2+3", w.other, access.Grant{Role: access.Auditor, UnitPath: w.other.Path})
	return errors.Join(
		roster.Appoint(ctx, tx, roster.Appointment{Cadre: w.leader.ID(), Role: roster.GroupLeader, Group: w.group.ID, From: 20200101}),
		roster.JoinGroup(ctx, tx, w.group.ID, w.guoqiang.ID(), 20200101),
		roster.JoinGroup(ctx, tx, w.group.ID, w.xiulan.ID(), 20200101),
		roster.JoinGroup(ctx, tx, w.group.ID, w.leader.ID(), 20200101))
}

// enrol adds a person to a unit and, from a day on, to a category.
func (w *town) enrol(ctx context.Context, tx storage.WriteTx, no, name string, unit roster.Unit, category roster.Category, from calendar.Date) roster.Cadre {
	w.t.Helper()
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: no, Name: name})
	if err == nil {
		err = roster.Join(ctx, tx, c.ID, unit.ID, 20200101)
	}
	if err == nil && category != "" {
		err = roster.Classify(ctx, tx, c.ID, category, from)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *town) write(fn func(context.Context, storage.WriteTx) error) {
	w.t.Helper()
	if err := w.db.Write(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// read runs a query of the reporter and returns its result.
func read[T any](w *town, fn func(context.Context, storage.ReadTx) (T, error)) T {
	w.t.Helper()
	result, err := try(w, fn)
	if err != nil {
		w.t.Fatal(err)
	}
	return result
}

// try is read for a query that may fail.
func try[T any](w *town, fn func(context.Context, storage.ReadTx) (T, error)) (result T, err error) {
	err = w.db.Read(w.t.Context(), func(tx storage.ReadTx) (err error) {
		result, err = fn(w.t.Context(), tx)
		return err
	})
	return result, err
}

func (w *town) home(actor access.Actor) report.Home {
	w.t.Helper()
	return read(w, func(ctx context.Context, tx storage.ReadTx) (report.Home, error) {
		return w.reporter.Home(ctx, tx, actor)
	})
}

func (w *town) record(actor access.Actor, at report.AsOf) report.Record {
	w.t.Helper()
	return read(w, func(ctx context.Context, tx storage.ReadTx) (report.Record, error) {
		return w.reporter.Record(ctx, tx, actor.ID(), at)
	})
}

func (w *town) units(at report.AsOf) report.Overview {
	w.t.Helper()
	return read(w, func(ctx context.Context, tx storage.ReadTx) (report.Overview, error) {
		return w.reporter.Units(ctx, tx, w.auditor, w.unit.ID, at)
	})
}

func (w *town) cadres(unit roster.Unit, at report.AsOf) report.UnitReport {
	w.t.Helper()
	return read(w, func(ctx context.Context, tx storage.ReadTx) (report.UnitReport, error) {
		return w.reporter.Cadres(ctx, tx, w.auditor, unit.ID, at)
	})
}

func (w *town) entry(id hours.EntryID) report.EntryReport {
	w.t.Helper()
	return read(w, func(ctx context.Context, tx storage.ReadTx) (report.EntryReport, error) {
		return w.reporter.Entry(ctx, tx, w.auditor, id)
	})
}

// approve has the committee approve a plan that asks for 90 hours, as the screens show it.
func (w *town) approve() {
	w.t.Helper()
	c := plan.Empty()
	c.Shares = compliance.Shares{20, 50, 75, 100}
	c.Requirements = []plan.Requirement{{
		Category: "section_level", Hours: 90 * hours.Hour, Meetings: 8,
		Subjects: []plan.SubjectHours{
			{Subject: "theory", Hours: 30 * hours.Hour}, {Subject: "policy", Hours: 20 * hours.Hour}, {Subject: "law", Hours: 14 * hours.Hour},
			{Subject: "technology", Hours: 10 * hours.Hour}, {Subject: "rural", Hours: 16 * hours.Hour},
		},
		Modes: []plan.ModeHours{
			{Mode: hours.Collective, Hours: 24 * hours.Hour}, {Mode: hours.Group, Hours: 16 * hours.Hour},
			{Mode: hours.Online, Hours: 40 * hours.Hour}, {Mode: hours.Self, Hours: 10 * hours.Hour},
		},
	}}
	w.adopt(c)
}

// adopt has the committee approve a plan of the township for 2026.
func (w *town) adopt(c plan.Content) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		v, err := w.planner.Draft(ctx, tx, w.secretary, w.unit.ID, 2026)
		if err == nil {
			v, err = w.planner.Save(ctx, tx, w.secretary, v.ID, v.Revision, c)
		}
		if err == nil {
			v, err = w.planner.Submit(ctx, tx, w.secretary, v.ID, v.Revision, "按年度安排制定")
		}
		if err == nil {
			_, err = w.planner.Approve(ctx, tx, w.committee, v.ID, v.Revision, "党委会议通过")
		}
		return err
	})
}

// meet announces a collective meeting of the office at an hour of a day; the clock stands on the day before.
func (w *town) meet(day string, hour int, title string, makeUp course.LessonID) plan.Meeting {
	w.t.Helper()
	w.on(day)
	starts := w.now.Add(time.Duration(hour-9) * time.Hour)
	w.now = w.now.AddDate(0, 0, -1)
	m := plan.Meeting{
		Unit: w.office.ID, Mode: hours.Collective, Title: title, Subject: "theory", StartsAt: starts, EndsAt: starts.Add(3 * time.Hour),
		Place: "三楼会议室", Host: "周明远", Hours: 3 * hours.Hour, Agenda: "领学",
	}
	if makeUp != 0 {
		m.MakeUp = course.QuestionSource{Kind: course.SourceLesson, ID: int64(makeUp)}
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		m, err = w.planner.Open(ctx, tx, w.secretary, m)
		return err
	})
	return m
}

// confirm has the secretary confirm the roll of a meeting on a day: everybody is present but those who are named.
func (w *town) confirm(m plan.Meeting, day string, away ...attendance.Mark) attendance.Roll {
	w.t.Helper()
	w.on(day)
	w.now = w.now.Add(9 * time.Hour)
	var roll attendance.Roll
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		expected, err := attendance.Expect(ctx, tx.ReadTx, m)
		if err != nil {
			return err
		}
		var marks []attendance.Mark
		for _, e := range expected {
			mark := attendance.Mark{Cadre: e.Cadre.ID, Presence: attendance.Present}
			for _, a := range away {
				if a.Cadre == mark.Cadre {
					mark = a
				}
			}
			marks = append(marks, mark)
		}
		roll, err = w.clerk.Confirm(ctx, tx, w.secretary, m.ID, marks)
		return err
	})
	return roll
}

func away(actor access.Actor, presence attendance.Presence) attendance.Mark {
	return attendance.Mark{Cadre: actor.ID(), Presence: presence, Reason: "防汛值守"}
}

// offer publishes a course with lessons of 40 minutes and returns it with its lessons.
func (w *town) offer(slug string, lessons int) *course.Version {
	w.t.Helper()
	yaml := fmt.Sprintf("slug: %s\ntitle: 课程%s\nsubject: law\nsummary: 甲\nsource: 乙\nlessons:\n", slug, slug)
	fsys := fstest.MapFS{}
	for n := range lessons {
		yaml += fmt.Sprintf("  - {title: 第%d课, minutes: 40}\n", n+1)
		fsys[fmt.Sprintf("lessons/%02d.md", n+1)] = &fstest.MapFile{Data: []byte("## 甲 {#s1}\n\n正文")}
		fsys[fmt.Sprintf("questions/%02d.gift", n+1)] = &fstest.MapFile{Data: []byte("::甲:: {T}")}
	}
	fsys["course.yaml"] = &fstest.MapFile{Data: []byte(yaml)}
	draft, problems := course.ReadFolder(fsys)
	edition, more := course.Compile(draft)
	if all := append(problems, more...); len(all) > 0 {
		w.t.Fatal(all)
	}
	var published course.Published
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		published, _, err = course.Publish(ctx, tx, w.now, 0, edition)
		return err
	})
	return read(w, func(ctx context.Context, tx storage.ReadTx) (*course.Version, error) {
		return w.catalogue.Version(ctx, tx, published.Version)
	})
}

// pass has a person pass the checks of lessons of a course.
func (w *town) pass(actor access.Actor, lessons ...course.Lesson) {
	w.t.Helper()
	for _, l := range lessons {
		w.attempt++
		evidence := course.Evidence{
			AttemptID: w.attempt, Owner: course.CheckOwner{Kind: course.OwnerLesson, ID: int64(l.ID)}, PassedAt: w.now, Items: 1,
		}
		w.write(func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.keeper.LessonPassed(ctx, tx, actor.ID(), l.ID, evidence)
			return err
		})
	}
}

// assign has the secretary ask a person to study something.
func (w *town) assign(actor access.Actor, kind plan.ItemKind, ref int64, title string, due calendar.Date) plan.Assigned {
	w.t.Helper()
	a := plan.Assignment{Item: plan.Item{Kind: kind, Ref: ref}, Title: title, Subject: "policy", DueOn: due}
	var assigned plan.Assigned
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		assigned, err = w.planner.Assign(ctx, tx, w.secretary, a, plan.Target{Persons: []roster.CadreID{actor.ID()}})
		return err
	})
	return assigned
}

// book has the ledger record an event of a person as some area would.
func (w *town) book(f hours.Fact) hours.Entry {
	w.t.Helper()
	if f.Title == "" {
		f.Title = "学习"
	}
	if f.HappenedOn == 0 {
		f.HappenedOn = calendar.DateOf(w.now)
	}
	var e hours.Entry
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		e, err = w.ledger.Append(ctx, tx, f)
		return err
	})
	return e
}

// correct has a mark on a confirmed roll corrected by two persons.
func (w *town) correct(m plan.Meeting, actor access.Actor, presence attendance.Presence) {
	w.t.Helper()
	mark := attendance.Mark{Cadre: actor.ID(), Presence: presence}
	if presence != attendance.Present {
		mark.Reason = "当时在村里"
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		id, err := w.clerk.Correct(ctx, tx, w.secretary, m.ID, mark, "核对签到表后更正")
		if err != nil {
			return err
		}
		return w.clerk.DecideCorrection(ctx, tx, w.committee, id, true)
	})
}

// askLeave has a person ask for leave from a meeting.
func (w *town) askLeave(actor access.Actor, m plan.Meeting) attendance.LeaveRequest {
	w.t.Helper()
	var leave attendance.LeaveRequest
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		leave, err = w.clerk.Ask(ctx, tx, actor, attendance.LeaveRequest{Meeting: m.ID, Kind: attendance.OnLeave, Reason: "防汛值守"})
		return err
	})
	return leave
}

// statements counts the SQL statements of fn.
func (w *town) statements(fn func()) int64 {
	before := w.db.Statements()
	fn()
	return w.db.Statements() - before
}
