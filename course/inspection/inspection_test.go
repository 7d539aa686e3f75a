package inspection_test

import (
	"slices"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/inspection"
	"xiangxue/course/roster"
	"xiangxue/course/sample"
	"xiangxue/course/storage"
)

func TestAnswersAreVersions(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	key := w.late()
	answer := func(actor access.Actor, after int, text string) error {
		return w.desk.Answer(t.Context(), actor, inspection.Reply{Year: 2026, Doubt: key, After: after, Text: text})
	}
	for name, c := range map[string]struct {
		err  error
		want fault.Kind
	}{
		"an auditor":          {answer(w.auditor, 0, "抽查发现"), fault.Forbidden},
		"another township":    {answer(w.neighbour, 0, "不是我们"), fault.NotFound},
		"nothing but blanks":  {answer(w.secretary, 0, " \n"), fault.Invalid},
		"501 characters":      {answer(w.secretary, 0, strings.Repeat("字", 501)), fault.Invalid},
		"a doubt of no facts": {w.desk.Answer(t.Context(), w.secretary, inspection.Reply{Year: 2026, Doubt: "recorded_late-999", Text: "补录"}), fault.NotFound},
		"of another year":     {w.desk.Answer(t.Context(), w.secretary, inspection.Reply{Year: 2025, Doubt: key, Text: "补录"}), fault.NotFound},
		"after none":          {answer(w.secretary, 1, "补录"), fault.Stale},
	} {
		if !fault.Is(c.err, c.want) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if err := answer(w.secretary, 0, strings.Repeat("字", 500)); err != nil {
		t.Fatal(err)
	}
	if err := answer(w.secretary, 0, "又一次"); !fault.Is(err, fault.Stale) {
		t.Errorf("answered twice from the same page: %v", err)
	}
	if err := answer(w.secretary, 1, "防汛期间停电，名单先记在纸上"); err != nil {
		t.Fatal(err)
	}
	w.read(func(tx storage.ReadTx) error {
		all, err := inspection.Answers(t.Context(), tx, 2026)
		if err != nil {
			return err
		}
		if got := all[key]; len(got) != 2 || got[0].Version != 2 || got[0].Text != "防汛期间停电，名单先记在纸上" || got[0].By != "干部YX02" || !got[0].At.Equal(w.now) {
			t.Errorf("the answers are %+v", got)
		}
		trail, err := audit.Recent(t.Context(), tx, audit.Filter{Action: "doubt.answer"})
		if len(trail) != 2 || trail[0].Detail != "doubt="+key+" version=2" || strings.Contains(trail[0].Detail, "停电") {
			t.Errorf("the trail has %+v", trail)
		}
		return err
	})
}

func TestSampleCanBeDrawnAgain(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.late()
	id, err := w.desk.Draw(t.Context(), w.auditor, inspection.Order{Unit: w.unit.ID, On: 20260320, Seed: " 开奖号码 4 7 1 ", Size: 4})
	if err != nil {
		t.Fatal(err)
	}
	var s inspection.Sample
	w.read(func(tx storage.ReadTx) (err error) {
		s, err = inspection.FindSample(t.Context(), tx, w.auditor, id)
		return err
	})
	if s.Unit.ID != w.unit.ID || s.On != 20260320 || s.By != "干部DX01" || !strings.Contains(s.Note, s.Root) || len(s.Tickets) != 8 {
		t.Fatalf("kept is %+v", s)
	}
	var people []sample.Person
	var kept []sample.Ticket
	for n, ticket := range s.Tickets {
		people, kept = append(people, ticket.Person), append(kept, ticket.Ticket)
		if ticket.Position != n+1 || ticket.Cadre == 0 || ticket.Name != "干部"+ticket.StaffNo || ticket.UnitName == "" || ticket.Category == "" {
			t.Errorf("ticket %d is %+v", n, ticket)
		}
	}
	slices.Reverse(people)
	again, err := sample.Order{Root: s.Root, Seed: s.Seed, Size: s.Size}.Draw(people)
	if err != nil || !slices.Equal(again, kept) {
		t.Errorf("drawn again %v (%v), kept %v", again, err, kept)
	}
}

func TestWhatCannotBeDrawnIsSaid(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	draw := func(actor access.Actor, unit roster.UnitID, seed string, size int) error {
		_, err := w.desk.Draw(t.Context(), actor, inspection.Order{Unit: unit, On: 20260320, Seed: seed, Size: size})
		return err
	}
	w.late()
	for name, c := range map[string]struct {
		err  error
		want fault.Kind
		says string
	}{
		"a secretary":          {draw(w.secretary, w.unit.ID, "1", 4), fault.Forbidden, ""},
		"another township":     {draw(w.far, w.unit.ID, "1", 4), fault.NotFound, ""},
		"no seed":              {draw(w.auditor, w.unit.ID, " ", 4), fault.Invalid, "seed: 请写上公开的种子"},
		"a seed of two lines":  {draw(w.auditor, w.unit.ID, "1\n2", 4), fault.Invalid, "种子只能写一行"},
		"fewer than groups":    {draw(w.auditor, w.unit.ID, "1", 2), fault.Invalid, "单位和类别共 3 组，每组至少一人；请填 3 至 8"},
		"more than people":     {draw(w.auditor, w.unit.ID, "1", 9), fault.Invalid, "请填 3 至 8"},
		"a seed without end":   {draw(w.auditor, w.unit.ID, strings.Repeat("1", 101), 4), fault.Invalid, "最多 100 字"},
		"all, and a long seed": {draw(w.auditor, w.unit.ID, strings.Repeat("1", 100), 8), 0, ""},
	} {
		if c.want == 0 && c.err == nil {
			continue
		}
		if !fault.Is(c.err, c.want) || !strings.Contains(c.err.Error(), c.says) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	w.read(func(tx storage.ReadTx) error {
		own, err := inspection.Samples(t.Context(), tx, w.auditor.Scope(access.Audit))
		if err != nil || len(own) != 1 || own[0].Tickets != nil {
			t.Errorf("the auditor's samples are %+v, %v", own, err)
		}
		far, err := inspection.Samples(t.Context(), tx, w.far.Scope(access.Audit))
		if err != nil || len(far) != 0 {
			t.Errorf("the neighbour's samples are %+v, %v", far, err)
		}
		if _, err := inspection.FindSample(t.Context(), tx, w.far, own[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a sample of others: %v", err)
		}
		return nil
	})
}
