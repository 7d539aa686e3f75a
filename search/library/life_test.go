package library

import (
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// life returns the life of a document in one line.
func (s *shelf) life(document DocumentID) string {
	r := newRegister(s.editions, s.clauses, s.checks)
	return r.life(r.editions[document]).String()
}

func TestLife(t *testing.T) {
	t.Parallel()
	var s shelf
	s.put(t, "甲办法", "发布日期：2019-01-01\n施行日期：2019-03-01", "略。")
	s.put(t, "甲办法", "发布日期：2024-05-01\n施行日期：2024-07-01", "略。")
	s.put(t, "乙办法", "", "略。")
	s.put(t, "丙办法", "发布日期：2020-01-01\n施行日期：2020-01-01", "略。")
	s.put(t, "丁办法", "发布日期：2023-01-01\n施行日期：2023-02-01", "《丙办法》同时废止。")
	s.check(1, InForce, 20240801)
	for i, want := range []string{
		"20190101not_yet 20190301effective 20240701superseded- 20240801in_force",
		"20240501not_yet- 20240701effective",
		"0unverified",
		"20200101effective 20230201repealed",
		"20230101not_yet 20230201effective",
	} {
		if got := s.life(DocumentID(i + 1)); got != want {
			t.Errorf("document %d: %q, want %q", i+1, got, want)
		}
	}
}

// TestLivesTellTheStatus compares the lives of documents with their status on single days, and those of all with those of
// one alone.
func TestLivesTellTheStatus(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	reads(t, db, func(tx storage.ReadTx) error {
		return Each(t.Context(), tx, func(d Document, life Life, _ []Article) error {
			alone, err := Lives(t.Context(), tx, []DocumentID{d.ID})
			if err != nil || alone[d.ID].String() != life.String() || len(life) == 0 {
				t.Errorf("document %d alone: %s, among all: %s, %v", d.ID, alone[d.ID], life, err)
			}
			for _, day := range []calendar.Date{20210101, 20240630, 20240701, 20250630, 20250701, 20260701} {
				period, there := life.On(day)
				status, err := StatusOf(t.Context(), tx, d.ID, day)
				if err != nil || there && period.State != status.State {
					t.Errorf("document %d on %s: %s in %s, %v", d.ID, day, status.State, life, err)
				}
			}
			return nil
		})
	})
}

func TestParseLife(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "0unverified", "20190101not_yet 20190301effective 20240701superseded-"} {
		if life, err := ParseLife(text); err != nil || life.String() != text {
			t.Errorf("%q is read as %q, %v", text, life, err)
		}
	}
	for _, text := range []string{"effective", "2019", "20190101gone", "99999999999effective", "20190101-"} {
		if life, err := ParseLife(text); err == nil {
			t.Errorf("%q is read as %q", text, life)
		}
	}
}

func TestBeforeTheFirstDay(t *testing.T) {
	t.Parallel()
	life := Life{{20190101, NotYetInForce, true}, {20190301, Effective, true}}
	if _, there := life.On(20181231); there {
		t.Error("a document is there before its first day")
	}
	if p, there := life.On(20190228); !there || p.State != NotYetInForce {
		t.Errorf("on the eve: %+v, %v", p, there)
	}
}
