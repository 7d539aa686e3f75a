package quiz

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

func (x *examination) set(source course.QuestionSource) *Set {
	x.Helper()
	var set *Set
	x.read(func(tx storage.ReadTx) (err error) {
		set, _, err = CurrentSet(x.Context(), tx, source)
		return err
	})
	return set
}

func TestStoringTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	first := x.set(text)
	if again := x.store(text, village(2, 2)); again.Changed || again.Generation != 1 || again.ID != first.ID {
		t.Errorf("stored again: %+v", again)
	}
	if first.Size() != 4 || first.Generation != 1 || first.Source != text {
		t.Errorf("set %+v", first)
	}
	got := first.Points
	for p := range got {
		for q := range got[p].Questions {
			got[p].Questions[q].ID = 0
		}
	}
	if !reflect.DeepEqual(got, village(2, 2)) {
		t.Errorf("the set came back as %+v", got)
	}
}

func TestChangedSetIsANewGeneration(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	check := x.show(lesson, text)
	marked := x.submit(check, choose(check, "s1"))
	old := x.set(text)

	points := village(2, 2)
	points[0].Title = "改过的小标题"
	points[0].Questions[0].Explanation = "改过的讲解"
	points[1].Questions = append(points[1].Questions, villageQuestion("s2", "2-3"))
	if stored := x.store(text, points); !stored.Changed || stored.Generation != 2 {
		t.Fatalf("stored %+v", stored)
	}
	now := x.set(text)
	kept := func(p, q int) bool { return now.Points[p].Questions[q].ID == old.Points[p].Questions[q].ID }
	if kept(0, 0) || !kept(0, 1) || !kept(1, 0) || !kept(1, 1) {
		t.Error("unchanged questions must keep their ids and changed ones must not")
	}
	if now.Points[0].Title != "改过的小标题" || now.Size() != 5 {
		t.Errorf("generation 2 is %+v", now)
	}
	if stored, _ := x.result(lesson); !reflect.DeepEqual(stored, marked) {
		t.Errorf("the old paper changed to %+v", stored)
	}
	if back := x.store(text, village(2, 2)); !back.Changed || back.Generation != 3 {
		t.Errorf("going back: %+v", back)
	}
	if n := x.count("SELECT COUNT(*) AS n FROM questions"); n != 6 {
		t.Errorf("%d questions stored, want 6", n)
	}
}

func TestStoredQuestionsRecordTheirCitations(t *testing.T) {
	t.Parallel()
	points := village(1, 2)
	points[0].Questions[0].Cites = []string{"《土地管理法》第六十二条"}
	x := newExamination(t, points)
	x.read(func(tx storage.ReadTx) error {
		source := course.CitationSource{Kind: course.CitedByQuestion, ID: int64(x.set(text).Points[0].Questions[0].ID)}
		cites, err := course.CitationsOf(t.Context(), tx, source)
		if len(cites) != 1 || cites[0].Law != "土地管理法" || cites[0].Article != "第六十二条" {
			t.Errorf("citations %+v", cites)
		}
		return err
	})
}

func TestPrepareRefuses(t *testing.T) {
	t.Parallel()
	one, twice := village(1, 1), append(village(1, 2), village(1, 2)...)
	unfinished := village(1, 2)
	unfinished[0].Questions[1].Options = nil
	for name, points := range map[string][]Point{"one question": one, "point twice": twice, "no options": unfinished} {
		if _, err := Prepare(points); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNothingStoredCanBeChanged(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(1, 2))
	check := x.show(lesson, text)
	x.submit(check, choose(check))
	for table, column := range map[string]string{
		"attempts": "paper", "questions": "content", "question_sets": "headings", "set_questions": "position", "draw_secret": "secret",
	} {
		for _, statement := range []string{fmt.Sprintf("UPDATE %s SET %s = %s", table, column, column), "DELETE FROM " + table} {
			err := x.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				_, err := storage.Exec(ctx, tx, statement)
				return err
			})
			if err == nil || !strings.Contains(err.Error(), "never changes") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
}

func TestSetCacheIsBounded(t *testing.T) {
	t.Parallel()
	var cache setCache
	hot := setKey{id: 1}
	cache.keep(hot, &Set{ID: 1})
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := range 1000 {
				key := setKey{id: SetID(2 + worker*1000 + i)}
				cache.keep(key, &Set{ID: key.id})
				if s := cache.set(hot); s == nil || s.ID != 1 {
					t.Error("a set that is asked for all the time was forgotten")
				}
			}
		})
	}
	wait.Wait()
	if n := len(cache.recent) + len(cache.older); n > 2*setCacheHalf {
		t.Errorf("%d sets are kept, at most %d may be", n, 2*setCacheHalf)
	}
	if cache.set(setKey{id: 1, hash: "other"}) != nil {
		t.Error("a set of another content was returned")
	}
}

func TestSourcesAreThoseThatAskNow(t *testing.T) {
	t.Parallel()
	x := newExamination(t, village(2, 2))
	for id := int64(7); id < 10; id++ {
		x.store(course.QuestionSource{Kind: course.SourceDocument, ID: id}, village(1, 2))
	}
	x.store(course.QuestionSource{Kind: course.SourceDocument, ID: 8}, nil)
	x.store(course.QuestionSource{Kind: course.SourceDocument, ID: 9}, village(2, 2))
	var ids []int64
	x.read(func(tx storage.ReadTx) (err error) {
		ids, err = Sources(x.Context(), tx, course.SourceDocument)
		return err
	})
	if !reflect.DeepEqual(ids, []int64{7, 9}) {
		t.Errorf("documents with questions: %v, want 7 and 9", ids)
	}
}
