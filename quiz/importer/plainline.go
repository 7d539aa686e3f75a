package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"xiangxue/quiz"
)

// sectionForm matches a heading such as 一、单项选择题（每题 2 分） or 第二部分 判断题：.
var sectionForm = regexp.MustCompile(`^(?:第?[一二三四五六七八九十]{1,3}(?:部分|大题|章)?[、.．,，:：]?\s*|[（(][一二三四五六七八九十]{1,3}[）)]\s*)?(` + sectionNames() + `)\s*(?:[（(【\[:：,，。共每].*)?$`)

// blockSectionForm matches the same in the block of answers, where answers may follow on the line.
var blockSectionForm = regexp.MustCompile(`^(?:第?[一二三四五六七八九十]{1,3}(?:部分|大题|章)?[、.．,，:：]?\s*|[（(][一二三四五六七八九十]{1,3}[）)]\s*)?(` + sectionNames() + `)`)

// sectionNames returns the names of the kinds as alternatives, the longer ones first.
func sectionNames() string {
	var names []string
	for name := range kindNames {
		names = append(names, name)
	}
	for _, kind := range quiz.Kinds() {
		names = append(names, kind.Label())
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return strings.Join(names, "|")
}

// otherSectionForm matches a heading with a Chinese numeral that names no kind.
var otherSectionForm = regexp.MustCompile(`^(?:第[一二三四五六七八九十]{1,3}(?:部分|大题|章)|[一二三四五六七八九十]{1,3}[、.．]).{0,30}$`)

// startForm matches the number that a question begins with: 12. 12、 12） （12） 第12题.
var startForm = regexp.MustCompile(`^(?:(?:第\s*)?([0-9]{1,4})\s*(?:题\s*[.．、:：)）]?|[.．、:：)）])|([（(【\[])\s*([0-9]{1,4})\s*[)）】\]][.．、]?)\s*`)

// numbered is a line that begins with a number.
type numbered struct {
	number  int
	bracket bool // the number stands in brackets
	rest    string
}

func readNumber(line string) (numbered, bool) {
	m := startForm.FindStringSubmatchIndex(line)
	if m == nil {
		return numbered{}, false
	}
	n := numbered{rest: line[m[1]:], bracket: m[4] >= 0}
	digits := line[max(m[2], 0):max(m[3], 0)]
	if n.bracket {
		digits = line[m[6]:m[7]]
	}
	n.number, _ = strconv.Atoi(digits) // at most four digits
	// 1.5 倍 and 2026.3.5 begin with a number that counts nothing
	decimal := !n.bracket && strings.HasSuffix(line[:m[1]], ".") && n.rest != "" && n.rest[0] >= '0' && n.rest[0] <= '9'
	return n, !decimal
}

// fieldForm matches what introduces an answer, an explanation and the like, in brackets or with a colon.
var fieldForm = regexp.MustCompile(`[【\[]\s*(` + fieldNames + `)\s*[】\]]\s*[:：]?\s*|(?:^|[\s。；;）)？?.])(` + fieldNames + `)\s*[:：]\s*`)

const fieldNames = `答案解析|试题解析|题目解析|解析|正确答案|参考答案|标准答案|答案|评分标准|评分要点|得分点|难易度|难度|知识点|考点|标签|出处|来源|题目来源|依据|法条|科目|题型`

// fieldOf returns the field that a name introduces.
func fieldOf(name string) string {
	switch name {
	case "正确答案", "参考答案", "标准答案", "答案":
		return "answer"
	case "评分标准", "评分要点", "得分点":
		return "rubric"
	case "难度", "难易度":
		return difficultyLabel
	case "知识点", "考点", "标签":
		return "tags"
	case "出处", "来源", "题目来源":
		return sourceLabel
	case "依据", "法条":
		return citeLabel
	case subjectLabel, kindLabel:
		return name
	}
	return "explanation"
}

// piece is a part of a line that belongs to one field; "" is the field that the line before it belonged to.
type piece struct{ field, text string }

// pieces cuts a line where fields are introduced.
func pieces(line string) []piece {
	var list []piece
	field, from := "", 0
	for _, m := range fieldForm.FindAllStringSubmatchIndex(line, -1) {
		name, begin := "", m[0]
		if m[2] >= 0 {
			name = line[m[2]:m[3]]
		} else {
			name, begin = line[m[4]:m[5]], m[4]
		}
		list = append(list, piece{field, strings.TrimSpace(line[from:begin])})
		field, from = fieldOf(name), m[1]
	}
	list = append(list, piece{field, strings.TrimSpace(line[from:])})
	if list[0] == (piece{}) && len(list) > 1 {
		list = list[1:]
	}
	return list
}

// blockForm matches the heading of the answers at the end of a document.
var blockForm = regexp.MustCompile(`^[【\[]?\s*(?:参考|标准|正确)?答案(?:及解析|与解析|部分|表)?\s*[】\]]?\s*[:：]?$`)
