package inspection

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/sample"
	"xiangxue/course/storage"
)

var errNoSample = fault.New(fault.NotFound, "没有这次抽样，或者不在您的督学范围里")

type answerRow struct {
	ID         int64
	Year       int
	Doubt      string
	Version    int
	Answer     string
	AnsweredBy roster.CadreID
	AnsweredAt int64
}

func (answerRow) TableName() string { return "doubt_answers" }

// selectVersion returns the latest version of the answers to a doubt; 0 for none.
func selectVersion(ctx context.Context, tx storage.ReadTx, key string) (int, error) {
	row, _, err := storage.First[struct{ Version int }](ctx, tx, "SELECT version FROM doubt_answers WHERE doubt = ? ORDER BY version DESC LIMIT 1", key)
	return row.Version, err
}

type namedAnswer struct {
	Doubt      string
	Version    int
	Answer     string
	Name       string
	AnsweredAt int64
}

func selectAnswers(ctx context.Context, tx storage.ReadTx, year int) ([]namedAnswer, error) {
	const query = `SELECT a.doubt, a.version, a.answer, c.name, a.answered_at FROM doubt_answers a JOIN cadres c ON c.id = a.answered_by
WHERE a.year = ? ORDER BY a.doubt, a.version DESC`
	return storage.Select[namedAnswer](ctx, tx, query, year)
}

type sampleRow struct {
	ID      SampleID
	UnitID  roster.UnitID
	AsOf    calendar.Date
	Seed    string
	Size    int
	Leaves  int64
	Root    string
	Note    string
	DrawnBy roster.CadreID
	DrawnAt int64
}

func (sampleRow) TableName() string { return "samples" }

type foundSample struct {
	Row  sampleRow `gorm:"embedded"`
	Name string
}

// selectSamples selects the samples of units in the scope; with an id other than 0, that one alone.
func selectSamples(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id SampleID) ([]foundSample, error) {
	where, args := scope.Units("s.unit_id")
	if id != 0 {
		where, args = where+" AND s.id = ?", append(args, id)
	}
	return storage.Select[foundSample](ctx, tx, "SELECT s.*, c.name FROM samples s JOIN cadres c ON c.id = s.drawn_by WHERE "+where+" ORDER BY s.id DESC", args...)
}

type ticketRow struct {
	SampleID SampleID
	Position int
	CadreID  roster.CadreID
	StaffNo  string
	UnitCode string
	Category string
	Number   string
	Drawn    bool
}

func (ticketRow) TableName() string { return "sample_tickets" }

func ticketRows(id SampleID, tickets []sample.Ticket, p population) []ticketRow {
	rows := make([]ticketRow, len(tickets))
	for n, t := range tickets {
		rows[n] = ticketRow{
			SampleID: id, Position: n + 1, CadreID: p.cadres[t.StaffNo], StaffNo: t.StaffNo,
			UnitCode: t.Unit, Category: t.Category, Number: t.Number, Drawn: t.Drawn,
		}
	}
	return rows
}

type namedTicket struct {
	Row          ticketRow `gorm:"embedded"`
	Name         string
	UnitName     string
	CategoryName string
}

// ticketsOf returns the tickets of a sample in their order, with the names of today.
func ticketsOf(ctx context.Context, tx storage.ReadTx, id SampleID) ([]Ticket, error) {
	const query = `SELECT t.*, c.name, COALESCE(u.name, t.unit_code) AS unit_name, COALESCE(k.name, t.category) AS category_name
FROM sample_tickets t JOIN cadres c ON c.id = t.cadre_id LEFT JOIN units u ON u.code = t.unit_code LEFT JOIN categories k ON k.code = t.category
WHERE t.sample_id = ? ORDER BY t.position`
	rows, err := storage.Select[namedTicket](ctx, tx, query, id)
	if err != nil {
		return nil, fmt.Errorf("read the tickets of sample %d: %w", id, err)
	}
	list := make([]Ticket, len(rows))
	for n, r := range rows {
		stratum := sample.Stratum{Unit: r.Row.UnitCode, Category: r.Row.Category}
		list[n] = Ticket{
			Ticket:   sample.Ticket{Person: sample.Person{StaffNo: r.Row.StaffNo, Stratum: stratum}, Number: r.Row.Number, Drawn: r.Row.Drawn},
			Position: r.Row.Position, Cadre: r.Row.CadreID, Name: r.Name, UnitName: r.UnitName, Category: r.CategoryName,
		}
	}
	return list, nil
}
