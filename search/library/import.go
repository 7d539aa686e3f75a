package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// Options say how to import.
type Options struct {
	DryRun    bool           // compare only
	Partial   bool           // take the good files although others have problems
	By        int64          // the person, 0 for the operator at the command line
	Clock     calendar.Clock // required
	Category  string         // of documents that neither say theirs nor lie in a folder named after it
	Companion Companion      // takes the questions that lie beside documents; nil leaves them out
	Progress  func(Progress) // may be nil
	Cache     string         // folder for what takes seconds to make for PDF files; empty keeps nothing
}

// Companion takes over the check questions of documents.
type Companion interface {
	// Check returns what is wrong with the questions; a document with problems is not imported. No transaction is open.
	Check(s Source) []Problem
	// Store writes the questions in the transaction that writes the document. It is also called, for a changed document,
	// when there are none any more.
	Store(ctx context.Context, tx storage.WriteTx, id DocumentID, s Source) error
}

// Progress says how far an import is. First all files are read, then the new and changed ones are written.
type Progress struct {
	Writing bool
	Done    int
	Total   int
}

// Report is what an import did or, in a dry run, would do. It counts documents; a law in several files is one.
type Report struct {
	Added     int
	Changed   int
	Unchanged int
	Repeated  []Problem // the same version of the same document lies in another file, or is in the library
	Skipped   []Problem // files that could not be taken, and why
	Notes     []Problem // what was left out of files that were taken
}

// Import reads all documents below the root of files, of all forms that a Reader reads, with check questions in a .gift file
// of the same name. Hidden files are passed over; links and files of other kinds are problems. When a file has a problem
// nothing is imported, unless o.Partial is set; then it fails with fault.Invalid, and the report tells the files.
//
// The same content imported again changes nothing. Documents are written in batches, each with its change in the feed
// in one transaction, so that an import that was interrupted goes on where it stopped when it is called again.
func Import(ctx context.Context, db *storage.DB, files fs.FS, o Options) (Report, error) {
	bundles, problems, err := survey(files)
	if err != nil {
		return Report{}, err
	}
	return importBundles(ctx, db, files, bundles, problems, o)
}

func importBundles(ctx context.Context, db *storage.DB, files fs.FS, bundles []bundle, problems []Problem, o Options) (report Report, err error) {
	known, err := readKnown(ctx, db)
	if err != nil {
		return Report{}, err
	}
	i := &importer{files: files, options: o, known: known, reader: NewReader(o.Cache), report: Report{Skipped: problems}, began: calendar.Millis(o.Clock())}
	defer func() { err = errors.Join(err, i.reader.Close()) }()
	wanted, err := i.compare(ctx, bundles)
	if err != nil || o.DryRun {
		return i.report, err
	}
	if failed := len(i.report.Skipped); failed > 0 && !o.Partial {
		return i.report, fault.New(fault.Invalid, "有 %d 处问题，没有导入任何文件；改好后再导入，或者选择只导入没有问题的", failed)
	}
	return i.report, i.write(ctx, db, wanted)
}

// importer carries out one import.
type importer struct {
	files   fs.FS
	options Options
	known   *known
	reader  *Reader
	memory  memory
	report  Report
	began   int64
}

// compare reads every bundle, counts it in the report and returns those to write.
func (i *importer) compare(ctx context.Context, bundles []bundle) ([]bundle, error) {
	var wanted []bundle
	for n, b := range bundles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		wants, err := i.wants(ctx, b)
		if err != nil {
			return nil, err
		}
		if wants {
			wanted = append(wanted, b)
		}
		i.progress(Progress{Done: n + 1, Total: len(bundles)})
	}
	return wanted, nil
}

// wants decides about one bundle.
func (i *importer) wants(ctx context.Context, b bundle) (bool, error) {
	loaded, problem := i.load(b)
	if problem != nil {
		i.report.Skipped = append(i.report.Skipped, *problem)
		return false, nil
	}
	if id, same := i.known.hashes[loaded.hash]; same {
		if other := i.known.meet(id, b.files[0]); other != "" {
			i.repeat(b, other)
			return false, nil
		}
		i.report.Unchanged++
		return false, nil
	}
	source, problems, err := i.parse(ctx, b, loaded)
	if err != nil {
		return false, err
	}
	if len(problems) > 0 {
		i.report.Skipped = append(i.report.Skipped, problems...)
		return false, nil
	}
	id := identityOf(source)
	if other := i.known.meet(id, b.files[0]); other != "" {
		i.repeat(b, other)
		return false, nil
	}
	for _, note := range source.Notes {
		i.report.Notes = append(i.report.Notes, Problem{File: b.files[0], Message: note})
	}
	if i.known.has(id, b.files[0]) {
		i.report.Changed++
	} else {
		i.report.Added++
	}
	return true, nil
}

func (i *importer) repeat(b bundle, other string) {
	i.report.Repeated = append(i.report.Repeated, Problem{File: b.files[0], Message: fmt.Sprintf("与 %s 是同一文件的同一版本，只收一份", other)})
}

func (i *importer) progress(p Progress) {
	if i.options.Progress != nil {
		i.options.Progress(p)
	}
}
