// Command xiangxue (乡学) is the learning-management system of a learning-type organ: courses with checks, the policy
// library, and the study-hour ledger measured against the Party committee's theory-study plan.
//
// This file is the command table and the wiring; each command is one call into the package that owns it.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/console"
	"xiangxue/course/hours"
	"xiangxue/course/pages/account"
	"xiangxue/course/pages/study"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/importer"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// commands are the commands of the program and the flags that all of them take.
type commands struct {
	Data string `help:"Directory of the database, materials, keys and index." default:"./data" type:"path"`
	DB   string `help:"postgres://… to keep the database in PostgreSQL instead of the data directory." name:"db"`
	Key  string `help:"File of the log's signing key; it may lie outside the data directory." type:"path"`
	Name string `help:"Name of a new installation, shown in the header." default:"学习型机关"`

	Serve  serveCommand  `cmd:"" help:"Serve the web site."`
	Import importCommand `cmd:"" help:"Import a roster, a course, questions, policies or rules."`
	Verify verifyCommand `cmd:"" help:"Recompute the log from the rows and name the first difference."`
	User   userCommand   `cmd:"" help:"Give a person an account, set a password, lock an account."`
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	var c commands
	parser := kong.Must(&c, kong.Name("xiangxue"), kong.Description("乡学: a learning-management system for learning-type organs."),
		kong.DefaultEnvars("XIANGXUE"), kong.UsageOnError())
	parsed, err := parser.Parse(longFlags(args))
	parser.FatalIfErrorf(err)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parsed.BindTo(ctx, (*context.Context)(nil))
	if err := parsed.Run(&c); err != nil {
		fmt.Fprintln(os.Stderr, console.Describe(err))
		return 1
	}
	return 0
}

// longFlags lets flags be written with one dash, as Go programs take them: -data is --data.
func longFlags(args []string) []string {
	long := make([]string, len(args))
	for i, arg := range args {
		if len(arg) > 2 && arg[0] == '-' && arg[1] != '-' {
			arg = "-" + arg
		}
		long[i] = arg
	}
	return long
}

// program is what the commands work with.
type program struct {
	installation storage.Installation
	db           *storage.DB
	clock        calendar.Clock
	log          *slog.Logger
	seal         *seal.Log
	gate         *access.Gate
	ledger       *hours.Ledger
	catalogue    *course.Catalogue
	shelf        course.Shelf
	keeper       *progress.Keeper
	planner      *plan.Planner
	registrar    roster.Registrar
	importer     *importer.Importer
}

// open opens the database and puts the parts together. A new database gets the shipped rules.
func (c *commands) open(ctx context.Context) (*program, error) {
	db, err := storage.Open(ctx, storage.Config{Dir: c.Data, DSN: c.DB})
	if err != nil {
		return nil, err
	}
	p := &program{db: db, clock: time.Now, log: slog.New(slog.NewJSONHandler(os.Stderr, nil))}
	if err := p.assemble(ctx, c); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return p, nil
}

func (p *program) assemble(ctx context.Context, c *commands) (err error) {
	if p.installation, err = storage.EnsureInstallation(ctx, p.db, c.Name, p.clock()); err != nil {
		return err
	}
	key := c.Key
	if key == "" {
		key = seal.KeyFile(c.Data)
	}
	if p.seal, err = seal.Open(ctx, p.db, key, p.installation.Origin, p.clock); err != nil {
		return err
	}
	p.gate = access.NewGate(p.db, p.clock)
	p.ledger = hours.NewLedger(p.seal, p.clock)
	p.catalogue, p.shelf = course.NewCatalogue(), course.NewShelf(c.Data)
	p.keeper = progress.NewKeeper(p.ledger, p.catalogue, p.clock)
	p.planner = plan.NewPlanner(p.seal, p.ledger, p.clock)
	p.registrar = roster.Registrar{DB: p.db, Clock: p.clock}
	p.importer = importer.New(p.db, p.shelf, p.clock)
	return p.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := p.ledger.AdoptDefault(ctx, tx) // only in a database without rules
		return err
	})
}

// close signs what is not signed yet and closes the database.
func (p *program) close(ctx context.Context, err error) error {
	_, signed := p.seal.Checkpoint(context.WithoutCancel(ctx))
	return errors.Join(err, signed, p.db.Close())
}

// use opens the program, runs fn on it and closes it.
func (c *commands) use(ctx context.Context, fn func(*program) error) error {
	p, err := c.open(ctx)
	if err != nil {
		return err
	}
	return p.close(ctx, fn(p))
}

type serveCommand struct {
	Addr   string `help:"Address to listen on." default:"127.0.0.1:8080"`
	Secure bool   `help:"The site is reached over HTTPS only: cookies and browsers are told so."`
}

// Run serves until the program is told to stop.
func (s serveCommand) Run(ctx context.Context, c *commands) error {
	lock, err := storage.LockServing(ctx, storage.Config{Dir: c.Data, DSN: c.DB})
	if err != nil {
		return err
	}
	return errors.Join(c.use(ctx, func(p *program) error { return p.serve(ctx, s, c.Data) }), lock.Release())
}

func (p *program) serve(ctx context.Context, s serveCommand, dir string) error {
	site, err := p.site(ctx, s.Secure, dir)
	if err != nil {
		return err
	}
	signed := make(chan error, 1)
	signing, stop := context.WithCancel(context.WithoutCancel(ctx))
	go func() { // ends with stop below
		signed <- p.seal.Run(signing, func(err error) { p.log.Error("sign the log", slog.String("error", err.Error())) })
	}()
	err = site.Serve(ctx, s.Addr, console.Listening(os.Stdout))
	stop()
	return errors.Join(err, <-signed)
}

