package report

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Selection says which entries of the ledger a list shows. Zero fields select everything that the actor may read.
type Selection struct {
	Unit     roster.UnitID // the people who belong to the unit, or to one below it, on the last of the days
	Person   string        // a staff number, or a part of a name
	From, To calendar.Date // days of the events
	KnownAt  time.Time     // records written later are left out
	Before   hours.EntryID // only entries recorded before this one, for the pages of the list
	Limit    int           // at most so many
}

// LedgerReport is a page of the ledger, the newest record first.
type LedgerReport struct {
	Stamp
	Lines   []LedgerLine
	Entries int          // on all pages
	Hours   hours.Amount // of these, reversals taken off
	More    bool         // there are entries older than those of this page
}

// LedgerLine is an entry in a list about many people.
type LedgerLine struct {
	Line
	Cadre roster.Cadre
	Unit  roster.Unit // on the last day of the selection; zero when the person belonged to none then
}

// Ledger returns the entries that the selection names, of people whom the actor may read, in a fixed number of
// statements. It fails with fault.NotFound when the unit is not the actor's to read.
func (r *Reporter) Ledger(ctx context.Context, tx storage.ReadTx, actor access.Actor, s Selection) (LedgerReport, error) {
	return r.ledgerOf(ctx, tx, readable(actor), s)
}

func (r *Reporter) ledgerOf(ctx context.Context, tx storage.ReadTx, allowed roster.Scope, s Selection) (LedgerReport, error) {
	_, scope, err := within(ctx, tx, allowed, s.Unit)
	if err != nil {
		return LedgerReport{}, err
	}
	listing := s.listing(r.clock.Today())
	b, err := r.basis(ctx, tx, AsOf{Year: listing.To.Year(), On: listing.To, KnownAt: s.KnownAt})
	if err != nil {
		return LedgerReport{}, err
	}
	listing.KnownAt = b.KnownAt
	report := LedgerReport{Stamp: b.Stamp}
	if report.Entries, report.Hours, err = hours.Listed(ctx, tx, scope, listing); err != nil {
		return LedgerReport{}, err
	}
	entries, err := hours.List(ctx, tx, scope, listing)
	if err != nil {
		return LedgerReport{}, err
	}
	if s.Limit > 0 && len(entries) > s.Limit {
		entries, report.More = entries[:s.Limit], true
	}
	report.Lines, err = r.ledgerLines(ctx, tx, scope, b, entries)
	return report, err
}

// listing returns the selection as the ledger takes it, with one entry more than a page to know whether more follow.
func (s Selection) listing(today calendar.Date) hours.Listing {
	l := hours.Listing{Period: hours.Period{From: s.From, To: s.To}, Person: s.Person, Before: s.Before, Limit: s.Limit}
	if l.To.IsZero() || l.To > today {
		l.To = today
	}
	if l.Limit > 0 {
		l.Limit++
	}
	return l
}

// ledgerLines returns the entries with the people they are about.
func (r *Reporter) ledgerLines(ctx context.Context, tx storage.ReadTx, scope roster.Scope, b basis, entries []hours.Entry) ([]LedgerLine, error) {
	lines, err := r.lines(ctx, tx, b.byCode, entries, nil)
	if err != nil {
		return nil, err
	}
	reversed, err := hours.Reversed(ctx, tx, entries)
	if err != nil {
		return nil, err
	}
	members, err := roster.Members(ctx, tx, scope, b.On)
	if err != nil {
		return nil, err
	}
	people := make(map[roster.CadreID]roster.Member, len(members))
	for _, m := range members {
		people[m.Cadre.ID] = m
	}
	list := make([]LedgerLine, len(lines))
	for n, line := range lines {
		line.Reversed = reversed[line.Entry.ID]
		m, belongs := people[line.Entry.Cadre]
		if !belongs { // in the scope by a group, or for himself
			if m.Cadre, err = roster.FindCadre(ctx, tx, line.Entry.Cadre); err != nil {
				return nil, fmt.Errorf("read who entry %d is about: %w", line.Entry.ID, err)
			}
			people[line.Entry.Cadre] = m
		}
		list[n] = LedgerLine{Line: line, Cadre: m.Cadre, Unit: m.Unit}
	}
	return list, nil
}
