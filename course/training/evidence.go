package training

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Evidence is what the roll of a class shows for an entry of one person. It tells nothing about the others but their
// number.
type Evidence struct {
	Class   Class
	Sheet   Sheet // by whom and when it was put down, and from which file
	Line    Line  // what it says about the person
	Persons int   // on the sheet
}

// EvidenceOf returns the roll on which an entry rests, by the mark it names; the caller has the entry from a scope of the
// actor's. It fails with fault.NotFound when there is no such mark.
func EvidenceOf(ctx context.Context, tx storage.ReadTx, id MarkID) (Evidence, error) {
	row, found, err := selectEvidence(ctx, tx, id)
	if err != nil {
		return Evidence{}, fmt.Errorf("read mark %d of a training roll: %w", id, err)
	}
	if !found {
		return Evidence{}, fault.New(fault.NotFound, "这条学时没有对应的培训名册")
	}
	return Evidence{Class: row.Class.class(), Sheet: row.Sheet.sheet(), Line: row.Mark.line(), Persons: row.Persons}, nil
}

// Ahead returns the planned classes in which a person is to take part and that are not over on a day, the first one first.
func Ahead(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, on calendar.Date) ([]Class, error) {
	rows, err := selectPlanned(ctx, tx, cadre, calendar.Since(on))
	if err != nil {
		return nil, fmt.Errorf("read the training that cadre %d is to take part in: %w", cadre, err)
	}
	list := make([]Class, len(rows))
	for i, r := range rows {
		list[i] = r.class()
	}
	return list, nil
}

// Own is a class of one person: what is planned, or what the roll says.
type Own struct {
	Class
	Line *Line // nil while the class is planned
}

// Of returns the classes of a person in a study year, by the last day: those on whose roll the person stands, and those
// planned in which the person is to take part.
func Of(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, year int) ([]Own, error) {
	marked, planned, err := selectOwn(ctx, tx, cadre, year)
	if err != nil {
		return nil, fmt.Errorf("read the training of cadre %d: %w", cadre, err)
	}
	var list []Own
	for _, r := range planned {
		list = append(list, Own{Class: r.class()})
	}
	for _, r := range marked {
		line := r.Mark.line()
		list = append(list, Own{Class: r.Row.class(), Line: &line})
	}
	return list, nil
}
