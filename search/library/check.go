package library

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/feed"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Finding is what a person found out about a document.
type Finding struct {
	State  State         // InForce or Repealed
	Since  calendar.Date // day from which it holds; zero for the day of the check
	Source string        // where the person looked it up
}

const maxSource = 200 // characters

// Check records that a person looked up whether a document is in force, and tells the change feed; what is cited of a
// repealed one goes stale. It fails with
// fault.Invalid, or fault.NotFound when there is no such document.
func Check(ctx context.Context, tx storage.WriteTx, now time.Time, by roster.CadreID, id DocumentID, found Finding) error {
	today := calendar.DateOf(now)
	if found.Since == 0 {
		found.Since = today
	}
	found.Source = strings.TrimSpace(found.Source)
	if err := found.valid(today); err != nil {
		return err
	}
	document, exists, err := selectDocument(ctx, tx.ReadTx, id)
	if err != nil {
		return fmt.Errorf("find document %d: %w", id, err)
	}
	if !exists {
		return notFound()
	}
	row := checkRow{
		DocumentID: int64(id), State: string(found.State), SinceOn: found.Since, Source: found.Source,
		CheckedOn: today, CheckedBy: int64(by), RecordedAt: calendar.Millis(now),
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return fmt.Errorf("record the check of document %d: %w", id, err)
	}
	if found.State == Repealed {
		if err := outdateRepealed(ctx, tx, document); err != nil {
			return err
		}
	}
	if err := feed.Add(ctx, tx, now, feed.Change{Kind: FeedKind, ID: int64(id), What: feed.Published}); err != nil {
		return err
	}
	return audit.Add(ctx, tx, now, audit.Event{
		Actor: int64(by), Action: "library.status.check", Kind: FeedKind, ID: int64(id), Detail: "state=" + string(found.State),
	})
}

func (found Finding) valid(today calendar.Date) error {
	var fields fault.Fields
	fields.Check(found.State == InForce || found.State == Repealed, "state", "请选择“有效”或者“已废止”")
	fields.Check(found.Source != "", "source", "请写明在哪里核对的")
	fields.Check(utf8.RuneCountInString(found.Source) <= maxSource, "source", "不能超过 %d 个字", maxSource)
	fields.Check(found.Since <= today, "since", "不能晚于今天")
	return fields.Err()
}
