package inspection

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/sample"
	"xiangxue/course/storage"
)

// population is who can be drawn.
type population struct {
	people []sample.Person
	cadres map[string]roster.CadreID // by staff number
}

// populationOf reads the people of a scope on a day, each in the stratum of their unit and of the last of their
// categories in the usual order, which goes from the general to the particular.
func populationOf(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date) (population, error) {
	members, err := roster.Members(ctx, tx, scope, on)
	if err != nil {
		return population{}, err
	}
	spans, err := roster.CategorySpans(ctx, tx, scope, calendar.Span{From: on, To: on})
	if err != nil {
		return population{}, err
	}
	known, err := roster.Categories(ctx, tx)
	if err != nil {
		return population{}, err
	}
	p := population{cadres: map[string]roster.CadreID{}}
	for _, m := range members {
		stratum := sample.Stratum{Unit: m.Unit.Code, Category: last(known, spans[m.Cadre.ID])}
		p.people = append(p.people, sample.Person{StaffNo: m.Cadre.StaffNo, Stratum: stratum})
		p.cadres[m.Cadre.StaffNo] = m.Cadre.ID
	}
	return p, nil
}

// last returns the code of the last known category that a person held; "" for none.
func last(known []roster.CategoryInfo, held []roster.CategorySpan) string {
	for _, info := range slices.Backward(known) {
		if slices.ContainsFunc(held, func(s roster.CategorySpan) bool { return s.Category == info.Code }) {
			return string(info.Code)
		}
	}
	return ""
}

// Samples returns the samples drawn from units in the scope, the newest first, without tickets.
func Samples(ctx context.Context, tx storage.ReadTx, scope roster.Scope) ([]Sample, error) {
	rows, err := selectSamples(ctx, tx, scope, 0)
	if err != nil {
		return nil, fmt.Errorf("read the samples: %w", err)
	}
	return samplesOf(ctx, tx, rows)
}

// FindSample returns a sample with its tickets. It fails with fault.NotFound when it was not drawn from a unit that the
// actor may audit.
func FindSample(ctx context.Context, tx storage.ReadTx, actor access.Actor, id SampleID) (Sample, error) {
	rows, err := selectSamples(ctx, tx, actor.Scope(access.Audit), id)
	if err != nil {
		return Sample{}, fmt.Errorf("read sample %d: %w", id, err)
	}
	if len(rows) == 0 {
		return Sample{}, errNoSample
	}
	list, err := samplesOf(ctx, tx, rows)
	if err != nil {
		return Sample{}, err
	}
	s := list[0]
	s.Tickets, err = ticketsOf(ctx, tx, id)
	return s, err
}

func samplesOf(ctx context.Context, tx storage.ReadTx, rows []foundSample) ([]Sample, error) {
	units, err := roster.Units(ctx, tx, roster.Everyone())
	if err != nil {
		return nil, err
	}
	byID := map[roster.UnitID]roster.Unit{}
	for _, u := range units {
		byID[u.ID] = u
	}
	list := make([]Sample, len(rows))
	for n, r := range rows {
		list[n] = Sample{
			ID: r.Row.ID, Unit: byID[r.Row.UnitID], On: r.Row.AsOf, Seed: r.Row.Seed, Size: r.Row.Size, Leaves: r.Row.Leaves,
			Root: r.Row.Root, Note: r.Row.Note, By: r.Name, At: calendar.FromMillis(r.Row.DrawnAt),
		}
	}
	return list, nil
}
