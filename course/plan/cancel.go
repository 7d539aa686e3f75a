package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/notice"
	"xiangxue/course/storage"
)

// CancelKind says how a meeting came to be no study meeting.
type CancelKind string

// The kinds.
const (
	CalledOff CancelKind = "called_off" // 没有开
	Working   CancelKind = "working"    // 以会代学: it was held as a working meeting, without study content
)

// CancelKinds returns all kinds.
func CancelKinds() []CancelKind { return []CancelKind{CalledOff, Working} }

// Label returns the kind in Chinese; the text is a key of the message catalogue.
func (k CancelKind) Label() string {
	if k == Working {
		return "开成了工作会，没有学习内容"
	}
	return "会没有开"
}

// Cancellation says why a meeting earns nothing.
type Cancellation struct {
	Kind   CancelKind
	Reason string // one sentence
}

// longestCancellation bounds the reason of a cancellation.
const longestCancellation = 200

// Cancel calls a planned meeting off, or says of one that was held that there was nothing to learn: either way it earns
// nothing and shows beside the plan with the reason. It fails with fault.Invalid without a reason, and with
// fault.Conflict once the roll is confirmed.
func (p *Planner) Cancel(ctx context.Context, tx storage.WriteTx, actor access.Actor, id MeetingID, why Cancellation) error {
	m, err := p.takeMeeting(ctx, tx, actor, id)
	if err != nil {
		return err
	}
	why.Reason = strings.TrimSpace(why.Reason)
	var f fault.Fields
	f.Check(slices.Contains(CancelKinds(), why.Kind), "kind", "请选会没有开，还是开成了工作会")
	f.Check(text(why.Reason, 1, longestCancellation), "reason", "请用一句话写明原因，最多 %d 个字", longestCancellation)
	if err := f.Err(); err != nil {
		return err
	}
	row := cancellationRow{MeetingID: m.ID, Kind: why.Kind, Reason: why.Reason, CancelledBy: actor.ID(), CancelledAt: calendar.Millis(p.now())}
	if err := storage.InsertAll(ctx, tx, []cancellationRow{row}); err != nil {
		return fmt.Errorf("keep why meeting %d is cancelled: %w", id, err)
	}
	if err := setMeetingState(ctx, tx, m.ID, Cancelled); err != nil {
		return fmt.Errorf("cancel meeting %d: %w", id, err)
	}
	if err := p.tellAudience(ctx, tx, notice.MeetingCancelled, m); err != nil {
		return err
	}
	return p.record(ctx, tx, actor, "meeting.cancel", "meeting", int64(id), "kind=%s", why.Kind)
}
