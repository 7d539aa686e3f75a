package ical_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/ical"
)

func meeting() ical.Event {
	start := time.Date(2026, 9, 18, 6, 30, 0, 0, time.UTC)
	return ical.Event{
		UID: "meeting-7@x", Sequence: 2, Changed: start.Add(-time.Hour), Start: start, End: start.Add(150 * time.Minute),
		Summary: "防灾减灾; 基层应急, 一", Place: `三楼\会议室`, Text: "领学\r\n讨论",
	}
}

func TestACalendarOfOneMeeting(t *testing.T) {
	t.Parallel()
	text := string(ical.Calendar("学习日程", []ical.Event{meeting()}))
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n", "UID:meeting-7@x\r\n", "DTSTAMP:20260918T053000Z\r\n",
		"SEQUENCE:2\r\n", "DTSTART;TZID=Asia/Shanghai:20260918T143000\r\n", "DTEND;TZID=Asia/Shanghai:20260918T170000\r\n",
		`SUMMARY:防灾减灾\; 基层应急\, 一` + "\r\n", `LOCATION:三楼\\会议室` + "\r\n", `DESCRIPTION:领学\n讨论` + "\r\n", "STATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	off := meeting()
	off.Cancelled = true
	if text := string(ical.Calendar("x", []ical.Event{off})); !strings.Contains(text, "STATUS:CANCELLED\r\n") {
		t.Errorf("a cancelled meeting:\n%s", text)
	}
}

func TestADayLeavesThePersonFree(t *testing.T) {
	t.Parallel()
	text := string(ical.Calendar("x", []ical.Event{{UID: "due", On: calendar.NewDate(2026, 12, 31), Summary: "截止"}}))
	for _, want := range []string{"DTSTART;VALUE=DATE:20261231\r\n", "DTEND;VALUE=DATE:20270101\r\n", "TRANSP:TRANSPARENT\r\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}

// TestLinesKeepTheRulesOfTheStandard reads calendars back as RFC 5545, 3.1 and 3.3.11 say: every text comes back, every
// line ends in CR LF, has at most 75 octets and whole characters.
func TestLinesKeepTheRulesOfTheStandard(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		e := meeting()
		e.Summary = rapid.String().Draw(r, "summary")
		e.Text = strings.Repeat(rapid.SampledFrom([]string{"学", "a", "😀", ",", "\n", "é"}).Draw(r, "text"), rapid.IntRange(0, 200).Draw(r, "times"))
		text := string(ical.Calendar("名", []ical.Event{e}))
		if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") || !strings.HasSuffix(text, "\r\n") {
			r.Fatalf("a line does not end in CR LF:\n%q", text)
		}
		for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.TrimSpace(line) == "" && line != " " && len(line) == 0 {
				r.Fatalf("%d octets: %q", len(line), line)
			}
		}
		if got := value(text, "DESCRIPTION"); got != e.Text {
			r.Fatalf("the text came back as %q, not %q", got, e.Text)
		}
		if got, want := value(text, "SUMMARY"), printable(e.Summary); got != want {
			r.Fatalf("the summary came back as %q, not %q", got, want)
		}
	})
}

// value unfolds a calendar and returns the text of a property, its escapes undone.
func value(text, property string) string {
	_, rest, _ := strings.Cut(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"+property+":")
	rest, _, _ = strings.Cut(rest, "\r\n")
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(rest)
}

// printable returns a text without what a calendar cannot hold.
func printable(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}
