package pages

import (
	"xiangxue/course/web"
	"xiangxue/quiz/exam"
)

// submissionView asks whether the paper shall be submitted.
type submissionView struct {
	exam.Sheet
	Answered, All int
	Open          []exam.SheetItem // not answered yet
}

// confirmSubmission asks once more, and names the questions that are not answered.
func (a *Area) confirmSubmission(r *web.Request) error {
	id, err := r.ID("attempt")
	if err != nil {
		return err
	}
	sheet, running, err := a.sheet(r, exam.AttemptID(id))
	if err != nil {
		return err
	}
	if !running {
		return r.SeeOther("/attempts/%d/result", id)
	}
	v := submissionView{Sheet: sheet}
	v.Answered, v.All = sheet.Answered()
	for _, section := range sheet.Sections {
		for _, item := range section.Items {
			if len(compact(item.Values)) == 0 {
				v.Open = append(v.Open, item)
			}
		}
	}
	return a.submissionPage.Render(r, v)
}

func (a *Area) submitAttempt(r *web.Request) error {
	id, err := r.ID("attempt")
	if err != nil {
		return err
	}
	if _, err := a.Office.Submit(r.Ctx(), r.Actor, exam.AttemptID(id), nil); err != nil {
		return err
	}
	return r.SeeOther("/attempts/%d/result", id)
}
