package attendance

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// CorrectionID identifies a proposed correction.
type CorrectionID int64

// Correction asks for a person's mark on a confirmed roll to be replaced (更正), and says what was decided.
type Correction struct {
	ID         CorrectionID
	Meeting    plan.MeetingID
	Title      string // of the meeting
	On         calendar.Date
	Name       string   // of the person
	Stood      Presence // what was to be corrected
	Mark                // what shall stand instead
	Grounds    string   // why the roll is to be corrected
	ProposedBy roster.CadreID
	ProposedAt time.Time
	DecidedBy  roster.CadreID // 0 while open
	DecidedAt  time.Time
	Accepted   bool
}

// IsOpen reports whether nobody has decided yet.
func (c Correction) IsOpen() bool { return c.DecidedBy == 0 }

// longestGrounds is the length in characters of the longest grounds of a correction, as of a reversal in the ledger.
const longestGrounds = 500

// Correct proposes to replace the mark of a person on a confirmed roll; nothing changes until a second person accepts it.
// It fails with fault.Forbidden when the actor may not propose corrections or is the person concerned, with
// fault.NotFound when the meeting is not the actor's, with fault.Invalid when the person is not on the roll, the mark is
// malformed or the grounds too short, and with fault.Conflict when the roll is not confirmed, says so already or has
// an open correction for the person.
func (c *Clerk) Correct(ctx context.Context, tx storage.WriteTx, actor access.Actor, id plan.MeetingID, mark Mark, grounds string) (CorrectionID, error) {
	m, err := meeting(ctx, tx.ReadTx, actor, access.ProposeReversal, id)
	if err != nil {
		return 0, err
	}
	if mark.Cadre == actor.ID() {
		return 0, fault.New(fault.Forbidden, "不能给自己的学时办理更正，请找组长或学习秘书")
	}
	roll, confirmed, err := rollOf(ctx, tx.ReadTx, m.ID)
	if err != nil {
		return 0, err
	}
	if !confirmed {
		return 0, fault.New(fault.Conflict, "名单还没有确认，直接在点名表上改")
	}
	mark, grounds = mark.tidy(), strings.TrimSpace(grounds)
	line, found := roll.Line(mark.Cadre)
	if err := c.checkCorrection(ctx, tx.ReadTx, m, mark, found, grounds); err != nil {
		return 0, err
	}
	if line.Mark == mark {
		return 0, fault.New(fault.Conflict, "名单上已经是这样，不用更正")
	}
	return c.propose(ctx, tx, actor, correctionRow{
		MeetingID: m.ID, CadreID: mark.Cadre, Stood: line.Presence, Presence: mark.Presence, Reason: mark.Reason,
		Grounds: grounds, ProposedBy: actor.ID(), ProposedAt: calendar.Millis(c.now()),
	})
}

// checkCorrection reports what is wrong with a proposed correction, under the names of the form's fields.
func (c *Clerk) checkCorrection(ctx context.Context, tx storage.ReadTx, m plan.Meeting, mark Mark, onRoll bool, grounds string) error {
	rules, err := hours.InForce(ctx, tx, m.On())
	if err != nil {
		return err
	}
	shortest, length := rules.Limits.ReasonCharacters, utf8.RuneCountInString(grounds)
	var f fault.Fields
	f.Check(onRoll, PresenceField(mark.Cadre), "这个人不在应到名单上")
	mark.check(&f)
	good := length >= shortest && length <= longestGrounds && utf8.ValidString(grounds)
	f.Check(good, "grounds", "请写明更正的理由，%d 到 %d 个字", shortest, longestGrounds)
	return f.Err()
}

func (c *Clerk) propose(ctx context.Context, tx storage.WriteTx, actor access.Actor, row correctionRow) (CorrectionID, error) {
	if err := storage.Insert(ctx, tx, &row); err != nil {
		if storage.IsDuplicate(err) {
			return 0, fault.New(fault.Conflict, "这个人在这次会上已有更正等待批准")
		}
		return 0, fmt.Errorf("propose to correct the roll of meeting %d: %w", row.MeetingID, err)
	}
	return row.ID, c.record(ctx, tx, actor, "meeting.roll.correct", "meeting", int64(row.MeetingID), "correction=%d", row.ID)
}

// Corrections returns the proposed corrections of the meetings in the scope, the newest first; with openOnly, those that
// wait for a decision.
func Corrections(ctx context.Context, tx storage.ReadTx, scope roster.Scope, openOnly bool) ([]Correction, error) {
	rows, err := selectCorrections(ctx, tx, scope, openOnly)
	if err != nil {
		return nil, fmt.Errorf("read the corrections of rolls: %w", err)
	}
	list := make([]Correction, len(rows))
	for i, r := range rows {
		list[i] = r.correction()
	}
	return list, nil
}
