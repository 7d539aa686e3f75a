package library

import (
	"regexp"
	"strings"
	"unicode"
)

// line is a line of a file, cleaned of its markup.
type line struct {
	number int    // in the file, from 1
	level  int    // of a heading, from 1; 0 for text
	id     string // given to the heading by its author: ## 目的 {#s1}
	title  bool   // set like a title
	text   string
}

// frontEnd ends the front part of a file.
const frontEnd = "<!-- INFO END -->"

var (
	comment   = regexp.MustCompile(`<!--.*?-->`)
	headingID = regexp.MustCompile(`\s*\{#([A-Za-z][A-Za-z0-9-]{0,40})\}$`)
	link      = regexp.MustCompile(`!?\[([^\]]*)\]\([^)\s]*\)`)
	lineBreak = regexp.MustCompile(`(?i)<br\s*/?>`)
	tableRule = regexp.MustCompile(`^[|:\-\s]+$`)
)

// markdownLines cuts Markdown into lines: headings know their level, emphasis, links and comments lose their marks.
func markdownLines(text string) []line {
	var lines []line
	number := 0
	for raw := range strings.Lines(text) {
		number++
		if strings.TrimSpace(raw) == frontEnd {
			lines = append(lines, line{number: number, text: frontEnd})
			continue
		}
		if strings.Contains(raw, "<") {
			raw = lineBreak.ReplaceAllString(comment.ReplaceAllString(raw, ""), "\n")
		}
		for part := range strings.SplitSeq(raw, "\n") {
			if l := markdownLine(part); l.text != "" {
				l.number = number
				lines = append(lines, l)
			}
		}
	}
	return lines
}

func markdownLine(raw string) line {
	text := tidy(raw)
	level := len(text) - len(strings.TrimLeft(text, "#"))
	if level > 0 && level <= 6 {
		text = tidy(strings.TrimRight(text[level:], "#"))
	} else {
		level = 0
		text = tidy(strings.TrimLeft(text, ">"))
	}
	var id string
	if level > 0 {
		if found := headingID.FindStringSubmatch(text); found != nil {
			id, text = found[1], strings.TrimSuffix(text, found[0])
		}
	}
	if strings.HasPrefix(text, "|") {
		text = tableRow(text)
	}
	if strings.Contains(text, "](") {
		text = link.ReplaceAllString(text, "$1")
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "**", ""), "__", "")
	return line{level: level, id: id, text: tidy(text)}
}

// tableRow turns a row of a table into text; the rule below the header into nothing.
func tableRow(row string) string {
	if tableRule.MatchString(row) {
		return ""
	}
	cells := strings.Split(strings.Trim(row, "|"), "|")
	for i := range cells {
		cells[i] = tidy(cells[i])
	}
	return strings.Join(cells, "　")
}

// plainLines cuts plain text into lines.
func plainLines(text string) []line {
	var lines []line
	number := 0
	for raw := range strings.Lines(text) {
		number++
		if t := tidy(raw); t != "" {
			lines = append(lines, line{number: number, text: t})
		}
	}
	return lines
}

// tidy trims s and drops what cannot be seen.
func tidy(s string) string {
	s = strings.TrimSpace(s)
	if strings.IndexFunc(s, odd) < 0 {
		return s
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case !odd(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, s))
}

// odd reports whether r is neither a visible character nor a blank that is kept.
func odd(r rune) bool {
	if r >= '一' && r <= '鿿' || r == ' ' || r == '　' || r == '\t' {
		return false
	}
	return !unicode.IsPrint(r)
}
