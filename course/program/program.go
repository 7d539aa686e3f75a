// Package program puts the parts of the product together (装配): what the commands work with, and the web site. It is the
// only package besides main that sees everything, and holds no rule of its own.
package program

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/console"
	"xiangxue/course/document"
	"xiangxue/course/dossier"
	"xiangxue/course/hours"
	"xiangxue/course/inspection"
	"xiangxue/course/objection"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/proof"
	"xiangxue/course/reflection"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/training"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
	"xiangxue/quiz/importer"
	"xiangxue/quiz/notebook"
	"xiangxue/search"
)

// Unnamed is what an installation is called that nobody gave a name; the flag says so, too.
const Unnamed = "学习型机关"

// Options say which installation to work with. The tags make them flags of every command.
type Options struct {
	Data string `help:"Directory of the database, materials, keys and index." default:"./data" type:"path"`
	DB   string `help:"postgres://… to keep the database in PostgreSQL instead of the data directory." name:"db"`
	Key  string `help:"File of the log's signing key; it may lie outside the data directory." type:"path"`
	Name string `help:"Name of a new installation, shown in the header." default:"学习型机关"`
	Font string `help:"TrueType font with Chinese characters, of PDF files." default:"/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf" type:"path"`
}

// Storage returns which database that is.
func (o Options) Storage() storage.Config { return storage.Config{Dir: o.Data, DSN: o.DB} }

// Vault returns what makes, verifies and restores the backups of that installation.
func (o Options) Vault() console.Vault {
	return console.Vault{Config: o.Storage(), Key: o.Key, Facts: Facts(), Clock: time.Now}
}

// Program is an open installation. Its parts are safe for concurrent use; Close it once.
type Program struct {
	Options      Options
	Installation storage.Installation
	DB           *storage.DB
	Clock        calendar.Clock
	Logger       *slog.Logger
	Log          *seal.Log
	Gate         *access.Gate
	Ledger       *hours.Ledger
	Catalogue    *course.Catalogue
	Shelf        course.Shelf
	Keeper       *progress.Keeper
	Planner      *plan.Planner
	Clerk        *attendance.Clerk
	Training     *training.Registrar
	Declarations *reflection.Clerk
	Objections   *objection.Clerk
	Examiner     *quiz.Examiner
	Exams        *exam.Office
	Notebook     *notebook.Keeper
	Reporter     *report.Reporter
	Inspection   *inspection.Desk
	Press        *document.Press
	Packer       *dossier.Packer
	Prover       *proof.Prover
	Registrar    roster.Registrar
	Importer     *importer.Importer
}

// Open opens the database and puts the parts together. A new database gets the shipped rules.
func Open(ctx context.Context, o Options) (*Program, error) {
	db, err := storage.Open(ctx, o.Storage())
	if err != nil {
		return nil, err
	}
	p := &Program{Options: o, DB: db, Clock: time.Now, Logger: slog.New(slog.NewJSONHandler(os.Stderr, nil))}
	if err := p.assemble(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return p, nil
}

func (p *Program) assemble(ctx context.Context) (err error) {
	if p.Installation, err = storage.EnsureInstallation(ctx, p.DB, p.Options.Name, p.Clock()); err != nil {
		return err
	}
	key := p.Options.Key
	if key == "" {
		key = seal.KeyFile(p.Options.Data)
	}
	if p.Log, err = seal.Open(ctx, p.DB, key, p.Installation.Origin, p.Clock); err != nil {
		return err
	}
	p.Gate = access.NewGate(p.DB, p.Clock)
	p.Ledger = hours.NewLedger(p.Log, p.Clock)
	p.Catalogue, p.Shelf = course.NewCatalogue(), course.NewShelf(p.Options.Data)
	p.Keeper = progress.NewKeeper(p.Ledger, p.Catalogue, p.Clock)
	p.Planner = plan.NewPlanner(p.Log, p.Ledger, p.Clock)
	p.Clerk = attendance.NewClerk(p.Log, p.Ledger, p.Clock)
	p.Training = training.NewRegistrar(p.Log, p.Ledger, p.Clock)
	p.Declarations = reflection.NewClerk(p.Ledger, p.Clock)
	p.Objections = objection.NewClerk(p.Ledger, p.Clock)
	if p.Examiner, err = quiz.NewExaminer(ctx, p.DB, p.Clock); err != nil {
		return err
	}
	p.Exams = exam.NewOffice(exam.Needs{DB: p.DB, Clock: p.Clock, Ledger: p.Ledger, Planner: p.Planner, Source: exam.Banks{}, Seed: p.Examiner.Seed})
	p.Notebook = notebook.NewKeeper(notebook.Needs{DB: p.DB, Clock: p.Clock, Checks: p.Examiner, Exams: p.Exams})
	p.Reporter = report.New(p.Log, p.Ledger, p.Catalogue, p.Clock,
		quiz.Papers{Examiner: p.Examiner}, exam.Papers{Office: p.Exams}, report.TrainingRolls{}, report.Declarations{})
	p.Inspection = inspection.NewDesk(p.DB, p.Reporter, p.Log, p.Clock)
	p.Press = document.NewPress(p.Options.Font)
	p.Prover = proof.NewProver(p.DB, p.Log, p.Installation.Name, p.Clock)
	p.Packer = &dossier.Packer{DB: p.DB, Log: p.Log, Reporter: p.Reporter, Prover: p.Prover, Press: p.Press, Facts: Facts(), Clock: p.Clock}
	p.Registrar = roster.Registrar{DB: p.DB, Clock: p.Clock}
	p.Importer = importer.New(p.DB, p.Shelf, p.Clock)
	return p.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := p.Ledger.AdoptDefault(ctx, tx) // only in a database without rules
		return err
	})
}

// Close signs what is not signed yet and closes the database. It returns err with what went wrong meanwhile.
func (p *Program) Close(ctx context.Context, err error) error {
	_, signed := p.Log.Checkpoint(context.WithoutCancel(ctx))
	return errors.Join(err, signed, p.DB.Close())
}

// Use opens the installation, runs fn on it and closes it.
func Use(ctx context.Context, o Options, fn func(*Program) error) error {
	p, err := Open(ctx, o)
	if err != nil {
		return err
	}
	return p.Close(ctx, fn(p))
}

// OpenIndex opens the search index of the installation. What people say there beside the shipped vocabulary stands in
// vocabulary.txt of the data directory.
func (p *Program) OpenIndex() (*search.Index, error) {
	index, err := search.Open(filepath.Join(p.Options.Data, "index"))
	if err != nil {
		return nil, err
	}
	if err := index.ExtendFrom(filepath.Join(p.Options.Data, "vocabulary.txt")); err != nil {
		return nil, errors.Join(err, index.Close())
	}
	return index, nil
}

// Reindex makes the search index anew and says so to w, and how far it has got to progress; no server may be using it.
func (p *Program) Reindex(ctx context.Context, w, progress io.Writer) error {
	index, err := p.OpenIndex()
	if err != nil {
		return err
	}
	return errors.Join(console.Reindex(ctx, w, progress, search.NewIndexer(p.DB, index, p.Clock)), index.Close())
}

// Facts returns the sources of all sealed facts, for verification.
func Facts() []seal.FactSource {
	return append(hours.Facts(), plan.Facts(), attendance.Facts(), training.Facts())
}
