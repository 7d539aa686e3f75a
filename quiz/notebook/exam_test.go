package notebook_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

// stock puts published single choices and one short answer into the bank and returns their versions.
func (w *world) stock(n int) (ids []bank.VersionID) {
	w.Helper()
	var drafts []bank.Draft
	for i := range n {
		drafts = append(drafts, bank.Draft{Subject: "law", Content: quiz.Question{
			Kind: quiz.SingleChoice, Text: fmt.Sprintf("第%d条怎么规定的？", i*7+3), Explanation: "见条文",
			Options: []quiz.Option{{Text: "对的", Correct: true}, {Text: "错的"}, {Text: "也错"}},
		}})
	}
	drafts = append(drafts, bank.Draft{Subject: "law", Content: quiz.Question{
		Kind: quiz.ShortAnswer, Text: "宅基地审批要经过哪些步骤？", Rubric: []quiz.Criterion{{Text: "说到村民会议", Share: 1}},
	}})
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		outcomes, err := w.bankers.Import(ctx, tx, w.people["林若溪"], w.bank.ID, drafts, true)
		for _, o := range outcomes {
			q, found := bank.ByQuestion(ctx, tx.ReadTx, o.Question)
			err = errors.Join(err, found)
			ids = append(ids, q.Version.ID)
		}
		return err
	})
	return ids
}

// exam publishes an exam of these questions and asks everybody to sit it until the end of the month.
func (w *world) exam(shows exam.Shows, ids ...bank.VersionID) exam.Exam {
	w.Helper()
	b := exam.Blueprint{Same: true, Sections: []exam.Section{{Title: "一、选择题", Each: 200, Fixed: ids}}}
	terms := exam.Terms{
		Title: "土地管理法测验", Subject: "law", Blueprint: b, Partial: quiz.AllOrNothing, PassMark: b.Most(), Shows: shows,
		From: calendar.Date(20260301).Time(), Until: calendar.Date(20260331).Time(),
		Retake: exam.Retake{Attempts: 3, Counts: exam.Best}, Grading: exam.Grading{Graders: 1},
	}
	var e exam.Exam
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if e, err = w.office.New(ctx, tx, w.people["林若溪"], w.town.ID, terms); err != nil {
			return err
		}
		if e, err = w.office.Publish(ctx, tx, w.people["吴晓梅"], e.ID, e.Revision); err != nil {
			return err
		}
		_, err = w.office.Assign(ctx, tx, w.people["吴晓梅"], e.ID, 20260330, "", plan.Target{Unit: w.town.ID})
		return err
	})
	return e
}

// sit has a person answer the first question right, the second wrong, and leave the others open.
func (w *world) sit(who string, id exam.ID) exam.Attempt {
	w.Helper()
	a, err := w.office.Begin(w.Context(), w.people[who], id)
	if err != nil {
		w.Fatal(err)
	}
	var given []exam.Given
	for i := range 2 {
		for shown, option := range a.Paper.Items[i].Order {
			if option == i { // the first option is right, the second wrong
				given = append(given, exam.Given{Key: quiz.Key(i), Values: []string{string(rune('A' + shown))}, Revision: 1})
			}
		}
	}
	if _, err := w.office.Submit(w.Context(), w.people[who], a.ID, given); err != nil {
		w.Fatal(err)
	}
	return a
}

func TestWrongAnswersOfAnExam(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(3)
	e := w.exam(exam.AtOnce, ids[:3]...)
	w.sit("何秀兰", e.ID)
	w.on(20260306)
	for range 2 { // coming by again enters nothing again
		b := w.open("何秀兰")
		if len(b.Today) != 1 || b.Today[0].Subject != "法律" || b.Today[0].Origin.Kind != "bank" {
			t.Fatalf("after the exam %+v", b)
		}
	}
	before := w.open("何秀兰").Today[0].State
	w.sit("何秀兰", e.ID) // wrong again
	w.on(20260309)
	if after := w.open("何秀兰").Today; len(after) != 1 || after[0].State.Stability >= before.Stability || after[0].State.LastReviewedAt == before.LastReviewedAt {
		t.Errorf("after the second attempt %+v", after)
	}
}

func TestAnswersThatMayNotBeSeenStayOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(4)
	w.sit("何秀兰", w.exam(exam.Never, ids[0], ids[1]).ID)
	w.sit("何秀兰", w.exam(exam.AfterWindow, ids[2], ids[3]).ID)
	w.on(20260320)
	if b := w.open("何秀兰"); len(b.Today)+b.Resting != 0 {
		t.Fatalf("before the answers may be seen %+v", b)
	}
	w.on(20260402)
	if b := w.open("何秀兰"); len(b.Today) != 1 || b.Today[0].Question.ID != quiz.QuestionID(ids[3]) {
		t.Errorf("after the window %+v", b)
	}
}

func TestCorrectedKeyTakesAQuestionOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(2)
	e := w.exam(exam.AtOnce, ids[:2]...)
	w.sit("何秀兰", e.ID)
	w.on(20260306)
	card := w.open("何秀兰").Today[0]
	w.write(func(ctx context.Context, tx storage.WriteTx) error { // everybody gets the points
		id, err := w.office.Correct(ctx, tx, w.people["林若溪"], e.ID, ids[1], 0, "标准答案有误，已核对条文")
		return errors.Join(err, w.office.Decide(ctx, tx, w.people["周明远"], id, true))
	})
	if _, err := w.office.Regrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b := w.open("何秀兰"); len(b.Today)+b.Resting != 0 {
		t.Errorf("after the correction %+v, before it %+v", b, card)
	}
}

// TestARevisedQuestionIsAskedAsRevised follows a question of the bank.
func TestARevisedQuestionIsAskedAsRevised(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(2)
	w.sit("何秀兰", w.exam(exam.AtOnce, ids[:2]...).ID)
	w.on(20260306)
	card := w.open("何秀兰").Today[0]
	shown := w.given(card, true)
	var next bank.VersionID
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		d := bank.Draft{Subject: "law", Change: "条文改了", Content: card.Question}
		d.Content.Text, d.Content.ID = "条文改了以后怎么规定的？", 0
		q, _, err := w.bankers.Revise(ctx, tx, w.people["林若溪"], ids[1], d)
		next = q.Version.ID
		return err
	})
	if b := w.open("何秀兰"); len(b.Today) != 0 || b.Resting != 1 {
		t.Errorf("while it is a draft %+v", b)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return errors.Join(w.bankers.Review(ctx, tx, w.people["叶知秋"], next), w.bankers.Publish(ctx, tx, w.people["林若溪"], next))
	})
	if b := w.open("何秀兰"); len(b.Today) != 1 || b.Today[0].ID != card.ID || b.Today[0].Question.Text != "条文改了以后怎么规定的？" {
		t.Fatalf("after it was published %+v", b)
	}
	if _, err := w.keeper.Answer(t.Context(), w.people["何秀兰"], card.ID, shown); err == nil {
		t.Error("an answer to the earlier version was judged")
	}
}
