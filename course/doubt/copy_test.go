package doubt_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/hours"
)

const (
	essay   = "读完全书，做了六页笔记。对差序格局印象最深：办村里的事，先想清楚群众会去找谁商量，再定谁上门。"
	reduced = "读完了全书，做了六页笔记，对“差序格局”印象最深，办村里的事先想清楚群众会去找谁商量，再定谁上门！"
	another = "到县信访局业务班讲了一课，备课时把镇里三年的重复信访理了一遍，七成是第一次答复没有写明依据和期限。"
)

// written returns a declaration of a person.
func written(id int64, day calendar.Date, body string) doubt.Text {
	p := cadre(id, hours.EntryID(id))
	at := doubt.Place{Kind: doubt.Declaration, ID: id, Title: fmt.Sprint(p.Name, "：读书"), On: day, From: day.Time(), To: day.Time()}
	return doubt.Text{Person: p, At: at, Body: body}
}

func record(id int64, begins, topic, body string) doubt.Text {
	return doubt.Text{At: meeting(id, begins, 2), Topic: topic, Body: body}
}

func TestNearCopiesAreAskedAbout(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		texts []doubt.Text
		want  []string
	}{
		"the same word for word":               {[]doubt.Text{written(1, 20260310, essay), written(2, 20260311, essay)}, []string{"near_copy--2"}},
		"other punctuation and a word more":    {[]doubt.Text{written(1, 20260310, essay), written(2, 20260311, reduced)}, []string{"near_copy--2"}},
		"the later one is asked about":         {[]doubt.Text{written(1, 20260312, essay), written(2, 20260311, essay)}, []string{"near_copy--1"}},
		"two texts of their own":               {[]doubt.Text{written(1, 20260310, essay), written(2, 20260311, another)}, nil},
		"half of it taken over":                {[]doubt.Text{written(1, 20260310, essay+another), written(2, 20260311, essay+strings.Repeat("另外", 3)+"镇里的网格员也谈了各自的做法和困难，记在笔记后面，准备下次会上再议一议办法")}, nil},
		"a sentence is too short to be judged": {[]doubt.Text{written(1, 20260310, "很受启发。"), written(2, 20260311, "很受启发。")}, nil},
		"three times the same": {[]doubt.Text{written(1, 20260310, essay), written(2, 20260311, essay), written(3, 20260312, essay)},
			[]string{"near_copy--3", "near_copy--2"}},
		"the records of two meetings": {[]doubt.Text{record(1, "2026-03-10 09:00", "专题一", essay), record(2, "2026-04-10 09:00", "专题二", essay)},
			[]string{"near_copy-2"}},
		"groups on one topic": {[]doubt.Text{record(1, "2026-03-10 09:00", "专题一", essay), record(2, "2026-03-10 09:00", "专题一", essay)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := keys(doubt.Find(doubt.Facts{Texts: c.texts})); !slices.Equal(got, c.want) {
				t.Errorf("found %v, want %v", got, c.want)
			}
		})
	}
}

func TestNearCopyNamesBothTexts(t *testing.T) {
	t.Parallel()
	found := doubt.Find(doubt.Facts{Texts: []doubt.Text{written(2, 20260311, essay), written(1, 20260310, essay), written(3, 20260312, another)}})
	if len(found) != 1 {
		t.Fatalf("found %v", keys(found))
	}
	d := found[0]
	if d.Share != 100 || d.Title != "干部2：读书" || d.Other != "干部1：读书" || d.OtherOn != 20260310 || len(d.Places) != 2 || d.Places[0].ID != 1 || d.Places[1].ID != 2 {
		t.Errorf("%+v", d)
	}
	if len(d.People) != 1 || d.People[0].Cadre != 2 || !d.Touches(2) || d.Touches(1) {
		t.Errorf("it is about %+v", d.People)
	}
	if records := doubt.Find(doubt.Facts{Texts: []doubt.Text{record(1, "2026-03-10 09:00", "一", essay), record(2, "2026-04-10 09:00", "二", essay)}}); len(records[0].People) != 0 {
		t.Errorf("the record of a meeting is about %+v", records[0].People)
	}
}

// many returns n texts of their own and the same with a word changed in the last ones, so that more are compared than are
// compared each with each.
func many(n, copied int, random *rand.Rand) []doubt.Text {
	var texts []doubt.Text
	for i := range n {
		letters := make([]rune, 80)
		for j := range letters {
			letters[j] = rune('一' + random.IntN(3000))
		}
		texts = append(texts, written(int64(i+1), calendar.NewDate(2026, 1, 1+i/10), string(letters)))
	}
	for i := range copied {
		body := []rune(texts[i].Body)
		body[40+i%20] = '改'
		texts = append(texts, written(int64(n+i+1), 20261201, string(body)))
	}
	return texts
}

// TestPlantedCopiesAreFoundAmongMany: all copies and nothing else, where texts are no longer compared each with each.
func TestPlantedCopiesAreFoundAmongMany(t *testing.T) {
	t.Parallel()
	found := doubt.Find(doubt.Facts{Texts: many(600, 60, rand.New(rand.NewPCG(1, 2)))})
	if len(found) != 60 {
		t.Fatalf("found %d of 60 copies", len(found))
	}
	for _, d := range found {
		if d.Places[1].ID != d.Places[0].ID+600 || d.Share < 70 || d.Share == 100 {
			t.Errorf("%s: %d%% of %s and %s", d.Key, d.Share, d.Other, d.Title)
		}
	}
}

// TestOrderOfTextsIsIrrelevant: the same questions arise however the texts come, few or many.
func TestOrderOfTextsIsIrrelevant(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
		texts := many(rapid.SampledFrom([]int{5, 30, 30, 210}).Draw(t, "texts"), rapid.IntRange(0, 5).Draw(t, "copies"), random)
		want := fmt.Sprintf("%+v", doubt.Find(doubt.Facts{Texts: texts}))
		random.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		if got := fmt.Sprintf("%+v", doubt.Find(doubt.Facts{Texts: texts})); got != want {
			t.Fatalf("in one order %s, in another %s", want, got)
		}
	})
}
