package program_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/demo"
	"xiangxue/course/program"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
)

// town is the site of the demo township in this process, with a count of the rows that were written to each table.
type town struct {
	*testing.T
	program *program.Program
	site    *web.Site
	rows    *sql.DB
	made    []string // pages of what was made for the test; everybody looks at them first
}

func newTown(t *testing.T) *town {
	t.Helper()
	p := openProgram(t, program.Options{Data: t.TempDir(), Name: demo.Name})
	p.Logger = slog.New(&failing{Handler: slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}), t: t})
	if err := demo.Prepare(t.Context(), io.Discard, demo.Deps{DB: p.DB, Log: p.Log, Shelf: p.Shelf}, p.Clock()); err != nil {
		t.Fatal(err)
	}
	index, err := p.OpenIndex()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	site, err := p.Site(false, index)
	if err != nil {
		t.Fatal(err)
	}
	return &town{T: t, program: p, site: site, rows: countRows(t, filepath.Join(p.Options.Data, storage.FileName))}
}

func openProgram(t *testing.T, o program.Options) *program.Program {
	t.Helper()
	p, err := program.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(context.Background(), nil); err != nil {
			t.Error(err)
		}
	})
	return p
}

// on returns the town for a subtest.
func (w *town) on(t *testing.T) *town {
	part := *w
	part.T = t
	return &part
}

// failing makes the test fail when the site logs an error: it means status 500.
type failing struct {
	slog.Handler
	t *testing.T
}

// Handle fails the test.
func (f *failing) Handle(ctx context.Context, r slog.Record) error {
	f.t.Errorf("the site logged an error: %s", r.Message)
	return f.Handler.Handle(ctx, r)
}

// countRows puts triggers on the tables of a database that note each row that is written. What a transaction takes back
// is not noted either.
func countRows(t *testing.T, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	tables, err := db.QueryContext(t.Context(), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	if err != nil {
		t.Fatal(err)
	}
	statements := []string{"CREATE TABLE written (in_table text NOT NULL)"}
	for tables.Next() {
		var name string
		if err := tables.Scan(&name); err != nil {
			t.Fatal(err)
		}
		for _, act := range []string{"INSERT", "UPDATE", "DELETE"} {
			statements = append(statements, "CREATE TRIGGER written_"+act+"_"+name+" AFTER "+act+" ON "+name+
				" BEGIN INSERT INTO written VALUES ('"+name+"'); END")
		}
	}
	if err := tables.Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), strings.Join(statements, ";")); err != nil {
		t.Fatal(err)
	}
	return db
}

// written returns the tables that were written to since the last call.
func (w *town) written() []string {
	w.Helper()
	return writtenTo(w.T, w.rows)
}

// writtenTo returns the tables that were written to since the last call.
func writtenTo(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT DISTINCT in_table FROM written")
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if len(tables) > 0 {
		if _, err := db.ExecContext(t.Context(), "DELETE FROM written"); err != nil {
			t.Fatal(err)
		}
	}
	return tables
}

// person is somebody of the demo at a browser.
type person struct {
	*webtest.Client
	town    *town
	account demo.Account
}

func (w *town) person(a demo.Account) *person {
	w.Helper()
	p := &person{Client: webtest.New(w, w.site), town: w, account: a}
	p.signIn()
	return p
}

// signIn opens a session, whatever was done to the account before.
func (p *person) signIn() {
	p.town.Helper()
	ctx, gate := p.town.Context(), p.town.program.Gate
	session, _, err := gate.SignIn(ctx, p.account.StaffNo, demo.Password, false)
	if err != nil {
		p.repair()
		session, _, err = gate.SignIn(ctx, p.account.StaffNo, demo.Password, false)
	}
	if err != nil {
		p.town.Fatalf("%s cannot sign in: %v", p.account.StaffNo, err)
	}
	p.SetCookie(web.SessionCookie, string(session.Token))
	p.town.written()
}

// repair unlocks the account and gives it its password again.
func (p *person) repair() {
	p.town.Helper()
	ctx, gate := p.town.Context(), p.town.program.Gate
	var cadre roster.Cadre
	err := p.town.program.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		cadre, err = roster.FindCadreByLogin(ctx, tx, p.account.StaffNo)
		return err
	})
	if err == nil {
		err = errors.Join(gate.SetPassword(ctx, cadre.ID, demo.Password), gate.Unlock(ctx, access.Console(), cadre.ID))
	}
	if err != nil {
		p.town.Fatal(err)
	}
}

// ask sends a request, with a new session when the old one has ended.
func (p *person) ask(make func() *http.Request) webtest.Page {
	p.town.Helper()
	page := p.Send(make())
	if location := page.Header.Get("Location"); strings.HasPrefix(location, "/sign-in") && !strings.Contains(location, "ended=") {
		p.signIn()
		page = p.Send(make())
	}
	return page
}
