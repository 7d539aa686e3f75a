package course

// Use is a lesson or question on offer that cites an article of a law.
type Use struct {
	Kind    UseKind
	Ref     int64 // the lesson, the lesson or document whose check asks, or the question of the bank
	Article string
	Title   string // title of the lesson, or text of the question
}

// UseKind says what cites.
type UseKind string

// The kinds of uses.
const (
	UsedByLesson           UseKind = "lesson"
	UsedByLessonQuestion   UseKind = "lesson_question"
	UsedByDocumentQuestion UseKind = "document_question"
	UsedByBankQuestion     UseKind = "bank_question"
)

// Label returns the kind in Chinese.
func (k UseKind) Label() string {
	switch k {
	case UsedByLesson:
		return "课文"
	case UsedByLessonQuestion:
		return "课文理解题"
	case UsedByDocumentQuestion:
		return "文件理解题"
	}
	return "题库题目"
}
