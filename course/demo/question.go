package demo

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
)

func (x questionAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.note(ctx, x, a.line) })
}

// note notes a villager's question and sends it: with its answer, or alone when somebody else answers later or nobody has.
func (t *township) note(ctx context.Context, x questionAct, line int) error {
	by, err := t.who(x.by)
	if err != nil {
		return err
	}
	d := enquiry.Draft{Wording: enquiry.Wording{Subject: x.subject, Question: x.question}}
	if x.answerer != "" || x.answer == "" {
		if d.Enquiry, err = t.send(ctx, by, d, false); err != nil || x.answer == "" {
			return err
		}
		answerer, err := t.who(x.answerer)
		if err != nil {
			return err
		}
		t.put(dayOf(t.today().Year(), x.answeredOn).at(1020), line, func(ctx context.Context) error {
			d.Base = 1
			return t.answer(ctx, answerer, d, x)
		})
		return nil
	}
	return t.answer(ctx, by, d, x)
}

// answer sends a question with its answer and what that rests on.
func (t *township) answer(ctx context.Context, by access.Actor, d enquiry.Draft, x questionAct) error {
	d.Answer = x.answer
	err := t.read(ctx, func(tx storage.ReadTx) error {
		for _, cite := range x.cites {
			document, article, err := library.Cited(ctx, tx, cite, t.today())
			if err != nil {
				return fmt.Errorf("find %s: %w", cite, err)
			}
			d.Articles = append(d.Articles, enquiry.Article{Document: document.ID, Point: article.Point()})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if x.course != "" {
		lessons := t.courses[x.course].Lessons
		if x.lesson > len(lessons) {
			return fmt.Errorf("the course %q has no lesson %d", x.course, x.lesson)
		}
		d.Lessons = []course.LessonID{lessons[x.lesson-1]}
	}
	_, err = t.send(ctx, by, d, true)
	return err
}

// send saves and sends what is written about a question, as its pages do, and returns the question.
func (t *township) send(ctx context.Context, by access.Actor, d enquiry.Draft, answered bool) (id enquiry.ID, err error) {
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		if id, err = t.enquiries.Save(ctx, tx, by, d); err != nil {
			return err
		}
		d.Enquiry = id
		return t.enquiries.Send(ctx, tx, by, d, enquiry.Sending{Confirmed: true, Answered: answered})
	})
	return id, err
}
