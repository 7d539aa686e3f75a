package exam

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Given is what a person answered to one item: the values of its form field, as quiz.Item.Read takes them.
type Given struct {
	Key      quiz.ItemKey
	Values   []string
	Revision int // one more than that of the answer which the person saw; 1 for the first
}

// Saved is the answer to an item that the server has.
type Saved struct {
	Key      quiz.ItemKey
	Values   []string
	Revision int
	SavedAt  time.Time
}

// mostRevision bounds how often an answer is changed.
const mostRevision = 1_000_000

// Save keeps the answer to an item of the actor's running attempt and returns when it is on the disk. Saving the same
// again changes nothing.
//
// It fails with fault.Stale and returns what the server has when an answer of the same or a later revision came from
// another device; with fault.Conflict when the attempt is submitted or its time is over, half a minute for what was under
// way allowed; with fault.NotFound when the attempt is not the actor's or has no such item; and with fault.Invalid when
// the values cannot be an answer.
func (o *Office) Save(ctx context.Context, actor access.Actor, id AttemptID, g Given) (Saved, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return Saved{}, err
	}
	now := o.now()
	row, err := g.row(id, now)
	if err != nil {
		return Saved{}, err
	}
	saved := false
	err = o.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		saved, err = upsertAnswer(ctx, tx, actor.ID(), row, calendar.Millis(now.Add(-grace)))
		return err
	})
	switch {
	case err != nil:
		return Saved{}, fmt.Errorf("save an answer of attempt %d: %w", id, err)
	case saved:
		return row.saved()
	}
	return o.notSaved(ctx, actor.ID(), row, now)
}

// notSaved returns what the server has instead, and why.
func (o *Office) notSaved(ctx context.Context, cadre roster.CadreID, row answerRow, now time.Time) (Saved, error) {
	a, stored, err := o.held(ctx, cadre, row.AttemptID)
	if err != nil {
		return Saved{}, err
	}
	return a.instead(stored, row, now)
}

// held returns an attempt of the person with the answers that the server has.
func (o *Office) held(ctx context.Context, cadre roster.CadreID, id AttemptID) (a Attempt, stored []answerRow, err error) {
	err = o.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		if a, err = attemptOf(ctx, tx, cadre, id); err != nil {
			return err
		}
		if stored, err = selectAnswers(ctx, tx, id); err != nil {
			return fmt.Errorf("read the answers of attempt %d: %w", id, err)
		}
		return nil
	})
	return a, stored, err
}

// instead returns which answer is stored in place of the row, and why the row is not; no failure when it says the same.
func (a Attempt) instead(stored []answerRow, row answerRow, now time.Time) (saved Saved, err error) {
	i := slices.IndexFunc(stored, func(r answerRow) bool { return r.Position == row.Position })
	if i >= 0 {
		if saved, err = stored[i].saved(); err != nil || stored[i].says(row) {
			return saved, err
		}
	}
	return saved, a.refusal(row, i >= 0, now)
}

// says reports whether the stored row is the given one.
func (r answerRow) says(given answerRow) bool {
	return r.Revision == given.Revision && r.Answer == given.Answer
}

// refusal reports why an answer was not taken.
func (a Attempt) refusal(row answerRow, answered bool, now time.Time) error {
	switch {
	case row.Position >= len(a.Paper.Items):
		return fault.New(fault.NotFound, "试卷上没有这道题")
	case !a.IsRunning():
		return fault.New(fault.Conflict, "已经交卷，不能再改")
	case a.isLate(now):
		return fault.New(fault.Conflict, "时间到了，系统已经按保存的答案交卷")
	case answered:
		return errOtherDevice
	}
	return fault.New(fault.Busy, "没有保存上，请再试一次")
}

var errOtherDevice = fault.New(fault.Stale, "这道题在另一个页面或设备上改过，请核对后再改")

// row checks and encodes what is given.
func (g Given) row(id AttemptID, at time.Time) (answerRow, error) {
	position, err := positionOf(g.Key)
	if err != nil {
		return answerRow{}, err
	}
	if g.Revision < 1 || g.Revision > mostRevision || len(g.Values) > quiz.MaxOptions {
		return answerRow{}, fault.New(fault.Invalid, "答案的格式不对")
	}
	length := 0
	for _, v := range g.Values {
		length += utf8.RuneCountInString(v)
	}
	if length > quiz.MaxEssay {
		return answerRow{}, fault.New(fault.Invalid, "答案最多写 %d 个字", quiz.MaxEssay)
	}
	values := make([]string, len(g.Values))
	for i, v := range g.Values {
		values[i] = strings.ReplaceAll(strings.ToValidUTF8(v, "�"), "\x00", "")
	}
	text, err := json.Marshal(values)
	if err != nil {
		return answerRow{}, fmt.Errorf("encode an answer: %w", err)
	}
	return answerRow{AttemptID: id, Position: position, Revision: g.Revision, Answer: string(text), SavedAt: calendar.Millis(at)}, nil
}

// positionOf returns the position of an item, from 0. It fails with fault.NotFound for what is no key.
func positionOf(key quiz.ItemKey) (int, error) {
	digits, named := strings.CutPrefix(string(key), "q")
	n, err := strconv.Atoi(digits)
	if !named || err != nil || n < 1 || n > mostItems || quiz.Key(n-1) != key {
		return 0, fault.New(fault.NotFound, "试卷上没有这道题")
	}
	return n - 1, nil
}

func (r answerRow) saved() (Saved, error) {
	s := Saved{Key: quiz.Key(r.Position), Revision: r.Revision, SavedAt: instant(r.SavedAt)}
	if err := json.Unmarshal([]byte(r.Answer), &s.Values); err != nil {
		return Saved{}, fmt.Errorf("decode an answer of attempt %d: %w", r.AttemptID, err)
	}
	return s, nil
}
