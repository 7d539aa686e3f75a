package importer

import (
	"context"
	"fmt"
	"io"

	"xiangxue/course/access"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

// Exported says what an export wrote.
type Exported struct {
	Questions int
	Lost      office.RowErrors // what the format could not carry, by the number of the question
}

// Export writes the current versions of all questions of a bank, whatever their state, in a format that can be written.
// Importing the file gives the same questions, apart from what Lost says. It fails with fault.NotFound when there is no such
// bank and with fault.Forbidden when the actor is no author.
func Export(ctx context.Context, tx storage.ReadTx, actor access.Actor, w io.Writer, from bank.ID, format Format) (Exported, error) {
	if err := requireAuthor(actor); err != nil {
		return Exported{}, err
	}
	source, err := bank.ByID(ctx, tx, from)
	if err != nil {
		return Exported{}, err
	}
	questions, err := bank.Find(ctx, tx, bank.Filter{Bank: from, Limit: max(source.Questions, 1)})
	if err != nil {
		return Exported{}, err
	}
	drafts := make([]bank.Draft, len(questions))
	for i, q := range questions {
		drafts[i] = q.Version.Draft
		drafts[i].Content.ID = 0
	}
	lost, err := format.Write(w, source.Name, drafts)
	if err != nil {
		return Exported{}, fmt.Errorf("export bank %d: %w", from, err)
	}
	return Exported{Questions: len(drafts), Lost: lost}, nil
}

// Writable returns the formats that can be written.
func Writable() []Format {
	var list []Format
	for _, f := range Formats() {
		if f.Write != nil {
			list = append(list, f)
		}
	}
	return list
}
