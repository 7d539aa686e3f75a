package importer

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

// Questions imports a file of questions, in whichever of the Formats it is, into the bank that the options name, or the
// one named like the file. They may be drawn at once: an import is the act of an author who answers for the file. What
// the bank has already is not imported twice, and what it has with another answer or explanation is stored as the next
// version; questions that the file does not have stay as they are.
//
// It fails with office.RowErrors that name every bad question; with Options.Partial it reports them and imports the
// others.
func (im *Importer) Questions(ctx context.Context, actor access.Actor, file string, data []byte, options Options) (Report, error) {
	if err := requireAuthor(actor); err != nil {
		return Report{}, err
	}
	reading, err := Read(file, data)
	if err != nil {
		return Report{}, err
	}
	if len(reading.Problems) > 0 && (!options.Partial || len(reading.Items) == 0) {
		return Report{Skipped: reading.Problems, Notes: reading.Notes}, reading.Problems
	}
	report := Report{
		Name: cmp.Or(options.Bank, bankName(file)), Format: reading.Format, Questions: len(reading.Items), Skipped: reading.Problems, Notes: reading.Notes,
	}
	err = im.write(ctx, options, func(ctx context.Context, tx storage.WriteTx) error {
		into, err := im.keeper.Open(ctx, tx, actor, report.Name)
		if err != nil {
			return err
		}
		outcomes, err := im.keeper.Import(ctx, tx, actor, into.ID, reading.drafts(), true)
		if err != nil {
			return err
		}
		return report.add(ctx, tx.ReadTx, reading.Items, outcomes)
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}

func bankName(file string) string {
	base := filepath.Base(file)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// add takes over what became of the questions.
func (r *Report) add(ctx context.Context, tx storage.ReadTx, items []Item, outcomes []bank.Outcome) error {
	banks, err := bank.Banks(ctx, tx)
	if err != nil {
		return err
	}
	names := make(map[bank.ID]string, len(banks))
	for _, b := range banks {
		names[b.ID] = b.Name
	}
	for i, out := range outcomes {
		note := func(text string, args ...any) { r.Notes = append(r.Notes, items[i].at(text, args...)) }
		switch out.Fate {
		case bank.Added:
			r.Added++
		case bank.Revised:
			r.Revised++
			note("题库里已有这道题（编号 %d），内容有改动，存为新版本", out.Question)
		case bank.Elsewhere:
			r.Known++
			note("题库“%s”里已有同一道题（编号 %d），没有重复导入", names[out.Bank], out.Question)
		case bank.Unchanged:
			r.Known++
		}
		for _, near := range out.Near {
			note("与题库“%s”的一道题（编号 %d）有 %d%% 相同，请看是否重复：%s", names[near.Bank], near.Question, near.Share, short(near.Text))
		}
	}
	r.Changed = r.Added+r.Revised > 0
	return nil
}

// short returns the beginning of a text, for naming a question.
func short(text string) string {
	const shown = 24
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= shown {
		return string(runes)
	}
	return string(runes[:shown]) + "……"
}

// at returns a word about the item with its place.
func (it Item) at(text string, args ...any) office.RowError {
	return office.RowError{File: it.Place.File, Sheet: it.Place.Sheet, Line: it.Place.Line, Message: fmt.Sprintf(text, args...)}
}
