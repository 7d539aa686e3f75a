package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
)

// rangeForm matches answers to several questions in a row: 1-5 ABCDA, 1～5：AB C ACD √.
var rangeForm = regexp.MustCompile(`([0-9]{1,4})\s*[-–—~～至到]\s*([0-9]{1,4})\s*(?:题)?\s*[.．、:：]?\s*`)

// entryForm matches the answer to one question: 1.C 2、AB 3：√.
var entryForm = regexp.MustCompile(`(?:^|[\s,，;；])([0-9]{1,4})\s*[.．、:：)）]?\s*([A-JＡ-Ｊ]{1,10}|√|×|✓|✗|✔|✘|对|错|正确|错误|T|F)(?:$|[\s,，;；。])`)

// answers puts the answers of the block at the end to the questions.
func (r *plainReader) answers(reading *Reading) {
	section := quiz.Kind("")
	var last *plainQuestion
	for _, l := range r.block {
		if reading.full() {
			return
		}
		text := l.text
		if m := blockSectionForm.FindStringSubmatchIndex(text); m != nil {
			section, last = kindNamed(text[m[2]:m[3]]), nil
			text = strings.TrimLeft(text[m[3]:], " :：,，。")
		}
		if text == "" || blockForm.MatchString(text) {
			continue
		}
		last = r.answerLine(reading, line{number: l.number, text: text}, section, last)
	}
}

// answerLine reads one line of the block and returns the question that a following line goes on about.
func (r *plainReader) answerLine(reading *Reading, l line, section quiz.Kind, last *plainQuestion) *plainQuestion {
	if rangeForm.MatchString(l.text) && r.ranges(reading, l, section) {
		return nil
	}
	if r.entries(reading, l, section) {
		if all := entryForm.FindAllStringSubmatch(l.text, -1); len(all) == 1 {
			return r.asked(section, all[0][1])
		}
		return nil
	}
	if n, ok := readNumber(l.text); ok {
		if q := r.asked(section, strconv.Itoa(n.number)); q != nil {
			q.field = "answer"
			q.continues(line{text: n.rest})
			return q
		}
	}
	if last == nil {
		reading.Notes = append(reading.Notes, office.RowError{File: r.file, Line: l.number, Message: "答案部分的这一行看不出是哪道题的：" + short(l.text)})
		return nil
	}
	last.continues(line{text: l.text})
	return last
}

// asked returns the question of that number in the section, or the first of that number without an answer.
func (r *plainReader) asked(section quiz.Kind, number string) *plainQuestion {
	var any *plainQuestion
	for _, q := range r.questions {
		if strconv.Itoa(q.number) != number || q.answer != "" {
			continue
		}
		if section != "" && q.section == section {
			return q
		}
		if any == nil {
			any = q
		}
	}
	return any
}

// ranges reads the ranges of a line, and reports false when there is anything else in it.
func (r *plainReader) ranges(reading *Reading, l line, section quiz.Kind) bool {
	matches := rangeForm.FindAllStringSubmatchIndex(l.text, -1)
	if strings.TrimSpace(l.text[:matches[0][0]]) != "" {
		return false
	}
	for i, m := range matches {
		end := len(l.text)
		if i+1 < len(matches) {
			end = matches[i+1][0]
		}
		first, _ := strconv.Atoi(l.text[m[2]:m[3]]) // at most four digits
		last, _ := strconv.Atoi(l.text[m[4]:m[5]])
		answers := divideAnswers(l.text[m[1]:end], last-first+1)
		if answers == nil {
			reading.Problems = append(reading.Problems, office.RowError{File: r.file, Line: l.number, Column: "答案",
				Message: fmt.Sprintf("第 %d 到 %d 题的答案个数不对：%s", first, last, short(l.text[m[1]:end]))})
			continue
		}
		for n, answer := range answers {
			r.give(reading, l, section, strconv.Itoa(first+n), answer)
		}
	}
	return true
}

// divideAnswers returns the n answers of a range: parts between spaces, or single letters and signs. It returns nil when
// there are not so many.
func divideAnswers(text string, n int) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t,，、;；。/|", r) })
	if len(parts) == n && n > 0 {
		return parts
	}
	var single []string
	for _, r := range strings.Join(parts, "") {
		single = append(single, string(r))
	}
	if len(single) == n && n > 0 {
		return single
	}
	return nil
}

var entryGaps = strings.NewReplacer(",", " ", "，", " ", ";", " ", "；", " ", "。", " ")

// entries reads the answers of a line that holds nothing else.
func (r *plainReader) entries(reading *Reading, l line, section quiz.Kind) bool {
	text := strings.Join(strings.Fields(entryGaps.Replace(l.text)), "  ")
	if rest := entryForm.ReplaceAllString(text, " "); strings.TrimSpace(rest) != "" {
		return false
	}
	for _, m := range entryForm.FindAllStringSubmatch(text, -1) {
		r.give(reading, l, section, m[1], m[2])
	}
	return true
}

// give sets the answer to a question.
func (r *plainReader) give(reading *Reading, l line, section quiz.Kind, number, answer string) {
	if q := r.asked(section, number); q != nil {
		q.answer = answer
		return
	}
	reading.Notes = append(reading.Notes, office.RowError{File: r.file, Line: l.number, Message: "没有第 " + number + " 题，或者它已经有答案，这个答案没有用上：" + answer})
}
