package training

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Intake is what the import of a file adds or would add.
type Intake struct {
	File      string
	FileSum   string // SHA-256 of its content, in hexadecimal digits
	Classes   []Taken
	Unchanged int              // rows that say what is on record already
	Refused   office.RowErrors // rows that were not taken, in the order of the file
}

// Taken is a class with the people whom the file adds to its roll.
type Taken struct {
	Class
	Lines []TakenLine
}

// TakenLine is a row of the file.
type TakenLine struct {
	Line
	Gives hours.Amount // by the rules in force; 0 when the leave was too long
}

// Rows returns how many rows are taken.
func (i Intake) Rows() int {
	n := 0
	for _, c := range i.Classes {
		n += len(c.Lines)
	}
	return n
}

// Recognised returns how many of them lead to entries, and with how many hours in all.
func (i Intake) Recognised() (rows int, sum hours.Amount) {
	for _, c := range i.Classes {
		for _, l := range c.Lines {
			if l.Recognised {
				rows, sum = rows+1, sum+l.Gives
			}
		}
	}
	return rows, sum
}

// intake compares a file with what is on record.
type intake struct {
	Intake
	registrar *Registrar
	within    roster.Scope
	unit      roster.UnitID // of the classes
	known     past
	people    map[calendar.Date]map[string]roster.Member // by staff number, as of the last day of a class
	subjects  map[string]string                          // codes by name
}

// compare returns what the rows would add within what the importer may touch.
func (g *Registrar) compare(ctx context.Context, tx storage.ReadTx, within roster.Scope, base Intake, records []record) (Intake, error) {
	in := intake{Intake: base, registrar: g, within: within, people: map[calendar.Date]map[string]roster.Member{}}
	if err := in.prepare(ctx, tx, records); err != nil {
		return Intake{}, err
	}
	for _, r := range records {
		err := in.take(ctx, tx, r)
		if refused := office.RowErrors(nil); errors.As(err, &refused) {
			in.Refused = append(in.Refused, refused...)
		} else if err != nil {
			return Intake{}, err
		}
	}
	slices.SortStableFunc(in.Refused, func(a, b office.RowError) int { return cmp.Compare(a.Line, b.Line) })
	return in.Intake, nil
}

// prepare reads what all rows are compared with.
func (in *intake) prepare(ctx context.Context, tx storage.ReadTx, records []record) error {
	units, err := roster.Units(ctx, tx, in.within)
	if err != nil {
		return err
	}
	if len(units) == 0 {
		return fault.New(fault.Conflict, "还没有单位，请先导入花名册")
	}
	in.unit = units[0].ID
	all := calendar.Span{From: calendar.Forever}
	for _, r := range records {
		all.From, all.To = min(all.From, r.class.Span.From), max(all.To, r.class.Span.To)
	}
	if in.known, err = pastOf(ctx, tx, in.within, all); err != nil {
		return err
	}
	subjects, err := course.Subjects(ctx, tx)
	in.subjects = map[string]string{"": ""}
	for _, s := range subjects {
		in.subjects[s.Name], in.subjects[s.Code] = s.Code, s.Code
	}
	return err
}

// take adds a row to what is taken. It fails with office.RowErrors when it cannot be.
func (in *intake) take(ctx context.Context, tx storage.ReadTx, r record) error {
	person, err := in.person(ctx, tx, r)
	if err != nil {
		return err
	}
	code, found := in.subjects[r.subject]
	if !found {
		return office.RowErrors{r.fault(colSubject, "没有这个主题，可以空着")}
	}
	c := r.class
	c.Unit, c.Subject = in.unit, code
	if err := r.wrong(c.check(ctx, tx)); err != nil {
		return err
	}
	mark := Mark{Cadre: person.Cadre.ID, Attended: true, Away: r.away, Reason: r.reason}.tidy()
	there, complaint := in.known.look(mark, c, c.Extent)
	switch {
	case complaint != nil:
		return office.RowErrors{r.fault(colTitle, complaint.String())}
	case there:
		in.Unchanged++
		return nil
	}
	t, err := in.registrar.terms(ctx, tx, c.Kind, c.Span, c.Extent)
	if err := r.wrong(err); err != nil {
		return err
	}
	var f fault.Fields
	mark.check(&f, c.Kind, t.total)
	if err := r.wrong(f.Err()); err != nil {
		return err
	}
	return in.add(ctx, tx, r, c, mark, person, t)
}

// add puts the row with its class.
func (in *intake) add(ctx context.Context, tx storage.ReadTx, r record, c Class, mark Mark, person roster.Member, t terms) error {
	i := slices.IndexFunc(in.Classes, func(k Taken) bool { return k.isSame(c) })
	if i >= 0 {
		c = in.Classes[i].Class
	} else if known, found, err := selectOfUnit(ctx, tx, c); err != nil {
		return fmt.Errorf("look for a training class: %w", err)
	} else if found {
		c = known.class()
	}
	switch {
	case c.Kind != r.class.Kind:
		return office.RowErrors{r.fault(colKind, "同一个班在别处记的是"+c.Kind.Label())}
	case c.Kind == OffJob && !c.Extent.agrees(r.class.Extent):
		return office.RowErrors{r.fault(colDays, "与同一个班别处记的（"+c.Extent.Message().String()+"）不同")}
	}
	if i < 0 {
		in.Classes = append(in.Classes, Taken{Class: c})
		i = len(in.Classes) - 1
	}
	l := TakenLine{Line: Line{
		Mark: mark, StaffNo: person.Cadre.StaffNo, Name: person.Cadre.Name, Recognised: mark.recognised(t.limits, t.total),
		Extent: r.class.Extent, Row: r.row.Line,
	}}
	if l.Recognised {
		l.Gives = t.gives
	}
	in.Classes[i].Lines = append(in.Classes[i].Lines, l)
	in.known.add(mark, c, l.Extent)
	return nil
}

// person returns whom the row is about.
func (in *intake) person(ctx context.Context, tx storage.ReadTx, r record) (roster.Member, error) {
	on := r.class.Span.To
	byNumber, read := in.people[on]
	if !read {
		members, err := roster.Members(ctx, tx, in.within, on)
		if err != nil {
			return roster.Member{}, err
		}
		byNumber = make(map[string]roster.Member, len(members))
		for _, m := range members {
			byNumber[m.Cadre.StaffNo] = m
		}
		in.people[on] = byNumber
	}
	m, found := byNumber[r.staffNo]
	switch {
	case !found:
		return roster.Member{}, office.RowErrors{r.fault(colStaffNo, "花名册里没有这个工号，或者那时不在您管的单位")}
	case m.Cadre.Name != r.name:
		return roster.Member{}, office.RowErrors{r.fault(colName, "与花名册上这个工号的姓名不一致")}
	}
	return m, nil
}

// fieldColumns are the columns from which the fields of a class or a mark come.
var fieldColumns = map[string]column{
	"kind": colKind, "title": colTitle, "organiser": colOrganiser, "place": colPlace, "doc_number": colDocNumber,
	"from": colSpan, "to": colSpan, "days": colDays, "hours": colHours, "later": colLater, "subject": colSubject,
}

// wrong returns a failure of the domain as complaints about the row, and any other as it is.
func (r record) wrong(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	if len(f.Fields) == 0 {
		return office.RowErrors{r.fault(colTitle, f.Message.String())}
	}
	var complaints office.RowErrors
	for _, field := range f.Fields {
		c, known := fieldColumns[field.Name]
		if !known {
			c = colAway
		}
		complaints = append(complaints, r.fault(c, field.Message.String()))
	}
	return complaints
}
