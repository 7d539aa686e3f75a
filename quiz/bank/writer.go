package bank

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/storage"
)

// CitedBy is the kind of course.CitationSource that stands for a Version.
const CitedBy = "bank_version"

// writer stores questions and versions in one transaction. finish must be called before the transaction ends.
type writer struct {
	tx         storage.WriteTx
	keeper     Keeper
	actor      access.Actor
	bank       ID
	at         int64
	known      *catalogue
	tags       []tagRow
	likenesses []likenessRow
}

// add stores a new question.
func (w *writer) add(ctx context.Context, d Draft, l likeness, state State) (QuestionID, error) {
	row := questionRow{BankID: w.bank, State: state, StateAt: w.at, StateBy: w.actor.ID()}
	if err := storage.Insert(ctx, w.tx, &row); err != nil {
		return 0, fmt.Errorf("add a question: %w", err)
	}
	version, err := w.insert(ctx, row.ID, 1, d, l)
	if err != nil {
		return 0, fmt.Errorf("add a question: %w", err)
	}
	w.known.add(knownRow{ID: row.ID, BankID: w.bank, VersionID: version, ContentHash: l.hash, Simhash: int64(l.simhash)})
	return row.ID, nil
}

// revise stores the next version, unless it says what the old one says.
func (w *writer) revise(ctx context.Context, row questionRow, old Version, d Draft, l likeness, state State) error {
	if old.says(d) {
		return nil
	}
	version, err := w.insert(ctx, row.ID, old.Number+1, d, l)
	if err != nil {
		return fmt.Errorf("revise question %d: %w", row.ID, err)
	}
	row.VersionID, row.State, row.Reason, row.StateAt, row.StateBy = version, state, "", w.at, w.actor.ID()
	if err := setVersion(ctx, w.tx, row); err != nil {
		return fmt.Errorf("revise question %d: %w", row.ID, err)
	}
	return w.keeper.record(ctx, w.tx, w.actor, "bank.question.revise", "bank_question", int64(row.ID), fmt.Sprintf("version=%d", old.Number+1))
}

// says reports whether the version says what the draft says, but for the word on what changed.
func (v Version) says(d Draft) bool {
	before := v.Draft.tidy()
	before.Change, d.Change = "", ""
	a, errA := json.Marshal(before)
	b, errB := json.Marshal(d) // the stored form: no difference between none and an empty list
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

func (w *writer) insert(ctx context.Context, question QuestionID, number int, d Draft, l likeness) (VersionID, error) {
	content, err := json.Marshal(d.Content)
	if err != nil {
		return 0, err
	}
	row := versionRow{
		QuestionID: question, Number: number, Kind: d.Content.Kind, Content: string(content), Subject: d.Subject,
		Difficulty: d.Difficulty, Source: d.Source, Change: d.Change, StoredAt: w.at, StoredBy: w.actor.ID(),
	}
	if err := storage.Insert(ctx, w.tx, &row); err != nil {
		return 0, err
	}
	for _, tag := range d.Tags {
		w.tags = append(w.tags, tagRow{row.ID, tag})
	}
	w.likenesses = append(w.likenesses, l.row(row.ID))
	source := course.CitationSource{Kind: CitedBy, ID: int64(row.ID)}
	return row.ID, course.Cite(ctx, w.tx, source, course.CitationsIn(strings.Join(d.Content.Cites, "\n")))
}

// finish stores what goes faster together.
func (w *writer) finish(ctx context.Context) error {
	const point = `UPDATE bank_questions SET version_id = (SELECT MAX(v.id) FROM bank_versions v WHERE v.question_id = bank_questions.id)
WHERE version_id = 0`
	if _, err := storage.Exec(ctx, w.tx, point); err != nil {
		return fmt.Errorf("name the current versions: %w", err)
	}
	if err := storage.InsertAll(ctx, w.tx, w.tags); err != nil {
		return fmt.Errorf("store the tags: %w", err)
	}
	if err := storage.InsertAll(ctx, w.tx, w.likenesses); err != nil {
		return fmt.Errorf("store what questions are compared by: %w", err)
	}
	return nil
}
