package importer

import (
	"regexp"

	"xiangxue/course/office"
	"xiangxue/quiz/bank"
)

var giftFormat = Format{Name: "GIFT", Extensions: []string{".gift", ".txt"}, Sniff: isGIFT, Read: readGIFT, Write: writeGIFT}

// giftForm matches the beginning of answers as only GIFT has them.
var giftForm = regexp.MustCompile(`\{\s*(?:=|~|#|%|T\}|F\}|TRUE|FALSE|对\}|错\}|####)`)

func isGIFT(data []byte) bool {
	text, ok := decodeText(data)
	return ok && giftForm.MatchString(text)
}

// readGIFT reads questions for the bank. The category is their subject.
func readGIFT(file string, data []byte) (Reading, error) {
	if _, err := office.ReadText(file, data, office.Limits{}); err != nil {
		return Reading{}, err
	}
	parsed, problems := ParseGIFT(file, data)
	var reading Reading
	for _, p := range problems {
		reading.Problems = append(reading.Problems, office.RowError{File: file, Line: p.Line, Message: p.Message.String()})
	}
	for _, p := range parsed {
		d := bank.Draft{Content: p.Question}
		d.Content.Point = ""
		if len([]rune(p.Category)) <= bank.MaxSubject {
			d.Subject = p.Category
		}
		takeLabels(&d, p.Tags)
		reading.take(Item{Draft: d, Place: office.RowError{File: file, Line: p.Line}})
		if d.Subject == "" && p.Category != "" {
			reading.Notes = append(reading.Notes, office.RowError{File: file, Line: p.Line, Message: "类别名称太长，没有当作科目：" + short(p.Category)})
		}
	}
	return reading, nil
}
