package report

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/doubt"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// DoubtReport is what somebody should look at in a unit and those below it, or in all units of the reader.
type DoubtReport struct {
	Stamp
	Unit   roster.Unit // zero for all
	Doubts []doubt.Doubt
}

// Doubts returns what somebody should look at among the people for whom the actor has the permission; with a unit other
// than 0, among those of that one and below it. It fails with fault.NotFound when the unit is not in that scope. The
// number of statements depends neither on the people nor on what is found.
func (r *Reporter) Doubts(ctx context.Context, tx storage.ReadTx, actor access.Actor, p access.Permission, unit roster.UnitID, at AsOf) (DoubtReport, error) {
	u, scope, err := within(ctx, tx, actor.Scope(p), unit)
	if err != nil {
		return DoubtReport{}, err
	}
	b, err := r.basis(ctx, tx, at)
	if err != nil {
		return DoubtReport{}, err
	}
	c := crowd{basis: b, scope: scope, booked: scope}
	if err := c.readUnits(ctx, tx); err != nil {
		return DoubtReport{}, err
	}
	list, err := c.doubts(ctx, tx)
	return DoubtReport{Stamp: c.Stamp, Unit: u, Doubts: list}, err
}

// doubts returns the items to check about the people of a scope and their meetings.
func (c crowd) doubts(ctx context.Context, tx storage.ReadTx) ([]doubt.Doubt, error) {
	facts, err := doubtful(ctx, tx, c.scope, c.booked, c.AsOf, c.recordWithin)
	if err != nil {
		return nil, err
	}
	sheets, err := selectSheets(ctx, tx, c.scope, c.AsOf)
	if err != nil {
		return nil, fmt.Errorf("read the rolls that one hand confirmed: %w", err)
	}
	inside := map[int64]bool{}
	for _, row := range sheets {
		facts.Sheets = append(facts.Sheets, row.sheet())
		inside[row.MeetingID] = inside[row.MeetingID] || row.Inside
	}
	return leaveOut(doubt.Find(facts), inside), nil
}

// leaveOut takes the meetings of other units off the items about a hand, and the items of which none is left: a hand may
// record for several units, and each reader is asked about the same item.
func leaveOut(found []doubt.Doubt, inside map[int64]bool) []doubt.Doubt {
	var list []doubt.Doubt
	for _, d := range found {
		if d.Ground == doubt.OneHand {
			var own []doubt.Place
			for _, p := range d.Places {
				if inside[p.ID] {
					own = append(own, p)
				}
			}
			if d.Places = own; len(own) == 0 {
				continue
			}
		}
		list = append(list, d)
	}
	return list
}

// doubtsOf returns the items to check about a person.
func doubtsOf(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, at AsOf, limit func(roster.UnitID) int) ([]doubt.Doubt, error) {
	facts, err := doubtful(ctx, tx, roster.Only(cadre), roster.Only(cadre), at, limit)
	return doubt.Find(facts), err
}

// doubtful reads the facts about people of a scope that may raise a question, each kind in one statement; those about their
// entries by themselves only of the booked, who are in the scope. The limit says within how many days the meetings of a
// unit were to be recorded.
func doubtful(ctx context.Context, tx storage.ReadTx, scope, booked roster.Scope, at AsOf, limit func(roster.UnitID) int) (doubt.Facts, error) {
	var f doubt.Facts
	for _, read := range []func(context.Context, storage.ReadTx, roster.Scope, AsOf) ([]presenceRow, error){
		selectRecordedLate, selectOverlapping, selectOnClassDays, selectPresentOnLeave,
	} {
		rows, err := read(ctx, tx, scope, at)
		if err != nil {
			return f, fmt.Errorf("read the presences to check: %w", err)
		}
		for _, r := range rows {
			f.Presences = append(f.Presences, r.presences(limit)...)
		}
	}
	absences, err := selectNotMadeUp(ctx, tx, scope, at)
	if err != nil {
		return f, fmt.Errorf("read the absences to check: %w", err)
	}
	for _, r := range absences {
		f.Absences = append(f.Absences, doubt.Absence{Person: r.person(), From: r.place()})
	}
	if f.Texts, err = selectTexts(ctx, tx, scope, at); err != nil {
		return f, fmt.Errorf("read the texts to check: %w", err)
	}
	if booked.IsNobody() {
		return f, nil
	}
	f.Bookings, f.Unproven, err = bookings(ctx, tx, booked, at)
	return f, err
}

// bookings reads the entries that may raise a question by themselves: those of long days, and those without evidence.
func bookings(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) (long, unproven []doubt.Booking, err error) {
	if long, err = selectLongDays(ctx, tx, scope, at); err != nil {
		return nil, nil, fmt.Errorf("read the days to check: %w", err)
	}
	if unproven, err = selectNoEvidence(ctx, tx, scope, at); err != nil {
		return nil, nil, fmt.Errorf("read the make-ups to check: %w", err)
	}
	return long, unproven, nil
}
