package search

import (
	"context"
	"errors"
	"testing"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/search/enquiry"
)

// answer has a cadre send a question with the article that answers it.
func (s *shelf) answer(who access.Actor, question, point string) {
	s.t.Helper()
	clerk := enquiry.NewClerk(s.clock)
	draft := enquiry.Draft{Wording: enquiry.Wording{
		Subject: course.Policy, Question: question, Answer: "按办法办理。", Articles: []enquiry.Article{{Document: 1, Point: point}},
	}}
	err := s.db.Write(s.t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		if draft.Enquiry, err = clerk.Save(ctx, tx, who, draft); err != nil {
			return err
		}
		return clerk.Send(ctx, tx, who, draft, enquiry.Sending{Confirmed: true, Answered: true})
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// cadre returns somebody who may answer questions.
func (s *shelf) cadre() (who access.Actor) {
	s.t.Helper()
	err := s.db.Write(s.t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		if who.Unit, err = roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township}); err != nil {
			return err
		}
		who.Cadre, err = roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "YX001", Name: "何秀兰"})
		return errors.Join(err, roster.Join(ctx, tx, who.Cadre.ID, who.Unit.ID, 20260101))
	})
	if err != nil {
		s.t.Fatal(err)
	}
	who.Grants = []access.Grant{{Role: access.Cadre, UnitPath: who.Unit.Path}}
	return who
}

func TestIndexerRemembersConfirmedAnswers(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.put("办法.md", measure("云溪镇补贴发放办法", "云政发〔2026〕3号", "2026-04-01", "流转出去的，款项发给原承包户。"))
	who := s.cadre()
	const question = "为规范的事，钱该打到谁卡上？"
	first := func() string { return found(t, s.index, Request{Text: question})[0] }
	s.catchUp()
	if got := first(); got != "1-1" {
		t.Fatalf("before anybody answered, %s comes first", got)
	}
	s.answer(who, question, "第二条")
	s.answer(who, "另一个问题？", "第二条")
	s.catchUp()
	if got := first(); got != "1-2" {
		t.Errorf("after an answer, %s comes first", got)
	}
	again := NewIndexer(s.db, s.index, s.clock) // the memory is not in the index's files
	s.index.Remember(nil)
	if err := again.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := first(); got != "1-2" {
		t.Errorf("after a start, %s comes first", got)
	}
	s.put("办法.md", measure("云溪镇补贴发放办法", "云政发〔2026〕3号", "2026-04-01", "流转出去的，款项发给原承包户。")+"\n第三条 本办法由镇政府解释。\n")
	s.catchUp()
	if got := first(); got != "1-2" {
		t.Errorf("after a change of the document, %s comes first", got)
	}
}
