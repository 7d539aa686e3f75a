package group

import (
	"bytes"
	"net/http"
	"strings"

	"xiangxue/course/document"
	"xiangxue/course/fault"
	"xiangxue/course/filing"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// papersView is what can be printed about a meeting.
type papersView struct {
	List   []paper
	Prints bool // there is a font for PDF
}

// paper is an official document about a meeting.
type paper struct {
	Name  string // in its address
	Title string
}

// papersOf returns the papers that there are about a meeting as it stands.
func papersOf(m meetingView) []paper {
	roll := paper{"roll", "签到册"}
	if m.IsBooked() {
		roll.Title = "点名册"
	}
	return []paper{{"notice", "会议通知"}, roll, {"minutes", "会议记录"}}
}

func (a *Area) fillPapers(_ *web.Request, _ storage.ReadTx, v *meetingView) error {
	v.Papers = papersView{List: papersOf(*v), Prints: a.Press.Ready() == nil}
	return nil
}

// downloadPaper sends a paper of a meeting as a Word or PDF file.
func (a *Area) downloadPaper(r *web.Request) error {
	v, err := a.meetingAsked(r)
	if err != nil {
		return err
	}
	name, ending, _ := strings.Cut(r.Param("paper"), ".")
	format := document.Format(ending)
	for _, p := range papersOf(v) {
		if p.Name != name {
			continue
		}
		var file bytes.Buffer
		if err := a.Press.Write(r.Ctx(), &file, v.paper(r, name), format); err != nil {
			return err
		}
		r.Attach(v.Title + r.T(p.Title) + "." + ending)
		return r.Blob(http.StatusOK, format.MediaType(), file.Bytes())
	}
	return fault.New(fault.NotFound, "没有找到这个页面")
}

// paper composes a paper of the meeting.
func (v meetingView) paper(r *web.Request, name string) document.Document {
	m := v.filed()
	switch name {
	case "notice":
		return m.Notice(r.Today())
	case "roll":
		return m.RollSheet()
	default:
		return m.Minutes()
	}
}

// filed returns the meeting as its papers show it.
func (v meetingView) filed() filing.Meeting {
	m := filing.Meeting{
		Meeting: v.Meeting, Subject: v.SubjectName, Material: v.Material, Roll: v.Roll, Confirmer: v.Confirmer,
		Proceedings: v.saved, Recorder: v.Proceedings.SavedBy,
	}
	for _, row := range v.Rows {
		m.People = append(m.People, filing.Attendee{Name: row.Name, Post: row.Post, Presence: row.Presence, Reason: row.Reason})
	}
	for _, line := range v.Lines {
		m.People = append(m.People, filing.Attendee{Name: line.Name, Post: line.Post, Presence: line.Presence, Reason: line.Reason})
	}
	return m
}
