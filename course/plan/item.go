package plan

// ItemKind says what somebody is asked to study.
type ItemKind string

// The kinds of items.
const (
	CourseItem   ItemKind = "course"
	LessonItem   ItemKind = "lesson"
	DocumentItem ItemKind = "document"
)

func (k ItemKind) valid() bool { return k == CourseItem || k == LessonItem || k == DocumentItem }

// Item is something to study: a course, a lesson or a document of the policy library.
type Item struct {
	Kind ItemKind
	Ref  int64
}
