package document

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"xiangxue/course/calendar"
)

// role says what a paragraph is, and so how it is set.
type role int

const (
	title role = iota
	addressee
	heading1
	heading2
	heading3
	body
	signature // the signing body and the date
	note
	blank
)

// element is a paragraph or table of a document in the order of the paper.
type element struct {
	role   role
	text   string
	indent float64 // of a signature, in characters from the left
	table  *Table
}

// elements returns what both writers set, with the headings numbered.
func (d Document) elements() []element {
	list := []element{{role: title, text: d.Title}, {role: blank}}
	if d.To != "" {
		list = append(list, element{role: addressee, text: d.To + "："})
	}
	var counted [4]int
	for _, b := range d.Body {
		switch {
		case b.Table != nil:
			if list[len(list)-1].table != nil {
				list = append(list, element{role: blank}) // or Word makes one table of both
			}
			list = append(list, element{table: b.Table})
		case b.Level == 0:
			list = append(list, element{role: body, text: b.Text})
		default:
			level := min(b.Level, 3)
			counted[level]++
			clear(counted[level+1:])
			list = append(list, element{role: heading1 + role(level-1), text: number(level, counted[level]) + b.Text})
		}
	}
	list = append(list, d.signatures()...)
	if d.Note != "" {
		list = append(list, element{role: blank}, element{role: note, text: d.Note})
	}
	return list
}

// signatures returns who signs and when, by section 7.3.5.2: the date begins two characters to the right of the name,
// and whatever ends last ends two characters from the edge.
func (d Document) signatures() []element {
	if d.Sign == "" && d.On.IsZero() {
		return nil
	}
	on := day(d.On)
	name, date := width(d.Sign), 2+width(on)
	if d.Sign == "" {
		date -= 2
	}
	start := max(0, chars-2-max(name, date))
	list := []element{{role: blank}}
	if d.Sign != "" {
		list = append(list, element{role: signature, text: d.Sign, indent: start})
		start += 2
	}
	if on != "" {
		list = append(list, element{role: signature, text: on, indent: start})
	}
	return list
}

// width returns the width of a text in characters; figures and Latin letters count half.
func width(text string) float64 {
	narrow := 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			narrow++
		}
	}
	return float64(utf8.RuneCountInString(text)) - float64(narrow)/2
}

// day returns a date as official documents write it, without leading zeros.
func day(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// number returns the number of the n-th heading of a level, by section 7.3.3: 一、 （一） 1.
func number(level, n int) string {
	switch level {
	case 1:
		return numeral(n) + "、"
	case 2:
		return "（" + numeral(n) + "）"
	default:
		return strconv.Itoa(n) + "."
	}
}

// numeral returns a number from 1 to 99 in Chinese; greater ones stay in figures.
func numeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n >= 100:
		return strconv.Itoa(n)
	}
	text := "十"
	if n >= 20 {
		text = string(digits[n/10]) + text
	}
	if n%10 != 0 {
		text += string(digits[n%10])
	}
	return text
}
