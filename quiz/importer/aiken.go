package importer

import (
	"regexp"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz/bank"
)

var aikenFormat = Format{Name: "Aiken", Extensions: []string{".txt", ".aiken"}, Sniff: isAiken, Read: readAiken}

var (
	aikenAnswer = regexp.MustCompile(`^ANSWER:\s*(.*)$`)
	aikenOption = regexp.MustCompile(`^([A-Z])[.)]\s*(.*)$`)
	aikenForm   = regexp.MustCompile(`(?m)^ANSWER:\s*[A-Z]\s*$`)
)

func isAiken(data []byte) bool {
	text, ok := decodeText(data)
	return ok && aikenForm.MatchString(text)
}

// readAiken reads Moodle's Aiken format: a question, its options each on a line that begins with a capital letter and . or ),
// and ANSWER: with the letter of the correct one.
func readAiken(file string, data []byte) (Reading, error) {
	text, err := office.ReadText(file, data, office.Limits{})
	if err != nil {
		return Reading{}, err
	}
	var reading Reading
	var s sketch
	start := 0
	number := 0
	for line := range strings.SplitSeq(lineEnds.Replace(text), "\n") {
		if number++; reading.full() {
			return reading, nil
		}
		line = strings.TrimSpace(line)
		option, answer := aikenOption.FindStringSubmatch(line), aikenAnswer.FindStringSubmatch(line)
		if line != "" && start == 0 {
			start = number
		}
		switch {
		case line == "":
		case answer != nil:
			s.answer = answer[1]
			reading.sketched(s, office.RowError{File: file, Line: start})
			s, start = sketch{}, 0
		case option != nil && s.text != "" && option[1] == letter(len(s.options)):
			s.options = append(s.options, option[2])
		case len(s.options) > 0:
			s.options[len(s.options)-1] = joinText(s.options[len(s.options)-1], line)
		default:
			s.text = joinText(s.text, line)
		}
	}
	if start > 0 {
		reading.Problems = append(reading.Problems, office.RowError{File: file, Line: start, Message: "这道题没有 ANSWER: 一行"})
	}
	return reading, nil
}

// sketched takes the question that a sketch is, or what is wrong with it.
func (r *Reading) sketched(s sketch, place office.RowError) {
	question, notes, wrong := s.question()
	if wrong != nil {
		place.Column, place.Message = flawColumns[wrong.field], wrong.message
		r.Problems = append(r.Problems, place)
		return
	}
	it := Item{Draft: bank.Draft{Content: question}, Place: place}
	r.take(it)
	for _, note := range notes {
		r.note(it, "%s", note)
	}
}

// flawColumns are the names of the fields in which a flaw can be.
var flawColumns = map[string]string{"answer": "答案", "options": "选项", "kind": "题型"}
