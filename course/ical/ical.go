// Package ical writes calendars (日程) in the iCalendar form of RFC 5545, for the calendar programs of phones and offices.
// It is pure, and writes only what the product needs: events with a time in Asia/Shanghai, and days.
package ical

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course/calendar"
)

// Event is something that happens at a time or, without Start, on a day.
type Event struct {
	UID       string // the same for ever, and of this event alone
	Sequence  int    // rises with every change
	Changed   time.Time
	Start     time.Time
	End       time.Time
	On        calendar.Date // for an event of a whole day, which leaves the person free
	Summary   string
	Place     string
	Text      string
	Cancelled bool
}

// zone describes Asia/Shanghai, which has had no daylight saving time since 1991 (RFC 5545, 3.6.5).
const zone = `BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19910915T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE`

// Calendar returns the events under a name as a text/calendar object in UTF-8: lines end in CR LF and are folded at 75
// octets, never within a character.
func Calendar(name string, events []Event) []byte {
	var b bytes.Buffer
	line(&b, "BEGIN", "VCALENDAR")
	line(&b, "VERSION", "2.0")
	line(&b, "PRODID", "-//xiangxue//study calendar//ZH")
	line(&b, "CALSCALE", "GREGORIAN")
	line(&b, "METHOD", "PUBLISH")
	line(&b, "X-WR-CALNAME", escape(name))
	for text := range strings.SplitSeq(zone, "\n") {
		property, value, _ := strings.Cut(text, ":")
		line(&b, property, value)
	}
	for _, e := range events {
		e.write(&b)
	}
	line(&b, "END", "VCALENDAR")
	return b.Bytes()
}

func (e Event) write(b *bytes.Buffer) {
	line(b, "BEGIN", "VEVENT")
	line(b, "UID", escape(e.UID))
	line(b, "DTSTAMP", e.Changed.UTC().Format("20060102T150405Z"))
	line(b, "SEQUENCE", fmt.Sprint(e.Sequence))
	if e.Start.IsZero() {
		line(b, "DTSTART;VALUE=DATE", day(e.On))
		line(b, "DTEND;VALUE=DATE", day(e.On.AddDays(1)))
		line(b, "TRANSP", "TRANSPARENT")
	} else {
		line(b, "DTSTART;TZID=Asia/Shanghai", local(e.Start))
		line(b, "DTEND;TZID=Asia/Shanghai", local(e.End))
	}
	line(b, "SUMMARY", escape(e.Summary))
	if e.Place != "" {
		line(b, "LOCATION", escape(e.Place))
	}
	if e.Text != "" {
		line(b, "DESCRIPTION", escape(e.Text))
	}
	status := "CONFIRMED"
	if e.Cancelled {
		status = "CANCELLED"
	}
	line(b, "STATUS", status)
	line(b, "END", "VEVENT")
}

func day(d calendar.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

func local(t time.Time) string { return t.In(calendar.Shanghai).Format("20060102T150405") }

// escape returns a text as RFC 5545, 3.3.11 wants it, without control characters, which no text may hold.
func escape(text string) string {
	text = strings.ToValidUTF8(text, "")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\t' || r >= ' ' && r != 0x7f:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// longest is how many octets a line has at most, its end not counted (RFC 5545, 3.1).
const longest = 75

// line writes a content line, folded: a continuation begins with a space, which counts.
func line(b *bytes.Buffer, property, value string) {
	text := property + ":" + value
	for room := longest; len(text) > room; room = longest - 1 {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		b.WriteString(text[:cut])
		b.WriteString("\r\n ")
		text = text[cut:]
	}
	b.WriteString(text)
	b.WriteString("\r\n")
}
