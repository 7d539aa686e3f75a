package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Form says how a meeting studied (形式).
type Form string

// The forms.
const (
	WithDiscussion Form = "with_discussion" // 专题学习加讨论
	Together       Form = "together"        // 集体学习
	OnSite         Form = "on_site"         // 现场学习
)

// Forms returns all forms in their usual order.
func Forms() []Form { return []Form{WithDiscussion, Together, OnSite} }

// Label returns the form in Chinese, empty when none is chosen; the text is a key of the message catalogue.
func (f Form) Label() string {
	switch f {
	case WithDiscussion:
		return "专题学习加讨论"
	case Together:
		return "集体学习"
	case OnSite:
		return "现场学习"
	default:
		return ""
	}
}

// Proceedings are the record of a meeting (会议记录) as somebody saved it; earlier versions are kept.
type Proceedings struct {
	Meeting    MeetingID
	Number     int // from 1; 0: nothing saved yet
	Form       Form
	Host       string // who presided, when not the one announced
	Discussion string // 讨论要点, one a line
	By         roster.CadreID
	SavedAt    time.Time
}

// longestDiscussion bounds the main points of a discussion.
const longestDiscussion = 20000

// SaveProceedings keeps a further version of a meeting's record; it may be incomplete. before is the number of the
// version that the actor saw, 0 for none: it fails with fault.Stale when there is a newer one. Saving the same again
// keeps no further version.
func (p *Planner) SaveProceedings(ctx context.Context, tx storage.WriteTx, actor access.Actor, before int, r Proceedings) (Proceedings, error) {
	if err := access.Require(actor, access.RunMeetings); err != nil {
		return Proceedings{}, err
	}
	m, err := FindMeeting(ctx, tx.ReadTx, actor.Scope(access.RunMeetings), r.Meeting)
	if err != nil {
		return Proceedings{}, err
	}
	if m.State == Cancelled {
		return Proceedings{}, errSettled(m.State)
	}
	r.Host, r.Discussion = strings.TrimSpace(r.Host), strings.TrimSpace(r.Discussion)
	var f fault.Fields
	f.Check(r.Form == "" || slices.Contains(Forms(), r.Form), "form", "请选一种形式")
	f.Check(text(r.Host, 0, longestHost), "host", "最多写 %d 个字", longestHost)
	f.Check(text(r.Discussion, 0, longestDiscussion), "discussion", "最多写 %d 个字", longestDiscussion)
	if err := f.Err(); err != nil {
		return Proceedings{}, err
	}
	last, err := LatestProceedings(ctx, tx.ReadTx, m)
	switch {
	case err != nil:
		return Proceedings{}, err
	case last.Form == r.Form && last.Host == r.Host && last.Discussion == r.Discussion && last.Number > 0:
		return last, nil
	case last.Number != before:
		return Proceedings{}, fault.New(fault.Stale, "会议记录刚刚被别人存过，请对照以后再存")
	}
	row := proceedingsRow{
		MeetingID: m.ID, Number: last.Number + 1, Form: r.Form, Host: r.Host, Discussion: r.Discussion,
		SavedBy: actor.ID(), SavedAt: calendar.Millis(p.now()),
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Proceedings{}, fmt.Errorf("keep the proceedings of meeting %d: %w", m.ID, err)
	}
	return row.proceedings(), p.record(ctx, tx, actor, "meeting.proceedings", "meeting", int64(m.ID), "number=%d", row.Number)
}

// LatestProceedings returns the record of a meeting as it was saved last, with Number 0 when there is none.
func LatestProceedings(ctx context.Context, tx storage.ReadTx, m Meeting) (Proceedings, error) {
	list, err := AllProceedings(ctx, tx, m)
	if err != nil || len(list) == 0 {
		return Proceedings{Meeting: m.ID}, err
	}
	return list[0], nil
}

// AllProceedings returns every version of a meeting's record, the newest first.
func AllProceedings(ctx context.Context, tx storage.ReadTx, m Meeting) ([]Proceedings, error) {
	rows, err := selectProceedings(ctx, tx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("read the proceedings of meeting %d: %w", m.ID, err)
	}
	list := make([]Proceedings, len(rows))
	for i, r := range rows {
		list[i] = r.proceedings()
	}
	return list, nil
}
