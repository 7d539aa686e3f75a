package report_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// countySize says how large a county is made. The same size gives the same people and entries, apart from the salts.
type countySize struct {
	townships, offices, people int // offices of a township, people of an office
	entries                    int // of each person, all of one year
}

func (s countySize) cadres() int { return s.townships * s.offices * s.people }

// county is a county whose year is in the ledger: every entry by the real operations and sealed, but without the
// meetings, courses and papers that the entries name.
type county struct {
	t        testing.TB
	db       *storage.DB
	log      *seal.Log
	ledger   *hours.Ledger
	reporter *report.Reporter
	now      time.Time
	key      string // file of the log's key
}

// correctors propose and approve the corrections; they are the first two of the county.
const (
	proposer roster.CadreID = 1
	approver roster.CadreID = 2
)

// openCounty opens the installation in a database; its key lies in the directory.
func openCounty(t testing.TB, db *storage.DB, dir string) *county {
	t.Helper()
	w := &county{t: t, db: db, key: filepath.Join(dir, "log.key")}
	w.on(20261201)
	clock := calendar.Clock(func() time.Time { return w.now })
	var err error
	if w.log, err = seal.Open(t.Context(), db, w.key, "county.test/log", clock); err != nil {
		t.Fatal(err)
	}
	w.ledger = hours.NewLedger(w.log, clock)
	w.reporter = report.New(w.log, w.ledger, course.NewCatalogue(), clock)
	return w
}

// on sets the clock to nine in the morning of a day.
func (w *county) on(day calendar.Date) { w.now = day.Time().Add(9 * time.Hour) }

func (w *county) write(fn func(context.Context, storage.WriteTx) error) {
	w.t.Helper()
	if err := w.db.Write(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// settle makes the units, the people and the plan.
func (w *county) settle(size countySize) {
	w.on(20260105)
	var offices []roster.Unit
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if _, err = w.ledger.AdoptDefault(ctx, tx); err != nil {
			return err
		}
		offices, err = w.units(ctx, tx, size)
		return err
	})
	for n, office := range offices {
		w.write(func(ctx context.Context, tx storage.WriteTx) error {
			return populate(ctx, tx, office, n*size.people, size.people)
		})
	}
	w.write(w.adopt)
}

func (w *county) units(ctx context.Context, tx storage.WriteTx, size countySize) ([]roster.Unit, error) {
	var offices []roster.Unit
	root, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "LL", Name: "临澜县", Kind: roster.County, Position: 1})
	for n := range size.townships {
		if err != nil {
			return nil, err
		}
		code := fmt.Sprintf("T%03d", n+1)
		var township roster.Unit
		township, err = roster.AddUnit(ctx, tx, roster.Unit{ParentID: root.ID, Code: code, Name: fmt.Sprintf("第%d镇", n+1), Kind: roster.Township, Position: n + 1})
		for i := 0; i < size.offices && err == nil; i++ {
			u := roster.Unit{ParentID: township.ID, Code: fmt.Sprintf("%s-%02d", code, i+1), Name: fmt.Sprintf("第%d办公室", i+1), Kind: roster.Office, Position: i + 1}
			if u, err = roster.AddUnit(ctx, tx, u); err == nil {
				offices = append(offices, u)
			}
		}
	}
	return offices, err
}

type bareCategory struct {
	CadreID  roster.CadreID
	Category roster.Category
	FromOn   calendar.Date
	ToOn     calendar.Date
}

func (bareCategory) TableName() string { return "cadre_categories" }

// populate adds the people of an office, seven in ten of them Party members.
func populate(ctx context.Context, tx storage.WriteTx, office roster.Unit, before, people int) error {
	var cadres []bareCadre
	var members []bareMember
	var categories []bareCategory
	for n := before + 1; n <= before+people; n++ {
		id := roster.CadreID(n)
		cadres = append(cadres, bareCadre{ID: id, StaffNo: fmt.Sprintf("LL%06d", n), Name: fmt.Sprintf("干部%d", n), SortKey: fmt.Sprintf("%06d", n)})
		members = append(members, bareMember{CadreID: id, UnitID: office.ID, FromOn: 20200101, ToOn: calendar.Forever})
		categories = append(categories, bareCategory{id, "section_level", 20200101, calendar.Forever})
		if n%10 < 7 {
			categories = append(categories, bareCategory{id, "party_member", 20200101, calendar.Forever})
		}
	}
	if err := storage.InsertAll(ctx, tx, cadres); err != nil {
		return err
	}
	if err := storage.InsertAll(ctx, tx, members); err != nil {
		return err
	}
	return storage.InsertAll(ctx, tx, categories)
}

