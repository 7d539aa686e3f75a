package importer

import (
	"context"
	"errors"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

// Importer brings course folders, the questions of documents and files of questions into the database. All of them need
// access.AuthorContent. Everything slow is done before the write, and a file that is imported again without a change
// changes nothing.
type Importer struct {
	db     *storage.DB
	shelf  course.Shelf
	clock  calendar.Clock
	keeper bank.Keeper
}

// New returns an importer into the database; the materials of courses are kept on the shelf.
func New(db *storage.DB, shelf course.Shelf, clock calendar.Clock) *Importer {
	return &Importer{db: db, shelf: shelf, clock: clock, keeper: bank.NewKeeper(clock)}
}

// Options say how to import.
type Options struct {
	DryRun  bool   // find every problem and say what would change, but keep nothing
	Partial bool   // questions of a bank only: import the good ones although others are not
	Bank    string // the bank that questions go into; "" stands for the one named like the file
}

// Report says what an import did, or would do.
type Report struct {
	Name      string // of the course, document or bank
	Changed   bool   // false when all of it was there already
	Questions int
	Skipped   office.RowErrors // questions left out, only with Options.Partial

	// The rest is said of questions for a bank only.
	Format  string           // name of the file's format
	Added   int              // questions that the bank did not have
	Revised int              // questions of which the next version was stored
	Known   int              // questions that a bank had as they are
	Notes   office.RowErrors // what a format could not carry, what is there twice or nearly so
}

// errDryRun undoes a write whose outcome was only to be known.
var errDryRun = errors.New("dry run")

// write runs fn in one transaction, which a dry run takes back.
func (im *Importer) write(ctx context.Context, options Options, fn func(context.Context, storage.WriteTx) error) error {
	err := im.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		if err := fn(ctx, tx); err != nil {
			return err
		}
		if options.DryRun {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		return nil
	}
	return err
}

func requireAuthor(actor access.Actor) error { return access.Require(actor, access.AuthorContent) }
