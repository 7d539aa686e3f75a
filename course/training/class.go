package training

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// ClassID identifies a training class.
type ClassID int64

// Class is a training class (培训班).
type Class struct {
	ID        ClassID
	Unit      roster.UnitID // whose study secretary answers for it
	Kind      Kind
	Title     string
	Organiser string // 主办单位
	Subject   string // code of the subject; empty for a class of several
	Span      calendar.Span
	Extent
	Place     string // may be empty
	DocNumber string // 文号 of its announcement; may be empty
	State     State
	By        roster.CadreID // who announced or imported it; 0 for the command line
	CreatedAt time.Time
}

// CrossesYear reports whether the class counts in two study years.
func (c Class) CrossesYear() bool { return c.Span.From.Year() != c.Span.To.Year() }

// tidy returns the class with single blanks in its texts and its extent divided where that needs no telling.
func (c Class) tidy() Class {
	for _, text := range []*string{&c.Title, &c.Organiser, &c.Place, &c.DocNumber} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	c.Extent = c.Extent.across(c.Span)
	return c
}

// check reports what is wrong with a tidy class, under the names of the form's fields.
func (c Class) check(ctx context.Context, tx storage.ReadTx) error {
	var f fault.Fields
	text := func(name, value string, least, most int) {
		n := utf8.RuneCountInString(value)
		f.Check(utf8.ValidString(value) && n >= least && n <= most, name, "请填写，最多 %d 个字", most)
	}
	f.Check(c.Kind == OffJob || c.Kind == Online, "kind", "请选择")
	text("title", c.Title, 1, 100)
	text("organiser", c.Organiser, 1, 100)
	text("place", c.Place, 0, 100)
	text("doc_number", c.DocNumber, 0, 60)
	f.Check(c.Span.From > 0, "from", "请填开始日期")
	f.Check(c.Span.To >= c.Span.From, "to", "结束日期不能早于开始日期")
	f.Check(c.Span.From == 0 || c.Span.From.DaysUntil(c.Span.To) < longest, "to", "一个班最多 %d 天", longest)
	c.Extent.check(&f, c.Kind, c.Span)
	known, err := isSubject(ctx, tx, c.Subject)
	f.Check(known, "subject", "没有这个主题")
	if err != nil {
		return err
	}
	return f.Err()
}

// isSubject reports whether there is a subject with the code; none is good, too.
func isSubject(ctx context.Context, tx storage.ReadTx, code string) (bool, error) {
	if code == "" {
		return true, nil
	}
	subjects, err := course.Subjects(ctx, tx)
	for _, s := range subjects {
		if s.Code == code {
			return true, nil
		}
	}
	return false, err
}

// isSame reports whether two classes are the same one, by whoever they were put down.
func (c Class) isSame(o Class) bool {
	return c.Title == o.Title && c.Organiser == o.Organiser && c.Span == o.Span
}

// Find returns a class of the scope: its unit belongs to the scope, or somebody on its roll. It fails with fault.NotFound
// otherwise.
func Find(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id ClassID) (Class, error) {
	row, found, err := selectClass(ctx, tx, scope, id)
	if err != nil {
		return Class{}, fmt.Errorf("read training class %d: %w", id, err)
	}
	if !found {
		return Class{}, fault.New(fault.NotFound, "没有这个培训班")
	}
	return row.class(), nil
}

// Listed is a class in a list, with how many take part in it.
type Listed struct {
	Class
	Persons    int // on its roll or, while it is planned, to take part; of the scope
	Recognised int // of those on the roll
}

// Classes returns the classes of the scope that end on a day of the span and are not cancelled, the last one first.
func Classes(ctx context.Context, tx storage.ReadTx, scope roster.Scope, span calendar.Span) ([]Listed, error) {
	rows, err := selectListed(ctx, tx, scope, span)
	if err != nil {
		return nil, fmt.Errorf("read the training classes: %w", err)
	}
	list := make([]Listed, len(rows))
	for i, r := range rows {
		list[i] = Listed{Class: r.Row.class(), Persons: r.Persons, Recognised: r.Recognised}
	}
	return list, nil
}