// adopt has the county's committee approve a plan for everybody.
func (w *county) adopt(ctx context.Context, tx storage.WriteTx) error {
	root, err := roster.Units(ctx, tx.ReadTx, roster.Everyone())
	if err != nil {
		return err
	}
	actor := func(id roster.CadreID, role access.Role) access.Actor {
		return access.Actor{Cadre: roster.Cadre{ID: id}, Unit: root[0], Grants: []access.Grant{{Role: role, UnitPath: root[0].Path}}}
	}
	secretary, committee := actor(proposer, access.StudySecretary), actor(approver, access.CommitteeMember)
	c := plan.Empty()
	c.Shares = compliance.Shares{20, 50, 75, 100}
	c.Requirements = []plan.Requirement{{Category: "section_level", Hours: 90 * hours.Hour, Subjects: []plan.SubjectHours{
		{Subject: "theory", Hours: 30 * hours.Hour}, {Subject: "policy", Hours: 20 * hours.Hour}, {Subject: "law", Hours: 14 * hours.Hour},
		{Subject: "technology", Hours: 10 * hours.Hour}, {Subject: "rural", Hours: 16 * hours.Hour},
	}}}
	planner := plan.NewPlanner(w.log, w.ledger, func() time.Time { return w.now })
	v, err := planner.Draft(ctx, tx, secretary, root[0].ID, 2026)
	if err == nil {
		v, err = planner.Save(ctx, tx, secretary, v.ID, v.Revision, c)
	}
	if err == nil {
		v, err = planner.Submit(ctx, tx, secretary, v.ID, v.Revision, "按年度安排制定")
	}
	if err == nil {
		_, err = planner.Approve(ctx, tx, committee, v.ID, v.Revision, "党委会议通过")
	}
	return err
}

// block is how many people study in step: their year is written before that of the next ones begins, so that the pages
// of the indexes being filled stay in memory.
const block = 1000

// study writes the year of everybody: block by block, in each as the year went, so many entries in a transaction as a
// roll of all of them would have. It signs after each block.
func (w *county) study(size countySize, progress func(cadres int)) {
	w.t.Helper()
	for first := 1; first <= size.cadres(); first += block {
		last := min(first+block-1, size.cadres())
		for event := range size.entries {
			w.on(calendar.NewDate(2026, 1, 10).AddDays(event * 320 / size.entries))
			w.write(func(ctx context.Context, tx storage.WriteTx) error { return w.happen(ctx, tx, event, first, last) })
		}
		if _, err := w.log.Checkpoint(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
		progress(last)
	}
	w.on(20261201)
}

// happen records one event for a block of people; a few of them turn out wrong and are taken back.
func (w *county) happen(ctx context.Context, tx storage.WriteTx, event, first, last int) error {
	for n := first; n <= last; n++ {
		if absent(n, event) {
			continue
		}
		e, err := w.ledger.Append(ctx, tx, factOf(n, event, calendar.DateOf(w.now)))
		if err != nil {
			return err
		}
		if (n*31+event*17)%997 != 0 || e.Cadre <= approver {
			continue
		}
		p := hours.Proposal{Entry: e.ID, Reason: "签到表有误", By: proposer}
		id, err := w.ledger.ProposeReversal(ctx, tx, roster.Only(e.Cadre), p)
		if err != nil {
			return err
		}
		if _, err := w.ledger.DecideReversal(ctx, tx, roster.Only(e.Cadre), id, approver, true); err != nil {
			return err
		}
	}
	return nil
}

// absent leaves out one event in eight, another one for each person: some study much less than others.
func absent(n, event int) bool { return (n*7+event*13)%64 < n%16 }

// factOf is an event of a person: a course, a meeting of the township or of the group, or a reading.
func factOf(n, event int, on calendar.Date) hours.Fact {
	kinds := []struct {
		source   hours.Source
		activity hours.Activity
		amount   hours.Amount
		evidence string
	}{
		{hours.SourceCourse, hours.ActivityCourse, 150, "attempt"}, {hours.SourceMeeting, hours.ActivityCollectiveMeeting, 200, "roll"},
		{hours.SourceCourse, hours.ActivityCourse, 75, "attempt"}, {hours.SourceMeeting, hours.ActivityGroupMeeting, 100, "roll"},
		{hours.SourceReading, hours.ActivityReading, 0, "attempt"},
	}
	k := kinds[event%len(kinds)]
	subjects := []string{"theory", "policy", "law", "technology", "rural"}
	return hours.Fact{
		Cadre: roster.CadreID(n), Source: k.source, Ref: int64(event + 1), Activity: k.activity, Amount: k.amount,
		Subject: subjects[event/len(kinds)%len(subjects)], Title: fmt.Sprintf("专题学习第%d次", event+1),
		Evidence: k.evidence, EvidenceID: int64(event+1)*1_000_000 + int64(n), HappenedOn: on, By: roster.CadreID(n),
	}
}
