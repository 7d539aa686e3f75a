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

// formName returns what a form of a meeting is called.
func formName(f plan.Form) string {
	switch f {
	case plan.WithDiscussion:
		return "专题学习加讨论"
	case plan.Together:
		return "集体学习"
	default:
		return "现场学习"
	}
}
