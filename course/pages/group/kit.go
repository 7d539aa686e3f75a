package group

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"time"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/kit"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
	"xiangxue/static/locale"
)

// kitView is the result of a kit beside what stands here.
type kitView struct {
	meetingRow
	Upload   string // names the kept content
	IssuedAt time.Time
	NotedAt  time.Time
	Compared kit.Comparison
	Rows     []rollRow // the form of the roll, while it is not confirmed
	Noted    plan.Proceedings
}

// Differing returns who must be looked at.
func (v kitView) Differing() []kit.Line {
	var list []kit.Line
	for _, l := range v.Compared.Lines {
		if l.Difference != kit.Same {
			list = append(list, l)
		}
	}
	return list
}

// NotesSomething reports whether something was written for the record.
func (v kitView) NotesSomething() bool { return v.Noted.Form != "" || v.Noted.Discussion != "" }

// downloadKit sends a meeting as a file that works without network.
func (a *Area) downloadKit(r *web.Request) error {
	v, err := a.meetingAsked(r)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		show := v.show(r)
		if show.Passages, err = a.passages(r, tx, v.MakeUp); err != nil {
			return err
		}
		return a.Kits.Issue(r.Ctx(), tx, r.Actor, &file, v.ID, show)
	})
	if err != nil {
		return err
	}
	r.Attach(v.Title + r.T("会议包") + ".html")
	return r.Blob(http.StatusOK, "text/html; charset=utf-8", file.Bytes())
}

// show returns what the kit of the meeting shows beside the roll and what is studied.
func (v meetingView) show(r *web.Request) kit.Show {
	when := locale.DayWithWeekday(r.Lang, v.StartsAt) + " " + printClock(v.StartsAt) + r.T(" 至 ") + printClock(v.EndsAt)
	show := kit.Show{
		Language: string(r.Lang), Title: v.Title, Facts: []string{when, v.Place, v.AudienceOf + "　" + r.T(v.ModeName)}, Host: v.Host, Agenda: v.Agenda,
		Words: map[string]string{
			"about":    r.T("这一页不用网络。会上改没到的人、写下要点，散会后点“保存结果”，有网络时把存下的文件交给学习秘书，或者自己在学习会的页面上传。"),
			"agenda":   r.T("议程"),
			"material": r.T("学习材料"),
			"roll":     r.T("点名"),
			"rollHint": r.T("先都记“到”，只改没到的人，写一句原因。提前请过假的已经填好。"),
			"reason":   r.T("原因，如防汛值守"),
			"record":   r.T("会议记录"), "host": r.T("主持"), "form": r.T("形式"), "discussion": r.T("讨论要点"), "choose": r.T("请选择"),
			"save":       r.T("保存结果"),
			"saved":      r.T("结果已经存到手机的“下载”里。文件没有出现的话，把下面的文字整段拷下来，存成一个文件。"),
			"needReason": r.T("没到的人都要写一句原因"),
			"byHand":     r.T("结果的文字"),
			"file":       r.T("会议结果"),
		},
	}
	for _, p := range attendance.Presences() {
		show.Presences = append(show.Presences, kit.Choice{Value: string(p), Label: r.T(p.Label())})
	}
	for _, f := range plan.Forms() {
		show.Forms = append(show.Forms, kit.Choice{Value: string(f), Label: r.T(f.Label())})
	}
	return show
}

// passages returns what is studied at the meeting, as far as it is known: what those who stay away study instead.
func (a *Area) passages(r *web.Request, tx storage.ReadTx, source course.QuestionSource) ([]kit.Passage, error) {
	switch source.Kind {
	case course.SourceLesson:
		page, err := a.Catalogue.Lesson(r.Ctx(), tx, course.LessonID(source.ID))
		if err != nil {
			return nil, err
		}
		return []kit.Passage{{Title: page.Lesson.Title, HTML: page.Lesson.HTML}}, nil
	case course.SourceDocument:
		text, err := a.Document(r.Ctx(), tx, source.ID)
		if err != nil {
			return nil, err
		}
		var list []kit.Passage
		for _, part := range text.Parts {
			list = append(list, kit.Passage{Title: strings.TrimSpace(text.Title + " " + part.Title), Paragraphs: part.Paragraphs})
		}
		return list, nil
	}
	return nil, nil
}

