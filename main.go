// Command xiangxue (乡学) is the learning-management system of a learning-type organ: courses with checks, the policy
// library, and the study-hour ledger measured against the Party committee's theory-study plan.
//
// This file is the command table; each command is one call into the package that owns it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"

	"xiangxue/course/console"
	"xiangxue/course/program"
	"xiangxue/course/proof"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/training"
	"xiangxue/quiz/importer"
	"xiangxue/search/library"
)

// commands are the commands of the program and the flags that all of them take.
type commands struct {
	program.Options `embed:""`

	Serve   program.Serving      `cmd:"" help:"Serve the web site."`
	Import  importCommand        `cmd:"" help:"Import a roster, a course, questions, policies, training hours or rules."`
	Verify  verifyCommand        `cmd:"" help:"Recompute the log from the rows and name the first difference."`
	Reindex reindexCommand       `cmd:"" help:"Make the search index anew from the policy library."`
	Report  reportCommand        `cmd:"" help:"Write a report as a file."`
	Export  exportCommand        `cmd:"" help:"Write a question bank as a file that this and other programs can import."`
	Backup  backupCommand        `cmd:"" help:"Write database, materials and keys to one verified file; the server may go on."`
	Restore restoreCommand       `cmd:"" help:"Make an empty data directory (and database) from a backup."`
	Migrate migrateCommand       `cmd:"" help:"Bring the database up to date and say which version it has."`
	Witness console.WitnessOrder `cmd:"" help:"Be a witness of a log elsewhere: sign its checkpoint unless it was rewritten."`
	User    userCommand          `cmd:"" help:"Give a person an account, set a password, lock an account."`
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	var c commands
	parser := kong.Must(&c, kong.Name("xiangxue"), kong.Description("乡学: a learning-management system for learning-type organs."),
		kong.DefaultEnvars("XIANGXUE"), kong.UsageOnError())
	parsed, err := parser.Parse(console.LongFlags(args))
	parser.FatalIfErrorf(err)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parsed.BindTo(ctx, (*context.Context)(nil))
	parsed.Bind(c.Options)
	if err := parsed.Run(&c); err != nil {
		fmt.Fprintln(os.Stderr, console.Describe(err))
		return 1
	}
	return 0
}

type verifyCommand struct {
	File        string   `arg:"" optional:"" help:"A backup or a bundle; the installation itself when not given." type:"existingfile"`
	Checkpoints []string `name:"checkpoint" help:"Checkpoints that were kept elsewhere, as files or printed short codes: the log must agree with them."`
	LogKey      string   `help:"Public key to trust instead of the one in a bundle."`
}

// Run verifies the log of the installation, or a file.
func (v verifyCommand) Run(ctx context.Context, c *commands) error {
	known, err := console.ReadCheckpoints(v.Checkpoints)
	if err != nil {
		return err
	}
	if v.File != "" {
		return console.VerifyFile(ctx, os.Stdout, c.Vault(), v.File, proof.Trust{Key: v.LogKey, Known: known})
	}
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.Verify(ctx, os.Stdout, p.DB, seal.Verifier{Key: p.Log.VerifierKey(), Sources: program.Facts(), Known: known})
	})
}

type backupCommand struct {
	File string `arg:"" help:"The new file." type:"path"`
}

// Run writes the backup.
func (b backupCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error { return c.Vault().Backup(ctx, os.Stdout, p.DB, b.File) })
}

type restoreCommand struct {
	File      string `arg:"" help:"The backup." type:"existingfile"`
	Differing bool   `help:"Restore although the ledger in the backup is not as it was sealed."`
}

// Run restores the backup.
func (r restoreCommand) Run(ctx context.Context, c *commands) error {
	vault := c.Vault()
	vault.Differing = r.Differing
	return vault.Restore(ctx, os.Stdout, r.File)
}

type migrateCommand struct{}

// Run brings the database up to date, which opening it does.
func (migrateCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error { return console.Migrated(ctx, os.Stdout, p.DB) })
}

type reindexCommand struct{}

// Run makes the search index anew; no server may be using it.
func (reindexCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error { return p.Reindex(ctx, os.Stdout, os.Stderr) })
}

type reportCommand struct {
	Compliance complianceCommand `cmd:"" help:"How units and people stand as of a day."`
	Bundle     bundleCommand     `cmd:"" help:"The sealed facts of a unit and a year with their proofs, to be verified anywhere."`
}

type complianceCommand struct {
	console.ComplianceOrder `embed:""`
}

// Run writes the report.
func (r complianceCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.ReportCompliance(ctx, os.Stdout, p.DB, p.Reporter, r.ComplianceOrder)
	})
}

type bundleCommand struct {
	console.BundleOrder `embed:""`
}

// Run writes the bundle.
func (r bundleCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.Bundle(ctx, os.Stdout, p.DB, p.Prover, r.BundleOrder, p.Clock)
	})
}

type exportCommand struct {
	Questions exportQuestionsCommand `cmd:"" help:"Write a question bank as .xlsx, .gift, .xml (Moodle XML) or .zip (QTI 3.0)."`
}

type exportQuestionsCommand struct {
	Bank string `arg:"" help:"Name of the bank."`
	File string `arg:"" help:"The new file." type:"path"`
}

