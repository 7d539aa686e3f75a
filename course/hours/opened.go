package hours

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// EachSealed calls yield with the canonical bytes of every entry and reversal of the period and of persons in the scope, in
// the order of recording; place and salt are the log's to fill in. It stops at the first error and returns it.
func EachSealed(ctx context.Context, tx storage.ReadTx, scope roster.Scope, p Period, yield func(seal.Opening) error) error {
	load := func(after EntryID) ([]entryRow, error) {
		rows, err := selectEntriesOfAfter(ctx, tx, scope, p, after, pageSize)
		if err != nil {
			return nil, fmt.Errorf("read the entries after %d: %w", after, err)
		}
		return rows, nil
	}
	return storage.ByPages(pageSize, load, func(row entryRow) EntryID { return row.ID }, func(row entryRow) error {
		return yield(seal.Opening{Kind: row.kind(), ID: int64(row.ID), Fields: row.fields()})
	})
}

// ParseEntry returns the entry whose canonical bytes these are. It accepts exactly the form "entry v1" as entries are
// sealed, and fails otherwise.
func ParseEntry(canonical []byte) (Entry, error) {
	form, fields, err := seal.ParseFields(canonical)
	if err != nil {
		return Entry{}, err
	}
	r := fieldReader{fields: fields}
	row := entryRow{
		ID: EntryID(r.number()), CadreID: roster.CadreID(r.number()), Source: Source(r.text()), Ref: r.number(),
		Part: int(r.number()), Correction: int(r.number()), Amount: Amount(r.number()), Days: Days(r.number()),
		Stated: Amount(r.number()), Cut: Amount(r.number()), Activity: Activity(r.text()), Subject: r.text(), Mode: Mode(r.text()),
		Buckets: r.text(), RuleSetID: RuleSetID(r.number()), RuleArticle: r.text(), Title: r.text(), Evidence: r.text(),
		EvidenceID: r.number(), HappenedOn: calendar.Date(r.number()), RecordedAt: r.number(), RecordedBy: roster.CadreID(r.number()),
	}
	if reverses := EntryID(r.number()); reverses != 0 {
		row.ReversesID = &reverses
	}
	row.Reason, row.ApprovedBy = r.text(), roster.CadreID(r.number())
	if form != "entry v1" || r.err != nil || string(row.fields()) != string(canonical) {
		return Entry{}, fmt.Errorf("these are not the bytes of an entry, form %q: %w", form, r.err)
	}
	return row.entry(), nil
}

// fieldReader hands out the values of fields in their order. That the names are right shows when the entry is written again.
type fieldReader struct {
	fields []seal.Field
	err    error
}

func (r *fieldReader) next() (f seal.Field) {
	if len(r.fields) == 0 {
		if r.err == nil {
			r.err = fmt.Errorf("a field is missing")
		}
		return f
	}
	f, r.fields = r.fields[0], r.fields[1:]
	return f
}

func (r *fieldReader) text() string { return r.next().Value }

func (r *fieldReader) number() int64 {
	f := r.next()
	n, err := f.Number()
	if err != nil && r.err == nil {
		r.err = err
	}
	return n
}
