package enquiry_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/search/enquiry"
)

// holding returns the columns of text in which the database holds the words.
func (w *world) holding(words string) (columns []string) {
	w.t.Helper()
	w.read(func(tx storage.ReadTx) error {
		all, err := storagetest.Columns(w.t.Context(), tx)
		for _, c := range all {
			if !strings.Contains(strings.ToLower(c.Kind), "text") {
				continue
			}
			query := fmt.Sprintf("SELECT %s FROM %s WHERE %s LIKE ? LIMIT 1", c.Name, c.TableName, c.Name)
			if _, found, err := storage.First[string](w.t.Context(), tx, query, "%"+words+"%"); err != nil {
				return err
			} else if found {
				columns = append(columns, c.TableName+"."+c.Name)
			}
		}
		return err
	})
	return columns
}

// TestWhatWasToldIsForgotten saves a question as it was told, sends it in another wording, and looks for the first one in
// the whole database.
func TestWhatWasToldIsForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	id, err := w.save("何秀兰", draft(told, ""))
	if err != nil {
		t.Fatal(err)
	}
	if got := w.holding("13800138000"); !slices.Equal(got, []string{"enquiry_drafts.question"}) {
		t.Errorf("the telephone number stands in %v", got)
	}
	d := draft(told, answered)
	d.Enquiry = id
	want(t, "sent as it was told", w.send("何秀兰", d, enquiry.Sending{Confirmed: true, Answered: true}), fault.Invalid)
	d.Wording = d.Masked()
	want(t, "sent without a look", w.send("何秀兰", d, enquiry.Sending{Answered: true}), fault.Invalid)
	if err := w.send("何秀兰", d, enquiry.Sending{Confirmed: true, Answered: true}); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"13800138000", "张三"} {
		if got := w.holding(words); len(got) > 0 {
			t.Errorf("%s still stands in %v", words, got)
		}
	}
	e, err := w.show("方远", id)
	if err != nil || e.ConfirmedBy != "何秀兰" || !e.ConfirmedAt.Equal(w.now) || e.State != enquiry.Answered || e.Number != 1 ||
		!strings.HasPrefix(e.Question, "我叫某某，电话（电话略）。") || len(e.Articles) != 1 || len(e.Lessons) != 1 {
		t.Errorf("%+v, %v", e, err)
	}
}

// TestRefusalsKeepSilent: neither failures nor the trail nor a log repeats what was told.
func TestRefusalsKeepSilent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	id, err := w.save("何秀兰", draft(told, ""))
	if err != nil {
		t.Fatal(err)
	}
	d := draft(told, answered+"打13900139000")
	d.Enquiry = id
	failure := w.send("何秀兰", d, enquiry.Sending{Confirmed: true, Answered: true})
	var f *fault.Error
	if !errors.As(failure, &f) || len(f.Fields) != 2 || f.Fields[0].Name != "question" || f.Fields[1].Name != "answer" {
		t.Errorf("refused with %#v", failure)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("draft", "wording", d.Wording, "error", failure)
	for _, words := range []string{"张三", "1380013", "1390013", "六亩"} {
		if strings.Contains(log.String()+failure.Error(), words) {
			t.Errorf("%s is repeated in %s", words, log.String())
		}
	}
	w.read(func(tx storage.ReadTx) error {
		records, err := audit.Recent(t.Context(), tx, audit.Filter{Kind: enquiry.FeedKind})
		if len(records) != 1 || records[0].Action != "enquiry.note" || records[0].Detail != "" {
			t.Errorf("trail %+v", records)
		}
		return err
	})
}

func TestDraftsArePrivate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	id, err := w.save("何秀兰", draft(told, ""))
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"方远", "吴晓梅", "邓超"} {
		_, err := w.show(who, id)
		want(t, who+" looks at it", err, fault.NotFound)
		d := draft(plain, "")
		d.Enquiry = id
		_, err = w.save(who, d)
		want(t, who+" writes over it", err, fault.NotFound)
		want(t, who+" sends it", w.send(who, d, enquiry.Sending{Confirmed: true}), fault.NotFound)
		want(t, who+" discards it", w.discard(who, id), fault.NotFound)
		if got := w.list(who, enquiry.Filter{}); len(got) > 0 {
			t.Errorf("%s finds %q", who, got)
		}
	}
	w.read(func(tx storage.ReadTx) error {
		own, err := w.clerk.Drafts(t.Context(), tx, w.people["何秀兰"])
		if len(own) != 1 || own[0].Enquiry != id || own[0].Question != told || len(own[0].Articles) != 1 {
			t.Errorf("drafts %+v", own)
		}
		return err
	})
	if err := w.discard("何秀兰", id); err != nil {
		t.Fatal(err)
	}
	if got := w.holding("张三"); len(got) > 0 {
		t.Errorf("what was discarded stands in %v", got)
	}
}

func (w *world) discard(who string, id enquiry.ID) error {
	return w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return w.clerk.Discard(ctx, tx, w.people[who], id)
	})
}

func TestWhoSeesWhatWasSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	town := w.sent("何秀兰", draft(plain, answered)).Enquiry
	county := w.sent("林澜", draft("县里的问题怎么办？", "到县政务大厅办。")).Enquiry
	for who, sees := range map[string][]enquiry.ID{
		"方远": {town, county}, "吴晓梅": {town, county}, "邓超": {county}, "林澜": {county},
	} {
		for _, id := range []enquiry.ID{town, county} {
			if _, err := w.show(who, id); (err == nil) != slices.Contains(sees, id) {
				t.Errorf("%s, question %d: %v", who, id, err)
			}
		}
	}
}

// TestAnsweredByAColleague: an open question may be answered by whoever sees it; then only some may change it.
func TestAnsweredByAColleague(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	d := w.sent("何秀兰", draft(plain, ""))
	w.now = w.now.Add(time.Hour)
	if e, err := w.show("方远", d.Enquiry); err != nil || e.State != enquiry.Open || !e.MayWrite || e.Answer != "" {
		t.Fatalf("open: %+v, %v", e, err)
	}
	var begun enquiry.Draft
	w.read(func(tx storage.ReadTx) (err error) {
		begun, err = w.clerk.DraftOf(t.Context(), tx, w.people["方远"], d.Enquiry)
		return err
	})
	if begun.Base != 1 || begun.Question != plain || !begun.SavedAt.IsZero() {
		t.Fatalf("begun %+v", begun)
	}
	begun.Answer = answered
	if err := w.send("方远", begun, enquiry.Sending{Confirmed: true, Answered: true}); err != nil {
		t.Fatal(err)
	}
	late := d
	late.Base, late.Answer = 1, "给租地的人。"
	want(t, "an answer that comes too late", w.send("何秀兰", late, enquiry.Sending{Confirmed: true, Answered: true}), fault.Conflict)
	late.Base = 2
	want(t, "back to open", w.send("何秀兰", late, enquiry.Sending{Confirmed: true}), fault.Invalid)
	late.Answer = answered + "公示七日。"
	if err := w.send("何秀兰", late, enquiry.Sending{Confirmed: true, Answered: true}); err != nil {
		t.Fatal(err)
	}
	begun.Base = 3
	for who, may := range map[string]bool{"何秀兰": true, "方远": true, "吴晓梅": true} {
		if e, err := w.show(who, d.Enquiry); err != nil || e.MayWrite != may || e.Number != 3 {
			t.Errorf("%s: %+v, %v", who, e, err)
		}
	}
	w.read(func(tx storage.ReadTx) error {
		versions, err := w.clerk.Versions(t.Context(), tx, d.Enquiry)
		if len(versions) != 3 || versions[0].ConfirmedBy != "何秀兰" || versions[1].ConfirmedBy != "方远" || versions[2].Answered {
			t.Errorf("versions %+v", versions)
		}
		return err
	})
}

func TestAnsweredOnesAreChangedByFew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	d := w.sent("何秀兰", draft(plain, answered))
	d.Base, d.Answer = 1, "另一个答复。"
	want(t, "somebody else", w.send("方远", d, enquiry.Sending{Confirmed: true, Answered: true}), fault.Forbidden)
	_, err := w.save("方远", d)
	want(t, "a draft of somebody else", err, fault.Forbidden)
	if err := w.send("吴晓梅", d, enquiry.Sending{Confirmed: true, Answered: true}); err != nil {
		t.Errorf("the study secretary: %v", err)
	}
	for _, statement := range []string{"UPDATE enquiry_versions SET answer = 'x'", "DELETE FROM enquiry_versions", "UPDATE enquiry_articles SET point = 'x'", "DELETE FROM enquiry_lessons"} {
		err := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

func TestSaveRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	for name, change := range map[string]func(*enquiry.Draft){
		"no question":                   func(d *enquiry.Draft) { d.Question = " \n" },
		"a long question":               func(d *enquiry.Draft) { d.Question = strings.Repeat("问", enquiry.LongestQuestion+1) },
		"a long answer":                 func(d *enquiry.Draft) { d.Answer = strings.Repeat("答", enquiry.LongestAnswer+1) },
		"no subject":                    func(d *enquiry.Draft) { d.Subject = "" },
		"an unknown subject":            func(d *enquiry.Draft) { d.Subject = "体育" },
		"an article that is not there":  func(d *enquiry.Draft) { d.Articles[0].Point = "第九条" },
		"a document that is not there":  func(d *enquiry.Draft) { d.Articles[0].Document = 99 },
		"a lesson that is not there":    func(d *enquiry.Draft) { d.Lessons = []course.LessonID{99} },
		"more lessons than can be read": func(d *enquiry.Draft) { d.Lessons = []course.LessonID{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11} },
	} {
		d := draft(plain, "")
		change(&d)
		_, err := w.save("何秀兰", d)
		want(t, name, err, fault.Invalid)
	}
	nobody := w.people["何秀兰"]
	nobody.Unit.ID = 0
	w.people["何秀兰"] = nobody
	_, err := w.save("何秀兰", draft(plain, ""))
	want(t, "a person without a unit", err, fault.Forbidden)
	want(t, "no question sent", w.send("方远", draft(plain, ""), enquiry.Sending{Confirmed: true}), fault.NotFound)
}
