// Package attendance keeps who was at a study meeting (考勤): the roll that a person confirms, leave that was asked for
// beforehand, and what makes up for an absence (补学).
//
// A roll is confirmed once and as a whole: in one transaction those present get their hours and the others their
// make-ups, or nothing happens at all. What was confirmed never changes. A correction is proposed by one person and
// accepted by another, and becomes a further sheet of the roll; both kinds of sheet are sealed. Nobody checks in, and
// no place, picture or moment of arrival is kept: the person who confirms the roll answers for it.
//
// Leave and official duty are reasons, not marks against a person. Whoever was not there may make up for the meeting.
package attendance

import (
	"strings"
	"unicode/utf8"

	"xiangxue/course/roster"
)

// Presence says whether a person was at a meeting.
type Presence string

// The presences.
const (
	Present      Presence = "present"       // 到
	OnLeave      Presence = "leave"         // 请假
	OfficialDuty Presence = "official_duty" // 公出
	Absent       Presence = "absent"        // 未到
)

// Presences returns all presences in their usual order.
func Presences() []Presence { return []Presence{Present, OnLeave, OfficialDuty, Absent} }

// Label returns what a presence is called, in Chinese; the text is a key of the message catalogue.
func (p Presence) Label() string {
	switch p {
	case Present:
		return "到"
	case OnLeave:
		return "请假"
	case OfficialDuty:
		return "公出"
	default:
		return "未到"
	}
}

// Mark is what a roll says about a person.
type Mark struct {
	Cadre    roster.CadreID
	Presence Presence
	Reason   string // one sentence why the person was not there; empty for Present
}

// IsPresent reports whether the person was there.
func (m Mark) IsPresent() bool { return m.Presence == Present }

// tidy returns the mark without the blanks around its reason, and without a reason where none is needed: a form may
// send what it does not show.
func (m Mark) tidy() Mark {
	m.Reason = strings.TrimSpace(m.Reason)
	if m.IsPresent() {
		m.Reason = ""
	}
	return m
}

// longestReason is the length in characters of the longest reason for an absence.
const longestReason = 200

// isReason reports whether the text can be kept as a reason.
func isReason(text string) bool {
	return utf8.ValidString(text) && text != "" && utf8.RuneCountInString(text) <= longestReason
}

// Count is how many persons a roll has of each presence.
type Count struct {
	Present, OnLeave, OfficialDuty, Absent int
}

// Expected returns how many were to come.
func (c Count) Expected() int { return c.Present + c.Away() }

// Away returns how many were not there.
func (c Count) Away() int { return c.OnLeave + c.OfficialDuty + c.Absent }

func (c *Count) add(p Presence, n int) {
	switch p {
	case Present:
		c.Present += n
	case OnLeave:
		c.OnLeave += n
	case OfficialDuty:
		c.OfficialDuty += n
	default:
		c.Absent += n
	}
}
