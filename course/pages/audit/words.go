package audit

import (
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/report"
)

// The functions of this file return what things are called in Chinese; the texts are keys of the message catalogue.

func quarterName(q calendar.Quarter) string {
	return [...]string{"一季度", "二季度", "三季度", "四季度"}[q-1]
}

// tagged is a word with the kind of tag it stands in.
type tagged struct{ Text, Tag string }

func stateTag(s compliance.State) tagged {
	return [...]tagged{{"已达标", "ok"}, {"未到期", "info"}, {"临近到期", "warn"}, {"逾期未达", "warn"}}[s]
}

func reachTag(r report.Reach) tagged {
	switch r {
	case report.Reached:
		return tagged{"达到进度", "ok"}
	case report.Slight:
		return tagged{"略差", "warn"}
	case report.NeedsHelp:
		return tagged{"需补学", "warn"}
	default:
		return tagged{"没有计划要求", ""}
	}
}

func bucketName(b hours.Bucket) string {
	switch b {
	case hours.Plan:
		return "年度学习计划"
	case hours.ConcentratedTraining:
		return "集中培训"
	case hours.OnlineSelfStudy:
		return "网络自学"
	default:
		return "党员集中学习"
	}
}

func sourceName(s hours.Source) string {
	switch s {
	case hours.SourceCourse:
		return "课程理解题全部通过"
	case hours.SourceQuiz:
		return "测验通过"
	case hours.SourceReading:
		return "必读理解题通过"
	case hours.SourceDeclaration:
		return "自学申报获批准"
	case hours.SourceMeeting:
		return "学习会点名"
	case hours.SourceTrainingClass:
		return "培训名册"
	default:
		return "补学理解题通过"
	}
}
