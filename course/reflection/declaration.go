package reflection

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// DeclarationID identifies a declaration.
type DeclarationID int64

// Declaration is self-study that somebody declared (自学申报), and what was decided.
type Declaration struct {
	ID         DeclarationID
	Cadre      roster.CadreID
	Name       string // of the person
	Kind       Kind
	Title      string
	On         calendar.Date
	Asked      hours.Amount
	Learnt     string // what was learnt, in a few sentences
	DeclaredAt time.Time

	State     State
	Granted   hours.Amount   // of what was asked, before the yearly cap
	Reason    string         // why it was declined or not granted in full
	DecidedBy roster.CadreID // 0 while open
	Decider   string         // name
	DecidedAt time.Time
	Entry     hours.EntryID // that it brought; 0 for none
}

// IsOpen reports whether nobody has decided yet.
func (d Declaration) IsOpen() bool { return d.State == Open }

// Find returns a declaration of a person who is in the scope as of a day. It fails with fault.NotFound otherwise.
func Find(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id DeclarationID, on calendar.Date) (Declaration, error) {
	row, found, err := selectDeclaration(ctx, tx, scope, id, on)
	if err != nil {
		return Declaration{}, fmt.Errorf("read declaration %d: %w", id, err)
	}
	if !found {
		return Declaration{}, fault.New(fault.NotFound, "没有这项申报")
	}
	return row.declaration(), nil
}

// Of returns what a person declared about a study year, the last one first.
func Of(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, year int) ([]Declaration, error) {
	rows, err := selectOf(ctx, tx, cadre, calendar.StudyYear(year))
	return declarations(rows, err, "read the declarations of a person")
}

// Waiting returns the declarations of persons in the scope that wait for a decision, the oldest first. Who is in the scope
// is decided as of the day.
func Waiting(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date) ([]Declaration, error) {
	rows, err := selectWaiting(ctx, tx, scope, on)
	return declarations(rows, err, "read the declarations that wait")
}

// Decided returns at most limit declarations of persons in the scope that were decided on, the newest decision first.
func Decided(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date, limit int) ([]Declaration, error) {
	rows, err := selectDecided(ctx, tx, scope, on, limit)
	return declarations(rows, err, "read the declarations that were decided on")
}

func declarations(rows []foundDeclaration, err error, doing string) ([]Declaration, error) {
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	list := make([]Declaration, len(rows))
	for i, r := range rows {
		list[i] = r.declaration()
	}
	return list, nil
}

// Terms are what the rules say about declarations.
type Terms struct {
	Rules hours.RuleSet
	Rule  hours.Rule
}

// TermsOn returns the terms in force on a day. It fails with fault.Conflict when the rules give nothing for declarations.
func TermsOn(ctx context.Context, tx storage.ReadTx, on calendar.Date) (Terms, error) {
	rules, err := hours.InForce(ctx, tx, on)
	if err != nil {
		return Terms{}, err
	}
	rule, err := rules.Rule(hours.ActivityDeclaration)
	return Terms{rules, rule}, err
}

// Used returns how many hours each person of the scope has from declarations in a study year, corrections included.
func Used(ctx context.Context, tx storage.ReadTx, scope roster.Scope, year int) (map[roster.CadreID]hours.Amount, error) {
	balances, err := hours.Balances(ctx, tx, scope, hours.Year(year))
	if err != nil {
		return nil, err
	}
	used := make(map[roster.CadreID]hours.Amount, len(balances))
	for id, b := range balances {
		used[id] = b.Total(hours.OfActivity(hours.ActivityDeclaration)).Amount
	}
	return used, nil
}
