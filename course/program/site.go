package program

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"runtime/debug"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/kit"
	"xiangxue/course/pages/account"
	"xiangxue/course/pages/audit"
	"xiangxue/course/pages/contact"
	"xiangxue/course/pages/desk"
	"xiangxue/course/pages/group"
	"xiangxue/course/pages/study"
	"xiangxue/course/subscription"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/currency"
	quizzes "xiangxue/quiz/pages"
	"xiangxue/search"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
	policies "xiangxue/search/pages"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// Serve opens the index, puts the site together and answers requests until ctx ends; the log is signed, the index
// follows the library and the exams are looked after meanwhile. It calls started with the address once the site listens.
func (p *Program) Serve(ctx context.Context, addr string, secure bool, started func(net.Addr)) error {
	tuneMemory()
	index, err := p.OpenIndex()
	if err != nil {
		return err
	}
	site, err := p.Site(secure, index)
	if err != nil {
		return errors.Join(err, index.Close())
	}
	tend := p.complain("look after the exams")
	if err := p.Exams.Tend(ctx); err != nil { // before an answer comes too late that an outage delayed
		tend(err)
	}
	signed, indexed, tended := make(chan error, 1), make(chan struct{}), make(chan struct{})
	working, stop := context.WithCancel(context.WithoutCancel(ctx)) // the workers end with stop below
	go func() { signed <- p.Log.Run(working, p.complain("sign the log")) }()
	go func() {
		search.NewIndexer(p.DB, index, p.Clock).Run(working, p.complain("index the library"))
		close(indexed)
	}()
	go func() {
		p.Exams.Watch(working, tend)
		close(tended)
	}()
	err = site.Serve(ctx, addr, started)
	stop()
	<-indexed
	<-tended
	return errors.Join(err, <-signed, index.Close())
}

// complain returns a function that logs what a worker could not do.
func (p *Program) complain(what string) func(error) {
	return func(err error) { p.Logger.Error(what, slog.String("error", err.Error())) }
}

// Site puts the areas of the web site together. With secure, a proxy takes HTTPS in front of it: cookies are only sent
// over HTTPS, and X-Forwarded-For says where a request comes from.
func (p *Program) Site(secure bool, index *search.Index) (*web.Site, error) {
	files, err := static.Load()
	if err != nil {
		return nil, err
	}
	site := web.New(web.Options{Name: p.Installation.Name, Build: build(), Gate: p.Gate, Catalog: locale.Load(), Files: files,
		Clock: p.Clock, Log: p.Logger, Secure: secure, Ready: p.DB.Ping})
	_, accountErr := account.New(site, account.Needs{Gate: p.Gate, DB: p.DB, Registrar: p.Registrar, Uploads: filepath.Join(p.Options.Data, "uploads"),
		Door: access.NewDoorkeeper(p.Clock), Calendars: subscription.NewBook(p.Installation.Origin, p.Clock), Proxied: secure})
	_, studyErr := study.New(site, study.Needs{DB: p.DB, Catalogue: p.Catalogue, Shelf: p.Shelf, Checks: p.Examiner, Keeper: p.Keeper, Ledger: p.Ledger,
		Clerk: p.Clerk, Reporter: p.Reporter, Document: library.Text, Declarations: p.Declarations, Objections: p.Objections, Recall: p.Notebook.Due})
	_, deskErr := desk.New(site, desk.Needs{DB: p.DB, Planner: p.Planner, Reporter: p.Reporter, Documents: library.Readings, Questions: enquiry.Unanswered})
	_, policiesErr := policies.New(site, policies.Needs{DB: p.DB, Index: index, Checks: p.Examiner, Planner: p.Planner,
		Catalogue: p.Catalogue, Enquiries: enquiry.NewClerk(p.Clock), Uses: currency.Uses, Questions: bank.Mentioning,
		Files: files})
	_, groupErr := group.New(site, group.Needs{DB: p.DB, Catalogue: p.Catalogue, Planner: p.Planner, Clerk: p.Clerk, Ledger: p.Ledger, Reporter: p.Reporter,
		Kits: kit.NewOffice(p.Log, p.Clerk, p.Planner, p.Clock), Document: library.Text, Training: p.Training, Inspection: p.Inspection, Declarations: p.Declarations, Objections: p.Objections, Exams: p.Exams, Press: p.Press,
		Uploads: upload.Tray{Dir: filepath.Join(p.Options.Data, "uploads")}})
	_, auditErr := audit.New(site, audit.Needs{DB: p.DB, Reporter: p.Reporter, Log: p.Log, Desk: p.Inspection, Prover: p.Prover, Packer: p.Packer, Facts: Facts()})
	_, quizzesErr := quizzes.New(site, quizzes.Needs{DB: p.DB, Office: p.Exams, Keeper: bank.NewKeeper(p.Clock), Importer: p.Importer,
		Notebook: p.Notebook, Currency: currency.NewAuthor(p.Clock), Uploads: upload.Tray{Dir: filepath.Join(p.Options.Data, "uploads")}, Files: files})
	_, contactErr := contact.New(site, contact.Needs{DB: p.DB})
	return site, errors.Join(accountErr, studyErr, deskErr, policiesErr, groupErr, auditErr, quizzesErr, contactErr)
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
