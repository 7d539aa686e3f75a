package plan

import (
	"context"
	"fmt"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/notice"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

var errNoMeeting = fault.New(fault.NotFound, "没有这次学习会")

// Open calls a meeting. A meeting that has already taken place may be entered afterwards. It fails with fault.Invalid
// and the fields' names when something is wrong, with fault.NotFound when the unit or group is not the actor's, and with fault.Conflict when the same meeting
// is there already, as after a form was sent twice.
func (p *Planner) Open(ctx context.Context, tx storage.WriteTx, actor access.Actor, m Meeting) (Meeting, error) {
	if err := access.Require(actor, access.RunMeetings); err != nil {
		return Meeting{}, err
	}
	m.trim()
	m.ID, m.State, m.Revision, m.By = 0, Planned, 1, actor.ID()
	if err := p.checkMeeting(ctx, tx, actor, &m); err != nil {
		return Meeting{}, err
	}
	if twin, err := selectTwin(ctx, tx.ReadTx, m); err != nil {
		return Meeting{}, fmt.Errorf("look for the same meeting: %w", err)
	} else if twin {
		return Meeting{}, fault.New(fault.Conflict, "同一时间已经有这次学习会了")
	}
	row := meetingRowOf(m, p.now())
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Meeting{}, fmt.Errorf("insert a meeting: %w", err)
	}
	m.ID = row.ID
	if err := p.tellAudience(ctx, tx, notice.MeetingConvened, m); err != nil {
		return Meeting{}, err
	}
	return m, p.record(ctx, tx, actor, "meeting.open", "meeting", int64(m.ID), "on=%d", m.On())
}

// Change replaces what was announced about a meeting; its audience stays. It fails with fault.Conflict once the roll is
// confirmed, and with fault.Stale when somebody else changed it after the revision in m.
func (p *Planner) Change(ctx context.Context, tx storage.WriteTx, actor access.Actor, m Meeting) (Meeting, error) {
	before, err := p.takeMeeting(ctx, tx, actor, m.ID)
	if err != nil {
		return Meeting{}, err
	}
	if before.Revision != m.Revision {
		return Meeting{}, fault.New(fault.Stale, "这次学习会刚刚被别人改过，请重新打开再改")
	}
	m.trim()
	m.Unit, m.Group, m.State, m.By = before.Unit, before.Group, before.State, before.By
	m.Revision++
	if err := p.checkMeeting(ctx, tx, actor, &m); err != nil {
		return Meeting{}, err
	}
	if err := updateMeeting(ctx, tx, meetingRowOf(m, p.now())); err != nil {
		return Meeting{}, fmt.Errorf("change meeting %d: %w", m.ID, err)
	}
	if m.isElsewhere(before) {
		if err := p.tellAudience(ctx, tx, notice.MeetingChanged, m); err != nil {
			return Meeting{}, err
		}
	}
	return m, p.record(ctx, tx, actor, "meeting.change", "meeting", int64(m.ID), "revision=%d", m.Revision)
}

// MarkHeld marks a planned meeting as held; whoever confirms its roll calls it in the same transaction and records the act.
// It fails with fault.Conflict when the meeting is held already or cancelled.
func MarkHeld(ctx context.Context, tx storage.WriteTx, id MeetingID) error {
	m, found, err := selectMeeting(ctx, tx.ReadTx, roster.Everyone(), id)
	switch {
	case err != nil:
		return fmt.Errorf("read meeting %d: %w", id, err)
	case !found:
		return errNoMeeting
	case m.Row.State != Planned:
		return errSettled(m.Row.State)
	}
	if err := setMeetingState(ctx, tx, id, Held); err != nil {
		return fmt.Errorf("mark meeting %d as held: %w", id, err)
	}
	return nil
}

// takeMeeting returns a planned meeting that the actor may run.
func (p *Planner) takeMeeting(ctx context.Context, tx storage.WriteTx, actor access.Actor, id MeetingID) (Meeting, error) {
	if err := access.Require(actor, access.RunMeetings); err != nil {
		return Meeting{}, err
	}
	m, err := FindMeeting(ctx, tx.ReadTx, actor.Scope(access.RunMeetings), id)
	if err != nil {
		return Meeting{}, err
	}
	if m.State != Planned {
		return Meeting{}, errSettled(m.State)
	}
	return m, nil
}

func errSettled(state MeetingState) error {
	if state == Cancelled {
		return fault.New(fault.Conflict, "这次学习会已经取消")
	}
	return fault.New(fault.Conflict, "名单已经确认，只能另记更正")
}

// checkMeeting checks what the meeting says and completes what the package knows about its audience.
func (p *Planner) checkMeeting(ctx context.Context, tx storage.WriteTx, actor access.Actor, m *Meeting) error {
	subjects, err := selectSubjects(ctx, tx.ReadTx)
	if err != nil {
		return fmt.Errorf("read the subjects: %w", err)
	}
	if err := m.check(subjects); err != nil {
		return err
	}
	audience, found, err := selectAudience(ctx, tx.ReadTx, actor.Scope(access.RunMeetings), *m)
	if err != nil {
		return fmt.Errorf("read the audience of a meeting: %w", err)
	}
	if !found {
		return fault.New(fault.NotFound, "这个单位或学习小组不归您组织")
	}
	m.Path, m.AudienceOf, m.central = audience.Path, audience.Name, audience.Kind == roster.CentralGroup
	return p.checkTopic(ctx, tx, audience.UnitID, m)
}

func (p *Planner) checkTopic(ctx context.Context, tx storage.WriteTx, unit roster.UnitID, m *Meeting) error {
	if m.Topic == "" {
		return nil
	}
	v, found, err := Approved(ctx, tx.ReadTx, unit, m.On().Year(), p.now())
	if err != nil {
		return err
	}
	if _, exists := v.Content.Topic(m.Topic); !found || !exists {
		var f fault.Fields
		f.Add("topic", "批准的计划里没有这个专题")
		return f.Err()
	}
	return nil
}

func (m *Meeting) trim() {
	for _, s := range []*string{&m.Title, &m.Place, &m.Host, &m.Agenda} {
		*s = strings.TrimSpace(*s)
	}
}
