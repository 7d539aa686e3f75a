package training

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// Mark is what a roll says about a person.
type Mark struct {
	Cadre    roster.CadreID
	Attended bool
	Away     hours.Amount // hours of leave
	Reason   string       // of the leave or of not taking part; empty for neither
}

// AttendedField returns the name of the form field that says whether a person took part.
func AttendedField(id roster.CadreID) string { return fmt.Sprintf("attended-%d", id) }

// AwayField returns the name of the form field with a person's hours of leave.
func AwayField(id roster.CadreID) string { return fmt.Sprintf("away-%d", id) }

// ReasonField returns the name of the form field with the reason for leave or absence.
func ReasonField(id roster.CadreID) string { return fmt.Sprintf("reason-%d", id) }

// longestReason is the length in characters of the longest reason.
const longestReason = 200

// tidy returns the mark without what it cannot mean.
func (m Mark) tidy() Mark {
	m.Reason = strings.TrimSpace(m.Reason)
	if !m.Attended {
		m.Away = 0
	}
	if m.Attended && m.Away == 0 {
		m.Reason = ""
	}
	return m
}

// check notes what is wrong with a tidy mark in a class of a kind and of so many hours.
func (m Mark) check(f *fault.Fields, k Kind, total hours.Amount) {
	f.Check(k == OffJob || m.Away == 0, AwayField(m.Cadre), "网络培训不记请假")
	f.Check(m.Away >= 0 && m.Away <= total, AwayField(m.Cadre), "请假学时要在 0 和 %s 之间", total)
	needed := !m.Attended || m.Away > 0
	n := utf8.RuneCountInString(m.Reason)
	f.Check(!needed || n > 0 && n <= longestReason && utf8.ValidString(m.Reason), ReasonField(m.Cadre), "请写一句原因，最多 %d 个字", longestReason)
}

// recognised reports whether the person gets the hours of a class of so many: who took part and was not on leave for more
// than the permitted share.
func (m Mark) recognised(l hours.Limits, total hours.Amount) bool {
	return m.Attended && l.LeaveAllowed(m.Away, total)
}

// checkMarks returns the marks in the order of the participants. It fails with fault.Invalid, under the names of the
// form's fields, unless there is one good mark for each of them and none for anybody else.
func checkMarks(participants []Participant, marks []Mark, k Kind, total hours.Amount) ([]Mark, error) {
	var f fault.Fields
	given := make(map[roster.CadreID]Mark, len(marks))
	for _, m := range marks {
		_, twice := given[m.Cadre]
		f.Check(!twice, AttendedField(m.Cadre), "同一个人在名单上有两行")
		given[m.Cadre] = m.tidy()
	}
	list := make([]Mark, 0, len(participants))
	for _, p := range participants {
		m, found := given[p.Cadre]
		f.Check(found, AttendedField(p.Cadre), "请选参加了或者没有参加")
		if found {
			m.check(&f, k, total)
			list = append(list, m)
			delete(given, p.Cadre)
		}
	}
	for _, m := range marks {
		if _, unknown := given[m.Cadre]; unknown {
			f.Add(AttendedField(m.Cadre), "这个人不在这个班的名单上")
			delete(given, m.Cadre)
		}
	}
	return list, f.Err()
}