// site puts the areas of the web site together.
func (p *program) site(ctx context.Context, secure bool, dir string) (*web.Site, error) {
	catalog, err := locale.Load()
	if err != nil {
		return nil, err
	}
	files, err := static.Load()
	if err != nil {
		return nil, err
	}
	examiner, err := quiz.NewExaminer(ctx, p.db, p.clock)
	if err != nil {
		return nil, err
	}
	site, err := web.New(web.Options{Name: p.installation.Name, Build: build(), Gate: p.gate, Catalog: catalog, Files: files,
		Clock: p.clock, Log: p.log, Secure: secure, Ready: p.db.Ping})
	if err != nil {
		return nil, err
	}
	_, accountErr := account.New(site, account.Needs{Gate: p.gate, DB: p.db, Registrar: p.registrar, Uploads: filepath.Join(dir, "uploads")})
	_, studyErr := study.New(site, study.Needs{DB: p.db, Catalogue: p.catalogue, Shelf: p.shelf, Checks: examiner, Keeper: p.keeper, Ledger: p.ledger})
	return site, errors.Join(accountErr, studyErr)
}

// build identifies the program, so that browsers do not show a page of another one.
func build() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return time.Now().Format(time.RFC3339)
}

type verifyCommand struct{}

// Run verifies the log of the installation.
func (verifyCommand) Run(ctx context.Context, c *commands) error {
	return c.use(ctx, func(p *program) error {
		v := seal.Verifier{Key: p.seal.VerifierKey(), Sources: append(hours.Facts(), plan.Facts())}
		return console.Verify(ctx, os.Stdout, p.db, v)
	})
}

type importCommand struct {
	DryRun  bool `help:"Show what would change and change nothing."`
	Partial bool `help:"Take the good rows although others are bad."`

	Roster    rosterCommand    `cmd:"" help:"Import units, people and study groups from a workbook."`
	Course    courseCommand    `cmd:"" help:"Import a course folder."`
	Questions questionsCommand `cmd:"" help:"Import tables of questions."`
	Rules     rulesCommand     `cmd:"" help:"Adopt a version of the rules for recognising hours (YAML)."`
}

type rosterCommand struct {
	File     string `arg:"" help:"The workbook." type:"path"`
	Template bool   `help:"Write an empty workbook to FILE instead."`
}

// Run imports the roster, or writes the template.
func (r rosterCommand) Run(ctx context.Context, c *commands) error {
	if r.Template {
		return console.RosterTemplate(r.File)
	}
	return c.use(ctx, func(p *program) error {
		order := roster.Order{Within: roster.Everyone(), Partial: c.Import.Partial, DryRun: c.Import.DryRun}
		return console.ImportRoster(ctx, os.Stdout, p.registrar, r.File, order)
	})
}

type courseCommand struct {
	Dir string `arg:"" help:"The folder with course.yaml." type:"existingdir"`
}

// Run imports the course.
func (i courseCommand) Run(ctx context.Context, c *commands) error {
	return c.use(ctx, func(p *program) error {
		return console.ImportCourse(ctx, os.Stdout, p.importer, i.Dir, importer.Options{DryRun: c.Import.DryRun})
	})
}

type questionsCommand struct {
	Files []string `arg:"" help:"The tables (XLSX or CSV)." type:"existingfile"`
}

// Run imports the questions.
func (i questionsCommand) Run(ctx context.Context, c *commands) error {
	return c.use(ctx, func(p *program) error {
		options := importer.Options{DryRun: c.Import.DryRun, Partial: c.Import.Partial}
		return console.ImportQuestions(ctx, os.Stdout, p.importer, i.Files, options)
	})
}

type rulesCommand struct {
	File string `arg:"" help:"The rule set." type:"existingfile"`
}

// Run adopts the rule set.
func (i rulesCommand) Run(ctx context.Context, c *commands) error {
	return c.use(ctx, func(p *program) error {
		return console.ImportRules(ctx, os.Stdout, p.db, p.ledger, i.File, c.Import.DryRun)
	})
}

type userCommand struct {
	Add    userAddCommand    `cmd:"" help:"Give somebody on the roster a one-time first password."`
	Passwd userPasswdCommand `cmd:"" help:"Set a password, read from standard input."`
	Lock   userLockCommand   `cmd:"" help:"Lock an account and end its sessions."`
}

type userAddCommand struct {
	StaffNo string `arg:"" help:"Staff number or phone."`
}

// Run issues the password and prints it.
func (u userAddCommand) Run(ctx context.Context, c *commands) error {
	return c.use(ctx, func(p *program) error { return console.AddUser(ctx, os.Stdout, p.db, p.gate, u.StaffNo) })
}

type userPasswdCommand struct {
	StaffNo string `arg:"" help:"Staff number or phone."`
}

// Run sets the password.
func (u userPasswdCommand) Run(ctx context.Context, c *commands) error {
	return c.use(ctx, func(p *program) error { return console.SetPassword(ctx, os.Stdin, p.db, p.gate, u.StaffNo) })
}

type userLockCommand struct {
	StaffNo string `arg:"" help:"Staff number or phone."`
}

// Run locks the account.
func (u userLockCommand) Run(ctx context.Context, c *commands) error {
	return c.use(ctx, func(p *program) error { return console.LockUser(ctx, p.db, p.gate, u.StaffNo) })
}
