package enquiry_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
)

// world is a county of two townships: 何秀兰 and 方远 work in offices of 云溪镇, whose study secretary is 吴晓梅, 邓超 works in
// 石门镇, and 林澜 for the county.
type world struct {
	t      *testing.T
	db     *storage.DB
	clerk  enquiry.Clerk
	now    time.Time
	people map[string]access.Actor
}

func newWorld(t *testing.T, db *storage.DB) *world {
	t.Helper()
	w := &world{t: t, db: db, now: time.Date(2026, 9, 16, 9, 20, 0, 0, calendar.Shanghai), people: map[string]access.Actor{}}
	w.clerk = enquiry.NewClerk(func() time.Time { return w.now })
	w.must(w.settle)
	laws := fstest.MapFS{"办法.md": {Data: []byte("# 云溪镇耕地补贴办法（示例）\n发布日期：2026-03-01\n施行日期：2026-03-15\n\n<!-- INFO END -->\n\n" +
		"第一条 为规范补贴，制定本办法。\n\n第二条 流转出去的地，补贴发给原承包户。\n")}}
	if _, err := library.Import(t.Context(), db, laws, library.Options{Clock: func() time.Time { return w.now }}); err != nil {
		t.Fatal(err)
	}
	edition, problems := course.Compile(course.Draft{Slug: "benefits", Title: "惠农政策", Subject: course.Policy, Summary: "补贴怎么发", Source: "县农业农村局",
		Lessons: []course.DraftLesson{{Title: "补贴给谁", Minutes: 10, Markdown: "## 给谁\n\n给原承包户。\n"}}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	w.must(func(ctx context.Context, tx storage.WriteTx) error {
		_, _, err := course.Publish(ctx, tx, w.now, 0, edition)
		return err
	})
	return w
}

func (w *world) settle(ctx context.Context, tx storage.WriteTx) error {
	units := map[string]roster.Unit{}
	for _, u := range []roster.Unit{
		{Code: "LL", Name: "临澜县", Kind: roster.County}, {Code: "YX", Name: "云溪镇", Kind: roster.Township}, {Code: "SM", Name: "石门镇", Kind: roster.Township},
		{Code: "YX-1", Name: "党政办", Kind: roster.Office}, {Code: "YX-2", Name: "农业办", Kind: roster.Office},
	} {
		switch {
		case strings.HasPrefix(u.Code, "YX-"):
			u.ParentID = units["YX"].ID
		case u.Code != "LL":
			u.ParentID = units["LL"].ID
		}
		added, err := roster.AddUnit(ctx, tx, u)
		if err != nil {
			return err
		}
		units[u.Code] = added
	}
	for name, unit := range map[string]string{"何秀兰": "YX-1", "方远": "YX-2", "吴晓梅": "YX-1", "邓超": "SM", "林澜": "LL"} {
		cadre, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: unit + name, Name: name})
		if err = errors.Join(err, roster.Join(ctx, tx, cadre.ID, units[unit].ID, 20260101)); err != nil {
			return err
		}
		actor := access.Actor{Cadre: cadre, Unit: units[unit], Grants: []access.Grant{{Role: access.Cadre, UnitPath: units[unit].Path}}}
		if name == "吴晓梅" {
			actor.Grants = append(actor.Grants, access.Grant{Role: access.StudySecretary, UnitPath: units["YX"].Path})
		}
		w.people[name] = actor
	}
	return nil
}

func (w *world) must(fn func(context.Context, storage.WriteTx) error) {
	w.t.Helper()
	if err := w.db.Write(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(fn func(tx storage.ReadTx) error) {
	w.t.Helper()
	if err := w.db.Read(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

const (
	told     = "我叫张三，电话13800138000。去年把六亩地租出去，合同没写补贴归谁，今年该打到谁的卡上？"
	plain    = "去年把六亩地租出去，合同没写补贴归谁，今年该打到谁的卡上？"
	answered = "补贴发给您家，也就是原承包户。想改的可以补签约定。"
)

func draft(question, answer string) enquiry.Draft {
	return enquiry.Draft{Wording: enquiry.Wording{
		Subject: course.Policy, Question: question, Answer: answer,
		Articles: []enquiry.Article{{Document: 1, Point: "第二条"}}, Lessons: []course.LessonID{1},
	}}
}

func (w *world) save(who string, d enquiry.Draft) (id enquiry.ID, err error) {
	err = w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		id, err = w.clerk.Save(ctx, tx, w.people[who], d)
		return err
	})
	return id, err
}

func (w *world) send(who string, d enquiry.Draft, s enquiry.Sending) error {
	return w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return w.clerk.Send(ctx, tx, w.people[who], d, s)
	})
}

// sent notes a question and sends it, with its answer when it has one.
func (w *world) sent(who string, d enquiry.Draft) enquiry.Draft {
	w.t.Helper()
	id, err := w.save(who, d)
	if err != nil {
		w.t.Fatal(err)
	}
	d.Enquiry = id
	if err := w.send(who, d, enquiry.Sending{Confirmed: true, Answered: d.Answer != ""}); err != nil {
		w.t.Fatal(err)
	}
	return d
}

func (w *world) show(who string, id enquiry.ID) (e enquiry.Enquiry, err error) {
	err = w.db.Read(w.t.Context(), func(tx storage.ReadTx) error {
		e, err = w.clerk.Show(w.t.Context(), tx, w.people[who], id)
		return err
	})
	return e, err
}

func (w *world) list(who string, f enquiry.Filter) (questions []string) {
	w.t.Helper()
	if f.Limit == 0 {
		f.Limit = 10
	}
	w.read(func(tx storage.ReadTx) error {
		found, _, err := w.clerk.List(w.t.Context(), tx, w.people[who], f)
		for _, e := range found {
			questions = append(questions, e.Question)
		}
		return err
	})
	return questions
}

func want(t *testing.T, name string, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: got %v, want a failure of kind %s", name, err, kind)
	}
}
