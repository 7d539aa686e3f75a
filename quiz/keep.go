package quiz

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Stored says which generation of a source's questions holds now, and whether storing made it.
type Stored struct {
	ID         SetID
	Generation int
	Changed    bool
}

// Store makes the questions what the source asks from now on. Storing what is asked already, or no questions where there
// never were any, changes nothing; otherwise it makes a new generation, in which unchanged questions keep their ids, and
// an audit record.
func (p Prepared) Store(ctx context.Context, tx storage.WriteTx, at time.Time, by roster.CadreID, source course.QuestionSource) (Stored, error) {
	fail := func(err error) (Stored, error) {
		return Stored{}, fmt.Errorf("store the questions of %s %d: %w", source.Kind, source.ID, err)
	}
	last, found, err := selectCurrentSet(ctx, tx.ReadTx, source)
	if err != nil {
		return fail(err)
	}
	if found && last.ContentHash == p.hash || !found && len(p.questions) == 0 {
		return Stored{ID: last.ID, Generation: last.Generation}, nil
	}
	row := setRow{
		SourceKind: source.Kind, SourceID: source.ID, Generation: last.Generation + 1, Headings: p.headings,
		ContentHash: p.hash, StoredAt: calendar.Millis(at), StoredBy: by,
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return fail(err)
	}
	if err := p.fill(ctx, tx, row); err != nil {
		return fail(err)
	}
	event := audit.Event{
		Actor: int64(by), Action: "quiz.questions.store", Kind: source.Kind, ID: source.ID,
		Detail: fmt.Sprintf("generation=%d questions=%d", row.Generation, len(p.questions)),
	}
	if err := audit.Add(ctx, tx, at, event); err != nil {
		return fail(err)
	}
	return Stored{ID: row.ID, Generation: row.Generation, Changed: true}, nil
}

// fill puts the questions into the set, storing those that the source never asked before.
func (p Prepared) fill(ctx context.Context, tx storage.WriteTx, set setRow) error {
	ids, err := selectQuestionIDs(ctx, tx.ReadTx, set)
	if err != nil {
		return err
	}
	var added []preparedQuestion
	var rows []questionRow
	for _, q := range p.questions {
		if _, known := ids[q.hash]; !known {
			added = append(added, q)
			rows = append(rows, questionRow{SourceKind: set.SourceKind, SourceID: set.SourceID, Content: q.content, ContentHash: q.hash})
		}
	}
	if err := storage.InsertAll(ctx, tx, rows); err != nil {
		return err
	}
	if ids, err = selectQuestionIDs(ctx, tx.ReadTx, set); err != nil {
		return err
	}
	for _, q := range added {
		source := course.CitationSource{Kind: course.CitedByQuestion, ID: int64(ids[q.hash])}
		if err := course.Cite(ctx, tx, source, q.cites); err != nil {
			return err
		}
	}
	return storage.InsertAll(ctx, tx, p.items(set.ID, ids))
}

func (p Prepared) items(set SetID, ids map[string]QuestionID) []setQuestionRow {
	items := make([]setQuestionRow, len(p.questions))
	for i, q := range p.questions {
		items[i] = setQuestionRow{SetID: set, Position: i, QuestionID: ids[q.hash]}
	}
	return items
}

// CurrentSet returns what the source asks now and whether it ever asked anything.
func CurrentSet(ctx context.Context, tx storage.ReadTx, source course.QuestionSource) (*Set, bool, error) {
	row, found, err := selectCurrentSet(ctx, tx, source)
	if err != nil || !found {
		return nil, false, err
	}
	set, err := loadSet(ctx, tx, row)
	return set, err == nil, err
}

// Sources returns the ids of the sources of a kind that ask something now, in rising order.
func Sources(ctx context.Context, tx storage.ReadTx, kind string) ([]int64, error) {
	return selectSources(ctx, tx, kind)
}

func loadSet(ctx context.Context, tx storage.ReadTx, row setRow) (*Set, error) {
	questions, err := selectQuestions(ctx, tx, row.ID)
	if err != nil {
		return nil, fmt.Errorf("read question set %d: %w", row.ID, err)
	}
	return decodeSet(row, questions)
}
