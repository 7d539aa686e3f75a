package program_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"xiangxue/course/demo"
	"xiangxue/course/program"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// sealed is a table whose rows are part of sealed facts.
type sealed struct {
	name string
	fact string // SQL of the number of the fact that a row belongs to; empty: a row of the log, which is named by its place
	rows string // SQL condition of the rows that are sealed; empty: all
	open string // columns that no fact binds, with a space around each
}

// sealedTables are all of them. What is open says nothing about who was where or who has which hours.
var sealedTables = []sealed{
	{name: "entries", fact: "id"},
	{name: "rule_sets", fact: "id"},
	{name: "plan_versions", fact: "id", rows: "state IN ('approved', 'superseded')"},
	{name: "study_plans", fact: "(SELECT v.id FROM plan_versions v WHERE v.plan_id = study_plans.id AND v.state IN ('approved', 'superseded'))",
		rows: "id IN (SELECT plan_id FROM plan_versions WHERE state IN ('approved', 'superseded'))"},
	{name: "rolls", fact: "id"},
	{name: "roll_marks", fact: "roll_id"},
	{name: "meetings", fact: "(SELECT r.id FROM rolls r WHERE r.meeting_id = meetings.id)", rows: "id IN (SELECT meeting_id FROM rolls)",
		open: " topic_key agenda source_kind source_id state revision created_by created_at "},
	{name: "training_rolls", fact: "id"},
	{name: "training_marks", fact: "roll_id", open: " class_id "}, // the class of the roll is bound
	{name: "training_classes", fact: "(SELECT r.id FROM training_rolls r WHERE r.class_id = training_classes.id)",
		rows: "id IN (SELECT class_id FROM training_rolls)", open: " state created_by created_at "},
	{name: "log_leaves"},
	{name: "log_hashes"},
	{name: "log_checkpoints", open: " signed_at "}, // when, as the note does not say it
}

// mutation is what is done to a row, as statements over rowids.
type mutation struct {
	name   string
	tables string // those it is done to, with a space around each; empty: all
	do     func(t sealed, row, other int64, c storagetest.Column) []string
}

var mutations = []mutation{
	{"flip", "", func(t sealed, row, _ int64, c storagetest.Column) []string {
		return []string{fmt.Sprintf("UPDATE %s SET %s = %s WHERE rowid = %d", t.name, c.Name, flipped(c), row)}
	}},
	{"drop", "", func(t sealed, row, _ int64, _ storagetest.Column) []string {
		return []string{fmt.Sprintf("DELETE FROM %s WHERE rowid = %d", t.name, row)}
	}},
	{"truncate", "", func(t sealed, row, _ int64, _ storagetest.Column) []string {
		return []string{fmt.Sprintf("DELETE FROM %s WHERE rowid >= %d", t.name, row)}
	}},
	{"exchange", " entries rolls log_leaves log_hashes ", func(t sealed, row, other int64, _ storagetest.Column) []string {
		return []string{
			fmt.Sprintf("UPDATE %s SET rowid = -1 WHERE rowid = %d", t.name, row),
			fmt.Sprintf("UPDATE %s SET rowid = %d WHERE rowid = %d", t.name, row, other),
			fmt.Sprintf("UPDATE %s SET rowid = %d WHERE rowid = -1", t.name, other),
		}
	}},
	{"insert", " log_leaves ", func(t sealed, row, _ int64, _ storagetest.Column) []string {
		return []string{
			fmt.Sprintf("UPDATE log_leaves SET position = -position - 2 WHERE position >= %d", row),
			"UPDATE log_leaves SET position = -position - 1 WHERE position < 0",
			fmt.Sprintf("INSERT INTO log_leaves VALUES (%d, 'entry', 77000000, randomblob(32), randomblob(32))", row),
		}
	}},
	{"invent", " entries ", func(t sealed, row, _ int64, _ storagetest.Column) []string {
		return []string{
			"CREATE TEMP TABLE invented AS SELECT * FROM entries WHERE id = " + fmt.Sprint(row),
			"UPDATE invented SET id = 77000000, part = 77, reverses_id = NULL",
			"INSERT INTO entries SELECT * FROM invented",
		}
	}},
	{"roll back", " log_leaves ", func(t sealed, row, _ int64, _ storagetest.Column) []string {
		return []string{
			fmt.Sprintf("DELETE FROM entries WHERE id IN (SELECT object_id FROM log_leaves WHERE position >= %d AND kind IN ('entry', 'reversal'))", row),
			fmt.Sprintf("DELETE FROM log_leaves WHERE position >= %d", row),
			"DELETE FROM log_hashes", "DELETE FROM log_checkpoints", fmt.Sprintf("UPDATE log_size SET size = %d", row),
		}
	}},
}

// pickMutation returns one that can be done to the table; most are flips.
func (m *mutator) pickMutation(t sealed) mutation {
	for m.random.IntN(2) == 0 {
		if one := mutations[m.random.IntN(len(mutations))]; one.tables == "" || strings.Contains(one.tables, " "+t.name+" ") {
			return one
		}
	}
	return mutations[0]
}

// flipped is the SQL of another value than a column has.
func flipped(c storagetest.Column) string {
	switch c.Kind {
	case "number":
		return "coalesce(" + c.Name + ", 0) + 1000003"
	case "truth":
		return "NOT coalesce(" + c.Name + ", false)"
	case "bytes":
		return "randomblob(length(" + c.Name + "))"
	default:
		return "coalesce(" + c.Name + ", '') || '改'"
	}
}

