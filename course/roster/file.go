package roster

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"xiangxue/course/calendar"
	"xiangxue/course/office"
)

// The worksheets of a roster file. Others are passed over.
const (
	unitSheet   = "单位"
	peopleSheet = "人员"
	groupSheet  = "学习小组"
)

// Roster is what a roster file says: the good rows only.
type Roster struct {
	File   string
	units  []unitRecord
	people []personRecord
	groups []groupRecord

	refused map[string]bool // staff numbers of rows that were refused: not missing from the file
}

// place is where a record stands in the file, for complaints that come up later.
type place struct {
	table office.Table
	row   office.Row
}

func (p place) fault(column, message string) office.RowError {
	return p.table.Fault(p.row, column, message)
}

type unitRecord struct {
	place
	code, name, parent string
	kind               UnitKind
	position           int
}

type personRecord struct {
	place
	staffNo, name, unit string
	post                *string // nil: the file says nothing about it
	phone               *Phone
	categories          []string // as written; nil: the file says nothing about them
	roles               []roleRecord
	saysRoles           bool
	from, until         calendar.Date // 0: not given
}

// roleRecord is a role over a unit, by the code of the unit.
type roleRecord struct {
	role Role
	unit string
}

type groupRecord struct {
	place
	code, name, unit string
	kind             GroupKind
	leader           string   // staff number, may be empty
	members          []string // staff numbers; the leader need not be among them
	from             calendar.Date
}

// ReadRoster reads a roster file: a workbook with the sheets 单位, 人员 and 学习小组, each of which may be missing, or a
// CSV file of people. It returns the good rows and what is wrong with the others, row by row. It fails with
// office.FormatError or office.LimitError when the file as a whole cannot be used.
func ReadRoster(file string, b []byte) (Roster, office.RowErrors, error) {
	tables, err := office.ReadWorkbook(file, b, office.Limits{})
	if err != nil {
		return Roster{}, nil, err
	}
	r := &reader{roster: Roster{File: file, refused: map[string]bool{}}}
	known := false
	for _, t := range tables {
		switch sheetOf(t) {
		case unitSheet:
			r.readUnits(t.HeadedBy("代码", "名称"))
		case peopleSheet:
			r.readPeople(t.HeadedBy("工号", "姓名"))
		case groupSheet:
			r.readGroups(t.HeadedBy("代码", "名称"))
		default:
			continue
		}
		known = true
	}
	if !known {
		return Roster{}, nil, &office.FormatError{File: file, Message: "没有找到“单位”“人员”“学习小组”工作表，请用花名册模板填写"}
	}
	return r.roster, r.faults, nil
}

// sheetOf returns which sheet a table is. A CSV file has no sheet names; with staff numbers and names it is of people.
func sheetOf(t office.Table) string {
	name := strings.TrimSpace(t.Name)
	if headed := t.HeadedBy("工号", "姓名"); name == "" && headed.Column("工号") >= 0 && headed.Column("姓名") >= 0 {
		return peopleSheet
	}
	return name
}

// reader collects records and complaints while it goes through the sheets.
type reader struct {
	roster Roster
	faults office.RowErrors
}

// require notes the columns that a sheet lacks and reports whether it can be read.
func (r *reader) require(t office.Table, columns ...string) bool {
	if len(t.Header) == 0 && len(t.Rows) == 0 {
		return false // a blank sheet
	}
	var missing [][]string
	for _, c := range columns {
		missing = append(missing, []string{c})
	}
	if err := t.Require(missing...); err != nil {
		r.note(err)
		return false
	}
	return true
}

func (r *reader) note(err error) {
	if faults, ok := err.(office.RowErrors); ok {
		r.faults = append(r.faults, faults...)
	}
}

// line reads the cells of one row and collects what is wrong with them.
type line struct {
	place
	faults office.RowErrors
}

func newLine(t office.Table, row office.Row) *line { return &line{place: place{t, row}} }

func (l *line) refuse(column, message string) {
	l.faults = append(l.faults, l.fault(column, message))
}

// has reports whether the sheet has the column at all.
func (l *line) has(column string) bool { return l.table.Column(column) >= 0 }

// text returns a cell on one line, of at most 60 characters.
func (l *line) text(column string) string {
	s := strings.Join(strings.Fields(l.table.Cell(l.row, column)), " ")
	if utf8.RuneCountInString(s) > 60 {
		l.refuse(column, "太长，请不要超过 60 个字")
	}
	return s
}

// needed returns a cell that may not be empty.
func (l *line) needed(column string) string {
	s := l.text(column)
	if s == "" {
		l.refuse(column, "不能为空")
	}
	return s
}

// code returns a code or number in half-width characters; an empty one only when it is optional.
func (l *line) code(column string, optional bool) string {
	s := strings.TrimSpace(width.Fold.String(l.text(column)))
	switch {
	case s == "" && !optional:
		l.refuse(column, "不能为空")
	case !isCode(s):
		l.refuse(column, "只能用字母、数字、点、横线和下划线，最多 32 个")
	}
	return s
}

func isCode(s string) bool {
	for _, c := range s {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && !('0' <= c && c <= '9') && !strings.ContainsRune("-_.", c) {
			return false
		}
	}
	return len(s) <= 32
}

// codes returns the codes of a cell that holds several.
func (l *line) codes(column string) []string {
	list := listOf(width.Fold.String(l.table.Cell(l.row, column)))
	for _, s := range list {
		if !isCode(s) {
			l.refuse(column, "“"+s+"”不是工号，多个工号之间请用顿号或逗号隔开")
			return nil
		}
	}
	return list
}

// date returns a date, 0 when the cell is empty.
func (l *line) date(column string) calendar.Date {
	s := l.text(column)
	if s == "" {
		return 0
	}
	d, err := calendar.ParseDate(s)
	if err != nil || d.Year() < 1950 || d.Year() > 2100 {
		l.refuse(column, "不是日期，请写成 2026-03-05 的样子")
		return 0
	}
	return d
}

// number returns a whole number from 0 to 9999, and otherwise when the cell is empty.
func (l *line) number(column string, otherwise int) int {
	s := l.text(column)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 9999 {
		l.refuse(column, "请填 0 到 9999 的整数")
	}
	return n
}

// listOf splits a cell that holds several things, dropping empty and repeated ones.
func listOf(cell string) []string {
	fields := strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("、,，;；\n", r) })
	list := make([]string, 0, len(fields))
	for _, f := range fields {
		if f = strings.TrimSpace(f); f != "" {
			list = union(list, []string{f})
		}
	}
	return list
}