// Run writes the bank.
func (e exportQuestionsCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error { return console.ExportQuestions(ctx, os.Stdout, p.DB, e.Bank, e.File) })
}

type importCommand struct {
	DryRun  bool `help:"Show what would change and change nothing."`
	Partial bool `help:"Take the good rows although others are bad."`

	Roster    rosterCommand    `cmd:"" help:"Import units, people and study groups from a workbook."`
	Course    courseCommand    `cmd:"" help:"Import a course folder."`
	Questions questionsCommand `cmd:"" help:"Import files of questions into the banks named like them."`
	Policies  policiesCommand  `cmd:"" help:"Import policy documents (.md, .txt, .html, .docx, .pdf, .ofd) with their check questions."`
	Training  trainingCommand  `cmd:"" help:"Import a table of training hours from an on-line academy or a training centre."`
	Rules     rulesCommand     `cmd:"" help:"Adopt a version of the rules for recognising hours (YAML)."`
	Cosigned  cosignedCommand  `cmd:"" help:"Keep what witnesses have signed of the log."`
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
	order := roster.Order{Within: roster.Everyone(), Partial: c.Import.Partial, DryRun: c.Import.DryRun}
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.ImportRoster(ctx, os.Stdout, p.Registrar, r.File, order)
	})
}

type courseCommand struct {
	Dir string `arg:"" help:"The folder with course.yaml." type:"existingdir"`
}

// Run imports the course.
func (i courseCommand) Run(ctx context.Context, c *commands) error {
	options := importer.Options{DryRun: c.Import.DryRun}
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.ImportCourse(ctx, os.Stdout, p.Importer, i.Dir, options)
	})
}

type questionsCommand struct {
	Files    []string `arg:"" help:"The files: XLSX, CSV, TXT, DOCX, GIFT, Aiken, Moodle XML, QTI 2 or 3." type:"path"`
	Template bool     `help:"Write an empty workbook to FILE instead."`
}

// Run imports the questions, or writes the template.
func (i questionsCommand) Run(ctx context.Context, c *commands) error {
	if i.Template {
		return console.QuestionsTemplate(i.Files[0])
	}
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.ImportQuestions(ctx, os.Stdout, p.Importer, i.Files, importer.Options{DryRun: c.Import.DryRun, Partial: c.Import.Partial})
	})
}

type policiesCommand struct {
	Paths []string `arg:"" help:"Folders, or single documents." type:"path"`
}

// Run imports the documents.
func (i policiesCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.ImportPolicies(ctx, os.Stdout, os.Stderr, p.DB, i.Paths, library.Options{
			DryRun: c.Import.DryRun, Partial: c.Import.Partial, Clock: p.Clock, Companion: console.NewQuestions(p.Clock, 0), Cache: filepath.Join(p.Options.Data, "cache", "pdf"),
		})
	})
}

type trainingCommand struct {
	File     string `arg:"" help:"The table (XLSX or CSV)." type:"path"`
	Template bool   `help:"Write an empty table to FILE instead."`
}

// Run imports the table, or writes the template.
func (i trainingCommand) Run(ctx context.Context, c *commands) error {
	if i.Template {
		return console.TrainingTemplate(i.File)
	}
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.ImportTraining(ctx, os.Stdout, p.DB, p.Training, i.File, training.Order{Partial: c.Import.Partial, DryRun: c.Import.DryRun})
	})
}

type rulesCommand struct {
	File string `arg:"" help:"The rule set." type:"existingfile"`
}

// Run adopts the rule set.
func (i rulesCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.ImportRules(ctx, os.Stdout, p.DB, p.Ledger, i.File, c.Import.DryRun)
	})
}

type cosignedCommand struct {
	File    string   `arg:"" help:"The checkpoint with the signatures of witnesses." type:"existingfile"`
	Witness []string `help:"Public keys of the witnesses to trust." required:""`
}

// Run keeps the signatures.
func (i cosignedCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error {
		return console.AcceptCosigned(ctx, os.Stdout, p.DB, p.Log, p.Clock, i.File, i.Witness)
	})
}

type userCommand struct {
	Add    userAddCommand    `cmd:"" help:"Give somebody on the roster a one-time first password."`
	Passwd userPasswdCommand `cmd:"" help:"Set a password, read from standard input."`
	Lock   userLockCommand   `cmd:"" help:"Lock an account and end its sessions."`
}

type (
	account struct {
		StaffNo string `arg:"" help:"Staff number or phone."`
	}
	userAddCommand    account
	userPasswdCommand account
	userLockCommand   account
)

// Run issues the password and prints it.
func (u userAddCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error { return console.AddUser(ctx, os.Stdout, p.DB, p.Gate, u.StaffNo) })
}

// Run sets the password.
func (u userPasswdCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error { return console.SetPassword(ctx, os.Stdin, p.DB, p.Gate, u.StaffNo) })
}

// Run locks the account.
func (u userLockCommand) Run(ctx context.Context, c *commands) error {
	return program.Use(ctx, c.Options, func(p *program.Program) error { return console.LockUser(ctx, p.DB, p.Gate, u.StaffNo) })
}