// uploadResult keeps a result until somebody has looked at it.
func (a *Area) uploadResult(r *web.Request) error {
	id, err := r.ID("meeting")
	if err != nil {
		return err
	}
	result, err := a.readUpload(r, plan.MeetingID(id))
	if err != nil {
		return a.refuseResult(r, plan.MeetingID(id), err)
	}
	return r.SeeOther("/group-meetings/%d/results/%s", id, result)
}

func (a *Area) readUpload(r *web.Request, id plan.MeetingID) (kept string, err error) {
	form, err := r.Form()
	if err != nil {
		return "", err
	}
	_, content, err := upload.File(r, "file")
	if err != nil {
		return "", err
	}
	result, err := a.Kits.Read(content)
	if err != nil {
		return "", err
	}
	form.Check(result.Meeting == id, "file", "这份结果是另一次学习会的，请到那次会的页面上传")
	if err := form.Err(); err != nil {
		return "", err
	}
	return a.Uploads.Keep(r.Now(), content)
}

func (a *Area) refuseResult(r *web.Request, id plan.MeetingID, failure error) error {
	v, err := a.meeting(r, id)
	if err != nil {
		return err
	}
	return a.meetingPage.Refuse(r, v, failure)
}

// showResult shows an uploaded result beside what stands here.
func (a *Area) showResult(r *web.Request) error {
	v, _, err := a.result(r)
	if err != nil {
		return err
	}
	return a.kitPage.Render(r, v)
}

func (a *Area) result(r *web.Request) (v kitView, result kit.Result, err error) {
	v.Upload = r.Param("upload")
	content, err := a.Uploads.Read(r.Now(), v.Upload)
	if err != nil {
		return v, result, err
	}
	if result, err = a.Kits.Read(content); err != nil {
		return v, result, err
	}
	v.IssuedAt, v.NotedAt = result.IssuedAt, result.NotedAt
	v.Noted = plan.Proceedings{Form: result.Form, Host: result.Host, Discussion: result.Discussion}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Compared, err = a.Kits.Compare(r.Ctx(), tx, r.Actor, result); err != nil {
			return err
		}
		subjects, err := course.Subjects(r.Ctx(), tx)
		v.meetingRow = rowOfMeeting(v.Compared.Meeting, subjects)
		return err
	})
	v.fillRows(r)
	return v, result, err
}

// fillRows makes the form of the roll from what was noted.
func (v *kitView) fillRows(r *web.Request) {
	if v.Compared.Confirmed {
		return
	}
	for _, l := range v.Compared.Lines {
		if l.Difference == kit.NotExpected {
			continue
		}
		mark := l.Proposal()
		row := rollRow{Cadre: l.Cadre, Name: l.Name, Post: l.Post, Presence: mark.Presence, Reason: mark.Reason}
		if l.Difference != kit.Same {
			row.Note = r.T(l.Difference.Label())
		}
		v.Rows = append(v.Rows, row)
	}
}

// mergeResult takes a result in as it was decided.
func (a *Area) mergeResult(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, result, err := a.result(r)
	if err != nil {
		return err
	}
	decision := kit.Decision{Marks: marksOf(form), TakeRecord: form.Checked("record"), Seen: int(number(form.Raw("number")))}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Kits.Merge(ctx, tx, r.Actor, result, decision)
	})
	if err != nil {
		owners := refill(v.Rows, form)
		return a.kitPage.Refuse(r, v, naming(r, err, owners))
	}
	if err := a.Uploads.Drop(v.Upload); err != nil {
		return err
	}
	return r.SeeOther("/group-meetings/%d", v.ID)
}
