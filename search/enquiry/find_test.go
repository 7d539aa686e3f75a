package enquiry_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/feed"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/search/enquiry"
)

func TestList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	law := draft("邻居盖房挡了光，找谁评理？", "先找村里调解。")
	law.Subject = course.Law
	for _, d := range []enquiry.Draft{draft(plain, answered), draft("撂荒的地复耕，哪年恢复补贴？", ""), law} {
		w.sent("何秀兰", d)
		w.now = w.now.Add(time.Hour)
	}
	rent, fallow, light := plain, "撂荒的地复耕，哪年恢复补贴？", law.Question
	for _, c := range []struct {
		name   string
		filter enquiry.Filter
		want   []string
	}{
		{"all, the newest first", enquiry.Filter{}, []string{light, fallow, rent}},
		{"open ones", enquiry.Filter{State: enquiry.Open}, []string{fallow}},
		{"of a subject", enquiry.Filter{Subject: course.Law}, []string{light}},
		{"in other words", enquiry.Filter{Words: "地租给别人种，补贴归谁？"}, []string{rent}},
		{"a word of two letters", enquiry.Filter{Words: "补贴"}, []string{fallow, rent}},
		{"one letter", enquiry.Filter{Words: "光"}, []string{light}},
		{"traditional", enquiry.Filter{Words: "補貼"}, []string{fallow, rent}},
		{"in the answer", enquiry.Filter{Words: "村里调解"}, []string{light}},
		{"nothing like it", enquiry.Filter{Words: "核聚变"}, nil},
		{"no letters", enquiry.Filter{Words: "？？"}, nil},
		{"without one", enquiry.Filter{Without: 1}, []string{light, fallow}},
		{"a page", enquiry.Filter{Limit: 1, Offset: 1}, []string{fallow}},
		{"a page too far", enquiry.Filter{Limit: 5, Offset: 9}, nil},
	} {
		if got := w.list("方远", c.filter); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// TestWhatOthersLearn: the feed tells of what was sent, and Confirmed yields the pairs of current answers only.
func TestWhatOthersLearn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	d := w.sent("何秀兰", draft(plain, answered))
	w.sent("何秀兰", draft("没有答复的问题？", ""))
	d.Base, d.Articles = 1, []enquiry.Article{{Document: 1, Point: "第一条"}, {Document: 1, Point: "第二条"}, {Document: 1, Point: "第一条"}}
	if err := w.send("何秀兰", d, enquiry.Sending{Confirmed: true, Answered: true}); err != nil {
		t.Fatal(err)
	}
	w.read(func(tx storage.ReadTx) error {
		var pairs []string
		err := enquiry.Confirmed(t.Context(), tx, func(p enquiry.Pair) error {
			pairs = append(pairs, fmt.Sprint(p.Enquiry, p.Question, p.Document, p.Point))
			return nil
		})
		if want := []string{"1" + plain + "1第一条", "1" + plain + "1第二条"}; !slices.Equal(pairs, want) {
			t.Errorf("pairs %q", pairs)
		}
		enough := errors.New("enough")
		if err := enquiry.Confirmed(t.Context(), tx, func(enquiry.Pair) error { return enough }); !errors.Is(err, enough) {
			t.Errorf("stopped with %v", err)
		}
		entries, feedErr := feed.After(t.Context(), tx, 0, 100)
		entries = slices.DeleteFunc(entries, func(e feed.Entry) bool { return e.Kind != enquiry.FeedKind })
		if len(entries) != 3 || entries[2].ID != 1 || entries[2].What != feed.Published {
			t.Errorf("feed %+v", entries)
		}
		return errors.Join(err, feedErr)
	})
}

func TestUnanswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storagetest.Open(t))
	law := draft("邻居盖房挡了光，找谁评理？", "")
	law.Subject = course.Law
	for _, d := range []enquiry.Draft{law, draft("撂荒的地哪年恢复补贴？", ""), draft(plain, answered), draft("补贴可以发现金吗？", "")} {
		w.sent("方远", d)
		w.now = w.now.Add(time.Hour)
	}
	for who, want := range map[string][]string{"吴晓梅": {"政策 撂荒的地哪年恢复补贴？", "政策 补贴可以发现金吗？", "法律 " + law.Question}, "何秀兰": nil, "邓超": nil} {
		var got []string
		w.read(func(tx storage.ReadTx) error {
			list, err := enquiry.Unanswered(t.Context(), tx, w.people[who])
			for _, u := range list {
				got = append(got, u.SubjectName+" "+u.Question)
			}
			return err
		})
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", who, got)
		}
	}
}
