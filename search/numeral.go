package search

import (
	"strconv"
	"strings"
)

// maxNumeral bounds a numeral; no law has as many articles.
const maxNumeral = 99_999

// numeral reads the number at the head of folded text, in digits (18) or Chinese (十八, 一百二十, 一八), and returns it
// with its length in runes. The length is 0 when there is none.
func numeral(text []rune) (value, runes int) {
	for runes < len(text) && text[runes] >= '0' && text[runes] <= '9' {
		runes++
	}
	if runes > 0 {
		value, err := strconv.Atoi(string(text[:runes]))
		if err != nil || value > maxNumeral {
			return 0, 0
		}
		return value, runes
	}
	return chineseNumeral(text)
}

// chineseNumeral is numeral for Chinese figures, with units or without.
func chineseNumeral(text []rune) (value, runes int) {
	const figures = "零一二三四五六七八九"
	figure, pending := 0, false
	for ; runes < len(text); runes++ {
		r := text[runes]
		if r == '两' {
			r = '二'
		}
		if at := strings.IndexRune(figures, r); at >= 0 {
			figure, pending = figure*10+at/len("零"), true
		} else if unit := chineseUnit(r); unit > 0 {
			if !pending || figure == 0 {
				figure = 1
			}
			value, figure, pending = value+figure*unit, 0, false
		} else {
			break
		}
		if value+figure > maxNumeral {
			return 0, 0
		}
	}
	return value + figure, runes
}

// chineseUnit returns the value of a unit (十, 百, 千), and 0 for anything else.
func chineseUnit(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return 0
}

// articleNumber reads the number of an article at the head of folded text: 第十八条, 第18条, 18条, 第一百二十条之一. It returns
// the key that the index keeps ("18", "120-1") and its length in runes, 0 when there is none.
func articleNumber(text []rune) (key string, runes int) {
	at := 0
	if at < len(text) && text[at] == '第' {
		at++
	}
	value, n := numeral(text[at:])
	if end := at + n; n == 0 || value == 0 || end >= len(text) || text[end] != '条' {
		return "", 0
	}
	at += n + 1
	key = strconv.Itoa(value)
	if at < len(text) && text[at] == '之' {
		if inserted, n := numeral(text[at+1:]); n > 0 && inserted > 0 {
			return key + "-" + strconv.Itoa(inserted), at + 1 + n
		}
	}
	return key, at
}

// numberKey returns the key of Article.Number, empty when it is no article number.
func numberKey(number string) string {
	key, _ := articleNumber(fold(number))
	return key
}
