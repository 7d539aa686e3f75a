package plan

import "slices"

// ItemKind says what somebody is asked to study.
type ItemKind string

// The kinds of items.
const (
	CourseItem   ItemKind = "course"
	LessonItem   ItemKind = "lesson"
	DocumentItem ItemKind = "document"
	QuizItem     ItemKind = "quiz"
)

func (k ItemKind) valid() bool { return slices.Contains(ItemKinds(), k) }

// ItemKinds returns all kinds.
func ItemKinds() []ItemKind { return []ItemKind{CourseItem, LessonItem, DocumentItem, QuizItem} }

// Item is something to study: a course, a lesson, a document of the policy library, or a quiz to sit.
type Item struct {
	Kind ItemKind
	Ref  int64
}
