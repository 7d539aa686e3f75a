package pages

import (
	"context"
	"fmt"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

// gradingView is the next written answer to grade.
type gradingView struct {
	Exam   exam.Exam
	Left   int // how many wait for the reader
	Answer *exam.Written
	Lines  []criterionLine
	Note   string
	Graded bool // one was graded just now
}

// criterionLine is a criterion of the rubric with what is given for it.
type criterionLine struct {
	Text  string
	Most  quiz.Points
	Given string
}

func (a *Area) showGrading(r *web.Request) error {
	v, err := a.grading(r, r.QueryParam("code"))
	if err != nil {
		return err
	}
	v.Graded = r.QueryParam("graded") != ""
	return a.gradingPage.Render(r, v)
}

// grading returns the queue with the answer of the code, or the first one that waits.
func (a *Area) grading(r *web.Request, code string) (v gradingView, err error) {
	id, err := r.ID("exam")
	if err != nil {
		return v, err
	}
	var queue []exam.Written
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Exam, err = a.Office.Find(r.Ctx(), tx, r.Actor, exam.ID(id)); err != nil {
			return err
		}
		queue, err = a.Office.Queue(r.Ctx(), tx, r.Actor, exam.ID(id))
		return err
	})
	v.Left = len(queue)
	for i := range queue {
		if v.Answer == nil || queue[i].Code == code {
			v.Answer = &queue[i]
		}
	}
	if v.Answer != nil {
		for i, c := range v.Answer.Question.Rubric {
			v.Lines = append(v.Lines, criterionLine{Text: c.Text, Most: v.Answer.Maxima[i]})
		}
	}
	return v, err
}

// gradeAnswer gives a written answer what it earns, and shows the next one.
func (a *Area) gradeAnswer(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	code, note := form.Text("code", 40), form.Text("note", 500)
	v, err := a.grading(r, code)
	if err != nil {
		return err
	}
	var p parser
	var marks []quiz.Points
	for i := range v.Lines {
		name := fmt.Sprintf("marks[%d]", i)
		v.Lines[i].Given = form.Text(name, 10)
		p.Check(v.Lines[i].Given != "", name, "请给分，没有说到的给 0")
		marks = append(marks, p.points(name, v.Lines[i].Given))
	}
	v.Note = note
	failure := form.Err()
	if v.Answer == nil || v.Answer.Code != code {
		failure = fault.New(fault.Conflict, "这份答案不用您评，或者已经评过")
	} else if failure == nil {
		failure = p.Err()
	}
	if failure == nil {
		failure = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			return a.Office.Grade(ctx, tx, r.Actor, v.Exam.ID, code, marks, note)
		})
	}
	if failure != nil {
		return a.gradingPage.Refuse(r, v, failure)
	}
	return r.SeeOther("/exams/%d/gradings?graded=yes", v.Exam.ID)
}
