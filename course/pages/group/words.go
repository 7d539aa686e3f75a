package group

import (
	"xiangxue/course/plan"
)

// itemName returns what a kind of assigned item is called; the text is a key of the message catalogue, as below.
func itemName(k plan.ItemKind) string {
	switch k {
	case plan.CourseItem:
		return "课程"
	case plan.LessonItem:
		return "课文"
	case plan.QuizItem:
		return "测验"
	default:
		return "必读文件"
	}
}
