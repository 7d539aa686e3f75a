package pages

import (
	"context"
	"strconv"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

// examsView is the exams that the reader writes, or whose results he or she may see.
type examsView struct {
	Exams    []exam.Exam
	MayWrite bool
}

// duties are what the reader may do with exams.
type duties struct {
	MayWrite  bool // drafts, and grade written answers
	MayAssign bool // publish and assign
	MaySee    bool // the results
}

func dutiesOf(actor access.Actor) duties {
	assigns := actor.May(access.AssignStudy)
	return duties{
		MayWrite: actor.May(access.AuthorContent) || assigns, MayAssign: assigns,
		MaySee: actor.May(access.SeeGroup) || assigns || actor.May(access.Audit),
	}
}

// errNotYours says that nobody but those who have to do with exams may look at them.
var errNotYours = fault.New(fault.Forbidden, "您没有办理这件事的权限")

// staff lets only those pass who write exams, assign them or look after their results; the operations check which.
func staff(handle func(*web.Request) error) func(*web.Request) error {
	return func(r *web.Request) error {
		if d := dutiesOf(r.Actor); !d.MayWrite && !d.MaySee {
			return errNotYours
		}
		return handle(r)
	}
}

func (a *Area) listExams(r *web.Request) error {
	v := examsView{MayWrite: dutiesOf(r.Actor).MayWrite}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		v.Exams, err = a.Office.Exams(r.Ctx(), tx, r.Actor)
		return err
	})
	if err != nil {
		return err
	}
	return a.examsPage.Render(r, v)
}

// examView is an exam with what can be done next.
type examView struct {
	exam.Exam
	duties
	MayPublish bool   // and withdraw
	MayAnalyse bool   // how its questions were answered
	Reason     string // that was typed for withdrawing it
}

func (a *Area) showExam(r *web.Request) error {
	v, err := a.exam(r)
	if err != nil {
		return err
	}
	return a.examPage.Render(r, v)
}

func (a *Area) exam(r *web.Request) (v examView, err error) {
	id, err := r.ID("exam")
	if err != nil {
		return v, err
	}
	v.duties = dutiesOf(r.Actor)
	keeps := false
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Exam, err = a.Office.Find(r.Ctx(), tx, r.Actor, exam.ID(id)); err != nil {
			return err
		}
		keeps, err = a.Office.Keeps(r.Ctx(), tx, r.Actor, v.ID)
		return err
	})
	v.MayWrite, v.MayPublish = v.MayWrite && keeps, v.MayAssign && keeps
	v.MayAnalyse = keeps || r.Actor.May(access.Audit)
	return v, err
}

func (a *Area) publishExam(r *web.Request) error {
	return a.act(r, func(ctx context.Context, tx storage.WriteTx, form *web.Form, id exam.ID) error {
		_, err := a.Office.Publish(ctx, tx, r.Actor, id, form.Int("revision", 1, 1e6))
		return err
	})
}

func (a *Area) withdrawExam(r *web.Request) error {
	return a.act(r, func(ctx context.Context, tx storage.WriteTx, form *web.Form, id exam.ID) error {
		return a.Office.Withdraw(ctx, tx, r.Actor, id, form.Raw("reason"))
	})
}

// act carries out a step of an exam and shows the exam again.
func (a *Area) act(r *web.Request, step func(context.Context, storage.WriteTx, *web.Form, exam.ID) error) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.exam(r)
	if err != nil {
		return err
	}
	failure := a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error { return step(ctx, tx, form, v.ID) })
	if failure != nil {
		v.Reason = form.Raw("reason")
		return a.examPage.Refuse(r, v, failure)
	}
	return r.SeeOther("/exams/%d", v.ID)
}

// paperView is a drawn paper for the screen and for the printer, with or without its key.
type paperView struct {
	exam.Exam
	Draw int // the number of the preview
	Key  bool
	On   calendar.Date
	Most quiz.Points
	Many []paperPart
}

// paperPart is a section of a paper.
type paperPart struct {
	Title string
	Each  quiz.Points
	Items []paperItem
}

// paperItem is a question of a paper.
type paperItem struct {
	quiz.Asked
	Answer      string
	Explanation string
	Rubric      []quiz.Criterion
}

// mostDraws bounds the numbers of previews.
const mostDraws = 99

func (a *Area) showPaper(r *web.Request) error {
	in, err := a.exam(r)
	if err != nil {
		return err
	}
	draw, err := strconv.Atoi(r.QueryParam("draw"))
	if err != nil || draw < 1 || draw > mostDraws {
		draw = 1
	}
	v := paperView{Exam: in.Exam, Draw: draw, Key: r.QueryParam("key") != "", On: r.Today()}
	paper, pool, err := a.Office.Preview(r.Ctx(), r.Actor, in.ID, draw)
	if err != nil { // the questions do not suffice, or the reader sits the exam
		return a.examPage.Refuse(r, in, err)
	}
	v.fill(paper, pool)
	return a.paperPage.Render(r, v)
}

// fill puts the questions of the paper into its sections.
func (v *paperView) fill(paper exam.Paper, pool exam.Pool) {
	v.Most = paper.Most()
	for _, s := range v.Blueprint.Sections {
		v.Many = append(v.Many, paperPart{Title: s.Title, Each: s.Each})
	}
	questions := paper.Questions(pool.Versions)
	outcomes := questions.Outcome().Items
	for i, asked := range questions.Asked() {
		part := &v.Many[paper.Items[i].Section]
		question := pool.Versions[paper.Items[i].Version].Content
		part.Items = append(part.Items, paperItem{Asked: asked, Answer: outcomes[i].Correct, Explanation: question.Explanation, Rubric: question.Rubric})
	}
}