// errRollBack takes a mutation back.
var errRollBack = errors.New("roll back")

// TestMutationsAreFound changes the demo's database at random places, as somebody would who can open its file, and expects
// the verification to find each change and to name the fact or the place. SOAK=1 tries ten thousand.
func TestMutationsAreFound(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("fills the demo; run without -short")
	}
	rounds := 100
	if os.Getenv("SOAK") != "" {
		rounds = 10_000
	}
	p := openProgram(t, program.Options{Data: t.TempDir(), Name: demo.Name})
	if err := demo.Prepare(t.Context(), io.Discard, demo.Deps{DB: p.DB, Log: p.Log, Shelf: p.Shelf}, p.Clock()); err != nil {
		t.Fatal(err)
	}
	m := &mutator{T: t, program: p, verifier: seal.Verifier{Key: p.Log.VerifierKey(), Sources: program.Facts()}, random: rand.New(rand.NewPCG(2026, 11)),
		found: map[string]int{}, refused: map[string]int{}}
	m.learn()
	for range rounds {
		m.mutate()
	}
	for _, one := range mutations {
		t.Logf("%s: %d found, %d refused by the database itself", one.name, m.found[one.name], m.refused[one.name])
		if m.refused[one.name] > m.found[one.name] {
			t.Errorf("%s is hardly tried", one.name)
		}
	}
	if report := m.verify(); !report.Clean() {
		t.Errorf("the database is clean again, but: %v", report.Findings)
	}
}

type mutator struct {
	*testing.T
	program  *program.Program
	verifier seal.Verifier
	random   *rand.Rand
	columns  map[string][]storagetest.Column // of each table, those that are bound
	found    map[string]int                  // by name of the mutation
	refused  map[string]int                  // by the constraints of the database
}

// learn reads the columns and keeps the latest checkpoint as somebody outside would.
func (m *mutator) learn() {
	checkpoint, err := m.program.Log.Checkpoint(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	m.verifier.Known = []string{checkpoint.Note}
	m.columns = map[string][]storagetest.Column{}
	err = m.program.DB.Read(m.Context(), func(tx storage.ReadTx) error {
		all, err := storagetest.Columns(m.Context(), tx)
		for _, c := range all {
			for _, t := range sealedTables {
				if c.TableName == t.name && !strings.Contains(t.open, " "+c.Name+" ") {
					m.columns[t.name] = append(m.columns[t.name], c)
				}
			}
		}
		return err
	})
	if err != nil {
		m.Fatal(err)
	}
}

func (m *mutator) verify() (report seal.Report) {
	m.Helper()
	err := m.program.DB.Read(m.Context(), func(tx storage.ReadTx) (err error) {
		report, err = m.verifier.Verify(m.Context(), tx)
		return err
	})
	if err != nil {
		m.Fatal(err)
	}
	return report
}

// mutate changes one row, verifies, and takes the change back.
func (m *mutator) mutate() {
	m.Helper()
	table := sealedTables[m.random.IntN(len(sealedTables))]
	mutation := m.pickMutation(table)
	column := m.columns[table.name][m.random.IntN(len(m.columns[table.name]))]
	var what string
	err := m.program.DB.Write(m.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		row, fact, err := m.pick(ctx, tx, table)
		if err != nil {
			return err
		}
		other, _, err := m.pick(ctx, tx, table)
		if err != nil {
			return err
		}
		if err := storagetest.Unguard(ctx, tx); err != nil {
			return err
		}
		statements := mutation.do(table, row, other, column)
		what = mutation.name + ": " + strings.Join(statements, "; ")
		for _, s := range statements {
			if _, err := storage.Exec(ctx, tx, s); err != nil {
				m.refused[mutation.name]++
				return errRollBack
			}
		}
		report, err := m.verifier.Verify(ctx, tx.ReadTx)
		if err != nil {
			return err
		}
		if mutation.name == "invent" {
			fact = 77000000
		}
		if (mutation.name != "exchange" || row != other) && !named(report, table, fact) {
			m.Errorf("%s: fact %d is not named: %v", what, fact, report.Findings)
		}
		m.found[mutation.name]++
		return errRollBack
	})
	if !errors.Is(err, errRollBack) {
		m.Errorf("%s: %v", what, err)
	}
}

// pick returns the rowid of a sealed row and the number of the fact that it belongs to.
func (m *mutator) pick(ctx context.Context, tx storage.WriteTx, t sealed) (row, fact int64, err error) {
	where, of := " WHERE "+t.rows, t.fact
	if t.rows == "" {
		where = ""
	}
	if of == "" {
		of = "0"
	}
	count, _, err := storage.First[int64](ctx, tx.ReadTx, "SELECT count(*) FROM "+t.name+where)
	if err != nil {
		return 0, 0, err
	}
	type place struct{ Row, Fact int64 }
	found, _, err := storage.First[place](ctx, tx.ReadTx,
		"SELECT rowid AS row, "+of+" AS fact FROM "+t.name+where+" ORDER BY rowid LIMIT 1 OFFSET ?", m.random.Int64N(count))
	return found.Row, found.Fact, err
}

// named reports whether a finding names the fact; of the log itself, whether there is a finding.
func named(report seal.Report, t sealed, fact int64) bool {
	for _, f := range report.Findings {
		if t.fact == "" || f.ID == fact {
			return true
		}
	}
	return report.More > 0
}
