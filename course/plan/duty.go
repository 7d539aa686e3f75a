package plan

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Duty is an item that a person is asked to study: all standing assignments of it together, under the earliest due date.
type Duty struct {
	Assignment      // the one that is due first
	Asked      int  // how many assignments ask for it
	Overdue    bool // the due date is over
	How        How  // how it was finished; empty while it is open
	FinishedAt time.Time
}

// Due returns what the person has still to study, by due date.
func Due(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, on calendar.Date) ([]Duty, error) {
	duties, err := duties(ctx, tx, cadre, on)
	return kept(duties, func(d Duty) bool { return d.How == "" }), err
}

// DueAmong returns those of the items that the person has still to study, by due date, as Due does.
func DueAmong(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, items []Item, on calendar.Date) ([]Duty, error) {
	if len(items) == 0 {
		return nil, nil
	}
	rows, err := selectDueAmong(ctx, tx, cadre, items)
	if err != nil {
		return nil, fmt.Errorf("read the duties of cadre %d: %w", cadre, err)
	}
	return gathered(rows, on), nil
}

// Finished returns what the person was asked for and has finished since the day, by due date.
func Finished(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, since calendar.Date) ([]Duty, error) {
	duties, err := duties(ctx, tx, cadre, since)
	return kept(duties, func(d Duty) bool { return d.How != "" && calendar.DateOf(d.FinishedAt) >= since }), err
}

// Duties returns everything of a kind that the person is asked for, finished or not, by due date.
func Duties(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, kind ItemKind, on calendar.Date) ([]Duty, error) {
	duties, err := duties(ctx, tx, cadre, on)
	return kept(duties, func(d Duty) bool { return d.Kind == kind }), err
}

func duties(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, on calendar.Date) ([]Duty, error) {
	rows, err := selectDuties(ctx, tx, cadre)
	if err != nil {
		return nil, fmt.Errorf("read the duties of cadre %d: %w", cadre, err)
	}
	return gathered(rows, on), nil
}

// gathered makes one duty of all assignments of an item.
func gathered(rows []dutyRow, on calendar.Date) []Duty {
	var list []Duty
	at := map[Item]int{}
	for _, r := range rows { // the earliest due date comes first
		if i, known := at[r.Row.item()]; known {
			list[i].Asked++
			continue
		}
		at[r.Row.item()] = len(list)
		list = append(list, Duty{
			Assignment: r.Row.assignment(), Asked: 1, Overdue: r.Row.DueOn < on, How: r.How, FinishedAt: instant(r.FinishedAt),
		})
	}
	return list
}

// FindReading returns a standing assignment of a document that asks the person, for the page of the required reading.
// It fails with fault.NotFound otherwise.
func FindReading(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id AssignmentID) (Duty, error) {
	row, found, err := selectAsked(ctx, tx, cadre, id)
	if err != nil {
		return Duty{}, fmt.Errorf("read assignment %d: %w", id, err)
	}
	if !found || row.Row.Kind != DocumentItem {
		return Duty{}, errNoAssignment
	}
	return Duty{Assignment: row.Row.assignment(), Asked: 1, How: row.How, FinishedAt: instant(row.FinishedAt)}, nil
}

// DutyFor returns the standing assignment of an item that asks the person and is due first, and whether there is one.
func DutyFor(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, item Item) (Duty, bool, error) {
	row, found, err := selectAskedFor(ctx, tx, cadre, item)
	if err != nil {
		return Duty{}, false, fmt.Errorf("look who asks cadre %d for %s %d: %w", cadre, item.Kind, item.Ref, err)
	}
	if !found {
		return Duty{}, false, nil
	}
	return Duty{Assignment: row.Row.assignment(), Asked: 1, How: row.How, FinishedAt: instant(row.FinishedAt)}, true, nil
}

// MarkRead fulfils the actor's duty to read a document and books nothing. Doing it again changes nothing.
func (p *Planner) MarkRead(ctx context.Context, tx storage.WriteTx, actor access.Actor, id AssignmentID) error {
	if err := access.Require(actor, access.Learn); err != nil {
		return err
	}
	d, err := FindReading(ctx, tx.ReadTx, actor.ID(), id)
	if err != nil || d.How != "" {
		return err
	}
	if err := insertFinished(ctx, tx, actor.ID(), d.Item, Read, p.now(), 0); err != nil {
		return fmt.Errorf("mark %s %d as read: %w", d.Kind, d.Ref, err)
	}
	return p.record(ctx, tx, actor, "reading.mark", "assignment", int64(id), "")
}

// FinishReading fulfils the actor's duty to read a document whose check the evidence shows as passed, and books hours
// by the rule for readings: once per person and document, however often it was assigned. It fails with fault.Conflict
// when the evidence is of another check.
func (p *Planner) FinishReading(ctx context.Context, tx storage.WriteTx, actor access.Actor, id AssignmentID, evidence course.Evidence) (hours.Entry, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return hours.Entry{}, err
	}
	if evidence.Owner != ReadingOwner(id) {
		return hours.Entry{}, fault.New(fault.Conflict, "这份答卷不是这份必读的")
	}
	d, err := FindReading(ctx, tx.ReadTx, actor.ID(), id)
	if err != nil {
		return hours.Entry{}, err
	}
	entry, err := p.ledger.Append(ctx, tx, hours.Fact{
		Cadre: actor.ID(), Source: hours.SourceReading, Ref: d.Ref, Activity: hours.ActivityReading, Mode: hours.Self,
		Subject: d.Subject, Title: d.Title, Evidence: "attempt", EvidenceID: evidence.AttemptID,
		HappenedOn: calendar.DateOf(evidence.PassedAt), By: actor.ID(),
	})
	if err != nil {
		return hours.Entry{}, fmt.Errorf("book document %d: %w", d.Ref, err)
	}
	if err := insertFinished(ctx, tx, actor.ID(), d.Item, Checked, evidence.PassedAt, entry.ID); err != nil {
		return hours.Entry{}, fmt.Errorf("finish document %d: %w", d.Ref, err)
	}
	return entry, p.record(ctx, tx, actor, "reading.finish", "assignment", int64(id), "entry=%d", entry.ID)
}

// ReadingOwner returns the owner of the check of a required reading.
func ReadingOwner(id AssignmentID) course.CheckOwner {
	return course.CheckOwner{Kind: course.OwnerReading, ID: int64(id)}
}

// Fulfil notes that the person has finished a course, lesson or quiz, whether or not somebody asked for it yet: an assignment
// made later finds it done. Whoever keeps courses calls it in the transaction of the fact. Doing it again changes nothing.
func Fulfil(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, item Item, at time.Time, entry hours.EntryID) error {
	if err := insertFinished(ctx, tx, cadre, item, Checked, at, entry); err != nil {
		return fmt.Errorf("note that %s %d is finished: %w", item.Kind, item.Ref, err)
	}
	return nil
}

// Reopen takes back what Fulfil noted, because two persons corrected what it rested on: the duty stands again.
func Reopen(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, item Item) error {
	if err := deleteFinished(ctx, tx, cadre, item); err != nil {
		return fmt.Errorf("note that %s %d is not finished: %w", item.Kind, item.Ref, err)
	}
	return nil
}
