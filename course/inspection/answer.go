package inspection

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/fault"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

// LongestAnswer is the length in characters of the longest answer.
const LongestAnswer = 500

// Answer is what a unit answered to a doubt.
type Answer struct {
	Version int // from 1
	Text    string
	By      string // name of who answered
	At      time.Time
}

// Reply is an answer that is to be kept.
type Reply struct {
	Year  int
	Doubt string // key
	After int    // the version that it follows; 0 for none
	Text  string
}

// Answer keeps an answer to a doubt. It fails with fault.Forbidden when the actor may not answer, with fault.NotFound when
// there is no such doubt in the units of the actor, with fault.Invalid when the text is empty or too long, and with
// fault.Stale when somebody answered meanwhile.
func (d *Desk) Answer(ctx context.Context, actor access.Actor, r Reply) error {
	if err := access.Require(actor, access.AnswerDoubts); err != nil {
		return err
	}
	r.Text = strings.TrimSpace(r.Text)
	if err := r.check(); err != nil {
		return err
	}
	if err := d.isAsked(ctx, actor, r); err != nil {
		return err
	}
	at := d.now()
	return d.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		row := answerRow{Year: r.Year, Doubt: r.Doubt, Version: r.After + 1, Answer: r.Text, AnsweredBy: actor.ID(), AnsweredAt: calendar.Millis(at)}
		last, err := selectVersion(ctx, tx.ReadTx, r.Doubt)
		if err != nil {
			return fmt.Errorf("read the answers to %s: %w", r.Doubt, err)
		}
		if last != r.After {
			return fault.New(fault.Stale, "刚才已经有人答复过这一条，请看过再答")
		}
		if err := storage.Insert(ctx, tx, &row); err != nil {
			return fmt.Errorf("keep the answer to %s: %w", r.Doubt, err)
		}
		return audit.Add(ctx, tx, at, audit.Event{
			Actor: int64(actor.ID()), Action: "doubt.answer", Kind: "doubt_answer", ID: row.ID, Detail: fmt.Sprintf("doubt=%s version=%d", r.Doubt, row.Version),
		})
	})
}

func (r Reply) check() error {
	var f fault.Fields
	f.Check(r.Text != "", "answer", "请写上答复")
	f.Check(utf8.ValidString(r.Text) && utf8.RuneCountInString(r.Text) <= LongestAnswer, "answer", "最多 %d 字", LongestAnswer)
	return f.Err()
}

// isAsked fails unless the doubt is there and within the units of the actor.
func (d *Desk) isAsked(ctx context.Context, actor access.Actor, r Reply) error {
	return d.db.Read(ctx, func(tx storage.ReadTx) error {
		found, err := d.reporter.Doubts(ctx, tx, actor, access.AnswerDoubts, 0, report.AsOf{Year: r.Year})
		if err == nil && !slices.ContainsFunc(found.Doubts, func(q doubt.Doubt) bool { return q.Key == r.Doubt }) {
			err = fault.New(fault.NotFound, "没有这一条疑点，或者不归您答复")
		}
		return err
	})
}

// Answers returns what was answered to doubts of a study year, by their keys, the latest version first. It holds answers
// to all doubts of all units: show only those to doubts that the reader may see.
func Answers(ctx context.Context, tx storage.ReadTx, year int) (map[string][]Answer, error) {
	rows, err := selectAnswers(ctx, tx, year)
	if err != nil {
		return nil, fmt.Errorf("read the answers of %d: %w", year, err)
	}
	all := map[string][]Answer{}
	for _, r := range rows {
		all[r.Doubt] = append(all[r.Doubt], Answer{Version: r.Version, Text: r.Answer, By: r.Name, At: calendar.FromMillis(r.AnsweredAt)})
	}
	return all, nil
}
