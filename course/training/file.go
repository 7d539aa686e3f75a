package training

import (
	"strings"

	"golang.org/x/text/width"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/office"
)

// record is a row of a table of training hours as it was read.
type record struct {
	table         office.Table
	row           office.Row
	staffNo, name string
	class         Class  // without its unit
	subject       string // as written
	away          hours.Amount
	reason        string
}

// fault returns the complaint about a column of the row, under the name that the file gives it.
func (r record) fault(c column, message string) office.RowError {
	return r.table.Fault(r.row, titleIn(r.table, c), message)
}

// titleIn returns what a table calls a column.
func titleIn(t office.Table, c column) string {
	for _, name := range c.names {
		if t.Column(name) >= 0 {
			return name
		}
	}
	return c.names[0]
}

// mostRows is how many rows a file may have: all of them are booked in one transaction.
const mostRows = 5000

// readFile reads a table of training hours: the first sheet of a workbook, or a CSV file. It returns the rows that can be
// understood and what is wrong with the others. It fails with office.FormatError, office.LimitError or, when columns
// are missing, office.RowErrors.
func readFile(name string, b []byte) ([]record, office.RowErrors, error) {
	t, err := office.ReadTable(name, b, office.Limits{Rows: mostRows})
	if err != nil {
		return nil, nil, err
	}
	for _, staffNo := range colStaffNo.names {
		if headed := t.HeadedBy(staffNo); headed.Column(staffNo) >= 0 {
			t = headed
			break
		}
	}
	if err := requireColumns(t); err != nil {
		return nil, nil, err
	}
	var records []record
	var faults office.RowErrors
	for _, row := range t.Rows {
		l := line{record: record{table: t, row: row}}
		l.read()
		if len(l.faults) > 0 {
			faults = append(faults, l.faults...)
			continue
		}
		records = append(records, l.record)
	}
	return records, faults, nil
}

func requireColumns(t office.Table) error {
	needed := [][]string{colStaffNo.names, colName.names, colTitle.names, colOrganiser.names}
	if t.Column(colSpan.names...) < 0 && t.Column(colFrom.names...) >= 0 {
		needed = append(needed, colFrom.names, colTo.names)
	} else {
		needed = append(needed, colSpan.names)
	}
	if t.Column(colDays.names...) < 0 {
		needed = append(needed, colHours.names)
	}
	return t.Require(needed...)
}

// line reads the cells of one row and collects what is wrong with them.
type line struct {
	record
	faults office.RowErrors
}

func (l *line) refuse(c column, message string) { l.faults = append(l.faults, l.fault(c, message)) }

func (l *line) read() {
	l.staffNo = strings.TrimSpace(width.Fold.String(l.needed(colStaffNo)))
	l.name = strings.ReplaceAll(l.needed(colName), " ", "")
	l.subject, l.reason = l.text(colSubject), l.text(colReason)
	l.class = Class{
		Title: l.needed(colTitle), Organiser: l.needed(colOrganiser), Span: l.span(), Place: l.text(colPlace), DocNumber: l.text(colDocNumber),
		Extent: Extent{Days: hours.Days(l.number(colDays)), Hours: l.number(colHours), Later: int64(l.number(colLater))},
	}
	l.away = l.number(colAway)
	l.class.Kind = l.kind()
	l.class = l.class.tidy()
}

// text returns a cell on one line.
func (l *line) text(c column) string {
	return strings.Join(strings.Fields(l.table.Cell(l.row, c.names...)), " ")
}

func (l *line) needed(c column) string {
	s := l.text(c)
	if s == "" {
		l.refuse(c, "不能为空")
	}
	return s
}

// number returns a number with at most two decimals in hundredths, with or without its unit; none for an empty cell.
func (l *line) number(c column) hours.Amount {
	s := strings.ReplaceAll(width.Fold.String(l.text(c)), " ", "")
	for _, unit := range [...]string{"学时", "课时", "小时", "天", "日"} {
		s = strings.TrimSuffix(s, unit)
	}
	if s == "" {
		return 0
	}
	n, err := hours.ParseAmount(s)
	if err != nil {
		l.refuse(c, "不是数字，请写成 40 或者 5.5 的样子")
	}
	return n
}

// span returns the days of the class, from one column or from two.
func (l *line) span() calendar.Span {
	if l.table.Column(colSpan.names...) >= 0 {
		span, err := parseSpan(l.needed(colSpan))
		if err != nil && len(l.text(colSpan)) > 0 {
			l.refuse(colSpan, "不是起止日期，请写成 2026-03-02至2026-03-06 的样子")
		}
		return span
	}
	return calendar.Span{From: l.date(colFrom), To: l.date(colTo)}
}

func (l *line) date(c column) calendar.Date {
	s := l.needed(c)
	d, err := calendar.ParseDate(width.Fold.String(s))
	if s != "" && (err != nil || !isNear(d)) {
		l.refuse(c, "不是日期，请写成 2026-03-02 的样子")
		return 0
	}
	return d
}

// kind returns what sort of class the row is of: as it says or, when it says nothing, by its days and names.
func (l *line) kind() Kind {
	s := l.text(colKind)
	has := func(text string, words ...string) bool {
		for _, w := range words {
			if strings.Contains(text, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has(s, "网络", "在线", "线上", "网上"):
		return Online
	case has(s, "脱产", "集中", "面授", "线下", "党校"):
		return OffJob
	case s != "":
		l.refuse(colKind, "请填 脱产 或者 网络")
	case l.class.Days == 0 && has(l.class.Title+l.class.Organiser, "网络", "在线", "线上", "网上"):
		return Online
	}
	return OffJob
}
